"""The picture that a chat shows of a shared link (Open Graph): 1200 x 630 pixels, few large words.

On a phone it is some 300 pixels wide. So: a title, one line, and the map as large as it goes.
"""

from __future__ import annotations

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.lettering import text_width, wrapped, xml_text
from inspiratiekaart.drawing.sheet import Sheet
from inspiratiekaart.drawing.svg import map_svg
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.headline import headline
from inspiratiekaart.export.pdf_parts import short
from inspiratiekaart.export.pixels import drawable, in_few_colours, pixels
from inspiratiekaart.selection import Measure

WIDTH, HEIGHT = 1200, 630
"""In pixels: what chats and social media ask for."""

MOST_ALT = 420
"""The most characters that their alternative text may have."""

_MARGIN, _GAP = 48, 40
_MAP_UNITS, _MAP_SCALE = (300, 315), 2  # so names and lines on it are twice as large as elsewhere
_MAP_X = WIDTH - _MAP_UNITS[0] * _MAP_SCALE
_INNER = _MAP_X - _MARGIN - _GAP
_DETAIL_KM = 1.0

_BRAND, _TITLES, _LINE, _SMALL = 32, (64, 56, 48, 40), 32, 22
_APART = 20
_TIGHT = 1.12  # the leading of the title
_TOP, _FOOT = 112, 470  # between them stand title and line; brand above, legend below
_MOST_LINES = 4
_CELL, _WIDE_CELL, _CELL_HIGH = 70, 96, 26
_LONGEST_TITLE = 200
_IN_THOUSANDS = (Measure.POPULATION, Measure.JOBS)  # as the map prints them


def write(handout: Handout) -> bytes:
    """The picture of ``handout`` as a PNG."""
    return in_few_colours(pixels(draw(handout), WIDTH))


def alt(handout: Handout) -> str:
    """What the picture shows, in one sentence."""
    title = short(handout.title, _LONGEST_TITLE)
    return short(handout.t("social.alt", title=title, line=headline(handout)), MOST_ALT)


def draw(handout: Handout) -> str:
    """The picture of ``handout`` as it is before it becomes pixels: an SVG."""
    sheet = Sheet(_MARGIN - 8)
    sheet.parts.append(
        f'<path d="M{_MAP_X} 0V{HEIGHT}" stroke="{styles.HAIRLINE}" stroke-width="2"/>'
    )
    sheet.place(_MAP_X, 0, f'<g transform="scale({_MAP_SCALE})">{_map(handout)}</g>')
    _brand(sheet, handout)
    _words(sheet, _plain(handout.title), _plain(headline(handout)))
    _legend(sheet, handout)
    sheet.y = HEIGHT
    return sheet.document(WIDTH, handout.title, headline(handout), handout.t.language)


def _plain(text: str) -> str:
    """``text`` in one line, as our typeface can draw it: so its width is known."""
    return drawable(" ".join(text.split()))


def _map(handout: Handout) -> str:
    width, height = _MAP_UNITS
    drawn = map_svg(
        handout.dataset,
        handout.view,
        handout.t,
        width_px=width,
        height_px=height,
        detail_km=_DETAIL_KM,
        with_sites=False,
        focus=True,
    )
    return drawable(drawn)


def _brand(sheet: Sheet, handout: Handout) -> None:
    name, edition = handout.t("app.name"), handout.t("app.edition", edition=handout.view.edition)
    top = sheet.y
    sheet.text(_MARGIN, name, _BRAND, _INNER, is_bold=True, colour=styles.PETROL)
    sheet.y = top + _BRAND - _SMALL
    beside = _MARGIN + text_width(name, _BRAND, is_bold=True) + 12
    sheet.text(beside, edition, _SMALL, _INNER, colour=styles.MUTED)


def _words(sheet: Sheet, title: str, line: str) -> None:
    """The title as large as it fits above the line in whole words; what is too long is cut."""
    said = wrapped(line, _LINE, _INNER, most=_MOST_LINES)
    room = _FOOT - _TOP - len(said) * _LINE * 1.35 - _APART
    for size in _TITLES:
        most = int(room / size / _TIGHT)
        widest = max(text_width(word, size, is_bold=True) for word in title.split() or [""])
        if widest <= _INNER and len(wrapped(title, size, _INNER, is_bold=True)) <= most:
            break
    sheet.y = _TOP
    sheet.text(_MARGIN, title, size, _INNER, is_bold=True, most=most, leading=_TIGHT)
    sheet.y += _APART
    sheet.text(_MARGIN, line, _LINE, _INNER, most=_MOST_LINES)


def _legend(sheet: Sheet, handout: Handout) -> None:
    """What the colours are: the measure's name, and the words of the lightest and the darkest."""
    t, view = handout.t, handout.view
    sheet.y = _FOOT + 16
    said = "unit" if view.measure in _IN_THOUSANDS else "name"
    sheet.text(_MARGIN, t(f"measure.{view.measure.name}.{said}"), _SMALL, _INNER, most=1)
    has_unknown = any(region.class_index is None for region in view.regions)
    wide = _CELL if has_unknown else _WIDE_CELL
    top = sheet.y + 6
    base = top + _CELL_HIGH + _SMALL + 2
    right: float = _MARGIN
    for index, _ in handout.legend:
        sheet.parts.append(_cell(right, top, wide, styles.CLASSES[index]))
        right += wide
    (_, least), *_, (_, most) = handout.legend
    words = [_words_at(_MARGIN, base, least), _words_at(right, base, most, "end")]
    if has_unknown:
        right += _APART
        sheet.parts.append(_cell(right, top, wide, "url(#ik-map-hatch)"))
        words.append(_words_at(right, base, t("figure.unknown")))
    sheet.parts.append(f'<g font-size="{_SMALL}" fill="{styles.INK}">{"".join(words)}</g>')


def _cell(x: float, y: float, wide: float, fill: str) -> str:
    return (
        f'<rect x="{x:g}" y="{y:.1f}" width="{wide:g}" height="{_CELL_HIGH}" fill="{fill}" '
        f'stroke="{styles.BORDER}"/>'
    )


def _words_at(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:.1f}" text-anchor="{anchor}">{xml_text(words)}</text>'
