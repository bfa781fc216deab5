"""A CSV as a region keeps it: saved by whatever spreadsheet, with commented examples between.

A comma, semicolon or tab divides the cells (a Dutch Excel writes semicolons), a byte-order mark may
stand in front. A row whose first cell begins with ``#`` is a comment; an empty one says nothing.
What is written back keeps the signs, the comments and the order that the region chose.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

COMMENT = "#"
_DIVIDERS = (",", ";", "\t")
_MARK = "\ufeff"


class SheetError(ValueError):
    """The text is no table: ``code`` is that of the rule of validation, ``values`` fill it."""

    def __init__(self, code: str, row: int = 0, **values: str) -> None:
        super().__init__(code)
        self.code, self.row, self.values = code, row, values


@dataclass(frozen=True)
class Sheet:
    """A heading and the records under it, comments and empty ones included, as written.

    The first record is row 2, as in a spreadsheet.
    """

    heading: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]
    divider: str = ","
    marked: bool = False
    line_end: str = "\n"

    def rows(self) -> Iterator[tuple[int, dict[str, str], tuple[str, ...]]]:
        """Each row that counts: its number, its cells by column, and the cells that are over."""
        for number, cells in enumerate(self.records, start=2):
            if is_row(cells):
                filled = (*cells, *[""] * (len(self.heading) - len(cells)))
                row = dict(zip(self.heading, filled, strict=False))
                yield number, row, tuple(cell for cell in cells[len(self.heading) :] if cell)

    def widened(self, rows: Iterable[Mapping[str, str]]) -> Sheet:
        """This sheet with a column more for each one that ``rows`` fill and it does not have."""
        filled = dict.fromkeys(name for row in rows for name, cell in row.items() if cell)
        more = tuple(name for name in filled if name not in self.heading)
        return replace(self, heading=self.heading + more)

    def changed(self, rows: Mapping[int, Mapping[str, str] | None]) -> Sheet:
        """This sheet with each row number in ``rows`` replaced, or gone where that is None.

        A column that the new row does not have keeps its cell.
        """
        records = []
        for number, cells in enumerate(self.records, start=2):
            new = rows.get(number, cells)
            if isinstance(new, Mapping):
                old = dict(zip(self.heading, cells, strict=False))
                records.append(tuple({**old, **new}.get(name, "") for name in self.heading))
            elif new is not None:
                records.append(cells)
        return replace(self, records=tuple(records))

    def text(self) -> str:
        """The sheet as a CSV, in the signs that it was read in."""
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, delimiter=self.divider, lineterminator=self.line_end)
        writer.writerows([self.heading, *self.records])
        return (_MARK if self.marked else "") + buffer.getvalue()


def is_row(cells: Collection[str]) -> bool:
    """Whether ``cells`` are a row that counts: no comment and not empty."""
    first = next(iter(cells), "")
    return not first.lstrip().startswith(COMMENT) and any(cell.strip() for cell in cells)


def read_sheet(content: bytes, known: Collection[str]) -> Sheet:
    """The sheet in ``content``; its divider is the one that gives most of the columns ``known``.

    Raises:
        SheetError: it is not UTF-8, has no heading, or is no CSV.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SheetError("file-encoding", content[: error.start].count(b"\n") + 1) from None
    marked, text = text.startswith(_MARK), text.removeprefix(_MARK)
    first = text.partition("\n")[0]
    line_end = "\r\n" if first.endswith("\r") else "\n"
    if not first.strip():
        raise SheetError("file-empty")
    divider = max(_DIVIDERS, key=lambda sign: _hits(first, sign, known))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
        heading, *records = (tuple(cells) for cells in reader)
    except csv.Error as error:
        raise SheetError("file-unreadable", reason=str(error)) from None
    while heading and not heading[-1].strip():  # a spreadsheet's empty columns at the end
        heading = heading[:-1]
    heading = tuple(column.strip() for column in heading)
    return Sheet(heading, tuple(records), divider, marked, line_end)


def _hits(line: str, divider: str, known: Collection[str]) -> int:
    return sum(cell.strip(' "\r') in known for cell in line.split(divider))
