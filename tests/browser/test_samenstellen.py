"""A region makes its own map: from every page, by keyboard, with two people, and for readers."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from bench.access import axe_script, violations
from bench.browser import DESKTOP, PHONE
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=window.hit=1><script>window.hit=1</script> {{7*7}} **vet**"
NORTH = "regios=AM01,AM02,AM03"


def _news(visitor: Visitor) -> Locator:
    return visitor.page.locator(".ik-news")


def _preview(visitor: Visitor) -> Locator:
    return visitor.page.locator(".ik-making-preview")


def _button(visitor: Visitor, name: str) -> Locator:
    return visitor.page.get_by_role("button", name=name, exact=True)


def _sees(visitor: Visitor, *names: str) -> None:
    expect(_preview(visitor).locator("li > .ik-row > b")).to_have_text(list(names))


def _kept(visitor: Visitor, number: int) -> None:
    state = visitor.page.locator("p.ik-making-said[role=status]").first
    expect(state).to_contain_text(f"versie {number}")


def _map_with(visitor: Visitor, *zet: str) -> str:
    """Put things on a new map by their links; gives the address of the page to edit it."""
    for each in zet:
        query = urlsplit(visitor.page.url).query
        visitor.page.goto(f"{visitor.guard.origin}/samenstellen?{query or NORTH}&zet={each}")
        expect(_news(visitor)).to_be_visible()
        visitor.sees_query("zet", "")
    return f"/samenstellen?kaart={visitor.query()['kaart']}"


def _links(visitor: Visitor) -> list[str]:
    codes = visitor.page.get_by_test_id("stCode").locator("code")
    expect(codes).to_have_count(2)
    return [text.replace("\n", "").strip() for text in codes.all_inner_texts()]


def _note(visitor: Visitor, name: str, text: str) -> None:
    visitor.page.get_by_text(f"Notitie bij {name}", exact=True).click()
    box = visitor.page.get_by_label(f"Wat wilt u zeggen bij {name}?", exact=True)
    box.fill(text)
    box.press("Control+Enter")


def test_from_an_empty_start_through_all_pages_to_a_kept_map(visit: Visit) -> None:
    """Things come from each page; the map keeps them, in the order that the keyboard gave them."""
    visitor = visit(f"/?{NORTH}&sector=optiek")
    work, gaps, trainers = (visitor.page.locator(".ik-card").nth(index) for index in range(3))
    work.locator("li").filter(has_text="Opticiens").locator(".ik-put").click()
    expect(_news(visitor)).to_contain_text("Opticiens staat op uw kaart.")
    token = visitor.query()["kaart"]
    assert "zet" not in visitor.query()
    gaps.locator(".ik-put").first.click()
    expect(_news(visitor)).to_contain_text("De witte vlek")
    trainers.locator(".ik-put").first.click()
    expect(_news(visitor)).to_contain_text("Deltion College")

    visitor.open_page("Regio")
    visitor.page.locator("#praktijk .ik-put").first.click()
    expect(_news(visitor)).to_contain_text("staat op uw kaart")
    visitor.open_page("Beroepen")
    visitor.page.get_by_role("link", name="Audiciens", exact=True).click()
    expect(visitor.title).to_have_text("Audiciens")
    visitor.page.get_by_role("link", name="Zet op mijn kaart: Audiciens").first.click()
    expect(_news(visitor)).to_contain_text("Audiciens staat op uw kaart.")
    visitor.choose("bar_topic", "Zorg")
    visitor.sees_query("sector", "zorg")
    visitor.open_page("Opleidingen")
    visitor.page.locator(".ik-offers-offer .ik-put").first.click()
    expect(_news(visitor)).to_contain_text("staat op uw kaart")
    assert token == visitor.query()["kaart"]

    _news(visitor).get_by_role("link", name="Naar mijn kaart").click()
    visitor.sees_page("samenstellen", "Inspiratiekaart Noord-Nederland")
    assert token == visitor.query()["kaart"]
    expect(_preview(visitor).locator("li")).to_have_count(6)
    expect(_preview(visitor)).to_contain_text("Opticiens")
    expect(_preview(visitor).locator(".ik-making-gap")).to_have_count(1)


def test_back_after_putting_something_on_the_map_is_no_trap(visit: Visit) -> None:
    """The step that asked for it is not in the browser's history."""
    visitor = visit(f"/beroepen?beroep=opticiens&{NORTH}")
    visitor.page.locator(".ik-put").first.click()
    expect(_news(visitor)).to_contain_text("Opticiens staat op uw kaart.")
    visitor.page.go_back()
    visitor.sees_query("kaart", "")
    expect(visitor.title).to_have_text("Opticiens")
    visitor.settles()
    assert "zet" not in visitor.query()


def test_the_news_is_undone_or_closed(visit: Visit) -> None:
    """One click back; and it goes away when asked."""
    visitor = visit(f"/beroepen?beroep=opticiens&{NORTH}")
    visitor.page.locator(".ik-put").first.click()
    _news(visitor).get_by_role("link", name="Ongedaan maken").click()
    expect(_news(visitor)).to_contain_text("Het is van uw kaart gehaald.")
    _news(visitor).get_by_role("link", name="Sluiten").click()
    expect(_news(visitor)).to_be_hidden()
    visitor.open_page("Samenstellen")
    expect(_preview(visitor).locator("li")).to_have_count(0)


def test_order_by_keyboard_undo_redo_note_and_refresh(visit: Visit) -> None:
    """Without a mouse; what was done is there after the page is loaded again."""
    visitor = visit(f"/samenstellen?{NORTH}")
    _map_with(visitor, "occupation:opticiens", "occupation:audiciens")
    _sees(visitor, "Opticiens", "Audiciens")
    down = _button(visitor, "↓ Omlaag: Opticiens")
    down.focus()
    visitor.page.keyboard.press("Enter")
    _sees(visitor, "Audiciens", "Opticiens")
    _button(visitor, "Ongedaan maken").press("Enter")
    _sees(visitor, "Opticiens", "Audiciens")
    _button(visitor, "Opnieuw doen").press("Enter")
    _sees(visitor, "Audiciens", "Opticiens")
    _note(visitor, "Opticiens", "Samen met de opticiens in Assen.")
    expect(_preview(visitor).locator(".ik-making-note")).to_contain_text("in Assen")
    _kept(visitor, 6)
    visitor.page.reload()
    _sees(visitor, "Audiciens", "Opticiens")
    expect(_preview(visitor).locator(".ik-making-note")).to_contain_text("in Assen")
    _kept(visitor, 6)


def test_order_by_dragging(visit: Visit) -> None:
    """A name dragged onto another takes its place."""
    visitor = visit(f"/samenstellen?{NORTH}")
    _map_with(visitor, "occupation:opticiens", "occupation:audiciens")
    visitor.settles()  # a hand drags what stands still
    rows = visitor.page.locator(".ik-making-item")
    rows.nth(1).drag_to(rows.nth(0))
    _sees(visitor, "Audiciens", "Opticiens")
    _kept(visitor, 3)
    visitor.sees_query("zet", "")


def test_hostile_words_are_text(visit: Visit) -> None:
    """In a title, a note and a name of one's own: on the page, in labels and for readers."""
    visitor = visit(f"/samenstellen?{NORTH}")
    _map_with(visitor, "occupation:opticiens")
    title = visitor.page.get_by_label("Titel", exact=True)
    title.fill(HOSTILE)
    title.press("Enter")
    expect(visitor.title).to_have_text(HOSTILE)
    _note(visitor, "Opticiens", HOSTILE)
    expect(_preview(visitor).locator(".ik-making-note")).to_contain_text(HOSTILE)
    visitor.page.get_by_text("Voeg zelf iets toe", exact=True).click()
    visitor.page.get_by_label("Naam (verplicht)", exact=True).fill(HOSTILE)
    visitor.page.get_by_label("Bron: van wie of waaruit").fill(HOSTILE)
    _button(visitor, "Voeg toe").click()
    _sees(visitor, "Opticiens", HOSTILE)
    expect(_button(visitor, f"Haal weg {HOSTILE}")).to_be_visible()
    assert visitor.page.evaluate("() => window.hit === undefined")
    assert 0 == visitor.page.locator("img[src=x]").count()
    reader = visit(None)
    reader.page.goto(_links(visitor)[0])
    expect(reader.page.locator("h1")).to_have_text(HOSTILE)
    assert 0 == reader.page.locator("img[src=x]").count()
    assert reader.page.evaluate("() => window.hit === undefined")


def test_two_people_save_the_same_map(visit: Visit) -> None:
    """The second is told, sees both, and saves on purpose; the first version is still there."""
    first = visit(f"/samenstellen?{NORTH}")
    address = _map_with(first, "occupation:opticiens")
    second = visit(address)
    _sees(second, "Opticiens")
    title = first.page.get_by_label("Titel", exact=True)
    title.fill("Van de eerste")
    title.press("Enter")
    expect(first.title).to_have_text("Van de eerste")
    late = second.page.get_by_label("Titel", exact=True)
    late.fill("Van de tweede")
    late.press("Enter")
    expect(second.page.locator(".ik-attention")).to_contain_text("want een ander was u voor")
    told = second.page.locator("table")
    expect(told).to_contain_text("Van de eerste")
    expect(told).to_contain_text("Van de tweede")
    assert [] == violations(second.page, axe_script())
    _button(second, "Bewaar die van mij als nieuwste versie").click()
    expect(second.title).to_have_text("Van de tweede")
    _kept(second, 3)
    second.page.get_by_text("Eerdere versies", exact=True).click()
    expect(second.page.get_by_label("Versie", exact=True)).to_have_value(re.compile("^Versie 2,"))
    _button(second, "Zet deze versie terug").click()
    expect(second.title).to_have_text("Van de eerste")


def test_a_reader_cannot_write_and_makes_a_copy(visit: Visit) -> None:
    """No field, no button but the copy; the copy is a map of its own."""
    maker = visit(f"/samenstellen?{NORTH}")
    address = _map_with(maker, "occupation:opticiens")
    read, edit = _links(maker)
    assert parse_qs(urlsplit(edit).query)["kaart"] == parse_qs(urlsplit(address).query)["kaart"]
    reader = visit(None)
    reader.page.goto(read)
    reader.follow("Verder in de app")
    _sees(reader, "Opticiens")
    expect(reader.page.get_by_test_id("stTextInput")).to_have_count(0)
    expect(_button(reader, "Haal weg Opticiens")).to_have_count(0)
    assert parse_qs(urlsplit(edit).query)["kaart"][0] not in reader.page.content()
    _button(reader, "Maak een eigen kopie").click()
    _button(reader, "Haal weg Opticiens").click()
    _sees(reader)
    assert reader.query()["kaart"] not in f"{read} {edit}"
    maker.page.reload()
    _sees(maker, "Opticiens")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_map_being_made_is_accessible_and_fits(visit: Visit, size: tuple[int, int]) -> None:
    """Axe finds nothing, with fields open; nothing is wider than the screen."""
    visitor = visit(f"/samenstellen?{NORTH}", size)
    _map_with(visitor, "occupation:opticiens", "gap:opticiens", "provider:00DV")
    _note(visitor, "Opticiens", "Een notitie.")
    visitor.page.get_by_text("Voeg zelf iets toe", exact=True).click()
    expect(_button(visitor, "Voeg toe")).to_be_visible()
    visitor.settles()
    assert [] == violations(visitor.page, axe_script())
    visitor.page.set_viewport_size({"width": 320, "height": 844})
    assert 0 == visitor.overflow()
