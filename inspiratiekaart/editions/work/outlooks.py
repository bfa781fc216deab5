"""Statements on prospects: the national list and what was said of a region, per edition."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from inspiratiekaart.corrections import Correction
from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.editions.work import editorial
from inspiratiekaart.editions.work.areas import COUNTRY, area_code, region_names
from inspiratiekaart.editions.work.occupations import LIST_SOURCE, national_list
from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import news_statements
from inspiratiekaart.sources.raw import read_raw
from inspiratiekaart.sources.uwv_occupations import slug

STATEMENTS_SOURCE = "uwv-uitspraken-via-nieuws"
LIST_FOUND_AT = "openbare repository Beroepenportaal (GitHub)"
LIST_FOUND_ON = "2026-03-08"
LIST_END_YEAR = 2026
LAST_YEAR_OF_2021 = 2021
_MATCH_COLUMNS = (
    "name_as_said",
    "occupation_id",
    "match_basis",
    "match_confidence_pct",
)


def build(raw: Path, corrections: Iterable[Correction] = ()) -> Tables:
    """The table ``outlooks`` of both editions.

    Edition 2021 has the statements on a period that ended in 2021 or before; edition 2026 has all
    of them and UWV's national list of 2025-2026.
    """
    listed = national_list(raw, corrections)
    said = _statements(raw, listed["occupation_id"])
    then = said[said["period_end_year"] <= LAST_YEAR_OF_2021].reset_index(drop=True)
    now = pd.concat([_national(listed), said], ignore_index=True)
    return {("2021", "outlooks"): then, ("2026", "outlooks"): now}


def matched(statements: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """``statements`` with the professions that their words name; one row per profession named.

    A name that matches no profession keeps its row, with ``match_basis`` none.

    Raises:
        RawMaterialError: a name has no row in ``matches``.
    """
    unknown = sorted(set(statements["name_as_said"]) - set(matches["name_as_said"]))
    if unknown:
        raise RawMaterialError(f"outlook_matches.csv lacks {unknown[0]!r}. Add it, or say none.")
    return statements.merge(matches, on="name_as_said", how="left", validate="many_to_many")


def _statements(raw: Path, known: Iterable[str]) -> pd.DataFrame:
    path = raw / "jobs" / "beroepen_genoemd_per_regio.csv"
    statements = news_statements.tidy(read_raw(path, news_statements.RAW_COLUMNS))
    found = matched(statements, editorial.csv("outlook_matches", *_MATCH_COLUMNS))
    strange = sorted(set(found["occupation_id"]) - {"", *known})
    if strange:
        raise RawMaterialError(f"outlook_matches.csv: no profession {strange[0]!r}.")
    regions = region_names(raw, "2026")
    codes = pd.Series(
        [
            area_code(name, kind, regions)
            for name, kind in zip(found["area_name"], found["area_kind"], strict=True)
        ],
        index=found.index,
    )
    found["arbeidsmarktregio_code"] = codes.mask(codes == COUNTRY, "")
    found["match_confidence_pct"] = pd.to_numeric(found["match_confidence_pct"]).astype("Int64")
    first = codes.str.lower() + "-" + found["period"].map(slug)
    plain = first + "-" + found["name_as_said"].map(slug)
    named_more = plain.duplicated(keep=False)
    found["outlook_id"] = plain.mask(named_more, plain + "-" + found["occupation_id"])
    found["source_id"] = STATEMENTS_SOURCE
    return found.drop(columns=["area_name", "area_kind"])


def _national(listed: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "outlook_id": "nl-list-" + listed["period"] + "-" + listed["occupation_id"],
            "occupation_id": listed["occupation_id"],
            "name_as_said": listed["name_nl"],
            "scope": "national",
            "arbeidsmarktregio_code": "",
            "status": "kansrijk",
            "status_as_said": "kansrijk",
            "period_end_year": LIST_END_YEAR,
            "publisher": listed["publisher"],
            "found_at": LIST_FOUND_AT,
            "found_on": LIST_FOUND_ON,
            "url": listed["url"],
            "match_basis": "exact",
            "match_confidence_pct": 100,
            "source_id": LIST_SOURCE,
            "period": listed["period"],
        }
    )
