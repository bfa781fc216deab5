"""Ways to break a text file with cells: what editors, spreadsheets and hands do to one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator

from tests.importing.broken import BIDI, HOSTILE, Broken, Ways, good, samples
from tests.importing.filled_template import CSVS, filled_csv

Rows = list[list[str]]

_way = Ways()
_MARK = b"\xef\xbb\xbf"
_WIDE = 10_000
_HUGE = 40_000


def broken_csvs() -> Iterator[Broken]:
    """Every text sample in its ways."""
    return _way.of(
        (*samples("csv"), *CSVS), lambda each: (filled_csv if each in CSVS else good)(each)
    )


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def _cells(raw: bytes) -> tuple[Rows, str]:
    text = _text(raw)
    first = max(text.split("\n")[:4], key=len)
    separator = ";" if first.count(";") > first.count(",") else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)), separator


def _written(rows: Rows, separator: str, line_end: str = "\r\n") -> str:
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator, lineterminator=line_end).writerows(rows)
    return made.getvalue()


def _head(rows: Rows) -> int:
    """Where the heading is: the first row with three cells or more."""
    return next(at for at, cells in enumerate(rows) if sum(map(bool, cells)) > 2)


def _changed(raw: bytes, change: Callable[[Rows, int], Rows]) -> bytes:
    rows, separator = _cells(raw)
    return _written(change(rows, _head(rows)), separator).encode()


def _each_cell(raw: bytes, change: Callable[[str, int], str]) -> bytes:
    """``change`` on each filled cell under the heading, with its number."""

    def changed(rows: Rows, at: int) -> Rows:
        under = rows[at + 1 :]
        made = [
            [change(cell, row + column) if cell.strip() else cell for column, cell in enumerate(r)]
            for row, r in enumerate(under)
        ]
        return rows[: at + 1] + made

    return _changed(raw, changed)


@_way("cut in half", every=3)
def _half(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


@_way("cut in the heading", "no-form", "cut-off", "no-table", "quotes")
def _in_heading(raw: bytes) -> bytes:
    return raw[:5]


@_way("cut near the end", every=3)
def _near_end(raw: bytes) -> bytes:
    return raw[:-9]


@_way("UTF-16 with a mark", outcome="same", every=3)
def _utf16(raw: bytes) -> bytes:
    return _text(raw).encode("utf-16")


@_way("UTF-16 without a mark", outcome="same", every=3)
def _utf16_bare(raw: bytes) -> bytes:
    return _text(raw).encode("utf-16-be")


@_way("UTF-16 cut in a letter", "cut-off", "no-form", "no-table", "quotes", every=2)
def _utf16_cut(raw: bytes) -> bytes:
    return _text(raw).encode("utf-16")[:101]


@_way("Latin-1 that says it is UTF-8", "encoding-mixed", "cut-off")
def _latin(raw: bytes) -> bytes:
    return _MARK + (_text(raw) + "caf\xe9;caf\xe9 ").encode("cp1252", "replace")


@_way("two encodings", "encoding-mixed")
def _mixed(raw: bytes) -> bytes:
    return (_text(raw) + "caf\xe9" * 9).encode() + b"\r\ncaf\xe9 \r\n"


@_way("another separator", outcome="same", every=3)
def _tabs(raw: bytes) -> bytes:
    rows, separator = _cells(raw)
    return _written(rows, "," if separator == ";" else "\t").encode()


@_way("a separator of its own", "separator")
def _hashes(raw: bytes) -> bytes:
    rows, _ = _cells(raw)
    return "\r\n".join("#".join(cells) for cells in rows).replace(";", "").replace(",", "").encode()


@_way("line ends of an old Mac", outcome="same", every=3)
def _carriage(raw: bytes) -> bytes:
    rows, separator = _cells(raw)
    return _written(rows, separator, "\r").encode()


@_way("merged headings", every=3)
def _merged(raw: bytes) -> bytes:
    return _changed(
        raw,
        lambda rows, at: (
            [
                *rows[:at],
                [cell if not column % 2 else "" for column, cell in enumerate(rows[at])],
                *rows[at + 1 :],
            ]
        ),
    )


@_way("a title and a note above", every=3)
def _titled(raw: bytes) -> bytes:
    return _changed(raw, lambda rows, _: [["Mijn lijst"], [], ["Versie 2, niet delen"], *rows])


@_way("first column gone", every=3)
def _first_gone(raw: bytes) -> bytes:
    return _changed(raw, lambda rows, at: rows[:at] + [cells[1:] for cells in rows[at:]])


@_way("half of the columns gone", every=3)
def _half_gone(raw: bytes) -> bytes:
    return _changed(raw, lambda rows, at: rows[:at] + [cells[::2] for cells in rows[at:]])


@_way("headings renamed", "no-form", outcome="nothing")
def _renamed(raw: bytes) -> bytes:
    def changed(rows: Rows, at: int) -> Rows:
        strange = [f"k{number}q" for number, _ in enumerate(rows[at])]
        under = [cells for cells in rows[at + 1 :] if cells != rows[at]]
        return [*([["x"]] * at), strange, *under]

    return _changed(raw, changed)


@_way("every column twice", every=3)
def _twice(raw: bytes) -> bytes:
    return _changed(raw, lambda rows, _: [cells + cells for cells in rows])


@_way("rows without their first cell", every=3)
def _shifted(raw: bytes) -> bytes:
    return _changed(raw, lambda rows, at: rows[: at + 1] + [cells[1:] for cells in rows[at + 1 :]])


@_way("every row twice", every=3)
def _doubled(raw: bytes) -> bytes:
    return _changed(raw, lambda rows, at: rows + rows[at + 1 :])


@_way("only a heading", outcome="nothing", every=2)
def _only_heading(raw: bytes) -> bytes:
    return _changed(raw, lambda rows, at: rows[: at + 1])


@_way("a cell of 40,000 letters", "cell")
def _huge(raw: bytes) -> bytes:
    return _changed(raw, lambda rows, at: [*rows[: at + 1], ["x" * _HUGE], *rows[at + 1 :]])


@_way("cells of 30,000 letters", every=4)
def _large(raw: bytes) -> bytes:
    return _each_cell(raw, lambda cell, at: cell if at % 7 else cell + " lang" * 6_000)


@_way("a null byte", "binary")
def _null(raw: bytes) -> bytes:
    return _text(raw).encode() + b"a\0;b\r\n"


@_way("ten thousand columns", "columns")
def _wide(raw: bytes) -> bytes:
    rows, separator = _cells(raw)
    return (_written(rows, separator) + separator.join(["x"] * _WIDE)).encode()


@_way("a quotation mark left open", "quotes")
def _open_quote(raw: bytes) -> bytes:
    return _text(raw).encode() + b'"nooit dicht\r\n' + b"en verder\r\n" * 300


@_way("hostile text", every=2)
def _hostile(raw: bytes) -> bytes:
    return _each_cell(
        raw, lambda cell, at: cell if cell[0].isdigit() else HOSTILE[at % len(HOSTILE)] + cell
    )


@_way("turned and invisible letters", every=4)
def _turned(raw: bytes) -> bytes:
    return _each_cell(raw, lambda cell, at: cell if at % 2 else f"{cell[:1]}{BIDI}{cell[1:]}\u200b")


@_way("numbers and days of another country", every=3)
def _numbers(raw: bytes) -> bytes:
    days = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
    return _each_cell(
        raw, lambda cell, _: days.sub(r"\2/\3/\1", cell).replace(",", ".").replace("20", "'")
    )


@_way("several years at once", every=3)
def _years(raw: bytes) -> bytes:
    def changed(rows: Rows, at: int) -> Rows:
        older = [[cell.replace("202", "201") for cell in cells] for cells in rows[at + 1 :]]
        later = [[cell.replace("202", "209") for cell in cells] for cells in rows[at + 1 :]]
        return rows + older + later

    return _changed(raw, changed)


@_way("every cell the same word", every=4)
def _words(raw: bytes) -> bytes:
    return _each_cell(raw, lambda _cell, _at: "onbekend")


@_way("figures without end", every=4)
def _figures(raw: bytes) -> bytes:
    return _each_cell(raw, lambda cell, _: "9" * 400 if cell[0].isdigit() else cell)
