"""Everything is a link: sent to someone else, gone back to, broken, or hostile."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from bench.apps import OURS
from bench.pages import PAGES
from bench.server import serving
from inspiratiekaart.offer_filters import PARAMETERS
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

OWN = {
    "": (),
    "regio": ("naast",),
    "beroepen": ("beroep", "zoek", "regionaal", "pagina"),
    "opleidingen": (*PARAMETERS.values(), "toon", "pagina"),
    "samenstellen": ("kaart", "zet"),
    "presenteren": ("kaart", "zet", "wat", "kort"),
    "verantwoording": (),
    "verschillen": ("van", "naar", "tabel", "pagina"),
    "beheren": (),
}
READ = ("regios", "sector", "kleur", "afstand", "niveau", "lagen", "editie", "taal")
HOSTILE = "\"'><img src=x onerror=window.hit=1><script>window.hit=1</script>{{7*7}}"


def _said(visitor: Visitor) -> tuple[str, str, list[str]]:
    return (
        visitor.title.inner_text(),
        visitor.lead.inner_text(),
        visitor.rows.all_inner_texts(),
    )


def test_a_shared_link_shows_someone_else_the_same(visit: Visit) -> None:
    """What was clicked together is opened from the address bar in another browser."""
    first = visit("/")
    first.find_place("Assen")
    first.sees_regions("AM01")
    first.choose("bar_topic", "Zorg")
    first.sees_query("sector", "zorg")
    first.choose("bar_measure", "Opleiding binnen bereik")
    first.sees_query("kleur", "bereik")
    expect(first.page.locator(".ik-unit")).to_contain_text("binnen bereik")
    address = urlsplit(first.page.url)
    second = visit(f"{address.path}?{address.query}")
    second.sees_regions("AM01")
    assert _said(first) == _said(second)


def test_back_and_forward_work(visit: Visit) -> None:
    """Each step can be undone with the browser's own buttons, over pages too."""
    visitor = visit("/")
    visitor.click_region("AM02")
    expect(visitor.title).to_have_text("Werk en opleiding in Friesland")
    visitor.choose("bar_topic", "Zorg")
    expect(visitor.title).to_have_text("Zorg in Friesland")
    visitor.open_page("Regio")
    expect(visitor.title).to_have_text("Werk en opleiding in Friesland")

    visitor.page.go_back()
    expect(visitor.title).to_have_text("Zorg in Friesland")
    visitor.page.go_back()
    expect(visitor.title).to_have_text("Werk en opleiding in Friesland")
    visitor.sees_regions("AM02")
    visitor.page.go_back()
    expect(visitor.title).to_have_text("Waar is werk, en wie leidt ervoor op?")
    visitor.sees_regions()
    visitor.page.go_forward()
    visitor.page.go_forward()
    expect(visitor.title).to_have_text("Zorg in Friesland")
    visitor.sees_regions("AM02")
    expect(visitor.chips).to_have_text(["Friesland"])


def test_a_deep_link_may_be_the_first_request(visit: Visit) -> None:
    """A server that has just started shows the page of the link, not another."""
    with serving(OURS.script) as fresh:
        visitor = visit("/regio?regios=AM01", at=fresh)
        visitor.sees_page("regio", "Werk en opleiding in Groningen")
        expect(visitor.chips).to_have_text(["Groningen"])
        visitor.page.goto("about:blank")


def test_an_emptied_filter_shows_the_whole_again(visit: Visit) -> None:
    """Removing the chip, the sector, or everything at once leads back to the start."""
    start = "Waar is werk, en wie leidt ervoor op?"
    visitor = visit("/?regios=AM01&sector=zorg")
    visitor.chips.get_by_role("button").click()
    expect(visitor.title).to_have_text("Zorg in Nederland")
    visitor.sees_regions()
    visitor.choose("bar_topic", "Alle sectoren")
    expect(visitor.title).to_have_text(start)
    assert {} == visitor.query()

    visitor.go("/?regios=AM01,AM02&sector=zorg&niveau=hoger&kleur=inwoners")
    visitor.follow("Wis keuze")
    expect(visitor.title).to_have_text(start)
    visitor.sees_regions()
    assert {} == visitor.query()


def test_nothing_found_has_its_own_words(visit: Visit) -> None:
    """A level without work says so, and that this is not the same as no work."""
    visitor = visit("/?sector=optiek&niveau=basis")
    expect(visitor.page.locator(".ik-card").first).to_contain_text("er is geen werk")
    visitor.find_place("Nergenshuizen")
    expect(visitor.notice).to_contain_text("Nergenshuizen")
    expect(visitor.notice).to_contain_text("Controleer de spelling")
    assert {"sector": "optiek", "niveau": "basis"} == visitor.query()


def test_wrong_values_get_a_notice_and_no_error(visit: Visit) -> None:
    """What makes no sense is named and left out; the rest of the link is used."""
    visitor = visit("/?regios=AM01,AM99&sector=bestaat-niet&afstand=-1&editie=1999&kleur=inwoners")
    expect(visitor.notice).to_contain_text("regios, sector, afstand, editie")
    expect(visitor.region("AM01")).to_have_attribute("aria-pressed", "true")
    expect(visitor.chips).to_have_text(["Groningen"])
    expect(visitor.page.locator(".ik-unit")).to_contain_text("inwoners")


@pytest.mark.parametrize("page", PAGES)
def test_hostile_values_are_text(visit: Visit, page: str) -> None:
    """HTML, scripts and templates in any parameter run nowhere and add no element."""
    names = [*READ, *OWN[page]]
    visitor = visit(f"/{page}?{urlencode(dict.fromkeys(names, HOSTILE), quote_via=quote)}")
    expect(visitor.notice.first).to_contain_text(", ".join(READ))
    assert [None, 0, 0] == visitor.page.evaluate(
        """() => [window.hit ?? null, document.querySelectorAll('img[src="x"]').length,
        [...document.scripts].filter((script) => script.text.includes('hit=1')).length]"""
    )
    assert "49" not in visitor.notice.first.inner_text()


def test_a_hostile_place_is_text(visit: Visit) -> None:
    """What a visitor types is shown as typed."""
    visitor = visit("/")
    visitor.find_place("<img src=x onerror=window.hit=1>")
    expect(visitor.notice).to_contain_text("<img src=x onerror=window.hit=1>")
    assert visitor.page.evaluate("window.hit ?? null") is None


def test_the_language_switch_keeps_what_is_chosen(visit: Visit) -> None:
    """The same page in English, with its language told to screen readers, and back again."""
    visitor = visit("/?regios=AM01&sector=zorg")
    visitor.follow("English")
    visitor.sees_query("taal", "en")
    expect(visitor.page.locator(".ik-header nav a").first).to_have_text("Map")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    visitor.sees_regions("AM01")
    assert {"regios": "AM01", "sector": "zorg", "taal": "en"} == visitor.query()
    visitor.open_page("Region")
    expect(visitor.page.locator(".ik-header [aria-current=page]")).to_have_text("Region")
    assert {"regios": "AM01", "sector": "zorg", "taal": "en"} == visitor.query()
    visitor.follow("Nederlands")
    expect(visitor.title).to_have_text("Werk en opleiding in Groningen")
    assert {"regios": "AM01", "sector": "zorg"} == visitor.query()
    expect(visitor.page.locator("html")).to_have_attribute("lang", "nl")


def test_the_edition_switch_keeps_what_is_chosen(visit: Visit) -> None:
    """The other edition has other borders and other statements, of the same region."""
    visitor = visit("/?regios=AM06&sector=zorg")
    before = _said(visitor)
    visitor.page.locator(".ik-editions").get_by_role("link", name="2021").click()
    visitor.sees_query("editie", "2021")
    expect(visitor.page.locator(".ik-editions [aria-current]")).to_have_text("2021")
    visitor.sees_regions("AM06")
    expect(visitor.page.locator(".ik-note").last).to_contain_text("Editie 2021")
    assert before != _said(visitor)


@pytest.mark.parametrize(
    ("edition", "code", "name"),
    [("2021", "AM06", "Stedendriehoek"), ("2026", "AM36", "")],
)
def test_elburg_moved_to_another_region(visit: Visit, edition: str, code: str, name: str) -> None:
    """The search box answers for the edition that is shown."""
    visitor = visit(f"/?editie={edition}")
    visitor.find_place("Elburg")
    visitor.sees_regions(code)
    expect(visitor.notice).to_contain_text(f"Elburg ligt in arbeidsmarktregio {name}")


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "iet vergelijkbaar"), ("en", "ot comparable")]
)
def test_two_years_with_other_borders_are_not_compared(
    visit: Visit, language: str, words: str
) -> None:
    """A region that changed is not put beside itself; the page says why and who moved."""
    visitor = visit(f"/regio?regios=AM06&naast=2021&taal={language}")
    beside = visitor.page.locator(".ik-gap", has=visitor.page.locator("h3", has_text=words))
    expect(beside).to_have_count(1)
    expect(beside).to_contain_text("Elburg")
    expect(beside.locator("table")).to_have_count(0)
