"""Rows of an XLSX: the values that stand in it, one row after another; nothing is computed.

openpyxl reads a sheet as a stream, and defusedxml keeps it from entities. A reader that lays out a
whole sheet (calamine) can be made to ask for all memory by two cells in opposite corners.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

import defusedxml  # noqa: F401  # openpyxl uses it where it is there; here it must be
from openpyxl import DEFUSEDXML, load_workbook

from inspiratiekaart.sources.reading.archive import opened
from inspiratiekaart.sources.reading.limits import Limits
from inspiratiekaart.sources.reading.refused import DocumentError
from inspiratiekaart.sources.reading.separated import Row

assert DEFUSEDXML, "openpyxl would expand entities without defusedxml"

_UNCOMPUTED = re.compile(
    rb'<c(?=[^<>]*?\sr="([A-Z]{1,3}\d{1,7})")(?![^<>]*?\st="str")[^<>]*>\s*'
    rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
"""A cell with a formula and no value; an empty text (``t="str"``) is a value."""

_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")
_PIECE = 1 << 20
_OVERLAP = 1 << 14  # longer than a formula may be
_NOUGHTS = re.compile(r"0+\Z")
_LAST_ROW = 1 << 20  # of a worksheet
_SMALL = 16 << 20  # bytes of all parts, unpacked
_WIDER = 20  # times the limit of cells: what empty cells to the right may cost


@dataclass(frozen=True)
class Book:
    """The worksheets of one file. A small one is read once, whoever asks for which of its sheets.

    Opening costs as much as reading a thousand rows, and a publisher may have a sheet per region.
    """

    path: Path
    file: str
    limits: Limits

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The worksheets that a person sees in it."""
        with _workbook(self.path, self.file, self.limits) as book:
            return tuple(each.title for each in book.worksheets if each.sheet_state == "visible")

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of the worksheet ``name``, without the empty ones.

        A formula gives the value that was stored with it.

        Raises:
            DocumentError: it is damaged or too large, or a formula was stored without its value.
        """
        if not self._is_small:
            yield from self._read(name)
            return
        kept = self._kept[name]
        if isinstance(kept, DocumentError):
            raise kept
        yield from kept

    @cached_property
    def _is_small(self) -> bool:
        with opened(self.path, self.file, self.limits) as archive:
            return sum(info.file_size for info in archive.infolist()) <= _SMALL

    @cached_property
    def _kept(self) -> Mapping[str, list[Row] | DocumentError]:
        found: dict[str, list[Row] | DocumentError] = {}
        with _workbook(self.path, self.file, self.limits) as book:
            for name in self.names:
                try:
                    found[name] = list(_rows(self.path, book[name], self.file, self.limits))
                except DocumentError as error:
                    found[name] = error  # of this sheet; the others can be read
        return found

    def _read(self, name: str) -> Iterator[Row]:
        with _workbook(self.path, self.file, self.limits) as book:
            yield from _rows(self.path, book[name], self.file, self.limits)


def _rows(path: Path, sheet: Any, file: str, limits: Limits) -> Iterator[Row]:
    _check_formulas(path, sheet, file, limits)
    for number, cells in _cells(sheet, file, limits):
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield number, texts


def _cells(sheet: Any, file: str, limits: Limits) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows by number; openpyxl fills gaps with empty cells, which count a little."""
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    room = limits.cells * _WIDER
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        room -= len(cells) + 1
        if number > _LAST_ROW or room < 0:
            raise DocumentError("rows", file=file, most=limits.rows)
        yield number, cells


def _check_formulas(path: Path, sheet: Any, file: str, limits: Limits) -> None:
    """See whether each formula has its value; the reader itself cannot tell.

    A formula that hides from this is read as an empty cell; none is ever computed.
    """
    with opened(path, file, limits) as archive:
        # The one thing that openpyxl knows and does not tell: where in the archive a sheet is.
        info = archive.getinfo(sheet._worksheet_path)
        if found := _found(archive, info, _UNCOMPUTED):
            at = found[1].decode("ascii")
            raise DocumentError("formula", file=file, sheet=sheet.title, cell=at)


def _found(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, wanted: re.Pattern[bytes]
) -> re.Match[bytes] | None:
    with archive.open(info) as stream:
        before = b""
        while piece := stream.read(_PIECE):
            if found := wanted.search(before + piece):
                return found
            before = piece[-_OVERLAP:]
    return None


@contextmanager
def _workbook(path: Path, file: str, limits: Limits) -> Iterator[Any]:
    try:
        with opened(path, file, limits) as archive:
            _check_parts(archive, file, limits)
        # What it warns of are colours and lists, which we do not read.
        with warnings.catch_warnings(action="ignore"), path.open("rb") as stream:
            yield load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except DocumentError:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles on
        raise DocumentError("workbook-broken", file=file) from error


def _check_parts(archive: zipfile.ZipFile, file: str, limits: Limits) -> None:
    """What openpyxl reads at once, besides the sheets, may not be large."""
    for info in archive.infolist():
        is_sheet = info.filename.startswith(("xl/worksheets/", "xl/media/"))
        if is_sheet:
            continue
        if info.file_size > limits.part_bytes:
            raise DocumentError("zip-large", file=file, most=limits.part_bytes // (1 << 20))
        if _found(archive, info, _DOCTYPE):
            raise DocumentError("xml-entities", file=file)


def _text(cell: Any) -> str:
    """What a person sees in a cell, near enough: numbers plain, dates as 2026-09-01."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return str(value) if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return _number(value, cell.number_format)


def _number(value: Any, form: str) -> str:
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    plain = str(int(value)) if isinstance(value, int | float) else str(value)
    return plain.zfill(len(form)) if _NOUGHTS.match(form or "") else plain  # 0363
