"""``conflicten.csv``: what both the region and the country changed, and what the region chooses.

A line is a cell. Where the national row is gone, or the region leaves it out, one line without a
column speaks of the whole row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from inspiratiekaart import schema
from inspiratiekaart.editions.difference import Key, Row
from inspiratiekaart.editions.overlay import CONFLICTS_FILE, DATASETS, KEY_SIGN, Conflict
from inspiratiekaart.editions.sheets import SheetError, read_sheet
from inspiratiekaart.validation import Finding, Spot

OWN, NATIONAL = "eigen", "landelijk"
PATH = f"{DATASETS}/{CONFLICTS_FILE}"


@dataclass(frozen=True)
class Choice:
    """One cell, or one row where ``column`` is empty: its three values, and what was chosen.

    ``base`` is the national value that both began with; ``choice`` is empty while it is open.
    """

    table: str
    key: str
    column: str
    base: str
    own: str
    national: str
    choice: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Which cell or row it speaks of."""
        return self.table, self.key, self.column

    @property
    def cells(self) -> Key:
        """The key of the row."""
        return tuple(self.key.split(KEY_SIGN))


COLUMNS = tuple(field.name for field in fields(Choice))


def choices_of(conflict: Conflict) -> Iterator[Choice]:
    """Each cell of ``conflict`` where the national value changed and is not the own one."""
    base, own, national = conflict.base, conflict.own, conflict.national
    key = KEY_SIGN.join(conflict.key)
    if own is None or national is None:
        values = (shown(row) for row in (base, own, national))
        yield Choice(conflict.table, key, "", *values)
        return
    for column in schema.tables()[conflict.table].column_names:
        before, after = (base or {}).get(column, ""), national.get(column, "")
        mine = own.get(column, "")
        if before != after and mine != after:
            yield Choice(conflict.table, key, column, before, mine, after)


def shown(row: Row | None) -> str:
    """A whole row in one cell; empty where there is none."""
    return "; ".join(f"{name}={cell}" for name, cell in (row or {}).items() if cell)


def read_choices(folder: Path) -> tuple[tuple[Choice, ...], tuple[Finding, ...]]:
    """What ``conflicten.csv`` in the region's ``folder`` says, with what is wrong in it."""
    name = PATH
    path = folder / name
    if not path.exists():
        return (), ()
    try:
        sheet = read_sheet(path.read_bytes(), COLUMNS)
    except SheetError as error:
        return (), (Finding(error.code, "error", Spot(name, error.row, values=error.values)),)
    missing = [column for column in COLUMNS if column not in sheet.heading]
    if missing:
        spots = (Spot(name, 1, column) for column in missing)
        return (), tuple(Finding("column-missing", "error", spot) for spot in spots)
    found, wrong = [], []
    for number, row, _ in sheet.rows():
        chosen = row["choice"].strip().lower()
        if chosen not in ("", OWN, NATIONAL):
            values = {"allowed": f"{OWN}, {NATIONAL}"}
            spot = Spot(name, number, "choice", row["choice"], values)
            wrong.append(Finding("enum", "error", spot))
        elif row["table"] in schema.tables():
            cells = {column: row[column] for column in COLUMNS}
            found.append(Choice(**{**cells, "choice": chosen}))
    return tuple(found), tuple(wrong)


def choices_text(choices: Iterable[Choice]) -> str:
    """``conflicten.csv`` with ``choices``, in the order of the schema, by key."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(one, column) for column in COLUMNS] for one in in_order(choices))
    return buffer.getvalue()


def in_order(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """``choices`` in the order of the schema, by key."""
    return tuple(sorted(choices, key=_order))


def _order(choice: Choice) -> tuple[int, str, int]:
    columns = ["", *schema.tables()[choice.table].column_names]
    table = list(schema.tables()).index(choice.table)
    return table, choice.key, columns.index(choice.column) if choice.column in columns else 0
