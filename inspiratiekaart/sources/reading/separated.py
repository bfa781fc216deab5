"""Rows of a text file with something between the cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from inspiratiekaart.sources.reading.encodings import Opener, encoding_of
from inspiratiekaart.sources.reading.refused import DocumentError

Row = tuple[int, list[str]]
"""The number of a row as a spreadsheet shows it, and its cells, trimmed."""

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE = 1 << 18
_SAMPLE_ROWS = 200
_MOST_ROWS = 20_000_000  # empty ones too
_LINES_IN_A_CELL = 200  # more is a quotation mark that was never closed


def rows_of(open_bytes: Opener, file: str) -> Iterator[Row]:
    """The rows of a text file, without the empty ones; encoding and separator are told from it.

    Raises:
        DocumentError: its encoding or its quotation marks make no sense.
    """
    encoding = encoding_of(open_bytes, file)
    separator, first = _separator(_sample(open_bytes, encoding))
    with io.TextIOWrapper(open_bytes(), encoding=encoding, newline="", errors="strict") as text:
        is_strict = _is_well_quoted(open_bytes, encoding, separator)
        reader = csv.reader(text, delimiter=separator, strict=is_strict)
        yield from _numbered(reader, first, file)


def _numbered(reader: Iterator[list[str]], first: int, file: str) -> Iterator[Row]:
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            trimmed = [cell.strip() for cell in cells]
            if number > _MOST_ROWS:
                raise DocumentError("rows", file=file, most=_MOST_ROWS)
            if number < first or not any(trimmed):
                continue
            _check(trimmed, number, file)
            yield number, trimmed
    except csv.Error as error:
        raise DocumentError("quotes", file=file, row=number + 1) from error
    except UnicodeError as error:
        raise DocumentError("cut-off", file=file) from error


def _check(cells: list[str], number: int, file: str) -> None:
    together = "".join(cells)
    if "\0" in together:
        raise DocumentError("binary", file=file)
    if together.count("\n") > _LINES_IN_A_CELL:
        raise DocumentError("quotes", file=file, row=number)


def _is_well_quoted(open_bytes: Opener, encoding: str, separator: str) -> bool:
    """Whether every quotation mark stands where it should, but for one left open at the end.

    A stray one in a cell (``"de "A-route""``) is forgiven, as spreadsheets do; then nothing can
    be said about the end.
    """
    with io.TextIOWrapper(open_bytes(), encoding=encoding, newline="", errors="replace") as text:
        try:
            for _ in islice(csv.reader(text, delimiter=separator, strict=True), _MOST_ROWS):
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
