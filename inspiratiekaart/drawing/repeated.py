"""Many maps in one page: the outlines stand in it once, and every map uses them again.

Each map keeps its own frame, colours, marks and names, so 35 maps weigh little more than one.
"""

from __future__ import annotations

from collections.abc import Iterable

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.frame import Frame, frame_of
from inspiratiekaart.drawing.lettering import xml_text
from inspiratiekaart.drawing.outlines import outlines
from inspiratiekaart.drawing.svg import hatch, opening, path_of
from inspiratiekaart.drawing.svg_marks import Drawing, labels, marks, nearest, nearest_point
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import View

DETAIL_KM = 0.2
HATCH = "ik-hatch"
"""The id of the pattern of no data, for legends."""

_UNIT = 4.0  # per kilometre: a tenth of it, as paths are rounded, is 25 metres


def shapes_svg(dataset: Dataset) -> str:
    """The outlines that the maps of a page use, in an SVG that shows nothing itself."""
    frame = Frame(0.0, 0.0, _UNIT, 0, 0)
    paths = (
        f'<path id="ik-{xml_text(each.code)}" '
        f'd="{path_of([ring for part in each.parts for ring in part], frame)}"/>'
        for each in outlines(dataset, DETAIL_KM).regions
    )
    return (
        '<svg width="0" height="0" class="ik-shapes" aria-hidden="true"><defs>'
        f"{hatch(HATCH)}{''.join(paths)}</defs></svg>"
    )


def drawing_of(dataset: Dataset, view: View, t: Texts, width_px: int, height_px: int) -> Drawing:
    """A map of ``view`` around its chosen regions, in a frame of this size."""
    drawn = outlines(dataset, DETAIL_KM)
    codes = {region.code for region in view.chosen}
    trainer = nearest_point(dataset, view, drawn) if codes else None
    frame = frame_of(drawn, codes, width_px, height_px, trainer)
    return Drawing(dataset, view, t, drawn, frame, with_sites=True)


def map_of_shapes(drawing: Drawing, element_id: str) -> str:
    """``drawing`` as an SVG; its page must hold ``shapes_svg`` of the same dataset."""
    scale = drawing.frame.scale / _UNIT
    parts = [
        opening(drawing, element_id, 1 / scale),
        *_regions(drawing, element_id, scale),
        *nearest(drawing),
        *marks(drawing),
        *labels(drawing),
        "</svg>",
    ]
    return "".join(parts)


def _regions(drawing: Drawing, own: str, scale: float) -> Iterable[str]:
    """Every region once; the chosen ones last, so that no neighbour covers their border."""
    left, top = drawing.frame.at((0.0, 0.0))
    yield (
        f'<g transform="translate({left:.1f} {top:.1f})scale({scale:.4g})" '
        'stroke-linejoin="round" fill-rule="evenodd">'
    )
    for is_chosen, colour, width in ((False, styles.BORDER, 1.0), (True, styles.INK, 3.5)):
        yield f'<g stroke="{colour}" stroke-width="{width / scale:.3g}">'
        for region in drawing.view.regions:
            if region.is_chosen == is_chosen:
                index = region.class_index
                fill = f"url(#{own}-hatch)" if index is None else styles.CLASSES[index]
                yield f'<use href="#ik-{xml_text(region.code)}" fill="{fill}"/>'
        yield "</g>"
    yield "</g>"
