"""The picture that a chat shows of a link: its size, its words, and that nothing breaks it."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.lettering import text_width
from inspiratiekaart.example import example
from inspiratiekaart.export import headline as headlines
from inspiratiekaart.export.handout import Handout, handout_of_map, handout_of_selection
from inspiratiekaart.export.headline import headline
from inspiratiekaart.export.social import HEIGHT, MOST_ALT, WIDTH, alt, draw, write
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.selection import Measure, Selection
from inspiratiekaart.texts import Texts
from tests.drawing.colour_vision import contrast
from tests.export.handouts import HOSTILE, MADE_ON, empty, hostile, long, of_regions

SVG = "{http://www.w3.org/2000/svg}"
NOORD = ("AM01", "AM02", "AM03")
MOST_BYTES = 100_000
MOST_SECONDS = 0.5
MAP_X, GAP = 600, 20
RTL = "مرحبا بالعالم שלום עולם \U0001f389\U0001f389 \u202eabc\u202c 你好世界 "
TITLES = [
    *HOSTILE,
    RTL * 6,
    "W" * 300,
    "i" * 300,
    ("Waar wij in de regio samen naartoe werken, met de opleiders " * 6)[:300],
    "Arbeidsmarktregiocoördinatiepunt",
    "e\u0301" * 40,
    "\x00\x0b\ud800\u200b",
    "één\n\ntwee\tdrie",
]


def _titled(title: str, language: Language = "nl") -> Handout:
    composed = InspirationMap(title=title, regions=frozenset(NOORD), edition="2026")
    return handout_of_map(open_dataset(), composed, Texts(language), MADE_ON)


def _selected(selection: Selection, language: Language = "nl") -> Handout:
    return handout_of_selection(open_dataset(), selection, Texts(language), MADE_ON)


def _composed(language: Language = "nl") -> Handout:
    return handout_of_map(open_dataset(), example(), Texts(language), MADE_ON)


def _cases() -> Iterator[tuple[str, Callable[[], Handout]]]:
    yield from (("hostile", hostile), ("long", long))
    yield from ((f"title{index}", partial(_titled, title)) for index, title in enumerate(TITLES))
    for language in LANGUAGES:
        regions = partial(of_regions, language=language)
        yield f"country-{language}", regions
        yield f"groningen-{language}", partial(regions, "AM01")
        yield f"noord-{language}", partial(regions, *NOORD, topic="optiek")
        yield f"zorg-{language}", partial(regions, "AM17", topic="zorg")
        yield f"composed-{language}", partial(_composed, language)
        yield f"empty-{language}", partial(empty, language)
        for measure in Measure:
            chosen = Selection(frozenset({"AM17"}), topic="zorg", measure=measure)
            yield f"{measure.name}-{language}", partial(_selected, chosen, language)


CASES = dict(_cases())
"""Handouts by name, made when they are asked for."""


@pytest.fixture(params=CASES)
def handout(request: pytest.FixtureRequest) -> Handout:
    """Each of the handouts."""
    return CASES[request.param]()


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


@dataclass(frozen=True)
class Words:
    """A line of words in the picture, with about where it stands."""

    text: str
    left: float
    right: float
    base: float
    size: float

    def overlaps(self, other: Words) -> bool:
        """Whether two lines stand in each other's way."""
        upper, lower = sorted((self, other), key=lambda words: words.base)
        is_beside = self.right <= other.left or other.right <= self.left
        return not is_beside and lower.base - upper.base < 0.9 * lower.size


def _words(handout: Handout) -> list[Words]:
    """The words beside the map, from above."""
    root = ET.fromstring(draw(handout))  # noqa: S314  # our own
    found = []
    for group in root.findall(f"{SVG}g"):
        size, is_bold = float(group.get("font-size", "0")), group.get("font-weight") == "700"
        for each in group.findall(f"{SVG}text"):
            said, x, y = each.text or "", float(each.get("x", "")), float(each.get("y", ""))
            wide = text_width(said, size, is_bold=is_bold)
            left = x - wide if each.get("text-anchor") == "end" else x
            found.append(Words(said, left, left + wide, y, size))
    return found


def _said(handout: Handout) -> str:
    return " ".join(words.text for words in _words(handout))


def test_it_has_the_size_that_chats_ask_for(handout: Handout) -> None:
    """1200 x 630 pixels, at most 100 kB, whatever is on it; between words and map is paper."""
    made = write(handout)
    assert len(made) <= MOST_BYTES
    with Image.open(io.BytesIO(made)) as image:
        assert ("PNG", (1200, 630)) == (image.format, image.size)
        between = image.convert("RGB").crop((MAP_X - GAP, 0, MAP_X - 2, HEIGHT))
    assert [(HEIGHT * (GAP - 2), _rgb(styles.PAPER))] == between.getcolors()


def test_no_words_overlap(handout: Handout) -> None:
    """Nor do they reach the map or the edge."""
    words = _words(handout)
    assert [] == [(a.text, b.text) for a, b in combinations(words, 2) if a.overlaps(b)]
    assert max(each.right for each in words) < MAP_X - GAP
    assert max(each.base for each in words) < HEIGHT - 20


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_has_room(measure: Measure, language: Language) -> None:
    """No word of it is cut; figures that the map prints in thousands say so."""
    handout = _selected(Selection(topic="zorg", measure=measure), language)
    said = _said(handout)
    assert "…" not in said
    thousands = {"nl": "duizendtallen", "en": "thousands"}[language]
    assert (measure in (Measure.POPULATION, Measure.JOBS)) == (thousands in said)


def test_overlapping_words_would_be_found() -> None:
    """Two lines that are too close overlap; beside each other they may stand."""
    first = Words("een", 0, 100, 40, 20)
    close, below = replace(first, base=50), replace(first, base=60)
    beside = replace(close, left=100, right=200)
    found = [first.overlaps(other) for other in (close, below, beside)]
    assert [True, False, False] == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_and_of_when(language: Language) -> None:
    """Brand, edition, title, one line, and what the colours are."""
    handout = of_regions(*NOORD, topic="optiek", language=language)
    said, t = _said(handout), handout.t
    _, *_, (_, most) = handout.legend
    expected = [t("app.name"), t("app.edition", edition="2026"), handout.title, headline(handout)]
    expected += [t("measure.TRAINERS.name"), most]
    assert [] == [each for each in expected if each not in said]
    assert max(words.size for words in _words(handout)) >= 56


def test_letters_are_large_enough_for_a_phone(handout: Handout) -> None:
    """Shown 300 pixels wide, the title is 10 pixels high or more and the line 8."""
    sizes = {words.size / 4 for words in _words(handout)}
    assert min(sizes) >= 5.5
    assert {8, max(sizes)} <= sizes
    assert max(sizes) >= 10


def test_words_of_a_title_stay_whole_where_they_can() -> None:
    """A long word makes all letters smaller; only one without an end is broken."""
    assert "Arbeidsmarktregiocoördinatiepunt" not in _said(_titled("W" * 300))
    assert "naartoe werken," in _said(_titled(TITLES[-5]))
    whole = [words.text for words in _words(_titled("Opleidingscoördinatiepunt"))]
    assert "Opleidingscoördinatiepunt" in whole


@pytest.mark.parametrize("title", ["W" * 300, "lang woord " * 30])
def test_what_has_no_room_ends_in_an_ellipsis(title: str) -> None:
    """Nobody takes half a title for the whole."""
    large = [words for words in _words(_titled(title)) if words.size >= 40]
    assert large[-1].text.endswith("…")
    assert not any(words.text.endswith("…") for words in _words(_titled("Kort")))


def test_signs_without_a_glyph_are_boxes() -> None:
    """As many as there are signs to see; letters with an accent are whole, controls are gone."""
    boxes = [words.text for words in _words(_titled("ab \U0001f389\u202e\u05d0 e\u0301"))]
    assert "ab □□ é" in boxes


def test_hostile_words_are_words() -> None:
    """No other elements than we draw, and a title is not cut short by what it looks like."""
    known = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "text"}
    for title in HOSTILE:
        handout = _titled(title)
        root = ET.fromstring(draw(handout))  # noqa: S314  # our own
        assert set() == {each.tag.removeprefix(SVG) for each in root.iter()} - known
    assert HOSTILE[0] in _said(_titled(HOSTILE[0])).replace(" ", "")


def test_the_line_says_what_is_not_known() -> None:
    """Work said of the country only is labelled; unknown is counted, and never zero."""
    assert "3 beroepen met werk (landelijk gezegd), 3 zonder opleiding binnen 40 km." == headline(
        of_regions(*NOORD, topic="optiek")
    )
    said = headline(of_regions("AM01", topic="zorg"))
    view = of_regions("AM01", topic="zorg").view
    gaps = [gap.is_linked for gap in view.gaps]
    national = sum(not wanted.is_regional for wanted in view.wanted)
    assert said.startswith(f"{len(view.wanted)} beroepen met werk ({national} alleen landelijk")
    assert f"{gaps.count(True)} zonder opleiding" in said
    assert f"van {gaps.count(False)} weten wij dat niet" in said
    lines = [headline(handout) for handout in (make() for make in CASES.values())]
    assert not [line for line in lines if line.startswith("0 ") or ", 0 " in line]


def test_the_line_of_other_maps() -> None:
    """The country has no white spots to count; a composed map is what somebody put on it."""
    assert "zonder" not in headline(of_regions())
    assert "21 beroepen" in headline(_composed())
    assert "staat nog niets" in headline(empty())


def test_professions_without_a_statement_are_not_counted_as_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In this edition each has one; in another it may not."""
    silent = replace(of_regions().view, wanted=())
    monkeypatch.setattr(headlines, "of_one", lambda *_: silent)
    assert Texts("nl")("social.no_work") == headline(of_regions("AM01"))


def test_its_alternative_text_is_short(handout: Handout) -> None:
    """One sentence of at most 420 characters, in one line, with the title first."""
    said = alt(handout)
    assert 0 < len(said) <= MOST_ALT
    assert "\n" not in said
    assert handout.t("social.alt", title="|", line="").split("|")[0] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_alternative_text_says_what_the_picture_says(language: Language) -> None:
    """Title and line, in the language of the page."""
    handout = of_regions("AM01", language=language)
    assert [True, True] == [each in alt(handout) for each in (handout.title, headline(handout))]


def test_the_chosen_regions_are_in_focus() -> None:
    """The map beside the words has every region once, and shows the chosen ones large."""
    root = ET.fromstring(draw(of_regions("AM01")))  # noqa: S314  # our own
    codes = [each.get("data-code") for each in root.iter(f"{SVG}path") if each.get("data-code")]
    assert 35 == len(set(codes)) == len(codes)
    inked = [_inked(of_regions(*each)) for each in ((), ("AM01",))]
    assert inked[0] < 0.05 < inked[1]


def _inked(handout: Handout) -> float:
    """The share of the map's columns with much ink: the border of what is chosen."""
    with Image.open(io.BytesIO(write(handout))) as image:
        drawn = image.convert("RGB").crop((MAP_X, 0, WIDTH, HEIGHT))
    counts = (
        {rgb: n for n, rgb in drawn.crop((x, 0, x + 1, HEIGHT)).getcolors(HEIGHT) or []}
        for x in range(drawn.width)
    )
    return sum(each.get(_rgb(styles.INK), 0) >= 8 for each in counts) / drawn.width


def test_colours_are_those_of_the_map() -> None:
    """In few colours, and still paper, ink, petrol, border and each class to the last digit."""
    with Image.open(io.BytesIO(write(of_regions()))) as image:
        counted = {rgb: n for n, rgb in image.convert("RGB").getcolors(256) or []}
    expected = (styles.PAPER, styles.INK, styles.PETROL, styles.BORDER, *styles.CLASSES)
    assert [] == [colour for colour in expected if counted.get(_rgb(colour), 0) < 300]


def test_words_can_be_read_on_their_ground() -> None:
    """4.5 to 1 at least (WCAG 1.4.3): every colour of letters on paper."""
    root = ET.fromstring(draw(of_regions(*NOORD)))  # noqa: S314  # our own
    colours = {
        str(group.get("fill")) for group in root.findall(f"{SVG}g") if group.get("font-size")
    }
    assert {styles.INK, styles.MUTED, styles.PETROL} == colours
    assert [] == [colour for colour in colours if contrast(colour, styles.PAPER) < 4.5]


def test_what_is_unknown_is_hatched_and_says_so() -> None:
    """Only where a region on the map is."""
    tight = Selection(frozenset({"AM17"}), measure=Measure.TIGHTNESS)
    words = Texts("nl")("figure.unknown")
    assert [True, False] == [
        (words in _said(handout) and draw(handout).count("url(#ik-map-hatch)") > 1)
        for handout in (_selected(tight), of_regions("AM17"))
    ]


def test_the_same_handout_gives_the_same_bytes() -> None:
    """So that it can be kept and compared; another language gives others."""
    first, again = (_selected(Selection(frozenset(NOORD), topic="optiek")) for _ in range(2))
    assert write(first) == write(again)
    assert write(first) != write(of_regions(*NOORD, topic="optiek", language="en"))


def test_it_is_made_at_once() -> None:
    """Within half a second of processor time, once our typeface and the borders are read."""
    handout = of_regions(*NOORD, topic="optiek")
    write(handout)
    spent = []
    for _ in range(3):
        before = time.process_time()
        write(handout)
        spent.append(time.process_time() - before)
    assert min(spent) <= MOST_SECONDS
