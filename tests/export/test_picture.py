"""The picture to take along: complete, the same in SVG and PNG, and safe."""

from __future__ import annotations

import io
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.drawing import styles
from inspiratiekaart.export.handout import Handout, handout_of_map, handout_of_selection
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.picture import write_png, write_svg
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.selection import Layer, Measure, Selection
from inspiratiekaart.sentences import classes
from inspiratiekaart.texts import Texts

DATASET = open_dataset("2026")
SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 22)
LINK = "https://kaart.example/?regio=AM01&thema=optiek"
GRONINGEN = Selection(regions=frozenset({"AM01"}), topic="optiek")
NOORD = Selection(regions=frozenset({"AM01", "AM02", "AM03"}), topic="zorg")
UNKNOWN = Selection(regions=frozenset({"AM17"}), measure=Measure.TIGHTNESS)
HOSTILE = "</text><script>alert(1)</script> {{7*7}} #let x = 1 \\ =1+1 \u202eabc\u202c 🎉 &lt;"


def _handout(selection: Selection, language: str = "nl", link: str = LINK) -> Handout:
    t = Texts("nl" if language == "nl" else "en")
    return handout_of_selection(DATASET, selection, t, DAY, link)


def _said(svg: bytes) -> str:
    root = ET.fromstring(svg)  # noqa: S314  # our own
    return " ".join(" ".join(str(text.text) for text in root.iter(f"{SVG}text")).split())


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("selection", [GRONINGEN, NOORD, UNKNOWN, Selection()])
def test_it_says_what_when_of_whom_and_where(selection: Selection, language: str) -> None:
    """Title, sentences, legend in words, caption, edition, date, sources with licence, link."""
    handout = _handout(selection, language)
    said = _said(write_svg(handout))
    expected = [handout.title, handout.introduction, handout.caption, handout.edition_line]
    expected += [words for _, words in classes(handout.view.measure, handout.t)]
    expected += [handout.t("map.attribution"), "2026"]
    expected += [source.attribution for source in handout.sources]
    expected += [licence_name(source.licence, handout.t) for source in handout.sources]
    assert [] == [each for each in expected if " ".join(each.split()) not in said]
    assert LINK in said.replace(" ", "")


def test_what_the_colours_mean_is_beside_them() -> None:
    """A swatch of each class; a hatched one where a region is unknown."""
    root = ET.fromstring(write_svg(_handout(UNKNOWN)))  # noqa: S314  # our own
    fills = [rect.get("fill") for rect in root.iterfind(f"{SVG}g/{SVG}rect")]
    assert [*styles.CLASSES, "url(#ik-map-hatch)", "none"] == fills


def test_the_main_map_has_every_region_once() -> None:
    """The small map beside it shows where this lies, and is another drawing."""
    root = ET.fromstring(write_svg(_handout(NOORD)))  # noqa: S314  # our own
    for name in ("ik-map", "ik-small"):
        (drawn,) = root.findall(f".//{SVG}svg[@id='{name}']")
        codes = [path.get("data-code") for path in drawn.iter(f"{SVG}path")]
        assert 35 == len({code for code in codes if code})
        assert 35 == len([code for code in codes if code])


def test_ids_are_unique() -> None:
    """Also with two maps in it."""
    root = ET.fromstring(write_svg(_handout(NOORD)))  # noqa: S314  # our own
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert sorted(set(map(str, ids))) == sorted(map(str, ids))


def test_without_a_link_there_is_no_code_to_scan() -> None:
    """And nothing that promises one."""
    svg = write_svg(_handout(NOORD, link=""))
    root = ET.fromstring(svg)  # noqa: S314  # our own
    assert 2 == len(root.findall(f".//{SVG}svg"))
    assert "http" not in _said(svg)


def test_the_code_to_scan_holds_the_link() -> None:
    """It is a vector, with a name; test_codes.py reads it as a phone does."""
    root = ET.fromstring(write_svg(_handout(GRONINGEN)))  # noqa: S314  # our own
    qr = root.findall(f".//{SVG}svg")[-1]
    assert ["title", "rect", "path"] == [each.tag.removeprefix(SVG) for each in qr]
    assert Texts("nl")("picture.qr") == qr[0].text


@pytest.mark.parametrize("size", [1, 100, 1_100])
def test_hostile_and_endless_text_is_text(size: int) -> None:
    """Shown as it is, cut with an ellipsis where it has no room; no other elements, no overflow."""
    composed = InspirationMap(
        title=HOSTILE * min(size, 3),
        introduction=HOSTILE * size,
        regions=NOORD.regions,
        organisation=HOSTILE,
        edition="2026",
    )
    svg = write_svg(handout_of_map(DATASET, composed, Texts("nl"), DAY, LINK))
    root = ET.fromstring(svg)  # noqa: S314  # our own
    known = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "circle", "text"}
    assert set() == {each.tag.removeprefix(SVG) for each in root.iter()} - known
    assert "<script>alert(1)</script> {{7*7}}" in _said(svg)
    assert float(str(root.get("height"))) < 1600
    assert len(svg) < 120_000


def test_the_png_shows_what_the_svg_draws() -> None:
    """Two pixels to a unit; paper, chosen border, classes and ink are there, in their colours."""
    handout = _handout(NOORD)
    root = ET.fromstring(write_svg(handout))  # noqa: S314  # our own
    with Image.open(io.BytesIO(write_png(handout))) as image:
        seen = image.convert("RGB")
    assert (2 * int(str(root.get("width"))), 2 * int(str(root.get("height")))) == seen.size
    counted = {rgb: n for n, rgb in seen.getcolors(1 << 24) or []}
    for colour in (styles.PAPER, styles.INK, *styles.CLASSES[1:]):
        assert counted.get(tuple(bytes.fromhex(colour[1:])), 0) > 1000
    paper = seen.crop((0, 0, 20, 20)).getcolors()
    assert [(400, tuple(bytes.fromhex(styles.PAPER[1:])))] == paper


def test_the_png_of_hostile_text_is_made_too() -> None:
    """Template syntax is data; signs without a glyph are no reason to fail."""
    composed = InspirationMap(title=HOSTILE, introduction="مرحبا 你好 " + HOSTILE, edition="2026")
    png = write_png(handout_of_map(DATASET, composed, Texts("en"), DAY))
    assert b"\x89PNG" == png[:4]


def test_the_same_handout_gives_the_same_bytes() -> None:
    """Nothing in it depends on the clock or on this machine."""
    first, again = (_handout(NOORD, "en") for _ in range(2))
    assert write_svg(first) == write_svg(again)
    assert write_png(first) == write_png(again)


def test_layers_of_the_selection_are_explained() -> None:
    """Badges and kinds have words where they are on the map, and none where they are not."""
    with_all = _said(write_svg(_handout(Selection(layers=frozenset(Layer)))))
    without = _said(write_svg(_handout(Selection(layers=frozenset()))))
    assert ("mbo" in with_all, "donker vierkant" in with_all) == (True, True)
    assert ("universiteit" in without, "donker vierkant" in without) == (False, False)


def test_only_marks_that_are_on_the_map_are_explained() -> None:
    """Around Groningen one mbo trains for optics, so there is nothing else in the legend."""
    said = _said(write_svg(_handout(GRONINGEN)))
    assert (True, False, False) == tuple(word in said for word in ("mbo", "universiteit", "rondje"))
    assert "dichtstbijzijnde opleider buiten de regio" in said
