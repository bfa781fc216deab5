"""Budget 9: a shared view is small, asks nobody else, and is complete without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Route

from bench.apps import OURS
from bench.browser import chromium
from bench.server import Server, serving
from bench.shared_page import KB, LIMIT_KB, SELECTIONS, load, unusable, visit
from bench.sharing import shared_view
from bench.viewers import view

pytestmark = pytest.mark.browser

BARE = "<!doctype html><title>x</title><h1>x</h1><img src=https://elsewhere.example/x.png></html>"


@pytest.fixture(scope="module")
def app() -> Iterator[Server]:
    """The app, served."""
    with serving(OURS.script) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser."""
    with chromium() as started:
        yield started


def _urls(app: Server) -> list[str]:
    return [urljoin(app.url, shared_view(selection)) for selection in SELECTIONS]


def test_a_shared_view_is_small(app: Server) -> None:
    """At most 150 kB, also for a viewer whose browser knows gzip only; brotli makes it smaller."""
    for url in _urls(app):
        packed, smaller = view(url, encoding="gzip"), view(url)
        assert ["", ""] == [packed.error, smaller.error]
        assert 10 * KB < smaller.size < packed.size <= LIMIT_KB * KB


def test_a_shared_view_asks_nobody_else(app: Server, browser: Browser) -> None:
    """All that it needs is in it: one request, to us."""
    for url in _urls(app):
        with visit(browser) as page:
            seen = load(page, url)
        assert ([url], []) == (seen.requests, seen.foreign(url))
        assert seen.bytes <= LIMIT_KB * KB


def test_a_shared_view_is_complete_without_scripts(app: Server, browser: Browser) -> None:
    """The map and all tables can be seen."""
    for url in _urls(app):
        with visit(browser, scripts=False) as page:
            assert [] == unusable(page, url)


def test_what_a_page_lacks_or_asks_elsewhere_is_noticed(app: Server, browser: Browser) -> None:
    """Twin: a page without map and table, with a picture from somebody else."""

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/html", body=BARE)

    with visit(browser) as page:
        page.route(f"{app.url}/bare", answer)
        page.route("https://elsewhere.example/**", lambda route: route.abort())
        seen = load(page, f"{app.url}/bare")
        assert ["elsewhere.example"] == seen.foreign(app.url)
        assert ["the map", "a table"] == unusable(page, f"{app.url}/bare")
