"""Sectors, occupation groups, professions and themes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from inspiratiekaart.corrections import Correction, corrected
from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.editions.work import editorial
from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import cbs_beroepsgroepen, esco_occupations, uwv_occupations
from inspiratiekaart.sources.raw import read_raw

LIST_FILE = "kansrijke_beroepen_landelijk_2025_2026.csv"
LIST_SOURCE = "uwv-kansrijke-beroepen-2025-2026"
LIST_PERIOD = "2025-2026"
THEMES_SOURCE = "redactie-themas"
THEMES_PERIOD = "2026"


def build(raw: Path, corrections: Iterable[Correction] = ()) -> Tables:
    """The tables ``sectors, beroepsgroepen, occupations, themes, theme_occupations``."""
    listed = national_list(raw, corrections)
    found = occupations(raw, listed)
    themes, members = _themes(editorial.toml("themes"), found)
    return {
        ("common", "sectors"): _sectors(editorial.toml("sectors")),
        ("common", "beroepsgroepen"): _beroepsgroepen(raw),
        ("common", "occupations"): found,
        ("common", "themes"): themes,
        ("common", "theme_occupations"): members,
    }


def national_list(raw: Path, corrections: Iterable[Correction] = ()) -> pd.DataFrame:
    """UWV's national list, tidy (see ``uwv_occupations.tidy``), with our sector ids."""
    read = read_raw(raw / "jobs" / LIST_FILE, uwv_occupations.RAW_COLUMNS)
    listed = uwv_occupations.tidy(corrected(read, LIST_FILE, corrections))
    ids = {spec["uwv_name"]: sector_id for sector_id, spec in editorial.toml("sectors").items()}
    unknown = sorted(set(listed["sector"]) - set(ids))
    if unknown:
        raise RawMaterialError(f"sectors.toml lacks the sector {unknown[0]!r}. Add it.")
    return listed.assign(sector_id=listed["sector"].map(ids))


def occupations(raw: Path, listed: pd.DataFrame) -> pd.DataFrame:
    """The professions of the list with ESCO and ISCO where a name matches and the group agrees.

    A match on name is kept when CBS's bridge from ISCO to BRC gives the profession's own group,
    or when ``occupation_remarks.toml`` accepts it with a reason.
    """
    remarks = editorial.toml("occupation_remarks")
    ids = listed["occupation_id"]
    unknown = sorted(set(remarks) - set(ids))
    if unknown:
        raise RawMaterialError(f"occupation_remarks.toml: no profession {unknown[0]!r}.")
    group = listed["beroepsgroep_code"]
    names = listed["name_nl"].map(uwv_occupations.main_name)
    esco = _esco(raw, names)
    bridge_path = raw / "jobs" / "isco08_brc2014.csv"
    bridge = read_raw(bridge_path, ("isco08_code", "brc_beroepsgroep"))
    brc_of = dict(zip(bridge["isco08_code"], bridge["brc_beroepsgroep"], strict=True))
    accepted = ids.map(lambda key: remarks.get(key, {}).get("esco_accepted") is True)
    fits = (esco["isco_code"].map(brc_of) == group) | accepted
    isco_named = names.str.casefold().map(_isco_by_name(raw)).fillna("")
    isco_named = isco_named.where(isco_named.map(brc_of) == group, "")
    return pd.DataFrame(
        {
            "occupation_id": ids,
            "uwv_code": listed["uwv_code"],
            "name_nl": listed["name_nl"],
            "aliases": esco["aliases"].where(fits, ""),
            "sector_id": listed["sector_id"],
            "level": listed["level"],
            "beroepsgroep_code": group,
            "isco_code": esco["isco_code"].where(fits, isco_named),
            "esco_uri": esco["esco_uri"].where(fits, ""),
            "url": listed["url"],
            "remark": [
                remarks.get(key, {}).get("remark_nl") or _shared(names)
                for key, names in zip(ids, listed["shares_code_with"], strict=True)
            ],
            "source_id": LIST_SOURCE,
            "period": listed["period"],
            "status": "provisional",
        }
    )


def _esco(raw: Path, names: pd.Series) -> pd.DataFrame:
    path = raw / "jobs" / "esco_beroepen_nl.csv"
    esco = esco_occupations.tidy(read_raw(path, esco_occupations.RAW_COLUMNS))
    return esco_occupations.match(names, esco)


def _isco_by_name(raw: Path) -> dict[str, str]:
    path = raw / "jobs" / "isco08_nl.csv"
    return esco_occupations.isco_by_name(read_raw(path, esco_occupations.ISCO_RAW_COLUMNS))


def _shared(names: str) -> str:
    return f"UWV gebruikt deze code ook voor: {names.replace('|', '; ')}." if names else ""


def _sectors(specs: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(key, spec["name_nl"], spec["name_en"]) for key, spec in specs.items()],
        columns=["sector_id", "name_nl", "name_en"],
    )
    return frame.assign(source_id=LIST_SOURCE, period=LIST_PERIOD, status="editorial")


def _beroepsgroepen(raw: Path) -> pd.DataFrame:
    path = raw / "jobs" / "brc2014.csv"
    tidy = cbs_beroepsgroepen.tidy(read_raw(path, cbs_beroepsgroepen.RAW_COLUMNS))
    return tidy.assign(source_id="cbs-beroepsgroepen-2023", status="final")


def _themes(specs: dict[str, Any], known: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    themes, members = [], []
    for theme_id, spec in specs.items():
        themes.append({"theme_id": theme_id} | {key: spec[key] for key in _THEME_TEXTS})
        for group in spec["group"]:
            ids = list(group.get("occupations", []))
            ids += known.loc[known["sector_id"] == group.get("sector_id"), "occupation_id"].tolist()
            strange = sorted(set(ids) - set(known["occupation_id"]))
            if strange:
                raise RawMaterialError(f"themes.toml, {theme_id}: no profession {strange[0]!r}.")
            members += [(theme_id, key, group["basis_nl"]) for key in ids]
    provenance = {"source_id": THEMES_SOURCE, "period": THEMES_PERIOD, "status": "editorial"}
    listed = pd.DataFrame(members, columns=["theme_id", "occupation_id", "basis"])
    return pd.DataFrame(themes).assign(**provenance), listed.assign(**provenance)


_THEME_TEXTS = ("name_nl", "name_en", "reason_nl", "reason_en")
