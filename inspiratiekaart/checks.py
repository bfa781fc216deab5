"""Which rows were looked at, when, and by whom in which role: ``nagekeken.csv``.

A mark stands beside the data and not in it, so that a row of the country can be checked without
becoming one of the region, and what is checked stays as it was written. It holds for the row as it
was: when the row changes, the mark holds no longer. Roles only, never a person.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from inspiratiekaart import schema
from inspiratiekaart.ages import FRESH, day_of, faded, last_day
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.provenance import CHECKS_FILE

ROLES = (
    "kwartiermaker", "werkcentrum", "leerwerkloket", "gemeente", "uwv", "sbb", "opleider",
    "redactie",
)  # fmt: skip
"""Who may have checked a row; a name is none of them."""

KEY_SIGN = "|"
_LETTERS = 12
_NOT_SAID = ("source_id", "checked_on")  # where a row stands and when it was seen, not what it says

Key = tuple[str, ...]
Row = Mapping[str, str]
Marks = Mapping[tuple[str, Key], "Check"]
"""The newest mark of each row, by table and key."""


@dataclass(frozen=True)
class Check:
    """That a row was checked. ``row`` is the fingerprint of what was seen; empty fits any."""

    table: str
    key: str
    checked_on: str
    role: str
    row: str = ""

    @property
    def place(self) -> tuple[str, Key]:
        """Which row it speaks of."""
        return self.table, tuple(self.key.split(KEY_SIGN))

    @property
    def day(self) -> date | None:
        """The day on which the row was checked."""
        return last_day(self.checked_on)

    def holds(self, row: Row, today: date | None) -> bool:
        """Whether ``row`` still says what was checked, on a day that has come."""
        if self.day is None or (today and self.day > today):
            return False
        return self.row in ("", fingerprint(self.table, row))


@dataclass(frozen=True)
class Trust:
    """How far a row has faded (``ages.faded``); when and in which role it was checked, if so."""

    fade: int = FRESH
    checked_on: str = ""
    role: str = ""


UNMARKED = Trust()
"""Of a row that nobody marked, and that has not faded."""

COLUMNS = tuple(field.name for field in fields(Check))


def key_text(key: Key) -> str:
    """A key in one cell."""
    return KEY_SIGN.join(key)


def fingerprint(table: str, row: Row) -> str:
    """A few letters that are others when ``row`` says something else."""
    names = [name for name in schema.tables()[table].column_names if name not in _NOT_SAID]
    text = json.dumps([row.get(name) or "" for name in names], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_LETTERS]


def newest(checks: Iterable[Check]) -> Marks:
    """The mark of each row that counts: the newest, and of one day the last."""
    found: dict[tuple[str, Key], Check] = {}
    for each in checks:
        if each.place not in found or found[each.place].checked_on <= each.checked_on:
            found[each.place] = each
    return found


def checks_text(checks: Iterable[Check]) -> str:
    """``nagekeken.csv`` with ``checks``."""
    lines = [COLUMNS, *(astuple(each) for each in checks)]
    return "".join(",".join(map(_cell, line)) + "\n" for line in lines)


@lru_cache(maxsize=4)
def checks_of(dataset: Dataset) -> tuple[Check, ...]:
    """The marks that lie beside the tables of ``dataset``; none where there are none."""
    try:
        with (dataset.own_root / CHECKS_FILE).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError:
        return ()
    return tuple(
        Check(*(row[name] or "" for name in COLUMNS))
        for row in rows
        if all(name in row for name in COLUMNS) and row["role"] in ROLES
    )


def rows_of(dataset: Dataset, name: str) -> Mapping[Key, Row]:
    """The rows of table ``name`` by key, as they are written."""
    table = schema.tables()[name]
    return _rows(dataset, table)


def trusted(dataset: Dataset, name: str) -> Callable[[Mapping[str, Any]], Trust]:
    """How far each row of table ``name`` has faded on the day of ``dataset``, and its mark."""
    marks, key = marks_on(dataset, name), schema.tables()[name].key

    def of(row: Mapping[str, Any]) -> Trust:
        mark = marks.get(tuple(str(row[column]) for column in key)) if marks else None
        if mark:
            return Trust(faded(mark.day, dataset.today), mark.checked_on, mark.role)
        return Trust(faded(day_of(row), dataset.today)) if dataset.today else UNMARKED

    return of


@lru_cache(maxsize=32)
def marks_on(dataset: Dataset, name: str) -> Mapping[Key, Check]:
    """The marks on rows of table ``name`` that count: those on rows that still say the same."""
    found = {place: each for place, each in newest(checks_of(dataset)).items() if place[0] == name}
    rows = rows_of(dataset, name) if found else {}
    return {
        key: each
        for (_, key), each in found.items()
        if key in rows and each.holds(rows[key], dataset.today)
    }


@lru_cache(maxsize=16)
def _rows(dataset: Dataset, table: schema.Table) -> Mapping[Key, Row]:
    path = dataset.table_path(table.name)
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {tuple(row[name] for name in table.key): row for row in csv.DictReader(file)}


def _cell(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set(',"\r\n') else text
