"""The part "training" of an edition: who trains, where, what, and who pays or helps."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from inspiratiekaart.corrections import Correction, corrected
from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.editions.training import offers, providers, sites, support
from inspiratiekaart.editions.training.places import Gazetteer
from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import courses, duo_higher, duo_mbo, school_plans
from inspiratiekaart.sources.claims import read_csv
from inspiratiekaart.sources.registers import rio_providers

EDITORIAL = Path(__file__).parent.parent / "editorial"
_LAST_YEAR_2021 = 2021


_COURSES = "cursussen_particulier_voorbeelden.csv"

CORRECTED = (_COURSES,)
"""The raw files in which corrections are made."""


def build(raw: Path, where: Tables, work: Tables, corrections: Iterable[Correction] = ()) -> Tables:
    """All tables of this part from the raw material under ``raw`` and our editorial files.

    ``where`` gives the municipalities and regions in which every site must lie; ``work`` gives the
    qualifications and professions that offers and programmes may point to;
    ``corrections`` are made in what the files of ``CORRECTED`` say.

    Raises:
        RawMaterialError: a raw file is missing, no longer fits an editorial file, or puts a site
            in a municipality or region that ``where`` does not have; or a correction no longer
            fits its file.
    """
    institutions = read_csv(raw / "training" / "onderwijsinstellingen_nl.csv")
    recognitions = read_csv(raw / "offers" / "ho_erkende_opleidingen_plaats_2026.csv")
    gazetteer = Gazetteer(raw)
    offices = sites.head_offices(institutions, gazetteer)
    claims = _claims(raw, recognitions, gazetteer, corrections)
    domains = duo_mbo.domains(read_csv(raw / "offers" / "mbo_instelling_domein_2019.csv"))
    crebos = set(work[("common", "kwalificaties")]["crebo"])
    tables: Tables = {}
    for edition, rows in claims.items():
        known = rows.assign(crebo=rows["crebo"].where(rows["crebo"].isin(crebos), None))
        located, found = sites.locate(known, offices, gazetteer)
        tables[(edition, "offers")] = offers.build(located)
        tables[(edition, "sites")] = sites.of_edition(found, edition)
        _agree(tables[(edition, "sites")], where[(edition, "gemeenten")])
        tables[(edition, "provider_domains")] = domains
        tables[(edition, "regional_facts")] = support.regional_facts(edition)
    tables[("common", "providers")] = providers.build(
        institutions,
        recognitions,
        read_csv(raw / "offers" / "mbo_instellingen_2019_naar_2026.csv"),
        read_csv(EDITORIAL / "provider_names.csv"),
        read_csv(EDITORIAL / "provider_kinds.csv"),
    )
    return tables | support.build(raw, work, tables[("2026", "offers")])


def _claims(
    raw: Path,
    recognitions: pd.DataFrame,
    gazetteer: Gazetteer,
    corrections: Iterable[Correction],
) -> dict[str, pd.DataFrame]:
    folder = raw / "offers"
    official = duo_higher.recognised(recognitions, gazetteer.gemeenten)
    offered = read_csv(folder / "ho_aangeboden_opleidingen_2026.csv")
    enrolled = read_csv(folder / "bron" / "duo_ingeschrevenen_hbo_2020_2024.csv")
    mbo = read_csv(folder / "mbo_aanbod_instelling_kwalificatie_2019.csv")
    training = raw / "training"
    samples = pd.concat(
        [
            courses.private(corrected(read_csv(folder / _COURSES), _COURSES, corrections)),
            courses.university(read_csv(training / "cursussen_vu_voorbeeld.csv")),
            courses.fast_switch(
                read_csv(training / "fastswitch_programmas.csv"),
                read_csv(EDITORIAL / "fast_switch.csv"),
            ),
        ],
        ignore_index=True,
    )
    plans = read_csv(folder / "mbo_aanbod_opleidingsplannen_2024_2026.csv")
    parts = {
        "2021": [
            duo_higher.enrolled(enrolled, 2021, official),
            duo_mbo.links_of_2021(mbo),
            samples.loc[samples["evidence_year"].astype(int) <= _LAST_YEAR_2021],
        ],
        "2026": [
            official,
            duo_higher.offered(offered, rio_providers(), official),
            duo_higher.enrolled(enrolled, 2024, official),
            school_plans.tidy(plans),
            duo_mbo.present_links(mbo),
            samples,
        ],
    }
    return {
        edition: pd.concat(frames, ignore_index=True).astype("object").pipe(_none)
        for edition, frames in parts.items()
    }


def _agree(found: pd.DataFrame, gemeenten: pd.DataFrame) -> None:
    region = gemeenten.set_index("gemeente_code")["arbeidsmarktregio_code"]
    wrong = found.loc[found["gemeente_code"].map(region) != found["arbeidsmarktregio_code"]]
    if len(wrong):
        raise RawMaterialError(
            f"sites {', '.join(wrong['site_id'])}: municipality and region do not go together in "
            "this edition. Compare geo/postcode with geo/indeling."
        )


def _none(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.where(frame.notna(), None)
