"""Figures on an area: of a region, a province or the country, or of municipalities added up.

A figure of a municipality counts for the region that it lies in now, wherever it was merged. A
total is only made of counts; where a part is not known, the total is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from inspiratiekaart.importing.statements import period_of
from inspiratiekaart.importing.work import Work
from inspiratiekaart.matching import match_gemeente, match_region
from inspiratiekaart.matching.places import region_of_gemeente
from inspiratiekaart.matching.regions import COUNTRY
from inspiratiekaart.sources.claims import rows_of, slug

_KIND = "regional_facts"
_GEMEENTE = "gemeente"
_NOT_KNOWN = ("suppressed", "unknown")


def rows(work: Work, drafts: pd.DataFrame, publisher: str, found_at: str) -> pd.DataFrame:
    """Table ``regional_facts`` of the drafts."""
    table = work.dataset["arbeidsmarktregios"]
    names = dict(zip(table["arbeidsmarktregio_code"], table["name"], strict=True))
    gemeenten = work.dataset["gemeenten"]
    names |= dict(zip(gemeenten["provincie_code"], gemeenten["provincie_name"], strict=True))
    names |= {COUNTRY: "Nederland"}
    said = drafts["area_code"].fillna(drafts["area_as_said"])
    is_region = drafts["area_kind"].fillna("arbeidsmarktregio").eq("arbeidsmarktregio")
    no_code = drafts["gemeente_code"].isna()
    areas = work.all_settled(
        "region", said[is_region & no_code], lambda text: match_region(work.dataset, text)
    )
    made: dict[str, dict[str, object]] = {}
    wrong: dict[str, list[object]] = {}
    for row in rows_of(drafts):
        area, why = _area(work, row, areas, names)
        if not area:
            wrong.setdefault(why, []).append(row.Index)
        elif work.is_outside(area):
            work.outside[_KIND] += 1
        elif not (row.period_end_year or row.boundary_year):
            wrong.setdefault("no-year", []).append(row.Index)
        else:
            _add(made, _row(work, row, area, names[area], publisher, found_at))
    for code, indices in wrong.items():
        column = {"no-year": "period_end_year", "gemeente-unknown": "gemeente_code"}.get(
            code, "area_as_said"
        )
        work.leave_out(_KIND, drafts.loc[indices], code, column)
    return pd.DataFrame(list(_closed(made)))


def _area(work: Work, row: Any, areas: dict[str, Any], names: dict[str, str]) -> tuple[str, str]:
    """The code of the area, or else why there is none."""
    if row.gemeente_code or row.area_kind == _GEMEENTE:
        code = row.gemeente_code or ""
        present = match_gemeente(work.dataset, row.area_as_said or "", code=code)
        region = region_of_gemeente(work.dataset, code, present.code or "")
        return region, "gemeente-unknown"
    said = row.area_code or row.area_as_said
    if row.area_kind in (None, "arbeidsmarktregio"):
        if not said:
            return work.region or "", "no-area"
        code, _, basis = areas[said]
        return code, "region-unsure" if basis == "asked" else "region-unknown"
    if row.area_kind == "land":
        return COUNTRY, ""
    by_name = {name.casefold(): code for code, name in names.items()}
    code = said if said in names else by_name.get(str(said or "").casefold(), "")
    return code, "area-unknown"


def _row(
    work: Work, row: Any, area: str, name: str, publisher: str, found_at: str
) -> dict[str, object]:
    year = int(row.period_end_year or row.boundary_year)
    period = row.period or period_of(work.period, year)
    subject = slug(str(row.subject_code or row.subject_as_said or ""))
    indicator = f"{row.indicator}_{subject.replace('-', '_')}" if subject else row.indicator
    kind = "land" if area == COUNTRY else "provincie" if area.startswith("PV") else None
    notes = (row.subject_as_said, row.note)
    return {
        "fact_id": f"{area.lower()}-{indicator}-{slug(period)}",
        "area_kind": kind or "arbeidsmarktregio",
        "area_code": area,
        "area_name": name,
        "indicator": indicator,
        "value": row.value,
        "value_class": row.value_class,
        "unit": row.unit,
        "period_end_year": year,
        "boundary_year": row.boundary_year or (None if kind else work.dataset.boundary_year),
        "note": ". ".join(str(each) for each in notes if each) or None,
        "publisher": publisher,
        "found_at": found_at,
        "url": None,
        "source_id": work.source_id,
        "period": period,
        "status": row.status or "final",
        "at_sheet": row.at_sheet,
        "at_row": row.at_row,
        "basis": "code",
        "confidence_pct": 100,
        "drafted": _KIND,
        "is_part": bool(row.gemeente_code) or row.area_kind == _GEMEENTE,
    }


def _add(made: dict[str, dict[str, object]], row: dict[str, object]) -> None:
    """Put ``row`` in ``made``; a part of an area is added to what is there of it."""
    before = made.setdefault(str(row["fact_id"]), row)
    if before is row or not (row["is_part"] and before["is_part"]):
        return
    parts = (before, row)
    if any(each["value"] is None or each["status"] in _NOT_KNOWN for each in parts):
        before["value"], before["status"] = None, "unknown"
    else:
        before["value"] = float(str(before["value"])) + float(str(row["value"]))


def _closed(made: dict[str, dict[str, object]]) -> Iterator[dict[str, object]]:
    for each in made.values():
        yield {name: cell for name, cell in each.items() if name != "is_part"}
