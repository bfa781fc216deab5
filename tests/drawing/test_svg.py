"""The still map: small, safe, readable, and the same as the interactive one."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import lru_cache
from xml.etree import ElementTree as ET

import pytest
from PIL import ImageFont

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.leaflet import Files, map_state
from inspiratiekaart.drawing.svg import map_svg
from inspiratiekaart.drawing.typeface import FAMILY, font_folder
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Layer, Measure, Selection
from inspiratiekaart.texts import Texts, catalogue
from inspiratiekaart.views import View, view

DATASET = open_dataset("2026")
T = Texts("nl")
SVG = "{http://www.w3.org/2000/svg}"
FILES = Files("regions.json", "gemeenten.json", "sites.json", "words.json")
NOORD = frozenset({"AM01", "AM02", "AM03"})
RANDSTAD = frozenset({"AM14", "AM17", "AM18", "AM19", "AM20", "AM21", "AM22", "AM34"})
ALL = frozenset(region_names(DATASET))
HOSTILE = "</title><script>alert(1)</script>{{7*7}}'\"`&#x3c;\x00\x1b"

SELECTIONS = {
    "country": (Selection(), False),
    "groningen": (Selection(regions=frozenset({"AM01"}), topic="optiek"), True),
    "noord": (Selection(regions=NOORD, topic="zorg"), True),
    "randstad": (Selection(regions=RANDSTAD, layers=frozenset(Layer)), False),
    "randstad near": (Selection(regions=RANDSTAD), True),
    "small, unknown": (
        Selection(regions=frozenset({"AM17"}), measure=Measure.TIGHTNESS),
        True,
    ),
    "all": (Selection(regions=ALL, topic="zorg"), False),
}


def _drawn(name: str, **options: object) -> ET.Element:
    selection, focus = SELECTIONS[name]
    options.setdefault("focus", focus)
    return ET.fromstring(map_svg(DATASET, view(DATASET, selection), T, **options))  # type: ignore[arg-type]  # noqa: S314  # our own


def _regions(root: ET.Element) -> list[ET.Element]:
    return [path for path in root.iter(f"{SVG}path") if path.get("data-code")]


@pytest.mark.parametrize("name", SELECTIONS)
def test_every_region_is_drawn_once_as_in_the_app(name: str) -> None:
    """Fill, words and choice are those of the interactive map's state."""
    selection, _ = SELECTIONS[name]
    state = map_state(DATASET, view(DATASET, selection), FILES, T)
    told = state["regions"]
    assert isinstance(told, dict)
    root = _drawn(name)
    assert sorted(told) == sorted(str(path.get("data-code")) for path in _regions(root))
    names = region_names(DATASET)
    for path in _regions(root):
        code = str(path.get("data-code"))
        index, words, _ = told[code]
        fill = "url(#ik-map-hatch)" if index is None else styles.CLASSES[index]
        assert fill == path.get("fill")
        assert f"{names[code]}: {words}" == path.findtext(f"{SVG}title")
    chosen = root.findall(f"{SVG}g[@stroke-width='3.5']/{SVG}path")
    assert sorted(state["chosen"]) == sorted(str(path.get("data-code")) for path in chosen)  # type: ignore[call-overload]


@pytest.mark.parametrize("name", SELECTIONS)
def test_no_two_labels_overlap(name: str) -> None:
    """Measured with the typeface itself; every label is within the picture."""
    root = _drawn(name)
    boxes = _label_boxes(root)
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    assert boxes
    for text, (left, top, right, bottom) in boxes:
        assert (text, True) == (text, left >= 0 and top >= 0 and right <= width)
        assert (text, True) == (text, bottom <= height)
    overlapping = [
        (one, two)
        for (one, a), (two, b) in itertools.combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert [] == overlapping


def _label_boxes(root: ET.Element) -> list[tuple[str, tuple[float, float, float, float]]]:
    found = []
    for text in root.iterfind(f"{SVG}g[@paint-order='stroke']/{SVG}text"):
        size = int(str(text.get("font-size")))
        wide = _font(text.get("font-weight") == "700", size).getlength(str(text.text))
        x, y = float(str(text.get("x"))), float(str(text.get("y")))
        box = (x - wide / 2, y - 0.75 * size, x + wide / 2, y + 0.2 * size)
        found.append((str(text.text), box))
    return found


@lru_cache
def _font(is_bold: bool, size: int) -> ImageFont.FreeTypeFont:
    style = "Bold" if is_bold else "Regular"
    return ImageFont.truetype(font_folder() / f"InspiratiekaartSans-{style}.ttf", size)


@pytest.mark.parametrize("name", ["groningen", "noord", "randstad", "randstad near"])
def test_chosen_regions_are_always_named(name: str) -> None:
    """Up to eight of them; also the small ones."""
    selection, _ = SELECTIONS[name]
    said = {text for text, _ in _label_boxes(_drawn(name))}
    names = region_names(DATASET)
    assert set() == {names[code] for code in selection.regions} - said


@pytest.mark.parametrize("name", SELECTIONS)
def test_it_is_small_and_fetches_nothing(name: str) -> None:
    """At most 45 kB with less detail, and no address but the name space of SVG."""
    selection, focus = SELECTIONS[name]
    text = map_svg(DATASET, view(DATASET, selection), T, detail_km=0.8, focus=focus)
    assert len(text.encode()) <= 45_000
    assert {"http://www.w3.org/2000/svg"} == set(re.findall(r"https?://[^\"']+", text))
    assert not re.search(r"<script|<style|<image|<foreignObject|\bhref|\bon\w+=", text)


def test_it_has_role_title_and_description() -> None:
    """For who does not see it: what the picture is and what its colours say."""
    root = _drawn("groningen")
    told = {str(each.get("id")): each.text for each in root if each.get("id")}
    assert "img" == root.get("role")
    assert "Optiek in Groningen" == told["ik-map-title"]
    assert "De kleur toont" in str(told["ik-map-desc"])
    assert ["ik-map-title", "ik-map-desc"] == str(root.get("aria-labelledby")).split()


def test_two_maps_in_one_document_have_different_ids() -> None:
    """``element_id`` begins them all."""
    ids = {
        str(each.get("id")) for each in _drawn("noord", element_id="other").iter() if each.get("id")
    }
    assert {"other", "other-title", "other-desc", "other-hatch"} == ids


def test_the_nearest_trainer_outside_is_shown() -> None:
    """A dashed rust line ends in a ring, within the picture, also of the chosen region alone."""
    root = _drawn("groningen")
    ring = root.find(f"{SVG}g[@stroke='{styles.RUST}']/{SVG}circle")
    line = root.find(f"{SVG}g[@stroke='{styles.RUST}']/{SVG}path")
    assert ring is not None
    assert line is not None
    assert "5 5" == line.get("stroke-dasharray")
    assert 0 < float(str(ring.get("cx"))) < float(str(root.get("width")))
    assert 0 < float(str(ring.get("cy"))) < float(str(root.get("height")))
    assert _drawn("noord").find(f"{SVG}g[@stroke='{styles.RUST}']") is None


def test_every_provider_is_counted_and_marks_stand_apart() -> None:
    """Marks and the numbers in circles add up to the providers shown; no black blob."""
    root = _drawn("country")
    selection, _ = SELECTIONS["country"]
    alone = [
        mark
        for colour in {*styles.KIND_COLOURS.values()}
        for mark in root.iterfind(f"{SVG}g[@fill='{colour}'][@stroke='#fff']/{SVG}g")
    ]
    circles = root.findall(f"{SVG}g[@font-weight='600']/{SVG}circle")
    counts = [
        int(str(each.text)) for each in root.iterfind(f"{SVG}g[@font-weight='600']/{SVG}text")
    ]
    assert len(view(DATASET, selection).shown_sites) == len(alone) + sum(counts)
    places = [(float(str(c.get("cx"))), float(str(c.get("cy")))) for c in circles]
    gaps = [abs(complex(*a) - complex(*b)) for a, b in itertools.combinations(places, 2)]
    assert min(gaps) >= 20


def test_without_sites_and_labels_only_the_regions_are_left() -> None:
    """For a small map that shows where something is."""
    root = _drawn("noord", with_labels=False, with_sites=False)
    assert [] == [*root.iter(f"{SVG}text"), *root.iter(f"{SVG}circle")]
    assert 35 == len(_regions(root))


def test_a_frame_is_kept() -> None:
    """Width and height as asked for, the map in the middle of it."""
    root = _drawn("noord", width_px=640, height_px=360)
    assert ("640", "360", "0 0 640 360") == tuple(
        root.get(name) for name in ("width", "height", "viewBox")
    )


@pytest.mark.parametrize("focus", [False, True])
def test_hostile_names_are_text(focus: bool) -> None:
    """Whatever a region is called: the document is well-formed and has no other elements."""
    seen = view(DATASET, SELECTIONS["noord"][0])
    root = ET.fromstring(map_svg(DATASET, _renamed(seen), T, focus=focus))  # noqa: S314  # our own
    known = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "circle", "text"}
    assert set() == {each.tag.removeprefix(SVG) for each in root.iter()} - known
    said = {str(text.text) for text in root.iter(f"{SVG}text")}
    assert HOSTILE.replace("\x00", "").replace("\x1b", "") in said


def _renamed(seen: View) -> View:
    return replace(seen, regions=tuple(replace(each, name=HOSTILE) for each in seen.regions))


def test_outlines_lie_where_the_boundaries_are() -> None:
    """The picture of a region is as wide and high as its outline in the Dutch grid."""
    frame = DATASET.shapes("arbeidsmarktregios").to_crs(28992).set_index("code")
    left, _, right, top = frame.total_bounds
    root = _drawn("country", width_px=900)
    scale = (900 - 12) / (right - left)
    for path in _regions(root):
        xs, ys = _points(str(path.get("d")))
        bounds = frame.geometry[str(path.get("data-code"))].bounds
        assert pytest.approx(6 + (bounds[0] - left) * scale, abs=0.2) == min(xs)
        assert pytest.approx(6 + (bounds[2] - left) * scale, abs=0.2) == max(xs)
        assert pytest.approx(6 + (top - bounds[3]) * scale, abs=0.5) == min(ys)


def _points(d: str) -> tuple[list[float], list[float]]:
    xs, ys = [], []
    for ring in d.split("z")[:-1]:
        start, steps = ring.removeprefix("M").split("l")
        x, y = (float(each) for each in start.split())
        numbers = [float(each) for each in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", steps)]
        xs.append(x)
        ys.append(y)
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
    return xs, ys


def test_the_typeface_has_its_own_name_its_weights_and_the_signs_of_our_texts() -> None:
    """And its licence beside it: changed files may not be called Source."""
    signs = {sign for text in catalogue("nl").values() for sign in text if not sign.isspace()}
    for style in ("Regular", "SemiBold", "Bold", "Italic"):
        font = ImageFont.truetype(font_folder() / f"InspiratiekaartSans-{style}.ttf", 20)
        assert FAMILY in str(font.getname()[0])
        missing = bytes(font.getmask("\U0010fffd"))
        assert set() == {sign for sign in signs if bytes(font.getmask(sign)) == missing}
    assert "SIL OPEN FONT LICENSE" in (font_folder() / "OFL.txt").read_text(encoding="utf-8")
