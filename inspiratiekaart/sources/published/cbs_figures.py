"""Figures of CBS StatLine that the map shows: vacancies, people at work and wages.

83599NED has open vacancies by province and branch, 85276NED people at work by occupation group,
85517NED the median hourly wage by occupation group; the last two of the whole country. A row is a
fact, or is left out: another branch, other people, no figure. CBS leaves a cell empty where the
figure is unknown, unreliable or secret; that is not zero.
"""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import Any

import pandas as pd

from inspiratiekaart.sources.published.cbs_odata import Cube, cube_of
from inspiratiekaart.sources.published.cbs_service import addresses, fetch
from inspiratiekaart.sources.published.cbs_tables import (
    ALL_BRANCHES,
    BRANCHES,
    TABLES,
    Table,
)
from inspiratiekaart.sources.published.cells import last_year, left_out, numbers
from inspiratiekaart.sources.published.feeds import Feed
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Rejected, Tidied, as_drafts

_AREAS = MappingProxyType({"NL": "land", "PV": "provincie", "AM": "arbeidsmarktregio"})


def fits(name: str, document: Document) -> float:
    """Certainly by its number, nearly so by its columns."""
    cube = _cube(document)
    if cube is None:
        return 0
    if cube.table:
        return 1.0 if cube.table == name else 0
    table = TABLES[name]
    has_figure = table.column in cube.rows or {"Measure", "Value"} <= set(cube.rows)
    has_all = table.dimensions <= set(cube.rows)
    others = {*TABLES["85276NED"].fixed} - {*table.fixed}
    return 0.9 if has_figure and has_all and not others & set(cube.rows) else 0


def tidy(name: str, document: Document, columns: Columns) -> Tidied:
    """A fact for each row that is about what the map shows."""
    table, cube = TABLES[name], _cube(document)
    if cube is None or not table.dimensions <= set(cube.rows):
        return Tidied({}, (Rejected("", 1, "", "cbs.other-table", name),), 0)
    facts = _facts(table, cube)
    left = pd.Series(data=True, index=facts.index)
    rejected: list[Rejected] = []
    for code, column, which in _reasons(table, cube, facts):
        rejected += left_out(facts[column], which & left, "", column, f"cbs.{code}")
        left &= ~which.fillna(value=True)
    kept = facts[left]
    return Tidied(
        {"regional_facts": as_drafts("regional_facts", kept, at_row=kept.index, at_sheet="")},
        tuple(sorted(rejected, key=lambda one: one.at_row)),
        len(cube.rows),
        str(kept["period"].max()) if len(kept) else "",
    )


def _facts(table: Table, cube: Cube) -> pd.DataFrame:
    rows = cube.rows
    value = _values(table, cube)
    facts = pd.DataFrame(
        {
            "value": numbers(value, are_counts=False) * table.factor,
            "indicator": table.indicator,
            "unit": table.unit,
            "period": cube.periods(),
            "status": cube.statuses(),
            "measure": _measures(table, cube),
            "people": _people(table, cube),
        },
        index=rows.index,
    )
    facts["cell"] = value
    facts["period_code"] = rows["Perioden"]
    years = {iso: last_year(str(iso)) for iso in facts["period"].dropna().unique()}
    facts["period_end_year"] = facts["period"].map(years).astype("Int64")
    return facts.assign(**_areas(table, cube), **_subjects(table, cube))


def _values(table: Table, cube: Cube) -> pd.Series:
    column = "Value" if cube.is_long else table.column
    none = pd.Series(pd.NA, index=cube.rows.index, dtype="string")
    return cube.rows.get(column, none)


def _areas(table: Table, cube: Cube) -> dict[str, Any]:
    if not table.branch:
        return {"area_kind": "land", "area_code": "NL", "area_as_said": "Nederland", "area": "NL"}
    code = cube.rows["RegioS"]
    kind = code.str[:2].map(dict(_AREAS))
    names = cube.titles("RegioS").str.replace(r"\s*\((?:PV|LD|AM|CR)\)$", "", regex=True)
    return {
        "area_kind": kind,
        "area_code": code.mask(kind == "land", "NL"),
        "area_as_said": names.fillna(code),
        "area": code,
        **_branches(table, cube),
    }


def _branches(table: Table, cube: Cube) -> dict[str, Any]:
    codes = cube.rows[table.branch]
    section = cube.titles(table.branch).str.extract(r"^([A-Z](?:-[A-Z])?)\s")[0]
    section = section.mask(codes == ALL_BRANCHES, "A-U")
    return {
        "indicator": section.map(dict(BRANCHES)),
        "branch": cube.titles(table.branch).fillna(codes),
    }


def _subjects(table: Table, cube: Cube) -> dict[str, Any]:
    """The occupation group by the number before its name; the total is about none."""
    if not table.subject:
        return {}
    said = cube.titles(table.subject).fillna(cube.rows[table.subject])
    parts = said.str.extract(r"^(\d{2,4})\s+(\S.*)$")
    is_total = said.str.lower().str.startswith("totaal").fillna(value=False)
    return {
        "subject_code": parts[0],
        "subject_as_said": parts[1],
        "subject": said,
        "is_subject": parts[0].notna() | is_total,
    }


def _measures(table: Table, cube: Cube) -> pd.Series:
    """Whether each row is about the figure that is wanted."""
    if not cube.is_long:
        return pd.Series(data=True, index=cube.rows.index)
    titles = cube.titles("Measure").str.lower()
    if titles.isna().all() and len(cube.rows["Measure"].unique()) == 1:
        return pd.Series(data=True, index=cube.rows.index)
    return (titles == table.title.lower()).fillna(value=False)


def _people(table: Table, cube: Cube) -> pd.Series:
    wanted = pd.Series(data=True, index=cube.rows.index)
    for dimension, code in table.fixed.items():
        wanted &= (cube.rows[dimension] == code).fillna(value=False)
    return wanted


_Reason = tuple[str, str, "pd.Series[bool]"]


def _reasons(table: Table, cube: Cube, facts: pd.DataFrame) -> tuple[_Reason, ...]:
    """Why a row is left out: a code, where it shows, and which rows."""
    found: list[_Reason] = [
        ("other-figure", "cell", ~facts["measure"]),
        ("other-people", "cell", ~facts["people"]),
    ]
    if table.branch:
        no_titles = facts["branch"] == cube.rows[table.branch]
        found.append(("no-titles", "branch", no_titles & facts["indicator"].isna()))
        found.append(("other-area", "area", facts["area_kind"].isna()))
        found.append(("other-branch", "branch", facts["indicator"].isna()))
    if table.subject:
        no_titles = facts["subject"] == cube.rows[table.subject]
        found.append(("no-titles", "subject", no_titles))
        found.append(("no-group", "subject", ~facts["is_subject"]))
    found.append(("other-period", "period_code", facts["period"].isna()))
    found.append(("no-figure", "cell", facts["value"].isna()))
    return tuple(found)


def _cube(document: Document) -> Cube | None:
    cube = cube_of(document) if document.kind in ("json", "csv", "zip") else None
    return cube if cube and "Perioden" in cube.rows else None


FORMS = tuple(
    Form(f"cbs-{name.lower()}", table.source, partial(fits, name), partial(tidy, name))
    for name, table in TABLES.items()
)
FEEDS = tuple(
    Feed(
        f"cbs-{name.lower()}",
        f"cbs-{name.lower()}",
        table.source.title_nl,
        addresses(name),
        partial(fetch, tuple(sorted(table.dimensions - {*table.fixed})), table.fixed),
    )
    for name, table in TABLES.items()
)
