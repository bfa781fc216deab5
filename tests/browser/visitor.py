"""A visitor in Chromium who never lets a fault pass: other origins, console errors, exceptions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    FrameLocator,
    Locator,
    Page,
    Request,
    WebSocket,
    expect,
)

from bench.browser import Screen

EXCUSED = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")
"""Streamlit's frontend first asks for these below the page's own path, to learn where it lives."""

OLD = " Een jaar oud of ouder."
"""What the map says after a figure whose period ended that long ago."""

TELL_EXCEPTIONS = """
new MutationObserver(() => {
  const box = document.querySelector('[data-testid="stException"]:not([data-told])');
  if (!box) return;
  box.setAttribute("data-told", "");
  console.error("exception on the page: " + box.textContent.slice(0, 500));
}).observe(document, {subtree: true, childList: true});
"""

_FREE_SPOT = """
async (path) => {
  const rows = [10, 8, 12, 6, 14, 4, 16, 2, 18];
  const find = () => {
    const box = path.getBoundingClientRect();
    for (const row of rows) {
      for (let column = 1; column < 20; column += 1) {
        const x = box.x + box.width * column / 20;
        const y = box.y + box.height * row / 20;
        if (document.elementFromPoint(x, y) === path) return {x, y};
      }
    }
    return null;
  };
  for (let frame = 0; frame < 120 && !find(); frame += 1) await new Promise(requestAnimationFrame);
  return find();
}
"""
"""A spot of a region that no mark, name or other region covers, in its frame."""


_OVERFLOW = """
async () => {
  const boxes = [document.documentElement, document.querySelector('[data-testid=stMain]')];
  const wide = () => Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth));
  for (let frame = 0; frame < 90 && wide() > 0; frame += 1) {
    await new Promise(requestAnimationFrame);
  }
  return wide();
}
"""


def is_elsewhere(url: str, origin: str) -> bool:
    """Whether loading ``url`` would tell another host than ``origin`` about the visitor."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and (
        parts.netloc != urlsplit(origin).netloc
    )


@dataclass
class Guard:
    """What went wrong in a visitor's browser, in words."""

    origin: str
    faults: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, page: Page) -> None:
        """Keep an eye on all pages of ``context``, of which ``page`` is the first."""
        context.add_init_script(TELL_EXCEPTIONS)
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))
        page.on("websocket", self._socket)

    def _request(self, request: Request) -> None:
        self._address(request.url)

    def _socket(self, socket: WebSocket) -> None:
        self._address(socket.url)

    def _address(self, url: str) -> None:
        if is_elsewhere(url, self.origin):
            self.faults.append(f"another origin: {url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not EXCUSED.search(message.location["url"]):
            self.faults.append(f"console: {message.text} ({message.location['url']})")


@dataclass
class Visitor:
    """One visitor with a browser of their own."""

    screen: Screen
    guard: Guard
    regions_count: int = 35

    @property
    def page(self) -> Page:
        """The page that the visitor looks at."""
        return self.screen.page

    @property
    def map(self) -> FrameLocator:
        """The map on the page."""
        return self.page.frame_locator("iframe[src*=streamlit_folium]")

    @property
    def title(self) -> Locator:
        """The heading of the page."""
        return self.page.locator("h1.ik-title")

    @property
    def lead(self) -> Locator:
        """The sentence under the heading."""
        return self.page.locator(".ik-lead").first

    @property
    def rows(self) -> Locator:
        """The rows of the map's table."""
        return self.page.locator(".ik-table tbody tr")

    @property
    def notice(self) -> Locator:
        """The notices above the page."""
        return self.page.locator(".ik-notice")

    def go(self, path: str = "/") -> None:
        """Open ``path`` and wait for its heading, and for the regions where there is a map."""
        self.page.goto(f"{self.guard.origin}{path}")
        expect(self.title).to_be_visible()
        if urlsplit(path).path == "/":
            self.sees_map()

    def sees_map(self) -> None:
        """Wait until all regions are drawn."""
        painted = self.map.locator("path.ik-region[aria-pressed]")
        expect(painted).to_have_count(self.regions_count)

    def settles(self) -> None:
        """Wait until the page has been drawn to its end, the map too where it has one."""
        expect(self.page.locator(".stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)
        if self.page.locator("iframe[src*=streamlit_folium]").count():
            expect(self.map.locator(".ik-label, .leaflet-marker-icon").first).to_be_attached()

    def sees_page(self, name: str, title: str) -> None:
        """Wait until the page with this title is there; ``name`` is its path, empty for the map."""
        expect(self.title).to_have_text(title)
        assert f"/{name}" == urlsplit(self.page.url).path

    def region(self, code: str) -> Locator:
        """A region on the map."""
        return self.map.locator(f'path[data-code="{code}"]')

    def click_region(self, code: str) -> None:
        """Click on a part of the region where nothing else lies on top of it."""
        path = self.region(code)
        spot = path.evaluate(_FREE_SPOT)
        assert spot, f"{code} is covered everywhere"
        frame = self.page.locator("iframe[src*=streamlit_folium]")
        frame.scroll_into_view_if_needed()
        box = frame.bounding_box()
        assert box, "the map has no size"
        self.page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])

    def sees_regions(self, *codes: str) -> None:
        """Wait until exactly these regions are chosen: in the address bar and on the map."""
        wanted = ",".join(sorted(codes))
        self.sees_query("regios", wanted)
        for code in codes:
            expect(self.region(code)).to_have_attribute("aria-pressed", "true")
        expect(self.map.locator('path[aria-pressed="true"]')).to_have_count(len(codes))

    def sees_query(self, name: str, value: str) -> None:
        """Wait until the address bar has this value; an empty one means: not there."""
        # Not wait_for_function: it evaluates text in the page, which the app's policy forbids.
        self.page.wait_for_url(
            lambda url: dict(parse_qsl(urlsplit(url).query)).get(name, "") == value
        )

    def query(self) -> dict[str, str]:
        """The parameters in the address bar."""
        return dict(parse_qsl(urlsplit(self.page.url).query))

    @property
    def chips(self) -> Locator:
        """The regions chosen in the bar."""
        return self.page.locator(".st-key-bar_regions .react-aria-ComboBox [data-tag]")

    def find_place(self, text: str, label: str = "Zoek plaats of postcode") -> None:
        """Type ``text`` into the search box of the bar and press Enter."""
        box = self.page.get_by_label(label)
        box.fill(text)
        box.press("Enter")

    def choose(self, key: str, option: str) -> None:
        """Choose ``option`` in the select box with this key."""
        self.page.locator(f".st-key-{key}").get_by_role("combobox").click()
        self.page.keyboard.type(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def open_page(self, name: str) -> None:
        """Follow a link of the menu."""
        self.page.locator(".ik-header nav").get_by_role("link", name=name, exact=True).click()

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window, once it had the time to adapt."""
        wide: int = self.page.evaluate(_OVERFLOW)
        return wide

    def follow(self, name: str) -> None:
        """Follow the first link with this text."""
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def forgives(self, *words: str) -> None:
        """Take away the faults that a test makes on purpose, those with any of ``words``."""
        self.guard.faults[:] = [
            fault for fault in self.guard.faults if not any(word in fault for word in words)
        ]
