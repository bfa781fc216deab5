"""Marking rows of a region's folder as checked, in its own file, and taking a mark back.

Each mark is a line more; nobody's line is ever changed. Two people who mark at once wait for one
another, and the file is replaced in one step, so that a process that dies leaves the old one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple
from datetime import date
from pathlib import Path

from inspiratiekaart import schema
from inspiratiekaart.checks import COLUMNS, KEY_SIGN, ROLES, Check
from inspiratiekaart.editions.sheets import Sheet, SheetError, read_sheet
from inspiratiekaart.editions.staging import StagingError, stage
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.provenance import CHECKS_FILE
from inspiratiekaart.validation import Finding, Spot

Change = Callable[[Path, Iterable[Check]], None]
"""What adds marks to a folder, or takes them out."""

PATH = f"datasets/{CHECKS_FILE}"
NEEDED = COLUMNS[:-1]
_PATIENCE_S = 10.0
_TURN_S = 0.05


class CheckingError(InspiratiekaartError):
    """Nothing was marked; ``code`` says why: ``busy``, ``unreadable`` or ``not-written``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(folder: Path) -> tuple[tuple[Check, ...], tuple[Finding, ...]]:
    """The marks in the region's ``folder``, with a warning on each line that does not count."""
    path = folder / PATH
    if not path.exists():
        return (), ()
    try:
        sheet = read_sheet(path.read_bytes(), COLUMNS)
    except SheetError as error:
        return (), (_told(error.code, error.row, values=error.values),)
    except OSError as error:
        return (), (_told("file-unreadable", values={"reason": error.strerror or ""}),)
    missing = [name for name in NEEDED if name not in sheet.heading]
    if missing:
        return (), tuple(_told("column-missing", 1, name) for name in missing)
    found, wrong = [], []
    for number, row, _ in sheet.rows():
        check = Check(*(row.get(name, "").strip() for name in COLUMNS))
        told = list(_faults(check, number))
        wrong += told
        if not told:
            found.append(check)
    return tuple(found), tuple(wrong)


def mark(folder: Path, checks: Iterable[Check], patience_s: float = _PATIENCE_S) -> None:
    """Add ``checks`` to those in ``folder``.

    Raises:
        CheckingError: somebody else is busy there for long, the file is no table, or it cannot be
            written; it is as it was.
    """
    new = [dict(zip(COLUMNS, astuple(each), strict=True)) for each in checks]

    def added(sheet: Sheet) -> Sheet:
        wide = sheet.widened(new)
        lines = tuple(tuple(row.get(name, "") for name in wide.heading) for row in new)
        return Sheet(wide.heading, wide.records + lines, wide.divider, wide.marked, wide.line_end)

    _change(folder, added, patience_s)


def unmark(folder: Path, checks: Iterable[Check], patience_s: float = _PATIENCE_S) -> None:
    """Take the last line of each of ``checks`` out again; the marks of others stay.

    Raises:
        CheckingError: as ``mark`` does.
    """
    gone = list(checks)

    def without(sheet: Sheet) -> Sheet:
        found: dict[Check, int] = {}
        for number, row, _ in sheet.rows():
            found[Check(*(row.get(name, "").strip() for name in COLUMNS))] = number
        return sheet.changed({found[each]: None for each in gone if each in found})

    _change(folder, without, patience_s)


def _change(folder: Path, made: Callable[[Sheet], Sheet], patience_s: float) -> None:
    ends_at = time.monotonic() + patience_s
    while True:
        try:
            with stage(folder) as staged:
                _replace(folder / PATH, staged / CHECKS_FILE, made)
                return
        except StagingError as error:
            if time.monotonic() >= ends_at:
                raise CheckingError("busy") from error
            time.sleep(_TURN_S)
        except OSError as error:
            raise CheckingError("not-written") from error


def _replace(path: Path, fresh: Path, made: Callable[[Sheet], Sheet]) -> None:
    sheet = Sheet(COLUMNS, ())
    if path.exists():
        try:
            sheet = read_sheet(path.read_bytes(), COLUMNS)
        except SheetError as error:
            raise CheckingError("unreadable") from error
        if not set(NEEDED) <= set(sheet.heading):
            raise CheckingError("unreadable")
    fresh.write_text(made(sheet).text(), encoding="utf-8", newline="")
    fresh.replace(path)


def _faults(check: Check, row: int) -> Iterator[Finding]:
    table = schema.tables().get(check.table)
    if table is None:
        yield _told("enum", row, "table", check.table, {"allowed": ", ".join(schema.tables())})
    elif len(check.key.split(KEY_SIGN)) != len(table.key):
        yield _told("pattern", row, "key", check.key, {"pattern": KEY_SIGN.join(table.key)})
    if check.role not in ROLES:
        yield _told("enum", row, "role", check.role, {"allowed": ", ".join(ROLES)})
    if not _is_day(check.checked_on):
        yield _told("type-date", row, "checked_on", check.checked_on)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _told(
    code: str,
    row: int = 0,
    column: str = "",
    value: str = "",
    values: Mapping[str, object] | None = None,
) -> Finding:
    """A warning: a wrong mark counts for nothing, and keeps no row from the map."""
    return Finding(code, "warning", Spot(PATH, row, column, value, values or {}))
