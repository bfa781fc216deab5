"""Who pays and who helps: forms of learning, schemes, contact points, examples, programmes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import contact_points, vng_amounts
from inspiratiekaart.sources.claims import read_csv, rows_of

EDITORIAL = Path(__file__).parent.parent / "editorial"
OWN = "redactie-opleidingen"
OWN_PERIOD = "2026"
_GRONINGEN = "samenvoordeklant-groningen-2022"
_LABEL = "mogelijke opleiding, redactioneel"


def build(raw: Path, work: Tables, offers: pd.DataFrame) -> Tables:
    """The tables of the folder ``common`` that are about paying and helping.

    Raises:
        RawMaterialError: an editorial row points to a profession, programme or fact that the raw
            material no longer has.
    """
    training = raw / "training"
    regions = read_csv(raw / "geo" / "indeling" / "gemeente_arbeidsmarktregio_2024.csv")
    region_codes = dict(zip(regions["am_naam"], regions["am_code"], strict=True))
    amounts = vng_amounts.tidy(
        read_csv(training / "rmt_dienstverlening_maxbedragen.csv"),
        read_csv(EDITORIAL / "scheme_amounts.csv"),
    )
    facts = read_csv(training / "financiering_feiten.csv")
    return {
        ("common", "learning_forms"): learning_forms(),
        ("common", "schemes"): _keyed("schemes.toml", "scheme_id", status="provisional"),
        ("common", "scheme_amounts"): pd.concat(
            [amounts, _other_amounts(facts)], ignore_index=True
        ),
        ("common", "contact_points"): contact_points.tidy(
            read_csv(training / "contactpunten_deels.csv"), region_codes
        ),
        ("common", "practice_examples"): _keyed(
            "practice_examples.toml", "practice_example_id", status="provisional"
        ),
        ("common", "occupation_programmes"): occupation_programmes(
            work[("common", "occupations")], offers
        ),
    }


def learning_forms() -> pd.DataFrame:
    """Table ``learning_forms``: our own words; a length only where a source gives one."""
    table = _keyed("learning_forms.toml", "learning_form_id", status="editorial")
    return table.drop(columns="length_source").assign(source_id=OWN, period=OWN_PERIOD)


def occupation_programmes(occupations: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Table ``occupation_programmes``: our own links, each to a programme that someone offers.

    Raises:
        RawMaterialError: a link names an unknown profession, or a programme that no offer has
            under that name.
    """
    links = read_csv(EDITORIAL / "occupation_programmes.csv")
    titles = offers.dropna(subset=["isat"]).drop_duplicates("isat").set_index("isat")["title"]
    known = set(occupations["occupation_id"])
    for row in rows_of(links):
        if row.occupation_id not in known:
            raise RawMaterialError(
                f"occupation_programmes.csv: no profession {row.occupation_id!r}. Mend that row."
            )
        if titles.get(row.isat) != row.name:
            raise RawMaterialError(
                f"occupation_programmes.csv: ISAT {row.isat} is {titles.get(row.isat)!r} in the "
                f"offers, not {row.name!r}. Mend or drop that row."
            )
    return links.assign(
        basis=_LABEL + ": " + links["basis"].str[0].str.lower() + links["basis"].str[1:],
        source_id=OWN,
        period=OWN_PERIOD,
        status="editorial",
    )


def regional_facts(edition: str) -> pd.DataFrame:
    """This part's rows of ``regional_facts``: figures of the practice example in Groningen."""
    rows = pd.DataFrame(_read("training_facts.toml")["fact"])
    year = rows["period"].astype(int)
    known = rows.loc[year <= int(edition)] if edition == "2021" else rows
    return known.assign(
        area_kind="arbeidsmarktregio",
        area_code="AM01",
        area_name="Groningen",
        period_end_year=year,
        boundary_year=year.map(lambda value: 2021 if value <= 2021 else 2026),
        publisher="Programmaraad / Samen voor de klant",
        found_at="samenvoordeklant.nl",
        url=_read("practice_examples.toml")["groningen-rmt-praktijkleren-2022"]["url"],
        source_id=_GRONINGEN,
    )


def _other_amounts(facts: pd.DataFrame) -> pd.DataFrame:
    rows = _read("scheme_amounts_other.toml")["amount"]
    for row in rows:
        said = facts.loc[facts["onderwerp"] == row["fact"], "feit"]
        if not said.str.contains(row["words"], regex=False).any():
            raise RawMaterialError(
                f"scheme_amounts_other.toml: {row['fact']!r} no longer says {row['words']!r}. "
                "Look at financiering_feiten.csv and mend the amount."
            )
    return (
        pd.DataFrame(rows)
        .drop(columns=["fact", "words"])
        .assign(vat="unknown", status="provisional")
    )


def _keyed(file: str, key: str, *, status: str) -> pd.DataFrame:
    rows = [{key: name, **row} for name, row in _read(file).items()]
    return pd.DataFrame(rows).assign(status=status)


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((EDITORIAL / file).read_text(encoding="utf-8"))
