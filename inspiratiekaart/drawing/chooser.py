"""The map to choose a region from: each region is a link, with its name where there is room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import shapely

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.frame import Frame, frame_of
from inspiratiekaart.drawing.lettering import FONTS, text_width, xml_text
from inspiratiekaart.drawing.outlines import Outline, Point, outlines
from inspiratiekaart.drawing.svg import path_of

_NAME_PX, _LINE_PX = 12, 13
_AIR_PX, _STEP_PX = 4, 3


def chooser_svg(
    dataset: Dataset,
    links: Mapping[str, str],
    label: str,
    *,
    width_px: int = 480,
    detail_km: float = 0.8,
) -> str:
    """The regions of ``dataset`` as links: ``links`` gives the address of each, by code.

    A region without an address is drawn only. ``label`` says what the picture is for.
    """
    drawn = outlines(dataset, detail_km)
    frame = frame_of(drawn, set(), width_px, None)
    parts = [
        f'<svg id="kies" viewBox="0 0 {frame.width} {frame.height}" role="group" '
        f'aria-label="{xml_text(label)}"><g fill="{styles.CLASSES[1]}" stroke="{styles.BORDER}" '
        'stroke-linejoin="round" fill-rule="evenodd">',
        *(_region(outline, frame, links.get(outline.code, "")) for outline in drawn.regions),
        f'</g><g font-family="{FONTS}" font-size="{_NAME_PX}" text-anchor="middle" '
        f'fill="{styles.INK}" stroke="{styles.CLASSES[1]}" stroke-width="2" paint-order="stroke" '
        'aria-hidden="true">',
        *_names(drawn.regions, frame),
        "</g></svg>",
    ]
    return "".join(parts)


def _region(outline: Outline, frame: Frame, link: str) -> str:
    name = xml_text(outline.name)
    rings = [ring for part in outline.parts for ring in part]
    path = f'<path d="{path_of(rings, frame)}"><title>{name}</title></path>'
    return f'<a href="{xml_text(link)}" aria-label="{name}">{path}</a>' if link else path


def _names(regions: tuple[Outline, ...], frame: Frame) -> Iterator[str]:
    """The names that fit within their own region, in as many lines as that takes."""
    for outline in regions:
        own = shapely.union_all(
            [shapely.Polygon([frame.at(point) for point in part[0]]) for part in outline.parts]
        )
        shapely.prepare(own)
        for lines in _breaks(outline.name):
            width = max(text_width(line, _NAME_PX) for line in lines)
            size = (width + _AIR_PX, float(_LINE_PX * len(lines)))
            place = _place_within(own, frame.at(outline.label), size)
            if place:
                yield _name(lines, place)
                break


def _place_within(own: shapely.Geometry, at: Point, size: Point) -> Point | None:
    """The place nearest to ``at`` where a box of ``size`` lies wholly on ``own``."""
    left, top, right, bottom = shapely.bounds(own).tolist()
    x, y = (
        each.ravel()
        for each in np.meshgrid(np.arange(left, right, _STEP_PX), np.arange(top, bottom, _STEP_PX))
    )
    wide, high = size[0] / 2, size[1] / 2
    fits = shapely.contains(own, shapely.box(x - wide, y - high, x + wide, y + high))
    if not fits.any():
        return None
    far = np.where(fits, np.hypot(x - at[0], y - at[1]), np.inf)
    best = int(far.argmin())
    return float(x[best]), float(y[best])


def _breaks(name: str) -> Iterator[list[str]]:
    """``name`` in one line, in two, and in as many as it has parts."""
    parts = [part for part in re.split(r"(?<=[-/])|\s+", name) if part]
    yield [name]
    for at in sorted(range(1, len(parts)), key=lambda at: abs(at - len(parts) / 2)):
        yield [_joined(parts[:at]), _joined(parts[at:])]
    if len(parts) > 2:
        yield parts


def _joined(parts: Sequence[str]) -> str:
    return re.sub(r"(?<=[-/]) ", "", " ".join(parts))


def _name(lines: Sequence[str], place: Point) -> str:
    x, y = place
    top = y - _LINE_PX * (len(lines) - 1) / 2 + 0.35 * _NAME_PX
    return "".join(
        f'<text x="{x:.1f}" y="{top + _LINE_PX * number:.1f}">{xml_text(line)}</text>'
        for number, line in enumerate(lines)
    )
