"""The map as one still SVG: for files, print and slides, with the styles of the interactive map.

No script, no address and no style sheet; names are real text. One unit is one pixel at
``width_px``; whoever shows it smaller or larger scales everything alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.frame import Frame, frame_of
from inspiratiekaart.drawing.lettering import xml_text
from inspiratiekaart.drawing.outlines import Outline, Ring, outlines
from inspiratiekaart.drawing.svg_marks import (
    Drawing,
    labels,
    marks,
    nearest,
    nearest_point,
)
from inspiratiekaart.sentences import caption, figure_text, title
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import Region, View

_LOOK = 'stroke-linejoin="round" fill-rule="evenodd"'


def map_svg(
    dataset: Dataset,
    view: View,
    t: Texts,
    *,
    width_px: int = 900,
    height_px: int | None = None,
    detail_km: float = 0.0,
    with_labels: bool = True,
    with_sites: bool = True,
    focus: bool = False,
    element_id: str = "ik-map",
) -> str:
    """``view`` as a still map in one SVG document.

    ``height_px`` None lets the picture be as high as the map; a height given centres the map in
    that frame. ``focus`` shows the chosen regions with what lies around them, the nearest trainer
    outside among it. ``detail_km`` leaves out detail smaller than that. ``with_sites`` False leaves
    out providers, badges, the nearest trainer and the line to it. ``element_id`` begins every id in
    the document.
    """
    drawn = outlines(dataset, detail_km)
    codes = {region.code for region in view.chosen} if focus else set()
    trainer = nearest_point(dataset, view, drawn) if codes and with_sites else None
    frame = frame_of(drawn, codes, width_px, height_px, trainer)
    drawing = Drawing(dataset, view, t, drawn, frame, with_sites)
    parts = [
        opening(drawing, element_id),
        *_regions(drawing, element_id),
        *(nearest(drawing) if with_sites else ()),
        *marks(drawing),
        *(labels(drawing) if with_labels else ()),
        "</svg>",
    ]
    return "".join(parts)


def opening(drawing: Drawing, own: str, hatch_scale: float = 1.0) -> str:
    """The start of a map with what it shows in words, and its pattern of no data."""
    frame = drawing.frame
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{own}" width="{frame.width}" '
        f'height="{frame.height}" viewBox="0 0 {frame.width} {frame.height}" role="img" '
        f'aria-labelledby="{own}-title {own}-desc">'
        f'<title id="{own}-title">{xml_text(title(drawing.view, drawing.t))}</title>'
        f'<desc id="{own}-desc">{xml_text(caption(drawing.view, drawing.t))}</desc>'
        f"<defs>{hatch(f'{own}-hatch', hatch_scale)}</defs>"
    )


def hatch(element_id: str, scale: float = 1.0) -> str:
    """The pattern of no data; ``scale`` makes up for a drawing that is itself scaled."""
    size = "" if scale == 1 else f"scale({scale:.4g})"
    return (
        f'<pattern id="{element_id}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="{size}rotate(45)"><rect width="7" height="7" fill="{styles.PAPER}"/>'
        f'<path d="M0 0V7" stroke="{styles.BORDER}" stroke-width="1.6"/></pattern>'
    )


def _regions(drawing: Drawing, own: str) -> Iterable[str]:
    """Every region once; the chosen ones last, so that no neighbour covers their border."""
    shapes = {outline.code: outline for outline in drawing.drawn.regions}
    for is_chosen, colour, width in ((False, styles.BORDER, "1"), (True, styles.INK, "3.5")):
        yield f'<g stroke="{colour}" stroke-width="{width}" {_LOOK}>'
        for region in drawing.view.regions:
            if region.is_chosen == is_chosen:
                yield _region(drawing, region, shapes[region.code], own)
        yield "</g>"


def _region(drawing: Drawing, region: Region, outline: Outline, own: str) -> str:
    said = f"{region.name}: {figure_text(drawing.view, region.figure, drawing.t)}"
    index = region.class_index
    fill = f"url(#{own}-hatch)" if index is None else styles.CLASSES[index]
    rings = [ring for part in outline.parts for ring in part]
    return (
        f'<path data-code="{xml_text(region.code)}" fill="{fill}" '
        f'd="{path_of(rings, drawing.frame)}"><title>{xml_text(said)}</title></path>'
    )


def path_of(rings: Sequence[Ring], frame: Frame) -> str:
    """The path of ``rings`` in tenths of a pixel, each step from the last: errors never add up."""
    return "".join(_ring(ring, frame) for ring in rings)


def _ring(ring: Ring, frame: Frame) -> str:
    places = [(round(10 * x), round(10 * y)) for x, y in map(frame.at, ring[:-1])]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(places) if a != b]
    if len(steps) < 2:
        return ""
    return f"M{_pair(*places[0])}l{' '.join(_pair(*step) for step in steps)}z".replace(" -", "-")


def _pair(x: int, y: int) -> str:
    return f"{_tenths(x)} {_tenths(y)}"


def _tenths(value: int) -> str:
    """A number of tenths as short as it can be written: 5 is ``.5``, -20 is ``-2``."""
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"
