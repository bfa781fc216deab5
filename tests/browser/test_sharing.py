"""From the map to Presenteren, to the page that everybody can open, and back into the app."""

from __future__ import annotations

import base64
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from bench.access import axe_script, violations
from bench.browser import DESKTOP, PHONE
from inspiratiekaart.dataset import open_dataset, pinned
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.drawing.scanner import read

pytestmark = pytest.mark.browser

NORTH = "regios=AM01,AM02,AM03&sector=optiek"
WORDS = {
    "nl": ("Delen en presenteren", "Maak een korte link", "Verder in de app"),
    "en": ("Share and present", "Make a short link", "Continue in the app"),
}


def _codes(visitor: Visitor) -> list[str]:
    codes = visitor.page.get_by_test_id("stCode").locator("code")
    expect(codes.last).to_contain_text("<iframe")
    return [text.replace("\n", "").strip() for text in codes.all_inner_texts()]


def _opened(visitor: Visitor, link: str) -> Page:
    """The new tab that a link of the page opens."""
    with visitor.page.context.expect_page() as waiting:
        visitor.page.get_by_role("link", name=link).first.click()
    return waiting.value


def _short(visitor: Visitor, button: str) -> str:
    visitor.page.get_by_role("button", name=button, exact=True).click()
    code = visitor.page.locator(".ik-present-short b")
    expect(code).to_be_visible()
    return code.inner_text()


@pytest.mark.parametrize("language", WORDS)
def test_from_the_map_to_everybody_and_back(visit: Visit, language: str) -> None:
    """The shared page has the same choice as the map page, and so has the app after it."""
    share, _, back = WORDS[language]
    visitor = visit(f"/?{NORTH}&taal={language}" if language == "en" else f"/?{NORTH}")
    title = visitor.title.inner_text()
    visitor.follow(share)
    visitor.sees_page("presenteren", share)
    assert "AM01,AM02,AM03" == visitor.query()["regios"]
    expect(visitor.lead).to_contain_text(title)
    with visitor.page.context.expect_page() as waiting:
        visitor.page.locator("a.ik-out[href^='deel/kaart?']").click()
    shared = waiting.value
    expect(shared.locator("h1")).to_have_text(title)
    assert _codes(visitor)[0] == unquote(shared.url)
    assert "/presenteren" == urlsplit(visitor.page.url).path
    shared.get_by_role("link", name=back).click()
    expect(shared.locator("h1.ik-title")).to_have_text(title)
    assert "regios=AM01,AM02,AM03&sector=optiek" in unquote(shared.url)
    expect(shared.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", WORDS)
def test_a_short_link_typed_over_opens_the_same(visit: Visit, language: str) -> None:
    """With capitals and without hyphens; and it is there after a refresh."""
    _, make, _ = WORDS[language]
    visitor = visit(f"/presenteren?{NORTH}&taal={language}")
    title = visitor.lead.inner_text()
    code = _short(visitor, make)
    visitor.sees_query("kort", code)
    visitor.page.reload()
    expect(visitor.page.locator(".ik-present-short b")).to_have_text(code)
    other = visit(None)
    other.page.goto(f"{visitor.guard.origin}/deel/{code.upper().replace('-', '')}")
    assert f"/deel/{code}" == urlsplit(other.page.url).path
    assert other.page.locator("h1").inner_text() in title
    expect(other.page.locator("html")).to_have_attribute("lang", language)


def test_the_codes_to_scan_lead_where_the_links_lead(visit: Visit, tmp_path: Path) -> None:
    """Read from the page by a reader that is not ours, and from the file that is downloaded."""
    visitor = visit(f"/presenteren?{NORTH}")
    code = _short(visitor, WORDS["nl"][1])
    pictures = visitor.page.locator("img.ik-present-code")
    expect(pictures).to_have_count(2)
    visitor.settles()
    found = [read(picture.screenshot()) for picture in pictures.all()]
    links = _codes(visitor)
    assert [[links[0]], [f"{visitor.guard.origin}/deel/{code}"]] == found
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name="Download de QR-code (SVG)").click()
    assert waiting.value.suggested_filename.endswith(".svg")
    path = tmp_path / "qr.svg"
    waiting.value.save_as(path)
    inside = base64.b64encode(path.read_bytes()).decode()
    visitor.page.goto("about:blank")
    visitor.page.set_content(f'<img width=400 src="data:image/svg+xml;base64,{inside}">')
    assert [links[0]] == read(visitor.page.locator("img").screenshot())


def test_presenting_starts_in_a_tab_of_its_own(visit: Visit) -> None:
    """Per region and per sector; the app stays where it was."""
    visitor = visit(f"/presenteren?{NORTH}")
    for link, per in (("per regio", "regio"), ("per sector", "sector")):
        scenes = _opened(visitor, f"Start: een scherm {link}")
        expect(scenes.locator("h1").first).to_be_attached()
        assert f"per={per}" in scenes.url
        assert "/deel/kaart/presentatie" == urlsplit(scenes.url).path
        scenes.close()
    visitor.sees_page("presenteren", "Delen en presenteren")


def test_a_composed_map_is_presented_and_shared_by_keyboard(visit: Visit) -> None:
    """From the map being made to its shared page, without a mouse."""
    visitor = visit(f"/samenstellen?{NORTH}&zet=occupation:opticiens")
    expect(visitor.page.locator(".ik-news")).to_be_visible()
    edit = visitor.query()["kaart"]
    visitor.page.get_by_role("link", name="Deze kaart presenteren").press("Enter")
    visitor.sees_page("presenteren", "Delen en presenteren")
    assert edit == visitor.query()["kaart"]
    link = _codes(visitor)[0]
    assert edit not in link
    picked = visitor.page.locator(".ik-present-what a[aria-current]")
    expect(picked).to_have_text("De samengestelde kaart")
    visitor.page.get_by_role("link", name="Wat u op de pagina Kaart ziet").press("Enter")
    expect(picked).to_have_text("Wat u op de pagina Kaart ziet")
    visitor.sees_query("kaart", edit)
    visitor.page.get_by_role("link", name="De samengestelde kaart").press("Enter")
    expect(picked).to_have_text("De samengestelde kaart")
    with visitor.page.context.expect_page() as waiting:
        visitor.page.get_by_role("link", name="Open de gedeelde pagina").press("Enter")
    shared = waiting.value
    expect(shared.locator("h1")).to_have_text("Inspiratiekaart Noord-Nederland")
    assert [] == violations(visitor.page, axe_script())
    assert link == shared.url
    assert edit not in shared.content()
    visitor.page.get_by_role("button", name="Maak een korte link").press("Enter")
    code = visitor.page.locator(".ik-present-short b")
    expect(code).to_be_visible()
    reader = visit(f"/samenstellen?kaart={code.inner_text()}")
    expect(reader.title).to_have_text("Inspiratiekaart Noord-Nederland")
    expect(reader.page.get_by_role("button", name="Maak een eigen kopie")).to_be_visible()


def test_a_file_of_a_region_leads_to_the_page_for_everybody(visit: Visit, tmp_path: Path) -> None:
    """Many people scan a poster; the region page has the way to share as well."""
    visitor = visit("/regio?regios=AM01&taal=en")
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name="Drawing (SVG)").click()
    path = tmp_path / "region.svg"
    waiting.value.save_as(path)
    drawn = path.read_text(encoding="utf-8")
    named = pinned(open_dataset()).edition
    assert f"{visitor.guard.origin}/deel/kaart?regios=AM01&amp;editie={named}&amp;stand=" in drawn
    visitor.follow("Share and present")
    visitor.sees_page("presenteren", "Share and present")
    assert {"regios": "AM01", "taal": "en"} == visitor.query()


def test_tab_reaches_every_way_to_share(visit: Visit) -> None:
    """In the order in which they stand, from the heading on, and out again at the end."""
    visitor = visit(f"/presenteren?{NORTH}")
    _short(visitor, WORDS["nl"][1])
    visitor.settles()
    wanted = visitor.page.locator(".ik-go a, a.ik-out, details summary, .stDownloadButton button")
    names = [text.strip() for text in wanted.all_inner_texts()]
    visitor.page.locator(".ik-go a").first.focus()
    reached = []
    for _ in range(25):
        reached.append(
            visitor.page.evaluate("() => document.activeElement.innerText?.trim() ?? ''")
        )
        visitor.page.keyboard.press("Tab")
    assert names == [name for name in reached if name in names][: len(names)]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", WORDS)
def test_the_page_is_accessible_and_fits(
    visit: Visit, language: str, size: tuple[int, int]
) -> None:
    """Axe finds nothing, with a short link made and the picture of the link opened."""
    visitor = visit(f"/presenteren?{NORTH}&taal={language}", size)
    _short(visitor, WORDS[language][1])
    visitor.page.locator(".ik-present-picture summary").click()
    picture = visitor.page.locator(".ik-present-picture img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    expect(picture).to_have_js_property("naturalWidth", 1200)
    visitor.settles()
    assert [] == violations(visitor.page, axe_script())
    visitor.page.set_viewport_size({"width": 320, "height": 844})
    assert 0 == visitor.overflow()
