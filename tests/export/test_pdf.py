"""Poster and booklet, read back by PDFium: complete, of the right size, tagged, and only text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
import typst

from inspiratiekaart.composition import draft
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.export.handout import Handout, handout_of_map, handout_of_selection
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.pdf import write_booklet, write_poster
from inspiratiekaart.inspiration import (
    InspirationMap,
    Item,
    Own,
    change_item,
    clean_text,
    describe,
    put,
)
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from tests.export.pdf_reader import Reader

DATASET = open_dataset("2026")
NL = Texts("nl")
Writer = Callable[[Handout], bytes]
MADE_ON = date(2026, 11, 22)
LINK = "https://kaart.example.nl/k/abc?regio=AM01"
NORTH = frozenset({"AM01", "AM02", "AM03"})

A3_LANDSCAPE, A4 = (420, 297), (210, 297)
POSTER_MARGIN_MM, BOOKLET_MARGIN_MM = 10, 8

HOSTILE = (
    "<script>alert(1)</script> <b>vet</b> {{ 7*7 }} #let x = 1 #panic() $x^2$ \\ *ster* _lijn_ "
    "`code` = kop + lijst - lijst =1+1 @cmd <label> [blok] // einde /* weg */ ~ --- ... 😀 中文"
)


def _selection(topic: str | None = None, language: Language = "nl") -> Handout:
    selection = Selection(regions=frozenset({"AM01"}), topic=topic)
    return handout_of_selection(DATASET, selection, Texts(language), MADE_ON, LINK)


def _handout(composed: InspirationMap, language: Language = "nl") -> Handout:
    return handout_of_map(DATASET, composed, Texts(language), MADE_ON, LINK)


@cache
def _north() -> InspirationMap:
    """A map as a region composes it: notes, plans, own additions."""
    made = describe(
        draft(DATASET, Selection(regions=NORTH), NL),
        title="Noord leert en werkt",
        organisation="Regionaal Werkcentrum Noord",
        introduction="Gemaakt met scholen.\nEn met werkgevers.",
        made_on="2026-11-20",
    )
    for item in made.items:
        words = {"note": f"Notitie bij {item.item_id}."}
        if item.kind == "gap":
            words["plan"] = f"Wij beginnen een groep voor {item.item_id}."
        made = change_item(made, item.item_id, **words)
    own = Own("occupation", "Betonreparateur", "gesprek in 2026", "Assen", "https://example.nl/b")
    made = put(made, Item("", "own", sector_id="bouw", own=own))
    own = Own("contact", "Leerwerkloket", "eigen", url="javascript:alert(1)")
    return put(made, Item("", "own", own=own))


@cache
def _hostile() -> InspirationMap:
    made = describe(_north(), title=HOSTILE, organisation=HOSTILE, introduction=HOSTILE, made_on="")
    for item in made.items:
        made = change_item(made, item.item_id, note=HOSTILE, plan=HOSTILE)
    own = Own("occupation", HOSTILE, HOSTILE, HOSTILE, 'https://example.nl/"><b>', HOSTILE)
    return put(made, Item("", "own", own=own))


@cache
def _north_booklet() -> Reader:
    return Reader(write_booklet(_handout(_north())))


def test_poster_is_one_page_a3_landscape() -> None:
    """A selection of one region fits the wall."""
    assert [A3_LANDSCAPE] == Reader(write_poster(_selection())).sizes_mm


def test_booklet_is_a4_upright_with_numbered_pages() -> None:
    """Each page says its number of how many; from the second on, what it belongs to."""
    read = _north_booklet()
    assert {A4} == set(read.sizes_mm)
    total = len(read.pages)
    for number, text in enumerate(read.texts, start=1):
        assert f"bladzijde {number} van {total}" in text
        assert number == 1 or text.startswith("Noord leert en werkt")


def test_booklet_holds_every_word() -> None:
    """Names, facts, notes, plans, sources with licences, edition and link: nothing is left out."""
    handout = _handout(_north())
    read = _north_booklet()
    said = [handout.title, handout.organisation, handout.edition_line, handout.caption, LINK]
    said += handout.introduction.split("\n")
    for entry in handout.composition.entries:
        said += [entry.name, *entry.facts, entry.item.note, entry.item.plan]
    for source in handout.sources:
        said += [
            source.title("nl"),
            source.publisher,
            licence_name(source.licence, handout.t),
            source.attribution,
        ]
    said += [words for _, words in handout.legend]
    assert [] == [each for each in said if not read.holds(each)]


def test_poster_names_everything_that_fits() -> None:
    """The poster of a composed map has its professions, white spots, notes, sources and edition."""
    handout = _handout(_north())
    read = Reader(write_poster(handout))
    assert [A3_LANDSCAPE] == read.sizes_mm
    said = [handout.title, handout.edition_line, handout.caption, handout.composition.lead]
    said += [entry.name for entry in handout.composition.entries]
    said += [f"Wat wij gaan doen: {gap.item.plan}" for gap in handout.composition.gaps]
    said += [licence_name(source.licence, handout.t) for source in handout.sources]
    assert [] == [each for each in said if not read.holds(each)]


def test_poster_of_the_whole_country_counts_what_it_leaves_out() -> None:
    """Where 306 professions do not fit, each sector says how many more there are."""
    handout = handout_of_selection(DATASET, Selection(), NL, MADE_ON)
    read = Reader(write_poster(handout))
    assert [A3_LANDSCAPE] == read.sizes_mm
    assert [] == [s.name for s in handout.sections if not read.holds(s.name)]
    assert len(handout.sections) <= read.texts[0].count("en nog ")
    assert read.holds(NL("pdf.in_booklet"))


def test_poster_of_the_fullest_map_is_still_one_page() -> None:
    """400 own additions with the longest names, in all sectors: one page, nothing beside it."""
    made = InspirationMap(regions=NORTH)
    sectors = [str(row) for row in DATASET["sectors"]["sector_id"]]
    for number in range(400):
        name = f"{number} " + "Onafbreekbaarwoord" * 20
        own = Own("occupation", name, "bron")
        sector = sectors[number % len(sectors)]
        made = put(made, Item("", "own", sector_id=sector, note=name, own=own))
    read = Reader(write_poster(_handout(describe(made, title="Lang " * 60))))
    assert [A3_LANDSCAPE] == read.sizes_mm
    assert [] == read.outside(POSTER_MARGIN_MM)


@pytest.mark.parametrize("write", [write_poster, write_booklet])
def test_hostile_text_is_text(write: Writer) -> None:
    """Markup of any kind is printed as it was typed, and stays within the page."""
    read = Reader(write(_handout(_hostile())))
    assert read.holds(HOSTILE)
    margin = POSTER_MARGIN_MM if write is write_poster else BOOKLET_MARGIN_MM
    assert [] == read.outside(margin)


def test_hostile_title_is_in_the_properties() -> None:
    """Title and author are text in the properties of the file too."""
    handout = _handout(_hostile())
    found = Reader(write_poster(handout)).metadata
    assert (handout.title, handout.organisation) == (found["Title"], found["Author"])


def test_text_to_be_read_from_the_right_stays_in_its_place() -> None:
    """Arabic and Hebrew are there; a switch of direction does not reach the words after it."""
    note = clean_text("\u202eאבג\u202c العربية \u2066x na") + "\nvolgende regel"
    made = change_item(_north(), _north().items[0].item_id, note=note)
    read = Reader(write_booklet(_handout(made)))
    assert read.holds("volgende regel")
    assert read.holds("Notitie bij")


@pytest.mark.parametrize(
    ("note", "part", "times"),
    [
        ("woord " * 16_700, "woord", 16_700),
        ("q" * 100_000, "q", 100_000),
        ("🦊" * 100_000, "🦊", 100_000),
    ],
    ids=["words", "one word", "emoji"],
)
def test_a_note_of_100_kb_is_in_the_booklet(note: str, part: str, times: int) -> None:
    """All of it, on as many pages as that takes; the poster shows its beginning."""
    made = InspirationMap(title="Lang", regions=frozenset({"AM01"}))
    made = put(made, Item("", "occupation", "audiciens", "detailhandel", note=note.strip()))
    handout = _handout(made)
    read = Reader(write_booklet(handout))
    without = Reader(write_booklet(_handout(replace(made, items=()))))
    assert times <= "".join(read.texts).count(part) <= times + 200
    assert len(without.pages) + 8 < len(read.pages)
    assert [] == read.outside(BOOKLET_MARGIN_MM)
    assert [A3_LANDSCAPE] == Reader(write_poster(handout)).sizes_mm


def test_characters_that_no_pdf_may_hold_are_left_out() -> None:
    """A byte order mark, a control sign or a noncharacter in a file never stops the export."""
    note = "voor\ufeff\x00\x07\ufffe\ufdd0\u2028na"
    item = Item("i1", "occupation", "audiciens", "detailhandel", note=note)
    read = Reader(write_booklet(_handout(InspirationMap(title="a\ufeffb", items=(item,)))))
    assert read.holds("voor")
    assert read.holds("na")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_map_says_so(language: Language) -> None:
    """A map with nothing on it has words where there would be items."""
    t = Texts(language)
    handout = _handout(InspirationMap(regions=frozenset({"AM01"})), language)
    poster, booklet = Reader(write_poster(handout)), Reader(write_booklet(handout))
    for key in ("pdf.no_work", "pdf.no_gaps", "pdf.no_trainers", "pdf.no_notes"):
        assert poster.holds(t(key))
    for key in ("pdf.nothing", "pdf.no_gaps", "pdf.no_trainers"):
        assert booklet.holds(t(key))


def test_a_region_without_a_provider_says_so_and_names_the_nearest() -> None:
    """For opticians there is nobody in Groningen: the poster says who is nearest, and how far."""
    read = Reader(write_poster(_selection("optiek")))
    assert read.holds(NL("pdf.outside"))
    assert read.holds("Deltion College Zwolle, 82 km")
    assert read.holds(NL("pdf.nearest"))


def test_english_speaks_english() -> None:
    """Words, dates, language and numbers are English."""
    handout = _selection("zorg", "en")
    for content in (write_poster(handout), write_booklet(handout)):
        read = Reader(content)
        assert "en" == read.language
        assert read.holds("Where is work")
        assert read.holds("made on 22 November 2026")


def test_properties_say_what_it_is() -> None:
    """Title, maker, keywords, language and the date of the map; no clock is read."""
    handout = _handout(_north())
    read = Reader(write_poster(handout))
    found = read.metadata
    assert ("Noord leert en werkt", handout.organisation) == (found["Title"], found["Author"])
    assert "Noord-Nederland" in found["Keywords"]
    assert found["CreationDate"].startswith("D:20261120")
    assert "nl" == read.language


@pytest.mark.parametrize("write", [write_poster, write_booklet])
def test_same_map_same_bytes(write: Writer) -> None:
    """Written twice, a file is the same to the byte."""
    assert write(_handout(_north())) == write(_handout(_north()))


@pytest.mark.parametrize("write", [write_poster, write_booklet])
def test_structure_for_assistive_technology(write: Writer) -> None:
    """Declared as PDF/UA-1: tagged, headings without a gap, pictures in words, fonts inside."""
    content = write(_handout(_north()))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/DisplayDocTitle true" in content
    read = Reader(content)
    assert read.is_tagged
    assert [] == read.fonts_missing()
    elements = list(read.elements())
    levels = [int(each.kind[1:]) for each in elements if each.kind in ("H1", "H2", "H3", "H4")]
    assert 1 == levels[0]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    pictures = [each.alt for each in elements if each.kind == "Figure"]
    assert all(pictures)
    handout = _handout(_north())
    assert handout.t("pdf.map", sentence=handout.caption) in pictures
    assert handout.t("pdf.qr", link=LINK) in pictures


def test_tables_of_the_booklet_have_heading_cells() -> None:
    """Each table that is read has cells that head its columns."""
    kinds = [each.kind for each in _north_booklet().elements()]
    assert 3 <= kinds.count("Table")
    assert 3 <= kinds.count("TH")
    assert kinds.count("TH") < kinds.count("TD")


def test_links_lead_somewhere_and_have_a_name() -> None:
    """The way back, the entries and the sources are links; only addresses of the web are."""
    links = list(_north_booklet().links())
    urls = {each.url for each in links}
    assert {LINK, "https://example.nl/b"} <= urls
    assert {source.url for source in _handout(_north()).sources if source.url} <= urls
    assert [] == [url for url in urls if url and not url.startswith(("https://", "http://"))]
    assert all(each.alt for each in links)


def test_without_a_link_there_is_no_code() -> None:
    """A map that is not on the internet has no QR code and no way back."""
    handout = replace(_handout(_north()), link="")
    read = Reader(write_poster(handout))
    assert not read.holds(NL("pdf.link"))
    assert [] == [each.url for each in read.links() if each.url]


def test_reader_finds_what_is_wrong() -> None:
    """Twin: an untagged page with text beyond its edge is seen to be both."""
    source = b'#set page(width: 5cm, height: 5cm, margin: 0pt)\n#box(width: 9cm)[a]#"rechts"'
    read = Reader(typst.compile(source, format="pdf", pdf_tags=False))
    assert not read.is_tagged
    assert [] == list(read.elements())
    assert [] != read.outside(1)
    assert not read.holds("links")
