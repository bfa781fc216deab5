"""A slide deck of a map: title, the map in native shapes, a section per sector, sources, link.

Everything on it is text, native shapes and tables, so a presenter can change it; nothing is a
picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inspiratiekaart.composition_entries import Entry
from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.placing import Box
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.slides.code import draw_code
from inspiratiekaart.export.slides.country import Country
from inspiratiekaart.export.slides.deck import Deck
from inspiratiekaart.export.slides.legend import draw_legend
from inspiratiekaart.export.slides.master import BODY, PARAGRAPH_GAP, TEXTS
from inspiratiekaart.export.slides.measure import LINE, shortened, wrapped
from inspiratiekaart.export.slides.rows import SIZES, Row, draw_rows, largest, lines_of
from inspiratiekaart.export.slides.shapes import (
    BODY_SIZE,
    Words,
    fill,
    place,
    plain,
)
from inspiratiekaart.export.slides.words import border_row, entry_row, source_row
from inspiratiekaart.provenance import Source
from inspiratiekaart.sentences import figure_text

_LARGE = 18
_SOURCE_SIZES = (14, 12)
_MAX_FIGURES = 4
_INTRODUCTION_LINES = 7
_CODE_SIZE = 250
_SLACK = 14  # for programs that set letters a little wider


def write(handout: Handout) -> bytes:
    """The deck of ``handout`` as a PPTX file; the same handout gives the same bytes."""
    deck = Deck(handout)
    _title(deck)
    _map(deck)
    _sections(deck)
    _gaps(deck)
    _sources(deck)
    if handout.link:
        _link(deck)
    return deck.to_bytes()


def _title(deck: Deck) -> None:
    handout = deck.handout
    said = (handout.composition.lead, handout.introduction)
    slide = deck.add("title", handout.title, handout.sources, said)
    width = TEXTS["title"].right - TEXTS["title"].left
    line = shortened(plain(handout.edition_line), BODY_SIZE, width, 2)
    words = [Words(line, BODY_SIZE, colour=styles.MUTED)]
    room = _INTRODUCTION_LINES
    for each in lines_of([handout.introduction]):
        if room > 0:
            text = shortened(plain(each), _LARGE, width, room)
            words.append(Words(text, _LARGE))
            room -= len(wrapped(text, _LARGE, width))
    fill(slide.placeholders[1].text_frame, words)


def _map(deck: Deck) -> None:
    handout = deck.handout
    t, view = handout.t, handout.view
    chosen = [
        t("slides.figure", name=each.name, figure=figure_text(view, each.figure, t))
        for each in view.chosen
    ]
    slide = deck.add(
        "map",
        t(f"measure.{view.measure.name}.name"),
        _known(handout, view.source_ids),
        [handout.caption, *chosen],
        extra=t("map.attribution") + ".",
    )
    box = TEXTS["map"]
    texts = [handout.caption, *(chosen if len(chosen) <= _MAX_FIGURES else ())]
    fill(slide.placeholders[1].text_frame, [Words(text) for text in texts])
    high = _height(texts, BODY_SIZE, box.right - box.left) + _SLACK
    place(slide.placeholders[1], Box(box.left, box.top, box.right, box.top + high))
    country = Country(slide, handout)
    draw_legend(country, box.top + high)
    country.draw()


def _sections(deck: Deck) -> None:
    handout = deck.handout
    for section in handout.sections:
        _over_slides(deck, section.name, section.entries)
    if not handout.sections:
        _words_only(deck, handout.t("export.table.items"), handout.composition.lead)


def _gaps(deck: Deck) -> None:
    handout = deck.handout
    title = handout.t("slides.gaps")
    if handout.composition.gaps:
        _over_slides(deck, title, handout.composition.gaps)
    else:
        _words_only(deck, title, handout.t("slides.no_gaps"))


def _over_slides(deck: Deck, title: str, entries: Sequence[Entry]) -> None:
    """A table of ``entries``, over more slides where they do not fit on one."""
    handout = deck.handout
    headings = (handout.t("slides.column.what"), handout.t("slides.column.known"))
    pages = largest(SIZES, lambda size: [entry_row(entry, handout.t, size) for entry in entries])
    for slide_title, page in _titled(handout, title, pages):
        sources = _known(handout, {key for each in page for key in each.source_ids})
        said = [handout.composition.lead, *(each.whole for each in page)]
        slide = deck.add("table", slide_title, sources, said)
        draw_rows(slide, page, headings, slide_title)


def _sources(deck: Deck) -> None:
    handout = deck.handout
    headings = (handout.t("slides.column.publisher"), handout.t("slides.column.source"))
    pages = largest(
        _SOURCE_SIZES,
        lambda size: [
            *(source_row(source, handout.t, size) for source in handout.sources),
            border_row(handout.t, size),
        ],
    )
    for title, page in _titled(handout, handout.t("export.table.sources"), pages):
        slide = deck.add("table", title, (), [handout.composition.lead])
        draw_rows(slide, page, headings, title)


def _titled(
    handout: Handout, title: str, pages: Iterable[tuple[Row, ...]]
) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for number, page in enumerate(pages, start=1):
        again = handout.t("slides.continued_title", title=title, n=number)
        yield (title if number == 1 else again), page


def _link(deck: Deck) -> None:
    handout = deck.handout
    t = handout.t
    slide = deck.add("text", t("slides.link"), (), [t("slides.link_help"), handout.link])
    left = BODY.left + _CODE_SIZE + 40
    width = BODY.right - left
    place(slide.placeholders[1], Box(left, BODY.top + 10, BODY.right, BODY.bottom))
    shown = shortened(plain(handout.link), _LARGE, width, 6)
    words = [Words(t("slides.link_help"), _LARGE), Words(shown, _LARGE, link=handout.link)]
    fill(slide.placeholders[1].text_frame, words)
    box = Box(BODY.left, BODY.top + 10, BODY.left + _CODE_SIZE, BODY.top + 10 + _CODE_SIZE)
    draw_code(slide.shapes, handout.link, box, t("slides.qr", link=handout.link))


def _words_only(deck: Deck, title: str, text: str) -> None:
    slide = deck.add("text", title, (), [text])
    fill(slide.placeholders[1].text_frame, [Words(text, _LARGE)])


def _known(handout: Handout, keys: Iterable[str]) -> list[Source]:
    known = handout.dataset.sources
    return [known[key] for key in sorted(keys) if key in known]


def _height(texts: Iterable[str], size: float, width: float) -> float:
    return sum(
        PARAGRAPH_GAP + LINE * size * len(wrapped(plain(each), size, width)) for each in texts
    )
