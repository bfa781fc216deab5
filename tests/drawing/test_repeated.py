"""Maps that share their outlines look as the maps that draw their own."""

from __future__ import annotations

import re

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.drawing.repeated import drawing_of, map_of_shapes, shapes_svg
from inspiratiekaart.drawing.styles import CLASSES
from inspiratiekaart.drawing.svg import map_svg
from inspiratiekaart.selection import Measure, Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import View, view

DATASET = open_dataset()
NL = Texts("nl")
SIZE = (310, 300)


def _view(*codes: str, measure: Measure | None = None) -> View:
    return view(DATASET, Selection(frozenset(codes), "optiek", measure=measure))


def _map(seen: View) -> str:
    return map_of_shapes(drawing_of(DATASET, seen, NL, *SIZE), "own")


def test_each_region_is_used_once_with_its_colour() -> None:
    """In the colours of their classes, the chosen ones last."""
    seen = _view("AM01", "AM03")
    found = dict(re.findall(r'<use href="#ik-(\w+)" fill="([^"]+)"/>', _map(seen)))
    expected = {
        region.code: CLASSES[region.class_index]
        for region in seen.regions
        if region.class_index is not None
    }
    assert expected == found
    assert {"AM01", "AM03"} == set(list(found)[-2:])


def test_what_is_unknown_is_hatched() -> None:
    """By a pattern of the map's own, as coarse as on any other map."""
    seen = _view(measure=Measure.TIGHTNESS)
    unknown = [region for region in seen.regions if region.class_index is None]
    drawn = _map(seen)
    assert len(unknown) == drawn.count('fill="url(#own-hatch)"') > 0
    scale = drawing_of(DATASET, seen, NL, *SIZE).frame.scale / 4
    (counter,) = re.findall(r'patternTransform="scale\(([\d.]+)\)rotate', drawn)
    assert pytest.approx(1 / scale, rel=1e-3) == float(counter)


def test_marks_and_names_are_those_of_the_other_map() -> None:
    """Only the way in which regions are drawn differs."""
    seen = _view("AM03")
    other = map_svg(
        DATASET, seen, NL, width_px=SIZE[0], height_px=SIZE[1], detail_km=0.2, focus=True
    )
    texts = re.compile(r"<text [^>]*>[^<]*</text>|<circle [^>]*>")
    assert texts.findall(other) == texts.findall(_map(seen))


def test_outlines_lie_where_the_other_map_has_them() -> None:
    """Moved and scaled, a region begins at the same pixel."""
    seen = _view("AM03")
    drawing = drawing_of(DATASET, seen, NL, *SIZE)
    outline = next(each for each in drawing.drawn.regions if each.code == "AM03")
    wanted = drawing.frame.at(outline.parts[0][0][0])
    shapes, drawn = shapes_svg(DATASET), _map(seen)
    (x, y) = re.findall(r'id="ik-AM03" d="M([\d.]+) ([\d.]+)l', shapes)[0]
    (left, top, scale) = re.findall(
        r'translate\((-?[\d.]+) (-?[\d.]+)\)scale\(([\d.]+)\)" stroke-linejoin', drawn
    )[0]
    found = (float(left) + float(x) * float(scale), float(top) + float(y) * float(scale))
    assert pytest.approx(wanted, abs=0.3) == found
