"""Providers, sites and offers: how claims become offers, and what the shipped tables hold."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from inspiratiekaart.editions import tables
from inspiratiekaart.editions.training import offers, providers, support
from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.sources.claims import as_claims, slug


def _located(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {
        "provider_id": "25BE",
        "site_id": "25BE-groningen",
        "title": "Fysiotherapie",
        "isat": "34570",
        "level": "hbo",
        "attendance": "voltijd",
        "evidence_year": 2026,
        "certainty": "recognised",
        "source_id": "r",
        "period": "2026",
    }
    frame = pd.DataFrame([base | row for row in rows], dtype="object")
    claims = as_claims(frame)
    return claims.assign(site_id=frame["site_id"].where(frame["site_id"].notna(), None))


STUDENTS: dict[str, Any] = {
    "certainty": "had_students",
    "attendance": None,
    "evidence_year": 2024,
    "students_count": 300,
    "students_status": "final",
    "students_year": 2024,
    "students_source_id": "s",
}


def test_strongest_certainty_is_kept_with_the_count() -> None:
    """Offered wins over had students and recognised; the count keeps its own year and source."""
    made = offers.build(_located({}, {"certainty": "offered"}, STUDENTS))
    assert 1 == len(made)
    assert ("offered", 2026, 300, 2024, "s") == tuple(
        made.loc[
            0,
            [
                "certainty",
                "evidence_year",
                "students_count",
                "students_year",
                "students_source_id",
            ],
        ]
    )


def test_count_over_several_attendances_stays_apart() -> None:
    """With two attendances nobody knows whose students they are, so no row gets them."""
    made = offers.build(_located({}, {"attendance": "deeltijd"}, STUDENTS))
    assert ["had_students", "recognised", "recognised"] == sorted(made["certainty"])
    assert [300] == made["students_count"].dropna().tolist()


def test_offer_without_place_takes_the_only_possible_one() -> None:
    """One recognised place decides; with two the offer stays without site."""
    loose: dict[str, Any] = {"certainty": "offered", "site_id": None}
    one = offers.build(_located({}, loose))
    two = offers.build(_located({}, {"site_id": "25BE-assen"}, loose))
    assert ["25BE-groningen"] == one["site_id"].tolist()
    assert 1 == two["site_id"].isna().sum()


def test_offer_id_does_not_depend_on_order() -> None:
    """The same claims in another order give the same offers."""
    rows: list[dict[str, Any]] = [
        {},
        {"attendance": "deeltijd"},
        STUDENTS,
        {"certainty": "offered"},
    ]
    forward = tables.csv_text("offers", offers.build(_located(*rows)))
    assert forward == tables.csv_text("offers", offers.build(_located(*reversed(rows))))


@pytest.mark.parametrize(
    ("register", "shown"),
    [
        ("Stichting IHE Delft", "IHE Delft"),
        ("Dirksen Opleidingen bv", "Dirksen Opleidingen"),
        ("University  of Applied Sciences Europe B.V", "University of Applied Sciences Europe"),
        ("Deltion College", "Deltion College"),
    ],
)
def test_names_lose_their_legal_form(register: str, shown: str) -> None:
    """A legal form and double spaces are a register's spelling, not a name."""
    assert shown == providers.display_name(register)


def test_slug_is_plain_ascii() -> None:
    """Apostrophes and diacritics leave a readable identifier."""
    assert "s-hertogenbosch-coordinatie" == slug("'s-Hertogenbosch coördinatie")


def test_programme_link_must_fit_the_offers() -> None:
    """A link to a programme that nobody offers is an error that names the code."""
    occupations = _shipped("common", "occupations")
    with pytest.raises(RawMaterialError, match="ISAT"):
        support.occupation_programmes(occupations, pd.DataFrame({"isat": [], "title": []}))


def _shipped(folder: str, name: str) -> pd.DataFrame:
    return tables.read(DATASETS / folder / f"{name}.csv")


EDITIONS = pytest.mark.parametrize("edition", ["2021", "2026"])


@EDITIONS
def test_all_funded_institutions_stand_on_the_map(edition: str) -> None:
    """The 109 head offices are there, each at an address, in both editions."""
    sites, who = _shipped(edition, "sites"), _shipped("common", "providers")
    offices = sites.loc[sites["is_head_office"]]
    funded = who.loc[who["is_funded"].fillna(value=False)]
    assert 109 == len(offices)
    assert set(funded["provider_id"]) == set(offices["provider_id"])
    assert {"mbo": 55, "hbo": 36, "universiteit": 18} == funded["kind"].value_counts().to_dict()
    assert set(offices["precision"]) <= {"address", "postcode"}


@EDITIONS
def test_offers_point_to_what_exists(edition: str) -> None:
    """Every offer has its provider, its own provider's site, its qualification and its form."""
    made, sites = _shipped(edition, "offers"), _shipped(edition, "sites")
    owner = made["site_id"].map(sites.set_index("site_id")["provider_id"])
    placed = made["site_id"].notna()
    assert owner[placed].tolist() == made.loc[placed, "provider_id"].tolist()
    for column, table in (
        ("provider_id", "providers"),
        ("crebo", "kwalificaties"),
        ("learning_form_id", "learning_forms"),
    ):
        assert set() == set(made[column].dropna()) - set(_shipped("common", table)[column])
    assert made["offer_id"].is_unique


@EDITIONS
def test_no_small_group_is_shown(edition: str) -> None:
    """A count below five never stands in the data, and a hidden count is empty."""
    for name in ("offers", "provider_domains"):
        made = _shipped(edition, name)
        assert 0 == made["students_count"].lt(5).sum()
        hidden = made["students_status"].isin(["suppressed", "unknown"])
        assert made.loc[hidden, "students_count"].isna().all()
        assert made.loc[~hidden, "students_count"].notna().all()


def test_edition_2021_knows_nothing_later() -> None:
    """The edition of 2021 holds no evidence from after that year."""
    assert _shipped("2021", "offers")["evidence_year"].max() <= 2021


def test_opticians_are_trained_outside_the_north() -> None:
    """Nobody in Groningen, Friesland or Drenthe trains opticians; Zwolle had students in 2019."""
    made, sites = _shipped("2026", "offers"), _shipped("2026", "sites")
    opticians = made.loc[made["crebo"] == "27033"].merge(sites, on="site_id")
    north = opticians["arbeidsmarktregio_code"].isin(["AM01", "AM02", "AM03"])
    assert 0 == north.sum()
    zwolle = opticians.loc[opticians["place"] == "Zwolle"]
    assert {("had_students", 2019)} == set(
        zip(zwolle["certainty"], zwolle["evidence_year"], strict=True)
    )


def test_opticians_can_study_on_in_optometry() -> None:
    """Optometry is shown with opticians as related, never as their own training."""
    links = _shipped("common", "occupation_programmes")
    rows = links.loc[links["occupation_id"] == "opticiens", ["isat", "confidence", "status"]]
    assert [("34549", "related", "editorial")] == list(rows.itertuples(index=False, name=None))


def test_ended_schemes_say_so() -> None:
    """STAP ended on 1 January 2024, and no amount stands without its certainty."""
    schemes, amounts = _shipped("common", "schemes"), _shipped("common", "scheme_amounts")
    stap = schemes.set_index("scheme_id").loc["stap-budget", "valid_to"]
    assert "2023-12-31" == stap
    assert set(amounts["certainty"]) <= {"official", "secondary", "unverified"}
    assert set(amounts["scheme_id"]) <= set(schemes["scheme_id"])


def test_contact_points_hold_no_persons() -> None:
    """Organisations only: no e-mail address and no phone number anywhere."""
    text = _shipped("common", "contact_points").to_csv()
    assert "@" not in text
    assert not pd.Series([text]).str.contains(r"\b0\d{1,3}[- ]?\d{6,8}\b").any()


def test_groningen_figure_is_in_both_editions() -> None:
    """The 73 statements of 2021 belong to both editions; the figures of 2022 only to the later."""
    early, late = support.regional_facts("2021"), support.regional_facts("2026")
    assert [73] == early["value"].tolist()
    assert 73 in late["value"].tolist()
    assert len(late) > len(early)
