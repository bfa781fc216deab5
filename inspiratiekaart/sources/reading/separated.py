"""Rows of a text file with something between the cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from inspiratiekaart.sources.reading.encodings import Opener, encoding_of
from inspiratiekaart.sources.reading.refused import DocumentError

if TYPE_CHECKING:
    import _csv  # names what csv.reader gives

Row = tuple[int, list[str]]
"""The number of a row as a spreadsheet shows it, and its cells, trimmed."""

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE = 1 << 18
_SAMPLE_ROWS = 200
_MOST_ROWS = 20_000_000  # empty ones too
_LINES_IN_A_CELL = 200  # more is a quotation mark that was never closed
_LINE_LETTERS = 2_000_000
_STRANGE = "#~^¦§:\\/*!"
"""What some write between cells, and we do not read."""


def rows_of(open_bytes: Opener, file: str) -> Iterator[Row]:
    """The rows of a text file, without the empty ones; encoding and separator are told from it.

    Raises:
        DocumentError: its encoding or its quotation marks make no sense.
    """
    encoding = encoding_of(open_bytes, file)
    sample = _sample(open_bytes, encoding)
    separator, first = _separator(sample)
    if separator not in sample and (sign := _strange_sign(sample)):
        raise DocumentError("separator", file=file, sign=sign)
    with io.TextIOWrapper(open_bytes(), encoding=encoding, newline="", errors="strict") as text:
        is_strict = _is_well_quoted(open_bytes, encoding, separator, file)
        reader = csv.reader(_lines(text, file), delimiter=separator, strict=is_strict)
        yield from _numbered(reader, first, file)


def _lines(text: io.TextIOWrapper, file: str) -> Iterator[str]:
    """The lines of ``text``; one without end is not brought into memory."""
    number = 0
    while line := text.readline(_LINE_LETTERS + 1):
        number += 1
        if len(line) > _LINE_LETTERS:
            raise DocumentError("line", file=file, row=number, most=_LINE_LETTERS)
        yield line


def _numbered(reader: _csv.Reader, first: int, file: str) -> Iterator[Row]:
    number = line = 0
    try:
        for number, cells in enumerate(reader, start=1):
            line = reader.line_num
            trimmed = [cell.strip() for cell in cells]
            if number > _MOST_ROWS:
                raise DocumentError("rows", file=file, most=_MOST_ROWS)
            if number < first or not any(trimmed):
                continue
            _check(trimmed, number, file)
            yield number, trimmed
    except csv.Error as error:
        if "field limit" in str(error) and reader.line_num == line + 1:
            most = csv.field_size_limit()
            raise DocumentError("cell", file=file, row=number + 1, most=most) from error
        raise DocumentError("quotes", file=file, row=number + 1) from error
    except UnicodeError as error:
        raise DocumentError("cut-off", file=file) from error


def _check(cells: list[str], number: int, file: str) -> None:
    together = "".join(cells)
    if "\0" in together:
        raise DocumentError("binary", file=file)
    if together.count("\n") > _LINES_IN_A_CELL:
        raise DocumentError("quotes", file=file, row=number)


def _is_well_quoted(open_bytes: Opener, encoding: str, separator: str, file: str) -> bool:
    """Whether every quotation mark stands where it should, but for one left open at the end.

    A stray one in a cell (``"de "A-route""``) is forgiven, as spreadsheets do; then nothing can
    be said about the end.
    """
    with io.TextIOWrapper(open_bytes(), encoding=encoding, newline="", errors="replace") as text:
        try:
            lines = _lines(text, file)
            for _ in islice(csv.reader(lines, delimiter=separator, strict=True), _MOST_ROWS):
                pass
        except csv.Error as error:
            return "expected after" not in str(error)
    return True


def _sample(open_bytes: Opener, encoding: str) -> str:
    with open_bytes() as stream:
        head = stream.read(_SAMPLE)
    text = head.decode(encoding, errors="ignore")
    return text if len(head) < _SAMPLE else text[: text.rfind("\n") + 1] or text


def _separator(sample: str) -> tuple[str, int]:
    """What stands between the cells, and the first row that counts.

    Excel reads a first line ``sep=;`` as an order, so it is no row of the table.
    """
    line = sample.lstrip("\ufeff").split("\n", 1)[0].strip().strip('"')
    if len(line) == len("sep=;") and line.lower().startswith("sep="):
        return line[-1], 2
    return max(SEPARATORS, key=lambda each: _fitness(sample, each)), 1


def _strange_sign(sample: str) -> str:
    """What stands between the cells where it is none of ``SEPARATORS``; empty for one column."""
    rows = [line for line in sample.splitlines() if line.strip()][:_SAMPLE_ROWS]
    if len(rows) < 2:
        return ""
    for sign in _STRANGE:
        counts = [line.count(sign) for line in rows]
        usual, times = Counter(counts).most_common(1)[0]
        if usual > 1 and times * 2 > len(rows):
            return sign
    return ""


def _fitness(sample: str, separator: str) -> tuple[bool, bool, float, int]:
    """How well ``separator`` divides the first row and the others, and in how many cells."""
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            widths += [len(cells)] if any(cells) else []
            if len(widths) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    divided = Counter(width for width in widths if width > 1)
    if not divided:
        return False, False, 0.0, 0
    width, count = divided.most_common(1)[0]
    share = round(count / len(widths), 1)
    return widths[0] == width, widths[0] > 1, share, width
