"""Chromium as the visitor's eye: when the map changed, what was sent, what was asked of whom."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Frame,
    Locator,
    Page,
    WebSocket,
    sync_playwright,
)
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

DESKTOP = (1280, 900)
PHONE = (390, 844)

POLL_MS = 50
QUIET_MS = 1500
"""The map has finished changing when nothing in it changed for this long."""

WATCH = """
(() => {
  if (window !== window.top) return;
  const now = () => performance.timeOrigin + performance.now();
  const bench = window.__bench = {click: 0, first: 0, last: 0, text: 0};
  const drawn = "path.leaflet-interactive, .leaflet-marker-icon";
  const isDrawn = (node) =>
    node.nodeType === 1 && (node.matches(drawn) || node.querySelector(drawn));
  const touches = (record) => record.type === "attributes"
    ? record.target.matches(drawn)
    : [...record.addedNodes, ...record.removedNodes].some(isDrawn);
  const watched = new WeakSet();
  const watch = (inside) => {
    if (!inside || watched.has(inside)) return;
    watched.add(inside);
    new MutationObserver((records) => {
      if (!records.some(touches)) return;
      bench.last = now();
      if (!bench.first && inside.querySelectorAll("path.leaflet-interactive").length >= 30) {
        bench.first = now();
      }
    }).observe(inside, {
      subtree: true, childList: true,
      attributeFilter: ["fill", "d", "stroke", "stroke-width", "fill-opacity"],
    });
  };
  setInterval(() => document.querySelectorAll("iframe").forEach((frame) => {
    try { watch(frame.contentDocument); } catch { /* another origin: not ours to watch */ }
  }), 10);
  document.addEventListener("click", () => { bench.click = now(); }, true);
  new MutationObserver(() => {
    if (!bench.text && document.querySelector("[data-testid=stMarkdownContainer] p")) {
      bench.text = now();
    }
  }).observe(document, {subtree: true, childList: true});
})();
"""

SETTLED = """
async ([quiet, limit]) => {
  const now = () => performance.timeOrigin + performance.now();
  const end = now() + limit;
  const bench = window.__bench;
  while (now() < end && !(bench.last > bench.click && now() - bench.last > quiet)) {
    await new Promise((resume) => setTimeout(resume, 50));
  }
  return bench.last > bench.click ? bench.last - bench.click : null;
}
"""


class BrowserError(RuntimeError):
    """The page did not show what was to be measured."""


@dataclass
class Traffic:
    """What went over the page's websocket since ``reset``; heartbeats are not counted."""

    received_bytes: int = 0
    sent_bytes: int = 0
    reruns: int = 0

    @property
    def payload(self) -> int:
        """Payload in both directions."""
        return self.received_bytes + self.sent_bytes

    def reset(self) -> None:
        """Start counting from zero."""
        self.received_bytes = self.sent_bytes = self.reruns = 0

    def sent(self, payload: bytes | str) -> None:
        """Count one frame to the server."""
        raw = payload.encode() if isinstance(payload, str) else payload
        kind = BackMsg.FromString(raw).WhichOneof("type")
        if kind != "app_heartbeat":
            self.sent_bytes += len(raw)
            self.reruns += kind == "rerun_script"

    def received(self, payload: bytes | str) -> None:
        """Count one frame from the server, unless it answers a heartbeat."""
        raw = payload.encode() if isinstance(payload, str) else payload
        # Only a short frame can be such an answer, and reading a long one costs time.
        if len(raw) > 16 or ForwardMsg.FromString(raw).WhichOneof("type") != "heartbeat_ack":
            self.received_bytes += len(raw)


@dataclass
class Screen:
    """One page of one visitor, with its traffic."""

    page: Page
    traffic: Traffic = field(default_factory=Traffic)

    def map_frame(self) -> Frame:
        """The frame that holds the map."""
        for frame in self.page.frames:
            if frame != self.page.main_frame and frame.locator(".leaflet-map-pane").count():
                return frame
        raise BrowserError("no map on the page")

    def mark(self, name: str, *, timeout_ms: int = 60_000) -> float:
        """Wait for a mark of the watcher (``first``, ``text``); seconds since the epoch."""
        # Not wait_for_function: it evaluates text in the page, which the app's policy forbids.
        for _ in range(timeout_ms // POLL_MS):
            moment: float = self.page.evaluate(f"window.__bench.{name} || 0")
            if moment > 0:
                return moment / 1000
            self.page.wait_for_timeout(POLL_MS)
        raise BrowserError(f"no mark '{name}' within {timeout_ms} ms")

    def changed_after_click_ms(self, *, limit_ms: int = 20_000) -> float | None:
        """From the last click to the last change in the map; None when nothing changed."""
        answer: float | None = self.page.evaluate(SETTLED, [QUIET_MS, limit_ms])
        return answer

    def widget(self, key: str) -> Locator:
        """The element around the widget with this user key."""
        return self.page.locator(f".st-key-{key}").first

    def choose(self, key: str, option: str) -> None:
        """Click ``option`` in the select box or the row of choices with this user key."""
        widget = self.widget(key)
        widget.wait_for()
        boxes = widget.get_by_role("combobox")
        if boxes.count():
            boxes.first.click()
            field_ = self.page.get_by_role("option", name=option, exact=True).first
            if not field_.is_visible():
                self.page.keyboard.type(option)
            field_.click()
        else:
            widget.get_by_text(option, exact=True).first.click()

    def quiet(self, ms: int = 2000) -> None:
        """Wait until nothing went over the websocket for ``ms``."""
        before = -1
        while before != self.traffic.payload:
            before = self.traffic.payload
            self.page.wait_for_timeout(ms)


def said(error: Exception) -> str:
    """An error in one line: what happened, and what stood in the way where Playwright tells."""
    lines = [line.strip(" -") for line in str(error).splitlines() if line.strip()]
    ways = [line for line in lines[1:] if "intercepts" in line or "waiting for" in line]
    return "; ".join([*lines[:1], *ways[-1:]])[:300]


def chromium_path() -> str | None:
    """The browser: CHROMIUM names one, else the system's, else Playwright's own (None)."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or None


def is_available() -> bool:
    """Whether a browser can be started at all."""
    if chromium_path():
        return True
    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


@contextmanager
def chromium(arguments: list[str] | None = None) -> Iterator[Browser]:
    """A headless Chromium until the block ends."""
    switches = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", *(arguments or [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=switches)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def screen(
    browser: Browser, size: tuple[int, int] = DESKTOP, *, language: str = "nl-NL"
) -> Iterator[Screen]:
    """A fresh visitor (empty cache, no history) with the watcher in every frame.

    On ``PHONE`` the screen is touched.
    """
    width, height = size
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, locale=language, has_touch=size == PHONE
    )
    context.add_init_script(WATCH)
    page = context.new_page()
    shown = Screen(page)

    def attach(socket: WebSocket) -> None:
        socket.on("framesent", shown.traffic.sent)
        socket.on("framereceived", shown.traffic.received)

    page.on("websocket", attach)
    try:
        yield shown
    finally:
        context.close()
