"""Rows of an import beside those that are there: new, changed or the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from inspiratiekaart import schema
from inspiratiekaart.ages import last_day
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions.tables import text_rows
from inspiratiekaart.importing.proposal import Change, Key, ProposedRow
from inspiratiekaart.importing.work import META, none_for_missing

_PROVENANCE = ("source_id", "period", "students_source_id")
_MATCH = ("match_basis", "match_confidence_pct")
"""How a profession was recognised: a name that was read in before is sure the second time."""

GROUND = "ground"
"""The basis of a match in a table that has a column ``basis`` of its own."""


def proposed(dataset: Dataset, name: str, frame: pd.DataFrame) -> Iterator[ProposedRow]:
    """The rows of ``frame`` (with META columns) beside those of table ``name`` in ``dataset``."""
    if frame.empty:
        return
    table = schema.tables()[name]
    key = list(table.key)
    ordered = none_for_missing(frame).drop_duplicates(key).reset_index(drop=True)
    ordered = _on_one_line(ordered)
    rows = text_rows(name, ordered[[each for each in ordered if each in table.column_names]])
    there = _there(dataset, name, ordered)
    basis = ordered[GROUND] if GROUND in ordered else ordered[META[2]]
    told = zip(ordered["at_sheet"], ordered["at_row"], basis, ordered[META[3]], strict=True)
    for row, (sheet, number, ground, sure) in zip(rows, told, strict=True):
        at = tuple(row[each] for each in key)
        before = there.get(at)
        yield ProposedRow(
            name, at, row, change(name, before, row), str(sheet or ""), int(number or 0),
            str(ground or ""), int(sure if sure is not None else 100), before,
        )  # fmt: skip


def change(name: str, before: Mapping[str, str] | None, row: Mapping[str, str]) -> Change:
    """What ``row`` makes of ``before``; cells that are the same and no newer are the same."""
    if before is None:
        return "new"
    aside = (*_PROVENANCE, *_MATCH, *(("status",) if name != "outlooks" else ()))
    if any(before.get(each, "") != cell for each, cell in row.items() if each not in aside):
        return "changed"
    if before.get("period", "").startswith(row.get("period", "")):
        return "same"  # 2026 says no more than 2026-02-20
    old, new = (last_day(each.get("period", "")) for each in (before, row))
    return "changed" if new and (old is None or new > old) else "same"


def _on_one_line(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with one space where a text has more of them, or goes on on a next line."""
    fresh: dict[str, pd.Series] = {}
    for name in frame:
        cells = frame[name]
        if cells.dtype == object and cells.map(_is_spaced).any():
            fresh[str(name)] = cells.map(
                lambda cell: " ".join(cell.split()) if _is_spaced(cell) else cell
            )
    return frame.assign(**fresh)


def _is_spaced(cell: object) -> bool:
    return isinstance(cell, str) and cell != " ".join(cell.split())


def _there(dataset: Dataset, name: str, frame: pd.DataFrame) -> Mapping[Key, Mapping[str, str]]:
    """The rows of the dataset that have a key of ``frame``, as text."""
    key = list(schema.tables()[name].key)
    table = dataset[name]
    first = key[0]
    near = table.loc[table[first].isin(set(frame[first]))]
    return {tuple(row[each] for each in key): row for row in text_rows(name, near)}
