"""The legend beside the map on a slide: swatches with their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pptx.enum.shapes import MSO_SHAPE

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.outlines import Point
from inspiratiekaart.drawing.placing import Box, around
from inspiratiekaart.export.slides.country import Country, cluster, mark, paint
from inspiratiekaart.export.slides.measure import LINE, wrapped
from inspiratiekaart.export.slides.shapes import (
    SMALL_SIZE,
    Words,
    describe,
    outline,
    preset,
    text_box,
)

_LEFT, _SECOND, _RIGHT = 44.0, 276.0, 500.0
_INDENT, _GAP = 34.0, 5.0
_SWATCH = (24.0, 14.0)

Draw = Callable[[Any, Point], Any]


def draw_legend(country: Country, top: float) -> float:
    """The legend from ``top`` down: colours at the left, kinds at the right; its lower edge."""
    handout = country.handout
    t, view = handout.t, handout.view
    colours: list[tuple[Draw, str]] = [(_class(index), words) for index, words in handout.legend]
    if any(region.class_index is None for region in view.regions):
        colours.append((_class(None), t("slides.legend_unknown")))
    if view.chosen:
        colours.append((_chosen, t("slides.legend_chosen")))
    kinds: list[tuple[Draw, str]] = [(_kind(each), t(f"kind.{each}")) for each in country.kinds]
    if country.has_cluster:
        kinds.append((_cluster, t("slides.legend_cluster")))
    shapes = country.slide.shapes
    unit = t(f"measure.{view.measure.name}.unit")
    lower = _column(shapes, (_LEFT, _SECOND - 16, top), unit[:1].upper() + unit[1:], colours)
    title = t("slides.legend_kinds") if kinds else t("slides.no_sites")
    return max(lower, _column(shapes, (_SECOND, _RIGHT, top), title, kinds))


def _column(
    shapes: Any, sides: tuple[float, float, float], title: str, rows: list[tuple[Draw, str]]
) -> float:
    left, right, top = sides
    high = SMALL_SIZE * LINE * len(wrapped(title, SMALL_SIZE, right - left, is_bold=True))
    heading = Words(title, SMALL_SIZE, is_bold=True)
    text_box(shapes, Box(left, top, right, top + high), [heading], title)
    top += high + _GAP
    for draw, words in rows:
        lines = wrapped(words, SMALL_SIZE, right - left - _INDENT)
        high = max(SMALL_SIZE * LINE * len(lines), _SWATCH[1] + 2)
        draw(shapes, (left + _SWATCH[0] / 2, top + SMALL_SIZE * LINE / 2))
        box = Box(left + _INDENT, top, right, top + high)
        text_box(shapes, box, [Words(words, SMALL_SIZE)], words)
        top += high + _GAP
    return top


def _class(index: int | None) -> Draw:
    def draw(shapes: Any, at: Point) -> Any:
        shape = preset(
            shapes, MSO_SHAPE.RECTANGLE, around(at, *_SWATCH), styles.PAPER, styles.BORDER, 0.75
        )
        paint(shape, index)
        describe(shape, "-")
        return shape

    return draw


def _chosen(shapes: Any, at: Point) -> Any:
    shape = preset(shapes, MSO_SHAPE.RECTANGLE, around(at, *_SWATCH), styles.PAPER, styles.INK, 2.5)
    shape.fill.background()
    describe(shape, "-")
    return shape


def _kind(kind: str) -> Draw:
    def draw(shapes: Any, at: Point) -> Any:
        shape = mark(shapes, kind, at)
        outline(shape, styles.PAPER, 0)
        describe(shape, "-")
        return shape

    return draw


def _cluster(shapes: Any, at: Point) -> Any:
    shape = cluster(shapes, at, "2")
    describe(shape, "-")
    return shape
