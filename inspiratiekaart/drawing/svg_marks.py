"""What stands on the regions of a still map: providers, badges, the nearest trainer, names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.frame import Frame
from inspiratiekaart.drawing.lettering import FONTS, text_width, xml_text
from inspiratiekaart.drawing.outlines import Outline, Outlines, Point, Ring
from inspiratiekaart.drawing.placing import (
    Box,
    around,
    encloses,
    free_place,
    gathered,
)
from inspiratiekaart.selection import Layer
from inspiratiekaart.sentences import figure_short
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainings import trainings
from inspiratiekaart.views import Region, View

_NAME_PX, _FIGURE_PX, _LINE_PX = 13, 12, 15
_MARK_PX, _CLUSTER_PX, _BADGE_PX, _RING_PX = 13, 20, 22, 11
_GATHER_PX = 24
_MAX_NAMED = 8
_FAR_PX, _NEAR_PX = 135.0, 30.0


@dataclass(frozen=True)
class Drawing:
    """One picture in the making: what is shown, the outlines, and the frame they are drawn in."""

    dataset: Dataset
    view: View
    t: Texts
    drawn: Outlines
    frame: Frame
    with_sites: bool

    @cached_property
    def groups(self) -> list[tuple[Point, tuple[str, ...]]]:
        """The marks to draw: each place with the kinds of the providers that stand there."""
        if not self.with_sites or Layer.PROVIDERS not in self.view.selection.layers:
            return []
        known = trainings(self.dataset)
        sites = [known.sites[index] for index in self.view.shown_sites]
        points = [self.frame.at(_grid_km(site, self.drawn)) for site in sites]
        inside = [i for i, at in enumerate(points) if around(at, 0, 0).is_inside(self.frame.box)]
        kinds = [str(known.providers[sites[i]["provider_id"]]["kind"]) for i in inside]
        return [
            (middle, tuple(kinds[index] for index in members))
            for middle, members in gathered([points[i] for i in inside], _GATHER_PX)
        ]

    @cached_property
    def badges(self) -> list[tuple[Point, int]]:
        """How many professions each region names itself, where that layer is on."""
        if not self.with_sites or Layer.OUTLOOKS not in self.view.selection.layers:
            return []
        taken = [around(at, _CLUSTER_PX, _CLUSTER_PX) for at, _ in self.groups]
        size = (_BADGE_PX + 2, _BADGE_PX + 2)
        found = []
        for code, named in self.view.regional:
            x, y = self.label(code)
            at = free_place((x, y + _BADGE_PX), size, self.frame.box, taken, far=_NEAR_PX)
            if at is not None:
                taken.append(around(at, *size))
                found.append((at, len(named)))
        return found

    @cached_property
    def _outlines(self) -> dict[str, Outline]:
        return {outline.code: outline for outline in self.drawn.regions}

    def label(self, code: str) -> Point:
        """Where the name of a region stands, in pixels."""
        return self.frame.at(self._outlines[code].label)

    def rings_of(self, code: str) -> list[Ring]:
        """The outer rings of a region, in pixels."""
        parts = self._outlines[code].parts
        return [tuple(map(self.frame.at, part[0])) for part in parts]


def _grid_km(site: Mapping[str, Any], drawn: Outlines) -> Point:
    return ((site["x_m"] - drawn.left_m) / 1000, (drawn.top_m - site["y_m"]) / 1000)


def nearest_point(dataset: Dataset, view: View, drawn: Outlines) -> Point | None:
    """Where the nearest trainer outside is, in kilometres; None where there is one inside."""
    route = view.nearest_outside
    if route is None:
        return None
    site = next(s for s in trainings(dataset).sites if s["site_id"] == route.site_id)
    return _grid_km(site, drawn)


def nearest(drawing: Drawing) -> Iterable[str]:
    """The dashed line from the region to the nearest trainer outside, and a ring around it."""
    route = drawing.view.nearest_outside
    point = nearest_point(drawing.dataset, drawing.view, drawing.drawn)
    if route is None or point is None:
        return
    x, y = drawing.frame.at(point)
    from_x, from_y = drawing.label(route.region_code)
    yield (
        f'<g fill="none" stroke="{styles.RUST}"><path d="M{from_x:.1f} {from_y:.1f}L{x:.1f} '
        f'{y:.1f}" stroke-width="2" stroke-dasharray="5 5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RING_PX}" stroke-width="2.5"/></g>'
    )


def marks(drawing: Drawing) -> Iterable[str]:
    """The providers by the shape of their kind, those close together as one counted circle.

    ``data-kind`` of each group says what its marks are: a kind, ``gathered`` or ``badge``.
    """
    for kind, shape in styles.SHAPES.items():
        alone = [at for at, kinds in drawing.groups if kinds == (kind,)]
        if alone:
            yield (
                f'<g data-kind="{kind}" fill="{styles.KIND_COLOURS[kind]}" stroke="#fff" '
                'stroke-width="1.2">'
            )
            yield from (_mark(at, shape, _MARK_PX) for at in alone)
            yield "</g>"
    groups = [(at, kinds) for at, kinds in drawing.groups if len(kinds) > 1]
    if groups:
        yield (
            f'<g data-kind="gathered" font-family="{FONTS}" font-size="11" '
            f'font-weight="600" text-anchor="middle" fill="{styles.INK}">'
        )
        yield from (_counted(at, kinds) for at, kinds in groups)
        yield "</g>"
    if drawing.badges:
        yield (
            f'<g data-kind="badge" font-family="{FONTS}" font-size="13" '
            'font-weight="700" text-anchor="middle" fill="#fff">'
        )
        yield from (_badge(at, count) for at, count in drawing.badges)
        yield "</g>"


def _mark(at: Point, shape: str, size: float) -> str:
    scale = size / 16
    x, y = at[0] - size / 2, at[1] - size / 2
    return f'<g transform="translate({x:.1f} {y:.1f})scale({scale:.3g})">{shape}</g>'


def _counted(at: Point, kinds: tuple[str, ...]) -> str:
    x, y = at
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_CLUSTER_PX / 2}" fill="#fff" '
        f'stroke="{styles.INK}" stroke-width="1.5"/>'
        f'<text x="{x:.1f}" y="{y + 3.9:.1f}">{len(kinds)}</text>'
    )


def _badge(at: Point, count: int) -> str:
    x, y = at
    half = _BADGE_PX / 2
    return (
        f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{_BADGE_PX}" height="{_BADGE_PX}" '
        f'rx="4" fill="{styles.INK}" stroke="#fff" stroke-width="1.5"/>'
        f'<text x="{x:.1f}" y="{y + 4.6:.1f}">{count}</text>'
    )


def labels(drawing: Drawing) -> Iterable[str]:
    """Names and short figures; no two overlap, and they keep off the marks where they can."""
    marked = [around(at, _CLUSTER_PX + 2, _CLUSTER_PX + 2) for at, _ in drawing.groups]
    marked += [around(at, _BADGE_PX + 4, _BADGE_PX + 4) for at, _ in drawing.badges]
    marked += _along_line(drawing)
    taken: list[Box] = []
    yield (
        f'<g font-family="{FONTS}" text-anchor="middle" fill="{styles.INK}" stroke="{styles.PAPER}"'
        ' stroke-width="3" stroke-linejoin="round" paint-order="stroke">'
    )
    for region in sorted(drawing.view.regions, key=lambda each: not each.is_chosen):
        yield from _label(drawing, region, taken, marked)
    yield "</g>"


def _along_line(drawing: Drawing) -> list[Box]:
    route = drawing.view.nearest_outside
    point = nearest_point(drawing.dataset, drawing.view, drawing.drawn)
    if route is None or point is None or not drawing.with_sites:
        return []
    (x0, y0), (x1, y1) = drawing.label(route.region_code), drawing.frame.at(point)
    steps = range(0, max(1, round(math.hypot(x1 - x0, y1 - y0))), 12)
    length = max(1.0, math.hypot(x1 - x0, y1 - y0))
    places = ((x0 + (x1 - x0) * step / length, y0 + (y1 - y0) * step / length) for step in steps)
    return [*(around(place, 4, 4) for place in places), around((x1, y1), 26, 26)]


def _label(drawing: Drawing, region: Region, taken: list[Box], marked: list[Box]) -> Iterable[str]:
    at = drawing.label(region.code)
    if not around(at, 0, 0).is_inside(drawing.frame.box):
        return
    must = region.is_chosen and len(drawing.view.chosen) <= _MAX_NAMED
    figure = figure_short(drawing.view, region.figure, drawing.t)
    own = drawing.rings_of(region.code)
    xs = [x for ring in own for x, _ in ring]
    wide = max(xs) - min(xs)
    name = region.name if must or wide > text_width(region.name, _NAME_PX) + 50 else ""
    if not name and (not figure or wide < 40):
        return
    lines = [(name, _NAME_PX, True)] * bool(name) + [(figure, _FIGURE_PX, False)] * bool(figure)
    width = max(text_width(text, size, is_bold=bold) for text, size, bold in lines) + 4
    size = (width, _LINE_PX * len(lines) + 2)
    place = free_place(
        at,
        size,
        drawing.frame.box,
        taken if must else [*taken, *marked],
        avoided=marked,
        home=own if must else (),
        far=_FAR_PX if must else _NEAR_PX,
    )
    if place is None or not (must or encloses(own, place)):
        return
    box = around(place, *size)
    taken.append(box)
    if not encloses(own, place):
        yield _leader(at, place, size)
    for index, (text, px, bold) in enumerate(lines):
        y = box.top + 1 + _LINE_PX * index + 0.78 * _LINE_PX
        weight = ' font-weight="700"' if bold else ""
        at_xy = f'x="{place[0]:.1f}" y="{y:.1f}"'
        yield f'<text {at_xy} font-size="{px}"{weight}>{xml_text(text)}</text>'


def _leader(at: Point, place: Point, size: Point) -> str:
    """The line from a region to its name beside it, as far as the name."""
    x, y = place[0] - at[0], place[1] - at[1]
    inside = min(
        size[0] / 2 / abs(x) if x else math.inf, size[1] / 2 / abs(y) if y else math.inf, 1.0
    )
    end = (at[0] + x * (1 - inside), at[1] + y * (1 - inside))
    return (
        f'<path d="M{at[0]:.1f} {at[1]:.1f}L{end[0]:.1f} {end[1]:.1f}" '
        f'stroke="{styles.INK}" stroke-width="1"/>'
    )
