"""The map on a slide: every region a native shape, with marks, names that stand free, a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.frame import Frame, frame_of
from inspiratiekaart.drawing.outlines import Outlines, Point, outlines
from inspiratiekaart.drawing.placing import Box, around, free_place, gathered
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.slides.master import MAP
from inspiratiekaart.export.slides.measure import text_width
from inspiratiekaart.export.slides.shapes import (
    Words,
    describe,
    fill,
    freeform,
    outline,
    preset,
    rgb,
    text_box,
)
from inspiratiekaart.selection import Layer
from inspiratiekaart.sentences import figure_text
from inspiratiekaart.trainings import trainings
from inspiratiekaart.views import Region

MARKS = {
    "mbo": MSO_SHAPE.OVAL,
    "hbo": MSO_SHAPE.ISOSCELES_TRIANGLE,
    "universiteit": MSO_SHAPE.RECTANGLE,
    "particulier": MSO_SHAPE.DIAMOND,
    "leerwerkbedrijf": MSO_SHAPE.CROSS,
    "overig": MSO_SHAPE.REGULAR_PENTAGON,
}
"""The program's own shape for each kind of provider, alike to those on the screen."""

MARK, CLUSTER = 10.0, 15.0

_TOLERANCE_KM = 1.0
_GATHER = 15.0
_NAME_SIZE, _CHOSEN_SIZE, _NUMBER_SIZE = 9, 11, 8
_NAME_WIDTH = 74.0
_NEAR, _FAR, _LEADER = 20, 110, 30.0
_MAX_NAMED = 8
_SEE_THROUGH = 72_000


@dataclass
class Country:
    """The map of one handout on one slide; ``draw`` it once."""

    slide: Any
    handout: Handout
    drawn: Outlines = field(init=False)
    frame: Frame = field(init=False)

    def __post_init__(self) -> None:
        """Choose how large the country is drawn."""
        self.drawn = outlines(self.handout.dataset, _TOLERANCE_KM)
        size = round(MAP.right - MAP.left), round(MAP.bottom - MAP.top)
        self.frame = frame_of(self.drawn, (), *size)

    def draw(self) -> None:
        """Regions, chosen ones last; then the marks and the names."""
        regions = {region.code: region for region in self.handout.view.regions}
        shapes = {each.code: each for each in self.drawn.regions}
        for code in sorted(shapes, key=lambda code: (regions[code].is_chosen, code)):
            rings = [ring for part in shapes[code].parts for ring in part]
            self._region(regions[code], [[self._at(point) for point in ring] for ring in rings])
        self._marks()
        self._names(regions)

    def _at(self, point: Point) -> Point:
        x, y = self.frame.at(point)
        return x + MAP.left, y + MAP.top

    def _region(self, region: Region, rings: Sequence[Sequence[Point]]) -> None:
        shape = freeform(self.slide.shapes, rings)
        t = self.handout.t
        figure = figure_text(self.handout.view, region.figure, t)
        said = t("slides.figure", name=region.name, figure=figure)
        describe(
            shape, region.name, f"{said} {t('slides.legend_chosen')}." if region.is_chosen else said
        )
        paint(shape, region.class_index)
        edge = (styles.INK, 2.5) if region.is_chosen else (styles.BORDER, 0.75)
        outline(shape, *edge)

    @cached_property
    def groups(self) -> list[tuple[Point, tuple[int, ...]]]:
        """The providers that are drawn: middle, and the positions of those that stand there."""
        view = self.handout.view
        if Layer.PROVIDERS not in view.selection.layers:
            return []
        sites = trainings(self.handout.dataset).sites
        places = [
            self._at(self.drawn.place(sites[i]["lon"], sites[i]["lat"])) for i in view.shown_sites
        ]
        found = gathered(places, _GATHER)
        return [(at, tuple(view.shown_sites[i] for i in members)) for at, members in found]

    @property
    def kinds(self) -> list[str]:
        """The kinds of provider that stand alone somewhere, in the order of the legend."""
        alone = {self._kind(each[0]) for _, each in self.groups if len(each) == 1}
        return [kind for kind in MARKS if kind in alone]

    @property
    def has_cluster(self) -> bool:
        """Whether providers are drawn together anywhere."""
        return any(len(each) > 1 for _, each in self.groups)

    def _kind(self, position: int) -> str:
        known = trainings(self.handout.dataset)
        return str(known.providers[known.sites[position]["provider_id"]]["kind"])

    def _marks(self) -> None:
        if not self.groups:
            return
        group = self.slide.shapes.add_group_shape()
        t = self.handout.t
        describe(group, t("layer.PROVIDERS"), t("layer.PROVIDERS"))
        for at, members in self.groups:
            words = [self._site(each) for each in members]
            if len(members) == 1:
                shape = mark(group.shapes, self._kind(members[0]), at)
                describe(shape, words[0], words[0])
                continue
            shape = cluster(group.shapes, at, str(len(members)))
            names = words[:_MAX_NAMED] + ["…"] * (len(words) > _MAX_NAMED)
            said = t("slides.cluster", n=len(members), names="; ".join(names))
            describe(shape, words[0] + " …", said)

    def _site(self, position: int) -> str:
        known = trainings(self.handout.dataset)
        site = known.sites[position]
        provider = known.providers[site["provider_id"]]
        kind = self.handout.t(f"kind.{provider['kind']}")
        return self.handout.t("slides.site", name=provider["name"], kind=kind, place=site["place"])

    def _names(self, regions: dict[str, Region]) -> None:
        marks = [around(at, CLUSTER, CLUSTER) for at, _ in self.groups]
        taken: list[Box] = []
        order = sorted(
            self.drawn.regions,
            key=lambda each: (not regions[each.code].is_chosen, -_extent(each.parts[0][0])),
        )
        for each in order:
            is_chosen = regions[each.code].is_chosen
            size = _CHOSEN_SIZE if is_chosen else _NAME_SIZE
            lines = _lines(each.name, size, is_bold=is_chosen)
            wide = max(text_width(line, size, is_bold=is_chosen) for line in lines) + 3
            high = len(lines) * size * 1.2 + 1
            at = self._at(each.label)
            far = _FAR if is_chosen else _NEAR
            fixed = taken if is_chosen else [*taken, *marks]
            avoided = marks if is_chosen else []
            home = [tuple(self._at(point) for point in part[0]) for part in each.parts]
            spot = free_place(at, (wide, high), MAP, fixed, avoided=avoided, home=home, far=far)
            if spot is None:
                continue  # its name is in the alternative text of its shape
            box = around(spot, wide, high)
            taken.append(box)
            if is_chosen and abs(spot[0] - at[0]) + abs(spot[1] - at[1]) > _LEADER:
                self._leader(at, spot)
            words = [Words(line, size, is_bold=is_chosen) for line in lines]
            label = text_box(self.slide.shapes, box, words, each.name, is_centred=True)
            label.text_frame.word_wrap = False
            see_through(label)

    def _leader(self, at: Point, spot: Point) -> None:
        (x, y), (to_x, to_y) = at, spot
        line = freeform(self.slide.shapes, [[(x, y), (to_x, to_y), (to_x + 0.1, to_y + 0.1)]])
        outline(line, styles.INK, 1.0)
        describe(line, self.handout.t("slides.legend_chosen"))


def paint(shape: Any, class_index: int | None) -> None:
    """Fill a shape with the colour of its class; what is unknown is hatched."""
    if class_index is None:
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        shape.fill.fore_color.rgb = rgb(styles.BORDER)
        shape.fill.back_color.rgb = rgb(styles.PAPER)
        return
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(styles.CLASSES[class_index])


def mark(shapes: Any, kind: str, at: Point) -> Any:
    """The mark of a kind of provider."""
    box = around(at, MARK, MARK)
    return preset(shapes, MARKS[kind], box, styles.KIND_COLOURS[kind], styles.PAPER, 0.75)


def cluster(shapes: Any, at: Point, words: str) -> Any:
    """The mark of providers close together, with their number in it."""
    shape = preset(
        shapes, MSO_SHAPE.OVAL, around(at, CLUSTER, CLUSTER), styles.PAPER, styles.INK, 1.0
    )
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = False
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    fill(frame, [Words(words, _NUMBER_SIZE, is_bold=True)])
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    return shape


def see_through(label: Any) -> None:
    """Lay a little of the paper behind a name, so that it reads on every colour."""
    label.fill.solid()
    label.fill.fore_color.rgb = rgb(styles.PAPER)
    colour = label._element.spPr.xpath("a:solidFill/a:srgbClr")[0]
    colour.append(parse_xml(f'<a:alpha {nsdecls("a")} val="{_SEE_THROUGH}"/>'))


def _extent(ring: Sequence[Point]) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _lines(text: str, size: float, *, is_bold: bool) -> list[str]:
    """A name in one line, or in two about as long where one would be too wide."""
    if text_width(text, size, is_bold=is_bold) <= _NAME_WIDTH:
        return [text]
    breaks = [i + 1 for i, sign in enumerate(text) if sign in " -/"]
    if not breaks:
        return [text]
    middle = min(breaks, key=lambda at: abs(at - len(text) / 2))
    return [text[:middle].rstrip(), text[middle:]]
