"""Mbo qualifications, the editorial links from professions to them, and their skills."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.editions.work import editorial
from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import competentnl_skills, sbb_kwalificaties, uwv_occupations
from inspiratiekaart.sources.raw import read_raw

LINK_BASIS = "mogelijke opleiding, redactioneel: gekozen op naam en inhoud, niet door UWV of SBB"
_LINK_COLUMNS = ("beroep", "crebo")
_REGISTERS = {
    "S-BB": ("sbb-crebo-2026", "2026"),
    "DUO": ("duo-opleidingscodes-2024", "2024-05-20"),
    "CompetentNL": ("competentnl-namen", "2026"),
}


def build(raw: Path, *, with_skills: bool) -> Tables:
    """The tables ``kwalificaties, occupation_kwalificaties`` and, if wanted, the skills."""
    tables: Tables = {
        ("common", "kwalificaties"): _kwalificaties(raw),
        ("common", "occupation_kwalificaties"): _links(raw),
    }
    if with_skills:
        tables["common", "kwalificatie_skills"] = _skills(raw)
    return tables


def _kwalificaties(raw: Path) -> pd.DataFrame:
    sbb_path = raw / "jobs" / "mbo_kwalificaties.csv"
    duo_path = raw / "offers" / "mbo_opleidingscodes_duo_2024.csv"
    sbb = sbb_kwalificaties.tidy_sbb(read_raw(sbb_path, sbb_kwalificaties.SBB_COLUMNS))
    duo = sbb_kwalificaties.tidy_duo(read_raw(duo_path, sbb_kwalificaties.DUO_COLUMNS))
    found = sbb_kwalificaties.with_validity(sbb_kwalificaties.merge(sbb, duo))
    return found.drop(columns=["in_use", "register"]).assign(
        source_id=found["register"].map(lambda name: _REGISTERS[name][0]),
        period=found["register"].map(lambda name: _REGISTERS[name][1]),
        status="final",
    )


def _links(raw: Path) -> pd.DataFrame:
    path = raw / "jobs" / "koppeling_beroep_mbo_redactioneel.csv"
    links = read_raw(path, _LINK_COLUMNS)
    found = pd.DataFrame(
        {
            "occupation_id": links["beroep"].map(uwv_occupations.occupation_id),
            "crebo": links["crebo"],
        }
    )
    pairs = list(zip(found["occupation_id"], found["crebo"], strict=True))
    direct_rows = editorial.csv("kwalificatie_links_direct", "occupation_id", "crebo")
    direct = set(zip(direct_rows["occupation_id"], direct_rows["crebo"], strict=True))
    strange = sorted(direct - set(pairs))
    if strange:
        raise RawMaterialError(
            f"kwalificatie_links_direct.csv: {' '.join(strange[0])} is not a link in {path.name}."
        )
    is_direct = pd.Series([pair in direct for pair in pairs])
    return found.assign(
        basis=LINK_BASIS,
        confidence=is_direct.map({True: "direct", False: "related"}),
        source_id="redactie-koppeling-mbo",
        period="2026",
        status="editorial",
    )


def _skills(raw: Path) -> pd.DataFrame:
    path = raw / "jobs" / "competentnl_vaardigheden_per_mbo_kwalificatie.csv"
    tidy = competentnl_skills.tidy(read_raw(path, competentnl_skills.RAW_COLUMNS))
    return tidy.assign(source_id="competentnl", period="2026", status="final")
