"""The pages on narrow screens, and at twice the size of letters."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bench.browser import PHONE
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 640)
"""The narrowest that WCAG asks for, a phone, and half a laptop: what 200 % zoom leaves of it."""

_CUT = """
async (path) => {
  const next = () => new Promise(requestAnimationFrame);
  const cut = () => {
    const box = path.getBoundingClientRect();
    const edge = path.ownerDocument.documentElement;
    return Math.max(0, -box.left, -box.top, box.right - edge.clientWidth,
      box.bottom - edge.clientHeight);
  };
  for (let frame = 0; frame < 90 && cut() > 0; frame += 1) await next();
  return cut();
}
"""
"""Pixels of a region that lie outside the frame of the map."""

PATHS = (
    "/",
    "/?sector=optiek&regios=AM01,AM02,AM03&taal=en",
    "/regio",
    "/regio?regios=AM01&sector=optiek",
    "/regio?regios=AM06&naast=2021",
    "/beroepen",
    "/beroepen?beroep=opticiens&regios=AM01",
    "/opleidingen?regios=AM01",
    "/samenstellen?regios=AM01",
    "/presenteren?regios=AM01&sector=optiek",
    "/verantwoording",
)


@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_wider_than_the_screen(visit: Visit, path: str) -> None:
    """Nobody has to scroll sideways to read; wide tables scroll by themselves."""
    visitor = visit(path, PHONE)
    visitor.settles()
    found = {}
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 844})
        found[width] = visitor.overflow()
    assert dict.fromkeys(WIDTHS, 0) == found


def test_the_width_is_really_measured(visit: Visit) -> None:
    """Twin: something too wide is seen."""
    visitor = visit("/verantwoording", PHONE)
    visitor.page.locator("h1").evaluate("(title) => { title.style.width = '800px'; }")
    assert visitor.overflow() > 0


def test_a_phone_shows_everything_in_the_right_order(visit: Visit) -> None:
    """Title, sentence, map, legend, where is work, what is missing, who trains, table."""
    visitor = visit("/?sector=optiek&regios=AM01,AM02,AM03", PHONE)
    cards = visitor.page.locator(".ik-card")
    parts = {
        "title": visitor.title,
        "sentence": visitor.lead,
        "map": visitor.page.locator("iframe"),
        "legend": visitor.page.locator(".ik-legend"),
        "work": cards.nth(0),
        "gaps": cards.nth(1),
        "trainers": cards.nth(2),
        "table": visitor.page.locator(".ik-table"),
    }
    boxes = {name: part.bounding_box() for name, part in parts.items()}
    assert all(boxes.values()), boxes
    tops = {name: box["y"] for name, box in boxes.items() if box}
    assert list(parts) == sorted(tops, key=lambda name: tops[name])
    wide = {name: box["width"] for name, box in boxes.items() if box and name != "title"}
    assert min(wide.values()) > 300, wide


def test_the_bar_uses_the_width_of_a_phone(visit: Visit) -> None:
    """Every row of the bar is filled, and each field is high enough to tap."""
    visitor = visit("/", PHONE)
    expect(visitor.page.locator(".st-key-bar_measure")).to_be_visible()
    boxes = visitor.page.locator(".st-key-ik-bar > *").evaluate_all(
        "(all) => all.map((box) => box.getBoundingClientRect()).map((b) => [b.top, b.right])"
    )
    ends: dict[int, float] = {}
    for top, right in boxes:
        ends[round(top)] = max(right, ends.get(round(top), 0))
    assert min(ends.values()) > 360, ends


def test_the_whole_country_fits_the_map_of_any_screen(visit: Visit) -> None:
    """From the islands to the south, and again after the screen has turned."""
    visitor = visit("/", PHONE)
    for width, height in (PHONE, (844, 390), (1280, 900)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        for code in ("AM01", "AM24", "AM30"):
            expect(visitor.region(code)).to_be_attached()
            cut = visitor.region(code).evaluate(_CUT)
            assert 0 == cut, (width, code)
