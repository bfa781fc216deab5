"""What is different between two states of the dataset, row by row: added, removed, changed.

Rows are compared by the key of their table and as the text that stands in the files, so that
``applied(before, difference(before, after))`` is ``after`` to the letter.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspiratiekaart import schema
from inspiratiekaart.errors import DatasetError

Key = tuple[str, ...]
Row = Mapping[str, str]
Rows = Mapping[Key, Row]
"""The rows of one table by their key."""

State = Mapping[str, Rows]
"""The tables of one state by their name."""


@dataclass(frozen=True)
class Cell:
    """A cell that changed; a column that one of the two does not have is empty there."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class ChangedRow:
    """A row that is in both, with the cells that differ."""

    key: Key
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class TableDifference:
    """What differs in one table, each part sorted by key."""

    table: str
    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    changed: tuple[ChangedRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many rows were added, removed and changed."""
        return len(self.added), len(self.removed), len(self.changed)


def difference(before: State, after: State) -> tuple[TableDifference, ...]:
    """What makes ``after`` of ``before``, in the order of the schema; tables alike are left out."""
    names = [name for name in schema.tables() if name in before or name in after]
    found = (_table(name, before.get(name, {}), after.get(name, {})) for name in names)
    return tuple(each for each in found if each)


def applied(before: State, differences: Iterable[TableDifference]) -> State:
    """``before`` with ``differences`` made in it.

    Raises:
        DatasetError: a row that should go or change is not there, or is another one.
    """
    made = {name: dict(rows) for name, rows in before.items()}
    for each in differences:
        rows = made.setdefault(each.table, {})
        for row in each.removed:
            if rows.pop(key_of(each.table, row), None) != row:
                raise _unlike(each.table, key_of(each.table, row))
        for change in each.changed:
            rows[change.key] = _changed(each.table, rows.get(change.key), change)
        for row in each.added:
            if rows.setdefault(key_of(each.table, row), row) is not row:
                raise _unlike(each.table, key_of(each.table, row))
    return {name: rows for name, rows in made.items() if rows or name in before}


def key_of(table: str, row: Row) -> Key:
    """The key of ``row`` in ``table``."""
    return tuple(row[name] for name in schema.tables()[table].key)


def read_rows(path: Path) -> Rows:
    """The rows of the CSV ``path``, whose name is that of its table, as text.

    Raises:
        DatasetError: it cannot be read, a column of the key is missing, or two rows have one key.
    """
    place = f"{path.parent.name}/{path.name}"
    table = schema.tables()[path.stem]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="", strict=True)
            heads = reader.fieldnames or []
            missing = [name for name in table.key if name not in heads]
            if missing:
                raise DatasetError(f"{place}: column {', '.join(missing)} is missing. Add it.")
            found: dict[Key, Row] = {}
            for row in reader:
                row.pop(None, None)  # cells beyond the last heading
                key = key_of(path.stem, row)
                if key in found:
                    raise DatasetError(
                        f"{place}, row {reader.line_num}: {' / '.join(key)} stands there twice. "
                        "Remove or recode one of the two."
                    )
                found[key] = row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(f"{place}: cannot be read ({error}). Save it as CSV, UTF-8.") from error
    return found


def read_state(root: Path, edition: str) -> State:
    """The tables of ``edition`` under ``root`` and the common ones, as far as they are there."""
    paths = {name: table.path(root, edition) for name, table in schema.tables().items()}
    return {name: read_rows(path) for name, path in paths.items() if path.is_file()}


def as_json(differences: Iterable[TableDifference]) -> list[dict[str, Any]]:
    """``differences`` as plain values for JSON."""
    return [
        {
            "table": each.table,
            "added": [dict(row) for row in each.added],
            "removed": [dict(row) for row in each.removed],
            "changed": [
                {
                    "key": dict(zip(schema.tables()[each.table].key, change.key, strict=True)),
                    "cells": {
                        cell.column: {"old": cell.old, "new": cell.new} for cell in change.cells
                    },
                }
                for change in each.changed
            ],
        }
        for each in differences
    ]


def _table(name: str, before: Rows, after: Rows) -> TableDifference:
    both = sorted(before.keys() & after.keys())
    changed = (ChangedRow(key, _cells(before[key], after[key])) for key in both)
    return TableDifference(
        name,
        tuple(after[key] for key in sorted(after.keys() - before.keys())),
        tuple(before[key] for key in sorted(before.keys() - after.keys())),
        tuple(change for change in changed if change.cells),
    )


def _cells(old: Row, new: Row) -> tuple[Cell, ...]:
    columns = dict.fromkeys((*old, *new))
    pairs = (Cell(name, old.get(name, ""), new.get(name, "")) for name in columns)
    return tuple(cell for cell in pairs if cell.old != cell.new)


def _changed(table: str, row: Row | None, change: ChangedRow) -> Row:
    if row is None or any(row.get(cell.column, "") != cell.old for cell in change.cells):
        raise _unlike(table, change.key)
    return {**row, **{cell.column: cell.new for cell in change.cells}}


def _unlike(table: str, key: Key) -> DatasetError:
    return DatasetError(
        f"{table}, {' / '.join(key)}: not as it was when the difference was made. Compare anew."
    )
