"""Which part of the country a still map shows, and how large: from kilometres to pixels."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from inspiratiekaart.drawing.outlines import Outlines, Point
from inspiratiekaart.drawing.placing import Box

_MARGIN_PX = 6
_SURROUNDINGS = 0.3
_LEAST_SURROUNDINGS_KM = 14.0
_MOST_HEIGHT = 1.25
_POINT_KM = 8
_BEYOND_KM = 3  # nothing is drawn beyond the country


@dataclass(frozen=True)
class Frame:
    """A picture of ``width`` x ``height`` pixels; its upper left lies at these kilometres."""

    left_km: float
    top_km: float
    scale: float
    width: int
    height: int

    def at(self, point: Point) -> Point:
        """Where a point in kilometres lies in the picture, in pixels."""
        return ((point[0] - self.left_km) * self.scale, (point[1] - self.top_km) * self.scale)

    @property
    def box(self) -> Box:
        """What names and marks must stay within."""
        return Box(2, 2, self.width - 2, self.height - 2)


def frame_of(
    drawn: Outlines,
    codes: Container[str],
    width: int,
    height: int | None,
    also: Point | None = None,
) -> Frame:
    """The frame around the regions ``codes`` with what lies near; without any: the country.

    ``also`` is a point, in kilometres, that must be in it.
    ``height`` None makes it as high as that is, up to a quarter more than its width.
    """
    left, top, right, bottom = _bounds(drawn, codes)
    if also is not None:
        x, y = also
        left, right = min(left, x - _POINT_KM), max(right, x + _POINT_KM)
        top, bottom = min(top, y - _POINT_KM), max(bottom, y + _POINT_KM)
    wide, high = right - left, bottom - top
    free = width - 2 * _MARGIN_PX
    if height is None:
        height = round(min(free * high / wide, free * _MOST_HEIGHT)) + 2 * _MARGIN_PX
    scale = min(free / wide, (height - 2 * _MARGIN_PX) / high)
    x, y = (left + right) / 2, (top + bottom) / 2
    return Frame(x - width / 2 / scale, y - height / 2 / scale, scale, width, height)


def _bounds(drawn: Outlines, codes: Container[str]) -> tuple[float, float, float, float]:
    points = [
        point
        for outline in drawn.regions
        if outline.code in codes
        for part in outline.parts
        for point in part[0]
    ]
    if not points:
        return 0.0, 0.0, drawn.width_km, drawn.height_km
    left, right = _ends(x for x, _ in points)
    top, bottom = _ends(y for _, y in points)
    room = max(_SURROUNDINGS * max(right - left, bottom - top), _LEAST_SURROUNDINGS_KM)
    return (
        max(left - room, -_BEYOND_KM),
        max(top - room, -_BEYOND_KM),
        min(right + room, drawn.width_km + _BEYOND_KM),
        min(bottom + room, drawn.height_km + _BEYOND_KM),
    )


def _ends(values: Iterable[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[0], ordered[-1]
