"""Budget 9 for a shared view: its load in Chromium, whom it asks, what it is without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from bench.apps import OURS
from bench.browser import PHONE, chromium, said
from bench.figures import Figure
from bench.server import ServerError, serving
from bench.sharing import NORTH, shared_view
from inspiratiekaart.selection import Selection

KB = 1000
LIMIT_KB = 150
SELECTIONS = (NORTH, Selection(regions=frozenset({"AM01"})), Selection())

_MAP = "#ik-map"
_REGIONS = f"{_MAP} path[data-code]"
_QUIET_MS = 500


@dataclass
class Load:
    """What a browser asked for to show a page, and what that weighed, headers included."""

    bytes: int = 0
    requests: list[str] = field(default_factory=list)

    def foreign(self, url: str) -> list[str]:
        """The hosts asked other than that of ``url``."""
        ours = urlsplit(url).netloc
        hosts = (urlsplit(each) for each in self.requests)
        return sorted({host.netloc for host in hosts if host.netloc not in {"", ours}})


@contextmanager
def visit(browser: Browser, *, scripts: bool = True) -> Iterator[Page]:
    """A page of a phone that was never here."""
    width, height = PHONE
    context = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=scripts
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def load(page: Page, url: str, encoding: str = "gzip") -> Load:
    """Open ``url`` with one kind of compression allowed, and count until nothing more comes."""
    seen = Load()
    session = page.context.new_cdp_session(page)

    def finished(event: dict[str, Any]) -> None:
        seen.bytes += int(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    page.set_extra_http_headers({"Accept-Encoding": encoding})
    page.on("request", lambda request: seen.requests.append(request.url))
    answer = page.goto(url, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise PlaywrightError(f"status {answer.status if answer else 'unknown'}")
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(_QUIET_MS)
    return seen


def unusable(page: Page, url: str) -> list[str]:
    """What somebody without scripts misses on the page at ``url``."""
    page.goto(url)
    missing = []
    if not page.locator(_MAP).is_visible() or page.locator(_REGIONS).count() < 30:
        missing.append("the map")
    closed = page.locator("details:not([open]) > summary")
    for _ in range(closed.count()):
        closed.first.click()
    tables = page.locator("table")
    rows = page.locator("table tbody tr:visible").count()
    if not tables.count() or not rows:
        missing.append("a table")
    missing += ["a table is not shown" for each in tables.all() if not each.is_visible()]
    if not page.locator("h1").is_visible():
        missing.append("the title")
    return missing


def measure() -> list[Figure]:
    """The figures of budget 9 that a shared view has."""
    heaviest, brotli, foreign, missing = 0, 0, [], []
    try:
        with serving(OURS.script) as server, chromium() as browser:
            for selection in SELECTIONS:
                url = urljoin(server.url, shared_view(selection))
                with visit(browser) as page:
                    seen = load(page, url)
                with visit(browser) as page:
                    brotli = max(brotli, load(page, url, "br").bytes)
                with visit(browser, scripts=False) as page:
                    missing += unusable(page, url)
                heaviest = max(heaviest, seen.bytes)
                foreign += seen.foreign(url)
    except (PlaywrightError, ServerError) as error:
        return figures(None, None, None, said(error))
    note = "; ".join([f"with brotli {brotli / KB:.1f} kB", *foreign, *missing])
    return figures(heaviest / KB, float(len(foreign)), float(len(missing)), note)


def figures(
    kilobytes: float | None, foreign: float | None, missing: float | None, note: str
) -> list[Figure]:
    """What is told of it."""
    what = "shared view, whole load in Chromium with gzip, the largest of three"
    return [
        Figure(9, what, "kB", kilobytes, limit=LIMIT_KB, note=note),
        Figure(9, "shared view, other hosts asked", "hosts", foreign, limit=0, note=note),
        Figure(
            9, "shared view, parts missing without scripts", "parts", missing, limit=0, note=note
        ),
    ]
