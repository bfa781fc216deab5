"""Rows of two cells laid out over as many slides as they need, so that none runs off its slide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from inspiratiekaart.drawing import styles
from inspiratiekaart.export.slides.master import BODY
from inspiratiekaart.export.slides.measure import LINE, wrapped
from inspiratiekaart.export.slides.shapes import SMALL_SIZE, Words, describe, fill, plain, rgb

LEFT, RIGHT = 250.0, 622.0
SIZES = (20, 18, 16)
"""How large the words of a row may be, the largest first."""

MAX_LINES = 48
"""More lines than this, about three slides, are cut short: the whole is in the notes."""

_GAP, _PAD = 14.0, 5.0
_HEADING = SMALL_SIZE * LINE + 2 * _PAD
_ROOM = BODY.bottom - BODY.top - _HEADING
_LEAST = 70.0  # what must be free to begin a row that goes on elsewhere
_NONE = "<a:noFill/>"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_LONGEST_LINE = 250  # characters; more never fit


@dataclass(frozen=True)
class Row:
    """Two cells; ``source_ids`` of what they say, ``whole`` the text where they are cut short.

    ``again`` are its first words on a slide on which it goes on.
    """

    left: tuple[Words, ...]
    right: tuple[Words, ...]
    source_ids: tuple[str, ...] = ()
    whole: str = ""
    colour: str = ""
    again: str = ""

    @property
    def height(self) -> float:
        """How high the row is, in points."""
        return 2 * _PAD + max(_height(self.left, LEFT), _height(self.right, RIGHT))


def lines_of(texts: Iterable[str]) -> list[str]:
    """Each line of ``texts`` that is not empty, to be a paragraph of its own."""
    return [line for text in texts for line in text.split("\n") if line.strip()]


def row(left: Sequence[Words], right: Sequence[Words], cut: Words, **rest: Any) -> Row:
    """A row with at most ``MAX_LINES``; a longer one ends with ``cut`` and keeps its whole text."""
    kept: list[Words] = []
    room = MAX_LINES
    for each in right:
        text = plain(each.text)
        pieces = wrapped(text[: MAX_LINES * _LONGEST_LINE], each.size, RIGHT - _GAP)
        if len(pieces) > room or len(text) > MAX_LINES * _LONGEST_LINE:
            if room:
                kept.append(replace(each, text="".join(pieces[:room]).rstrip() + " …"))
            whole = "\n".join(paragraph.text for paragraph in right)
            return Row(tuple(left), (*kept, cut), whole=whole, **rest)
        room -= len(pieces)
        kept.append(replace(each, text=text))
    return Row(tuple(left), tuple(kept), **rest)


def paged(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """``rows`` by slide; a row that no slide can hold goes on over the next ones."""
    page: list[Row] = []
    free = _ROOM
    for each in rows:
        rest: Row | None = each
        while rest is not None:
            if rest.height <= free:
                page.append(rest)
                free -= rest.height
                rest = None
                continue
            if page and (rest.height <= _ROOM or free < _LEAST):
                yield tuple(page)
                page, free = [], _ROOM
                continue
            head, rest = _split(rest, free)
            yield (*page, head)
            page, free = [], _ROOM
    if page:
        yield tuple(page)


def largest(sizes: Iterable[int], rows: Callable[[int], list[Row]]) -> list[tuple[Row, ...]]:
    """The rows at the first size at which they fit on one slide, else at the last over several."""
    pages: list[tuple[Row, ...]] = []
    for size in sizes:
        pages = list(paged(rows(size)))
        if len(pages) == 1:
            break
    return pages


def _height(cell: Sequence[Words], width: float) -> float:
    return sum(each.size * LINE * len(_wrapped(each, width)) for each in cell)


def _wrapped(words: Words, width: float) -> list[str]:
    return wrapped(plain(words.text), words.size, width - _GAP, is_bold=words.is_bold)


def _split(row: Row, height: float) -> tuple[Row, Row | None]:
    head, tail = _cut(row.right, RIGHT, height - 2 * _PAD)
    left, left_tail = _cut(row.left, LEFT, height - 2 * _PAD)
    if not tail and not left_tail:
        return row, None
    first = row.left[0] if row.left else Words("")
    repeated = replace(first, text=row.again or first.text, link="")
    return (
        replace(row, left=left, right=head, whole="" if tail else row.whole),
        replace(row, left=left_tail or (repeated,), right=tail, whole=row.whole if tail else ""),
    )


def _cut(
    cell: Sequence[Words], width: float, room: float
) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """The paragraphs that fit in ``room``, and the rest; a paragraph may be cut between lines."""
    for index, each in enumerate(cell):
        lines = _wrapped(each, width)
        fitting = int((room + 0.01) / (each.size * LINE))
        if len(lines) <= fitting:
            room -= len(lines) * each.size * LINE
            continue
        above = [replace(each, text="".join(lines[:fitting]).rstrip())] if fitting > 0 else []
        below = replace(each, text="".join(lines[max(fitting, 0) :]))
        return (*cell[:index], *above), (below, *cell[index + 1 :])
    return tuple(cell), ()


def draw_rows(slide: Any, rows: Sequence[Row], headings: tuple[str, str], title: str) -> None:
    """A native table of ``rows`` on ``slide``, with its headings; ``title`` says what it holds."""
    frame = slide.shapes.add_table(
        len(rows) + 1, 2, Pt(BODY.left), Pt(BODY.top), Pt(LEFT + RIGHT), Pt(_HEADING)
    )
    describe(frame, title, title)
    table = frame.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    table.horz_banding = False
    table.columns[0].width, table.columns[1].width = Pt(LEFT), Pt(RIGHT)
    table.rows[0].height = Pt(_HEADING)
    for index, words in enumerate(headings):
        muted = Words(words, SMALL_SIZE, is_bold=True, colour=styles.MUTED)
        _cell(table.cell(0, index), [muted], styles.MUTED, "")
    for index, each in enumerate(rows, start=1):
        table.rows[index].height = Pt(each.height)
        _cell(table.cell(index, 0), each.left, styles.HAIRLINE, each.colour)
        _cell(table.cell(index, 1), each.right, styles.HAIRLINE, "")


def _cell(cell: Any, words: Sequence[Words], below: str, mark: str) -> None:
    cell.margin_left = Pt(_GAP / 2) if mark else 0
    cell.margin_right = Pt(_GAP / 2)
    cell.margin_top = cell.margin_bottom = Pt(_PAD)
    fill(cell.text_frame, words)
    sides = (("lnL", mark, 3.0), ("lnR", "", 0.0), ("lnT", "", 0.0), ("lnB", below, 0.75))
    properties = cell._tc.get_or_add_tcPr()
    for tag, colour, width in sides:
        paint = f'<a:solidFill><a:srgbClr val="{rgb(colour)}"/></a:solidFill>' if colour else _NONE
        xml = f'<a:{tag} {nsdecls("a")} w="{round(width * 12700)}">{paint}</a:{tag}>'
        properties.append(parse_xml(xml))
    properties.append(parse_xml(f"<a:noFill {nsdecls('a')}/>"))
