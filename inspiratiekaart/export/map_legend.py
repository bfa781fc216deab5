"""The legend of a map in a page: each sign on it, drawn, with its words."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from inspiratiekaart.drawing.styles import CLASSES, KIND_COLOURS, SHAPES
from inspiratiekaart.drawing.svg_marks import Drawing
from inspiratiekaart.selection import Layer
from inspiratiekaart.sentences import classes

Sign = tuple[Markup, str]


def map_legend(drawing: Drawing, hatch: str) -> list[Sign]:
    """Each sign on ``drawing`` with its words; ``hatch`` is the id of the pattern of no data."""
    view, t = drawing.view, drawing.t
    found = [(_swatch(CLASSES[index]), words) for index, words in classes(view.measure, t)]
    if any(region.figure.value is None for region in view.regions):
        found.append((_swatch(f"url(#{hatch})"), t("legend.unknown")))
    if view.chosen:
        found.append((_drawn("swatch chosen", ""), t("legend.chosen")))
    return [*found, *_marks(drawing)]


def _marks(drawing: Drawing) -> Iterator[Sign]:
    view, t = drawing.view, drawing.t
    alone = {kinds[0] for _, kinds in drawing.groups if len(kinds) == 1}
    for kind, shape in SHAPES.items():
        if kind in alone:
            yield _drawn("mark", f'<g fill="{KIND_COLOURS[kind]}">{shape}</g>'), t(f"kind.{kind}")
    if any(len(each) > 1 for _, each in drawing.groups):
        yield _drawn("mark count", '<circle cx="8" cy="8" r="7"/>'), t("legend.cluster")
    if view.nearest_outside:
        yield _drawn("swatch line", '<path d="M0 8.5h26"/>'), t("html.line")
    if Layer.OUTLOOKS in view.selection.layers:
        yield _drawn("mark badge", '<rect width="16" height="16" rx="3"/>'), t("html.badge")


def _swatch(fill: str) -> Markup:
    return _drawn("swatch", f'<rect width="26" height="17" fill="{fill}"/>')


def _drawn(look: str, inside: str) -> Markup:
    box = "0 0 26 17" if look.startswith("swatch") else "0 0 16 16"
    svg = f'<svg class="{look}" viewBox="{box}" aria-hidden="true">{inside}</svg>'
    return Markup(svg)  # noqa: S704  # our own shapes
