"""The deck, read back with python-pptx and, as that wrote it too, as the XML that it is."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import combinations
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from inspiratiekaart.drawing import styles
from inspiratiekaart.export.handout import Handout, handout_of_selection
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.pptx import write
from inspiratiekaart.export.slides.master import FOOTER, HEIGHT, WIDTH
from inspiratiekaart.export.slides.shapes import plain
from inspiratiekaart.selection import Measure, Selection
from inspiratiekaart.sentences import figure_text
from inspiratiekaart.texts import Texts
from tests.export.handouts import HOSTILE, LINK, LONG, MADE_ON, empty, hostile, long, of_regions

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
GRONINGEN = of_regions("AM01")
NORTH = of_regions("AM01", "AM02", "AM03", language="en")
ALL = {
    "Groningen": GRONINGEN,
    "north": NORTH,
    "nobody trains": of_regions("AM09", topic="optiek"),
    "hostile": hostile(),
    "long": long(),
    "empty": empty("en"),
}
_MEAN_WIDTH = 0.47  # of a letter in running Dutch, set in Arial, as a part of its size
EACH = pytest.mark.parametrize("handout", ALL.values(), ids=ALL)


@cache
def _content(key: str) -> bytes:
    return write(ALL[key])


def _file(handout: Handout) -> io.BytesIO:
    """The deck of one of ``ALL`` (made once) or of another handout."""
    key = next((key for key, each in ALL.items() if each is handout), None)
    return io.BytesIO(_content(key) if key else write(handout))


def _deck(handout: Handout) -> Any:
    return pptx.Presentation(_file(handout))


def _parts(handout: Handout) -> dict[str, Any]:
    with zipfile.ZipFile(_file(handout)) as packed:
        assert packed.testzip() is None
        return {
            name: etree.fromstring(packed.read(name))
            for name in packed.namelist()
            if name.endswith((".xml", ".rels"))
        }


def _shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _shapes(shape.shapes)


def _said(slide: Any) -> str:
    """All words of a slide, in reading order, paragraphs joined by spaces."""
    found = []
    for shape in _shapes(slide.shapes):
        if shape.has_text_frame:
            found += [paragraph.text for paragraph in shape.text_frame.paragraphs]
        if getattr(shape, "has_table", False):
            for row in shape.table.rows:
                found += [p.text for c in row.cells for p in c.text_frame.paragraphs]
    return " ".join(found)


def _regions(deck: Any, handout: Handout) -> dict[str, Any]:
    names = {region.name for region in handout.view.regions}
    return {
        shape.name: shape
        for shape in deck.slides[1].shapes
        if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM and shape.name in names
    }


def _description(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr", ""))


@EACH
def test_every_slide_has_a_title_notes_footer_and_number(handout: Handout) -> None:
    """A screen reader finds a title everywhere; notes and footer name edition and date."""
    titles = []
    for slide in _deck(handout).slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text.strip()
        titles.append(slide.shapes.title.text_frame.text)
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id
        assert ["ftr", "sldNum"] == [s.element.ph.get("type") for s in list(slide.shapes)[-2:]]
        assert plain(handout.edition_line) in slide.notes_slide.notes_text_frame.text
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("handout", [GRONINGEN, NORTH], ids=["Groningen", "north"])
def test_every_entry_fact_and_source_is_on_a_slide(handout: Handout) -> None:
    """What was composed is there in words, section by section, and each source with its licence."""
    deck = _deck(handout)
    by_title: dict[str, str] = {}
    for slide in deck.slides:
        title = slide.shapes.title.text_frame.text.split(" (")[0]
        by_title[title] = by_title.get(title, "") + _said(slide)
    for section in handout.sections:
        said = by_title[section.name.split(" (")[0]]
        for entry in section.entries:
            assert all(words in said for words in (entry.name, entry.label, *entry.facts))
    for entry in handout.composition.gaps:
        assert all(fact in by_title[handout.t("slides.gaps")] for fact in entry.facts)
    sources = by_title[handout.t("export.table.sources")]
    for source in handout.sources:
        assert source.title(handout.t.language) in sources
        assert source.attribution in sources
        assert licence_name(source.licence, handout.t) in sources


@pytest.mark.parametrize("measure", list(Measure))
def test_regions_are_native_shapes_in_the_colours_of_the_view(measure: Measure) -> None:
    """35 freeforms, each with its name, its figure in words, and its class's fill or a hatch."""
    codes, t = frozenset({"AM01", "AM02"}), Texts("nl")
    selection = Selection(regions=codes, topic="zorg", measure=measure)
    handout = handout_of_selection(GRONINGEN.dataset, selection, t, MADE_ON)
    shapes = _regions(_deck(handout), handout)
    assert 35 == len(shapes)
    for region in handout.view.regions:
        shape = shapes[region.name]
        said = f"{region.name}: {figure_text(handout.view, region.figure, t)}."
        assert _description(shape).startswith(said)
        if region.class_index is None:
            assert MSO_FILL.PATTERNED == shape.fill.type
        else:
            colour = str(shape.fill.fore_color.rgb)
            assert styles.CLASSES[region.class_index] == f"#{colour}"
        assert (Pt(2.5) if region.is_chosen else Pt(0.75)) == shape.line.width
    assert {region.name for region in handout.view.chosen} == set(list(shapes)[-2:])


def test_the_raw_file_has_a_path_for_every_region() -> None:
    """As XML: a custom geometry with closed contours inside its own box."""
    slide = _parts(GRONINGEN)["ppt/slides/slide2.xml"]
    names = {region.name for region in GRONINGEN.view.regions}
    found = [
        shape
        for shape in slide.iter(f"{P}sp")
        if shape.find(f".//{P}cNvPr").get("name") in names
        and shape.find(f".//{A}custGeom") is not None
    ]
    assert 35 == len(found)
    for shape in found:
        path = shape.find(f".//{A}path")
        wide, high = int(path.get("w")), int(path.get("h"))
        points = [(int(each.get("x")), int(each.get("y"))) for each in path.iter(f"{A}pt")]
        assert (0, 0, wide, high) == (
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        )
        assert len(path.findall(f"{A}moveTo")) == len(path.findall(f"{A}close"))


@pytest.mark.parametrize("handout", [GRONINGEN, NORTH, ALL["nobody trains"]])
def test_names_on_the_map_stand_free(handout: Handout) -> None:
    """No name lies over another or over the edge, and every chosen region has its name."""
    names = {region.name: region for region in handout.view.regions}
    labels = [s for s in _deck(handout).slides[1].shapes if _is_label(s) and s.name in names]
    for one, other in combinations(labels, 2):
        apart_x = one.left + one.width <= other.left or other.left + other.width <= one.left
        apart_y = one.top + one.height <= other.top or other.top + other.height <= one.top
        assert apart_x or apart_y, (one.name, other.name)
    assert all(0 <= s.left and s.left + s.width <= Pt(WIDTH) for s in labels)
    assert {region.name for region in handout.view.chosen} <= {label.name for label in labels}
    assert len(labels) >= 20


def _is_label(shape: Any) -> bool:
    return bool(shape.shape_type == MSO_SHAPE_TYPE.TEXT_BOX)


def test_every_provider_on_the_map_is_named_or_counted() -> None:
    """Marks are native shapes; those of several providers carry their number."""
    group = next(s for s in _deck(GRONINGEN).slides[1].shapes if hasattr(s, "shapes"))
    counted = 0
    for shape in group.shapes:
        assert _description(shape)
        counted += int(shape.text_frame.text or 1)
    assert len(GRONINGEN.view.shown_sites) == counted


def test_the_legend_says_every_class_in_words() -> None:
    """The words of the classes, of what is unknown and of the chosen regions stand on the slide."""
    selection = Selection(regions=frozenset({"AM01"}), measure=Measure.TIGHTNESS)
    handout = handout_of_selection(GRONINGEN.dataset, selection, Texts("en"), MADE_ON)
    said = _said(_deck(handout).slides[1])
    for _, words in handout.legend:
        assert words in said
    assert handout.t("slides.legend_chosen") in said
    has_unknown = any(region.class_index is None for region in handout.view.regions)
    assert has_unknown == (handout.t("slides.legend_unknown") in said)
    assert handout.caption in said


@EACH
def test_nothing_runs_off_a_slide(handout: Handout) -> None:
    """By a rough measure of our own all text fits in its place, and every place on the slide."""
    for number, slide in enumerate(_deck(handout).slides, start=1):
        for shape in slide.shapes:
            assert shape.left >= 0, (number, shape.name)
            assert shape.top >= 0, (number, shape.name)
            assert shape.left + shape.width <= Pt(WIDTH), (number, shape.name)
            assert shape.top + shape.height <= Pt(HEIGHT), (number, shape.name)
            if getattr(shape, "has_table", False):
                high = sum(_row_height(row, shape.table.columns) for row in shape.table.rows)
                assert shape.top / 12700 + high <= FOOTER.top, number
            elif shape.has_text_frame and shape.text_frame.text and shape.width > Pt(20):
                assert _height(shape.text_frame, shape.width / 12700) <= shape.height / 12700 + 1


def _row_height(row: Any, columns: Any) -> float:
    cells = zip(row.cells, columns, strict=True)
    needed = max(_height(cell.text_frame, column.width / 12700) + 10 for cell, column in cells)
    return max(needed, float(row.height / 12700))


def _height(frame: Any, width: float) -> float:
    total = 0.0
    for paragraph in frame.paragraphs:
        if paragraph.runs and paragraph.runs[0].font.size:
            size = paragraph.runs[0].font.size.pt
            room = (
                max(int(width / (size * _MEAN_WIDTH)), 1) if frame.word_wrap is not False else 999
            )
            total += 1.15 * size * max(len(textwrap.wrap(paragraph.text, max(room, 1))), 1)
    return total


def test_a_table_that_runs_off_is_found() -> None:
    """Twin: one more paragraph than fits makes the measure fail."""
    deck = _deck(GRONINGEN)
    table = next(s.table for s in deck.slides[2].shapes if getattr(s, "has_table", False))
    before = _row_height(table.rows[1], table.columns)
    for _ in range(30):
        table.cell(1, 1).text_frame.add_paragraph().add_run().text = "nog een regel"
        table.cell(1, 1).text_frame.paragraphs[-1].runs[0].font.size = Pt(16)
    assert _row_height(table.rows[1], table.columns) > before + 300


@EACH
def test_body_text_is_readable_and_speaks_its_language(handout: Handout) -> None:
    """Tables and texts are 16 points or more (links and sources 12), each run has its language."""
    sources = handout.t("export.table.sources")
    for slide in _deck(handout).slides:
        least = 12 if slide.shapes.title.text_frame.text.startswith(sources) else 14
        for shape in slide.shapes:
            if getattr(shape, "has_table", False):
                cells = [cell for row in list(shape.table.rows)[1:] for cell in row.cells]
                runs = [r for c in cells for p in c.text_frame.paragraphs for r in p.runs]
                assert all(run.font.size >= Pt(least) for run in runs)
    lang = {"nl": "nl-NL", "en": "en-GB"}[handout.t.language]
    for name, part in _parts(handout).items():
        if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notes", "ppt/slideLayouts/s")):
            for run in part.iter(f"{A}r"):
                assert lang == run.find(f"{A}rPr").get("lang"), name


@EACH
def test_every_shape_is_text_described_or_decoration(handout: Handout) -> None:
    """No drawing without an alternative text, unless it is marked as decoration."""
    for name, part in _parts(handout).items():
        if not name.startswith("ppt/slides/slide"):
            continue
        ids = [each.get("id") for each in part.iter(f"{P}cNvPr")]
        assert len(set(ids)) == len(ids), name
        for each in part.iter(f"{P}cNvPr"):
            shape = each.getparent().getparent()
            has_words = any((text.text or "").strip() for text in shape.iter(f"{A}t"))
            is_decoration = any("decorative" in str(child.tag) for child in each.iter())
            is_root = shape.tag == f"{P}spTree"
            assert is_root or has_words or each.get("descr") or is_decoration, each.get("name")


def test_hostile_words_are_text() -> None:
    """Every hostile word is read back as it was written, and nothing in the file can run."""
    deck = _deck(hostile())
    said = "\n".join(_said(slide) for slide in deck.slides)
    for words in HOSTILE:
        assert plain(words) in said
    names = zipfile.ZipFile(_file(hostile())).namelist()
    assert [] == [name for name in names if name.endswith((".bin", ".vml", ".js", ".html"))]
    for name, part in _parts(hostile()).items():
        if name.endswith(".rels"):
            outside = [each for each in part if each.get("TargetMode") == "External"]
            assert all(each.get("Target").startswith("https://") for each in outside)
        assert [] == list(part.iter(f"{A}hlinkMouseOver"))


def test_long_words_are_cut_with_a_sentence_and_whole_in_the_notes() -> None:
    """100 kB of text takes a few slides, says so, and stands whole in the speaker notes."""
    deck = _deck(long())
    assert len(deck.slides) < 25
    sentence = long().t("slides.cut")
    cut = [slide for slide in deck.slides if sentence in _said(slide)]
    notes = [slide.notes_slide.notes_text_frame.text for slide in cut]
    assert 2 == len(cut)
    assert LONG.strip() in notes[0]
    assert "W" * 3000 in notes[1]
    assert 5000 == notes[1].count("a\n")
    assert LONG.strip() in deck.slides[0].notes_slide.notes_text_frame.text  # the introduction


def test_an_empty_map_says_so() -> None:
    """Without items there is a slide that says it, and no spot is called filled."""
    handout = empty("en")
    said = [_said(slide) for slide in _deck(handout).slides]
    assert any(handout.composition.lead in each for each in said)
    assert any(handout.t("slides.no_gaps") in each for each in said)


def test_the_last_slide_links_back() -> None:
    """The link as text, as a link, and as a code that is drawn, with its alternative text."""
    slide = _deck(GRONINGEN).slides[-1]
    shapes = {shape.name: shape for shape in slide.shapes}
    code = shapes[LINK]
    assert MSO_SHAPE_TYPE.FREEFORM == code.shape_type
    assert GRONINGEN.t("slides.qr", link=LINK) == _description(code)
    runs = [r for p in slide.placeholders[1].text_frame.paragraphs for r in p.runs]
    assert LINK in [run.hyperlink.address for run in runs]
    assert LINK in _said(slide)
    assert not any(LINK in _said(each) for each in _deck(empty()).slides)


def test_the_code_is_the_link() -> None:
    """Read back from the drawn bars, the modules are those of a code of the link."""
    import segno

    path = next(
        shape._element.find(f".//{A}path")
        for shape in _deck(GRONINGEN).slides[-1].shapes
        if shape.name == LINK
    )
    expected = [bytes(line) for line in segno.make_qr(LINK, error="m").matrix]
    module = int(path.get("w")) / len(expected[0])
    actual = [bytearray(len(expected[0])) for _ in expected]
    points = [(int(each.get("x")), int(each.get("y"))) for each in path.iter(f"{A}pt")]
    for (left, top), (right, _), _, _ in zip(*[iter(points)] * 4, strict=True):
        for x in range(round(left / module), round(right / module)):
            actual[round(top / module)][x] = 1
    assert expected == [bytes(line) for line in actual]


def test_properties_say_what_and_who() -> None:
    """Title, maker, language and date are in the file; the template's own maker is not."""
    handout = hostile()
    properties = _deck(handout).core_properties
    assert plain(handout.title) == properties.title
    assert handout.organisation == properties.author
    assert "nl-NL" == properties.language
    assert datetime(2026, 11, 22) == properties.created
    assert "Inspiratiekaart" == _deck(GRONINGEN).core_properties.author
    names = zipfile.ZipFile(_file(GRONINGEN)).namelist()
    assert [] == [name for name in names if "thumbnail" in name or "app.xml" in name]


def test_the_same_map_gives_the_same_bytes() -> None:
    """Nothing of the moment or the machine is in the file."""
    assert write(GRONINGEN) == write(GRONINGEN)
