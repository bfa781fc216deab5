"""The map answers mouse, keyboard and touch, stays where it is, and can be missed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bench.browser import PHONE
from bench.screen import pan_and_zoom
from tests.browser.conftest import Visit
from tests.browser.visitor import OLD, Visitor

pytestmark = pytest.mark.browser

MARKS = ".ik-site, .ik-cluster"


def _focused(visitor: Visitor) -> str:
    """The region or the class of what has the focus on the map; empty where that is elsewhere."""
    found: str = visitor.screen.map_frame().evaluate(
        """() => document.hasFocus() && document.activeElement !== document.body
        ? document.activeElement.dataset.code || document.activeElement.className : ''"""
    )
    return found


def _where(visitor: Visitor) -> list[float]:
    seen: list[float] = visitor.screen.map_frame().evaluate(
        "() => [__ik.map.getCenter().lat, __ik.map.getCenter().lng, __ik.map.getZoom()]"
    )
    return seen


def _tab_to_region(visitor: Visitor) -> None:
    visitor.page.get_by_label("Kleur de kaart naar").focus()
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        if re.fullmatch(r"AM\d\d", _focused(visitor)):
            return
    raise AssertionError("Tab never came to a region")


def test_a_click_chooses_and_another_lets_go(visit: Visit) -> None:
    """One click to choose, one to undo; the table and the bar follow."""
    visitor = visit("/")
    visitor.click_region("AM02")
    visitor.sees_regions("AM02")
    expect(visitor.title).to_have_text("Werk en opleiding in Friesland")
    expect(visitor.rows.first.locator("td").last).to_have_text("ja")
    visitor.click_region("AM02")
    visitor.sees_regions()
    expect(visitor.title).to_have_text("Waar is werk, en wie leidt ervoor op?")


def test_a_tap_chooses(visit: Visit) -> None:
    """On a phone the map works the same."""
    visitor = visit("/", PHONE)
    visitor.click_region("AM01")
    visitor.sees_regions("AM01")


def test_one_finger_scrolls_the_page_until_the_map_is_zoomed(visit: Visit) -> None:
    """On a phone the map catches nobody; with a mouse it can be dragged at once."""
    visitor = visit("/", PHONE)
    frame = visitor.screen.map_frame()
    assert not frame.evaluate("__ik.map.dragging.enabled()")
    touch_action = "getComputedStyle(__ik.map.getContainer()).touchAction"
    assert "pan-x pan-y" == frame.evaluate(touch_action)
    frame.evaluate("__ik.map.zoomIn(1, { animate: false })")
    assert frame.evaluate("__ik.map.dragging.enabled()")
    frame.evaluate("__ik.goHome()")
    assert not frame.evaluate("__ik.map.dragging.enabled()")
    assert visit("/").screen.map_frame().evaluate("__ik.map.dragging.enabled()")


def test_the_map_works_with_the_keyboard_alone(visit: Visit) -> None:
    """Tab comes to the regions, arrows walk over them, Enter chooses, and Tab goes on."""
    visitor = visit("/?regios=AM02")
    _tab_to_region(visitor)
    visitor.screen.map_frame().evaluate("() => __ik.regions.get('AM01').layer.getElement().focus()")
    visitor.page.keyboard.press("ArrowDown")
    expect(visitor.region("AM03")).to_be_focused()
    expect(visitor.map.locator(".leaflet-tooltip", has_text="Drenthe")).to_be_visible()
    expect(visitor.map.locator(".leaflet-tooltip")).to_have_count(1)
    visitor.page.keyboard.press("Enter")
    visitor.sees_regions("AM02", "AM03")
    expect(visitor.region("AM03")).to_be_focused()
    visitor.page.keyboard.press(" ")
    visitor.sees_regions("AM02")
    for _ in range(10):
        visitor.page.keyboard.press("Tab")
        if not _focused(visitor):
            break
    assert "" == _focused(visitor)


def test_the_marks_of_providers_work_with_the_keyboard_alone(visit: Visit) -> None:
    """Marks are one stop for Tab; arrows go from mark to mark; Enter shows who it is."""
    visitor = visit("/?sector=optiek")
    marks = visitor.map.locator(MARKS)
    expect(marks.first).to_have_attribute("aria-label", re.compile(r"\w+, \w+|\d+ opleiders"))
    expect(visitor.map.locator(".leaflet-marker-pane [tabindex='0']")).to_have_count(1)
    visitor.map.locator(".leaflet-marker-pane [tabindex='0']").focus()
    before = visitor.map.locator("[aria-label]:focus").get_attribute("aria-label")
    for way in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        visitor.page.keyboard.press(way)
    expect(visitor.map.locator(".leaflet-marker-pane [tabindex='0']")).to_have_count(1)
    single = visitor.map.locator(".ik-site").first
    single.focus()
    name = str(single.get_attribute("aria-label"))
    assert before
    visitor.page.keyboard.press("Enter")
    expect(visitor.map.locator(".ik-popup h3")).to_have_text(name.rsplit(", ", 1)[0])


def test_the_bar_works_with_the_keyboard_alone(visit: Visit) -> None:
    """From the first Tab on: the skip link, the menu, a place, a second region, a theme."""
    visitor = visit("/")
    keys = visitor.page.keyboard
    for _ in range(3):  # Streamlit's own skip link and the scrolling page come first
        keys.press("Tab")
    expect(visitor.page.locator(".ik-skip")).to_be_focused()
    place = visitor.page.get_by_label("Zoek plaats of postcode")
    for _ in range(12):
        keys.press("Tab")
        if place.evaluate("(box) => box === document.activeElement"):
            break
    keys.type("9401")
    keys.press("Enter")
    visitor.sees_query("regios", "AM01")
    expect(visitor.chips).to_have_text(["Groningen"])
    regions = visitor.page.get_by_role("combobox", name="Regio's")
    for _ in range(4):
        keys.press("Tab")
        if regions.evaluate("(box) => box === document.activeElement"):
            break
    keys.type("Friesland")
    keys.press("Enter")
    visitor.sees_query("regios", "AM01,AM02")
    keys.press("Escape")
    topic = visitor.page.get_by_role("combobox", name="Sector of thema")
    for _ in range(4):
        keys.press("Tab")
        if topic.evaluate("(box) => box === document.activeElement"):
            break
    keys.type("Optiek")
    keys.press("Enter")
    visitor.sees_query("sector", "optiek")
    expect(visitor.title).to_contain_text("Optiek in")


def test_each_layer_can_be_hidden_and_shown(visit: Visit) -> None:
    """Providers, regional professions with their list, and municipal borders."""
    visitor = visit("/")
    frame = visitor.map
    expect(frame.locator(MARKS).first).to_be_visible()

    visitor.follow("Opleiders verbergen")
    expect(frame.locator(MARKS)).to_have_count(0)
    visitor.follow("Opleiders tonen")
    expect(frame.locator(MARKS).first).to_be_visible()

    paths = frame.locator("svg path").count()
    visitor.follow("Gemeentegrenzen tonen")
    expect(frame.locator("svg path").nth(paths + 341)).to_be_attached()
    visitor.follow("Gemeentegrenzen verbergen")
    expect(frame.locator("svg path")).to_have_count(paths)

    visitor.follow("Regionale kansberoepen tonen")
    badge = frame.get_by_role("button", name=re.compile(r"^Drenthe: \d+ regionale kansberoepen"))
    badge.click()
    expect(frame.locator(".ik-popup h3")).to_have_text("Drenthe")
    expect(frame.locator(".ik-popup")).to_contain_text("Timmerlieden")
    visitor.follow("Regionale kansberoepen verbergen")
    expect(frame.locator(".ik-badge")).to_have_count(0)
    visitor.sees_query("lagen", "")


def test_place_names_come_when_zoomed_in(visit: Visit) -> None:
    """They help to find the way without a base map, and can be switched off."""
    visitor = visit("/")
    expect(visitor.map.locator(".ik-place")).to_have_count(0)
    visitor.screen.map_frame().evaluate("() => __ik.map.setView([53.0, 6.56], 10)")
    expect(visitor.map.locator(".ik-place", has_text="Assen")).to_have_count(1)
    visitor.follow("Plaatsnamen (bij inzoomen) verbergen")
    expect(visitor.map.locator(".ik-place")).to_have_count(0)


def test_moving_the_map_sends_nothing_and_choosing_moves_nothing(visit: Visit) -> None:
    """Pan and zoom never reach the server; a filter change leaves the view where it is."""
    visitor = visit("/")
    at_home = _where(visitor)
    moved = pan_and_zoom(visitor.screen)
    assert (0, 0) == (moved.payload, moved.reruns)
    there = _where(visitor)
    assert at_home != there

    visitor.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    base = visitor.map.locator(".leaflet-map-pane").element_handle()
    visitor.choose("bar_topic", "Zorg")
    expect(visitor.title).to_have_text("Zorg in Nederland")
    visitor.choose("bar_measure", "Inwoners")
    visitor.sees_query("kleur", "inwoners")
    expect(visitor.map.get_by_role("button", name=re.compile("inwoners"))).to_have_count(35)
    assert there == _where(visitor)
    assert base
    assert base.evaluate("(pane) => pane.isConnected")


def test_home_shows_the_whole_country(visit: Visit) -> None:
    """After zooming in, one button goes back."""
    visitor = visit("/")
    home = _where(visitor)
    visitor.screen.map_frame().evaluate("() => __ik.map.setView([53.0, 6.56], 10)")
    visitor.map.get_by_role("button", name="Heel Nederland").click()
    assert pytest.approx(home, abs=0.01) == _where(visitor)


@pytest.mark.parametrize("name", ["map", "leaflet"])
def test_without_the_scripts_of_the_map_the_page_says_everything(visit: Visit, name: str) -> None:
    """The sentence, the cards and the table do not need the map."""
    visitor = visit(None)
    visitor.page.route(re.compile(rf"/{name}\.[0-9a-f]+\.js$"), lambda route: route.abort())
    visitor.page.goto(f"{visitor.guard.origin}/?sector=optiek&regios=AM01,AM02,AM03")
    expect(visitor.title).to_have_text("Optiek in Noord-Nederland")
    expect(visitor.lead).to_contain_text("Deltion College in Zwolle")
    expect(visitor.rows).to_have_count(35)
    expect(visitor.page.locator(".ik-card")).to_have_count(3)
    visitor.choose("bar_topic", "Zorg")
    expect(visitor.title).to_have_text("Zorg in Noord-Nederland")
    visitor.forgives("ERR_FAILED", "page error: Event")  # streamlit-folium tells of the script


def test_without_the_shapes_the_map_says_so(visit: Visit) -> None:
    """A map that could not load its shapes points to the table."""
    visitor = visit(None)
    visitor.page.route(re.compile(r"/regions-\d+\.[0-9a-f]+\.json$"), lambda route: route.abort())
    visitor.page.goto(f"{visitor.guard.origin}/")
    expect(visitor.map.locator(".ik-failed")).to_contain_text("staat ook in de tabel")
    expect(visitor.rows).to_have_count(35)
    visitor.forgives("ERR_FAILED", "Failed to fetch")


def test_what_is_not_known_is_hatched_and_said(visit: Visit) -> None:
    """A region without a figure has the hatch, the words, and no colour."""
    visitor = visit("/?kleur=spanning")
    hatched: list[str] = visitor.map.locator("path.ik-region[fill^='url']").evaluate_all(
        "(all) => all.map((path) => path.getAttribute('aria-label'))"
    )
    unknown = visitor.page.locator(".ik-table tr:has(td.ik-unknown)").evaluate_all(
        "(all) => all.map((row) => row.cells[0].innerText + ': ' + row.cells[1].innerText)"
    )
    said = [label.removesuffix(OLD).removesuffix(".") for label in hatched]
    assert sorted(unknown) == sorted(said)
    assert any(label.endswith("geen oordeel bekend") for label in said), said
    expect(visitor.page.locator(".ik-legend .ik-hatch")).to_be_visible()
