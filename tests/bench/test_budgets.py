"""The budgets that are counts or bytes: the same on every machine, so they are tests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from bench.apps import OURS, changes
from bench.browser import BrowserError, chromium, screen
from bench.client import Client
from bench.protocol import Exchange
from bench.screen import pan_and_zoom
from bench.server import Server, serving

KB = 1000


@pytest.fixture(scope="module")
def app() -> Iterator[Server]:
    """The app, served."""
    with serving(OURS.script) as server:
        yield server


@pytest.fixture(scope="module")
def visit(app: Server) -> list[Exchange]:
    """A first view and twenty filter changes of one visitor."""
    with Client(app.url) as client:
        first = client.open()
        todo = islice(changes(client.widgets), 20)
        return [first, *(client.choose(key, value) for key, value in todo)]


def test_nothing_goes_wrong_on_the_way(visit: list[Exchange]) -> None:
    """No first view and no filter change ends in an error, or it would cost few bytes."""
    assert () == sum((exchange.errors for exchange in visit), ())


def test_a_first_view_is_small(visit: list[Exchange]) -> None:
    """Budget 5: at most 60 kB over the websocket."""
    assert visit[0].bytes <= 60 * KB


def test_a_filter_change_is_small(visit: list[Exchange]) -> None:
    """Budget 1: at most 25 kB over the websocket, for each of twenty changes."""
    assert max(exchange.bytes for exchange in visit[1:]) <= 25 * KB


def test_a_filter_change_is_one_run(visit: list[Exchange]) -> None:
    """A choice makes the page run once, not twice."""
    assert {1} == {exchange.runs for exchange in visit}


@pytest.mark.browser
def test_pan_and_zoom_send_nothing(app: Server) -> None:
    """Budget 4: 0 bytes and 0 reruns."""
    with chromium() as browser, screen(browser) as shown:
        shown.page.goto(app.url)
        shown.mark("first")
        moved = pan_and_zoom(shown)
    assert (0, 0) == (moved.payload, moved.reruns)


@pytest.mark.browser
def test_a_map_that_stands_still_is_not_a_pass(app: Server) -> None:
    """Twin: without a map there is nothing to pan, and that is an error, not zero bytes."""
    with chromium() as browser, screen(browser) as shown:
        shown.page.goto(f"{app.url}/verantwoording")
        with pytest.raises(BrowserError, match="no map"):
            pan_and_zoom(shown)
