"""The map as a picture to take along: SVG, and PNG drawn from that same SVG.

Title and first sentences, map, legend in words, caption, edition, sources and the link back; what a
person wrote is text and never markup.
"""

from __future__ import annotations

from functools import partial

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.qr import qr_svg
from inspiratiekaart.drawing.sheet import Sheet, filled
from inspiratiekaart.drawing.svg import map_svg
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.pixels import drawable, pixels

_WIDTH, _MARGIN = 1200, 40
_INNER = _WIDTH - 2 * _MARGIN
_MAP_PX, _GAP = 740, 40
_SIDE_X, _SIDE = _MARGIN + _MAP_PX + _GAP, _INNER - _MAP_PX - _GAP
_SMALL_PX, _QR_PX = 150, 144
_DETAIL_KM, _COARSE_KM = 0.3, 3.0
_TITLE_LINES, _INTRODUCTION_LINES = 3, 4
_LEAST_MAP_PX = 560
_PIXELS_PER_UNIT = 2


def write_svg(handout: Handout) -> bytes:
    """The picture of ``handout`` as an SVG that stands alone."""
    sheet = Sheet(_MARGIN)
    sheet.text(_MARGIN, handout.title, 34, _INNER, is_bold=True, most=_TITLE_LINES)
    sheet.y += 6
    introduction = handout.introduction or handout.composition.lead
    sheet.text(_MARGIN, introduction, 18, _INNER - 120, most=_INTRODUCTION_LINES)
    sheet.y += 20
    top = sheet.y
    beside = Sheet(top)
    drawn = _map(handout)
    _side(beside, handout, drawn)
    sheet.place(_MARGIN, top, drawn)
    sheet.parts += beside.parts
    sheet.y = max(top + _height(drawn), beside.y) + 24
    _foot(sheet, handout)
    sheet.y += _MARGIN
    description = handout.t(
        "picture.description", caption=handout.caption, line=handout.edition_line
    )
    language = handout.t.language
    return sheet.document(_WIDTH, handout.title, description, language).encode()


def write_png(handout: Handout) -> bytes:
    """The picture of ``handout`` as a PNG, 2400 pixels wide.

    A sign that our typeface does not have, such as an emoji, is a box; in the SVG it is itself.
    """
    return pixels(drawable(write_svg(handout).decode()), _WIDTH, _PIXELS_PER_UNIT)


def _map(handout: Handout) -> str:
    drawn = partial(
        map_svg,
        handout.dataset,
        handout.view,
        handout.t,
        width_px=_MAP_PX,
        detail_km=_DETAIL_KM,
        focus=True,
    )
    shown = drawn()
    return shown if _height(shown) >= _LEAST_MAP_PX else drawn(height_px=_LEAST_MAP_PX)


def _height(svg: str) -> int:
    return int(svg.split(' height="', 1)[1].split('"', 1)[0])


def _side(sheet: Sheet, handout: Handout, drawn: str) -> None:
    """The legend, the caption, and where in the country the chosen regions lie."""
    t, view = handout.t, handout.view
    measure = f"measure.{view.measure.name}"
    sheet.text(_SIDE_X, t(f"{measure}.name"), 18, _SIDE, is_bold=True)
    unit = t(f"{measure}.unit")
    if unit.casefold() != t(f"{measure}.name").casefold():
        sheet.text(_SIDE_X, unit, 14, _SIDE, colour=styles.MUTED)
    sheet.y += 6
    for index, words in handout.legend:
        sheet.swatch(_SIDE_X, words, _SIDE, filled(styles.CLASSES[index]))
    if any(region.class_index is None for region in view.regions):
        sheet.swatch(_SIDE_X, t("legend.unknown"), _SIDE, filled("url(#ik-map-hatch)"))
    if view.chosen:
        sheet.swatch(_SIDE_X, t("legend.chosen"), _SIDE, filled("none", styles.INK, 3))
    sheet.y += 10
    _marks(sheet, handout, drawn)
    sheet.y += 12
    sheet.text(_SIDE_X, handout.caption, 15, _SIDE)
    if view.chosen:
        sheet.y += 16
        small = map_svg(
            handout.dataset,
            view,
            t,
            width_px=_SMALL_PX,
            detail_km=_COARSE_KM,
            with_labels=False,
            with_sites=False,
            element_id="ik-small",
        )
        sheet.place(_SIDE_X, sheet.y, small)
        sheet.y += _height(small) + 4
        sheet.text(_SIDE_X, t("picture.place"), 13, _SIDE, colour=styles.MUTED)


def _marks(sheet: Sheet, handout: Handout, drawn: str) -> None:
    """The words for the marks that are on the map, and for no others."""
    t = handout.t
    for kind, shape in styles.SHAPES.items():
        if f'data-kind="{kind}"' in drawn:
            mark = f'<g fill="{styles.KIND_COLOURS[kind]}" transform="translate(5)">{shape}</g>'
            sheet.swatch(_SIDE_X, t(f"kind.{kind}"), _SIDE, mark)
    if 'data-kind="gathered"' in drawn:
        mark = f'<circle cx="13" cy="8" r="8" fill="#fff" stroke="{styles.INK}"/>'
        number = f'<text x="13" y="12" font-size="11" text-anchor="middle">{3}</text>'
        sheet.swatch(_SIDE_X, t("legend.cluster"), _SIDE, mark + number)
    if 'data-kind="badge"' in drawn:
        mark = f'<rect x="5" width="16" height="16" rx="3" fill="{styles.INK}"/>'
        sheet.swatch(_SIDE_X, t("picture.badge"), _SIDE, mark)
    if handout.view.nearest_outside is not None:
        mark = f'<path d="M0 8h26" stroke="{styles.RUST}" stroke-width="2" stroke-dasharray="5 5"/>'
        sheet.swatch(_SIDE_X, t("picture.nearest"), _SIDE, mark)


def _foot(sheet: Sheet, handout: Handout) -> None:
    t = handout.t
    sheet.rule(_MARGIN, _INNER)
    sheet.y += 14
    top = sheet.y
    code = qr_svg(handout.link, t("picture.qr"), _QR_PX) if handout.link else ""
    width = _INNER - (_QR_PX + _GAP if code else 0)
    sheet.text(_MARGIN, handout.edition_line, 15, width, is_bold=True)
    sheet.y += 4
    said = [t("picture.borders", attribution=t("map.attribution"))]
    for source in handout.sources:
        one = t(
            "picture.source",
            attribution=source.attribution,
            licence=licence_name(source.licence, t),
        )
        if one not in said:
            said.append(one)
    sheet.text(_MARGIN, " · ".join(said), 13, width, colour=styles.MUTED)
    if handout.link:
        sheet.y += 4
        sheet.text(_MARGIN, t("picture.link", link=handout.link), 14, width, colour=styles.PETROL)
    if code:
        sheet.place(_WIDTH - _MARGIN - _QR_PX, top, code)
        sheet.y = max(sheet.y, top + _QR_PX)
