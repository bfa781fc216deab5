"""Where names and marks stand on a still picture, so that none lies over another; in pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from inspiratiekaart.drawing.outlines import Point, Ring

_RADII = (0, 10, 20, 30, 42, 56, 72, 90, 110, 135)
_STEPS = 16
_COVERS, _ABROAD = 80, 6


@dataclass(frozen=True)
class Box:
    """A rectangle around something drawn."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether any part of the two lies over each other."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_inside(self, other: Box) -> bool:
        """Whether the whole of this one lies in ``other``."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def around(at: Point, width: float, height: float) -> Box:
    """The box of this size with ``at`` in its middle."""
    x, y = at
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def free_place(
    at: Point,
    size: Point,
    inside: Box,
    taken: Iterable[Box],
    *,
    avoided: Iterable[Box] = (),
    home: Iterable[Ring] = (),
    far: float,
) -> Point | None:
    """The place nearest to ``at`` where a box of ``size`` lies over nothing of ``taken``.

    It stays ``inside``, and keeps off ``avoided`` and within ``home`` where that can be; None if
    there is no such place within ``far``.
    """
    taken, avoided, home = list(taken), list(avoided), list(home)
    best, least = None, math.inf
    for radius in (each for each in _RADII if each <= far):
        for step in range(_STEPS if radius else 1):
            angle = 2 * math.pi * step / _STEPS
            place = (at[0] + 1.3 * radius * math.cos(angle), at[1] + radius * math.sin(angle))
            box = around(place, *size)
            if not box.is_inside(inside) or any(box.overlaps(other) for other in taken):
                continue
            cost = radius + _COVERS * sum(box.overlaps(other) for other in avoided)
            if home:
                cost += _ABROAD * sum(not encloses(home, corner) for corner in _corners(box, place))
            if cost < least:
                best, least = place, cost
    return best


def encloses(rings: Iterable[Ring], point: Point) -> bool:
    """Whether ``point`` lies within any of the closed ``rings``."""
    x, y = point
    return any(
        sum(
            (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
            for (x1, y1), (x2, y2) in pairwise(ring)
        )
        % 2
        for ring in rings
    )


def _corners(box: Box, middle: Point) -> tuple[Point, ...]:
    return (
        middle,
        (box.left, box.top),
        (box.right, box.top),
        (box.left, box.bottom),
        (box.right, box.bottom),
    )


def gathered(points: Sequence[Point], radius: float) -> list[tuple[Point, tuple[int, ...]]]:
    """``points`` in groups that stand at least ``radius`` apart: middle and positions of each.

    The groups nearest to each other are taken together first, until none is too near.
    """
    seen: dict[Point, list[int]] = {}
    for index, point in enumerate(points):
        seen.setdefault((round(point[0]), round(point[1])), []).append(index)
    groups = [(_middle([points[i] for i in same]), tuple(same)) for same in seen.values()]
    while (pair := _nearest_pair([middle for middle, _ in groups], radius)) is not None:
        a, b = pair
        members = (*groups[a][1], *groups[b][1])
        groups[a] = (_middle([points[i] for i in members]), members)
        del groups[b]
    return groups


def _middle(points: Sequence[Point]) -> Point:
    return (
        sum(x for x, _ in points) / len(points),
        sum(y for _, y in points) / len(points),
    )


def _nearest_pair(points: Sequence[Point], radius: float) -> tuple[int, int] | None:
    """The positions of the two points nearest to each other, if they are nearer than ``radius``."""
    if len(points) < 2:
        return None
    at = np.array(points)
    gap = np.hypot(at[:, None, 0] - at[None, :, 0], at[:, None, 1] - at[None, :, 1])
    np.fill_diagonal(gap, np.inf)
    a, b = divmod(int(gap.argmin()), len(points))
    return (min(a, b), max(a, b)) if gap[a, b] < radius else None
