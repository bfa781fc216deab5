"""Statements on prospects: which profession and region each is about, as far as that is known.

A name that is no profession of ours, or may be several, is kept as it was said, without one.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

from inspiratiekaart.importing.work import CHOSEN, Work
from inspiratiekaart.matching import match_occupation, match_region
from inspiratiekaart.matching.regions import COUNTRY
from inspiratiekaart.sources.claims import rows_of, slug

_BASES = {
    "code": "code", "exact": "exact", "alias": "spelling", "former": "spelling",
    "spelling": "spelling", "words": "spelling", "earlier": "editorial", CHOSEN: "editorial",
}  # fmt: skip


def rows(work: Work, drafts: pd.DataFrame, publisher: str, found_at: str) -> pd.DataFrame:
    """Table ``outlooks`` of the drafts."""
    regions = work.all_settled(
        "region", drafts["region_as_said"], lambda said: match_region(work.dataset, said)
    )
    said = [
        (name or "", code or "")
        for name, code in zip(drafts["name_as_said"], drafts["uwv_code"], strict=True)
    ]
    occupations = {
        (name, code): work.settled(
            "occupation", name, match_occupation(work.dataset, name, uwv_code=code), count
        )
        for (name, code), count in Counter(said).items()
    }
    no_region = int(drafts["region_as_said"].isna().sum())
    unnamed = work.unnamed_area(no_region) if no_region else ""
    made: dict[str, dict[str, object]] = {}
    wrong: dict[str, list[object]] = {}
    for row, text in zip(rows_of(drafts), said, strict=True):
        name = row.name_as_said or row.uwv_code
        is_named = bool(row.region_as_said)
        area = regions[row.region_as_said][0] if is_named else unnamed
        if not area:
            why = "area-unsure"
            if is_named:
                is_asked = regions[row.region_as_said][2] == "asked"
                why = "region-unsure" if is_asked else "region-unknown"
            wrong.setdefault(why, []).append(row.Index)
            continue
        if work.is_outside(area, is_named=is_named):
            work.outside["outlooks"] += 1
            continue
        year = row.period_end_year or _year(work.period)
        if not year:
            wrong.setdefault("no-year", []).append(row.Index)
            continue
        occupation, sure, basis = occupations[text]
        is_national = area == COUNTRY
        period = row.period or period_of(work.period, int(year))
        key = _id(area, period, name, occupation, is_national=is_national)
        made.setdefault(
            key,
            {
                "outlook_id": key,
                "occupation_id": occupation or None,
                "name_as_said": name,
                "scope": "national" if is_national else "regional",
                "arbeidsmarktregio_code": None if is_national else area,
                "status": row.status,
                "status_as_said": row.status_as_said or row.status,
                "period_end_year": int(year),
                "publisher": publisher,
                "found_at": found_at,
                "found_on": row.found_on,
                "url": row.url,
                "match_basis": _BASES[basis] if occupation else "none",
                "match_confidence_pct": sure if occupation else None,
                "source_id": work.source_id,
                "period": period,
                "at_sheet": row.at_sheet,
                "at_row": row.at_row,
                "basis": basis,
                "confidence_pct": sure,
                "drafted": "outlooks",
            },
        )
    for code, indices in wrong.items():
        column = "period_end_year" if code == "no-year" else "region_as_said"
        work.leave_out("outlooks", drafts.loc[indices], code, column)
    return pd.DataFrame(list(made.values()))


def _id(area: str, period: str, name: str, occupation: str, *, is_national: bool) -> str:
    """The id of a statement, as the build makes it; a national list names the profession."""
    if is_national and occupation:
        return f"nl-list-{period}-{occupation}"
    return f"{area.lower()}-{slug(period)}-{slug(name)}"


def _year(period: str) -> int:
    years = [int(word) for word in period.replace("-", " ").split() if len(word) == 4]
    return max(years, default=0)


def period_of(period: str, year: int) -> str:
    """The period of the file where it ends in ``year``, else that year."""
    return period if _year(period) == year else str(year)
