"""The guard that every browser test has: it passes a clean page and can fail."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Error as PlaywrightError

from bench.pages import PAGES
from tests.browser.conftest import Visit
from tests.browser.visitor import is_elsewhere

pytestmark = pytest.mark.browser

Event = Literal["console", "weberror"]

HERE = "http://127.0.0.1:8501"


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        (False, f"{HERE}/component/x.js"),
        (False, "ws://127.0.0.1:8501/_stcore/stream"),
        (False, "data:image/png;base64,AA"),
        (False, f"blob:{HERE}/1"),
        (True, "http://127.0.0.1:8502/x.js"),
        (True, "https://unpkg.com/leaflet.js"),
        (True, "wss://example.org/"),
    ],
)
def test_another_origin_is_known_by_its_host_and_port(expected: bool, url: str) -> None:
    """Our own files, and what a page carries inside itself, are no requests to another."""
    assert expected == is_elsewhere(url, HERE)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_another_origin(visit: Visit, path: str) -> None:
    """Every request of every page goes to the app itself, and nothing goes wrong."""
    assert [] == visit(f"/{path}").guard.faults


@pytest.mark.parametrize(
    ("event", "expected", "script"),
    [
        ("console", "elsewhere.invalid", "fetch('https://elsewhere.invalid/a.js').catch(() => 0)"),
        ("console", "elsewhere.invalid", "new Image().src = 'https://elsewhere.invalid/a.gif'"),
        ("console", "elsewhere.invalid", "new WebSocket('wss://elsewhere.invalid/')"),
        ("console", "console: broken", "console.error('broken')"),
        ("weberror", "page error: broken", "setTimeout(() => { throw new Error('broken') })"),
        (
            "console",
            "exception on the page",
            "document.body.insertAdjacentHTML('beforeend', '<p data-testid=stException>x</p>')",
        ),
    ],
)
def test_the_guard_can_fail(visit: Visit, event: Event, expected: str, script: str) -> None:
    """Twin: each kind of fault, made on purpose, is seen."""
    visitor = visit("/verantwoording")
    with visitor.page.context.expect_event(event):
        visitor.page.evaluate(f"() => {{ {script} }}")
    faults = list(visitor.guard.faults)
    visitor.guard.faults.clear()
    assert any(expected in fault for fault in faults), faults


def test_a_request_to_another_origin_is_a_fault(visit: Visit) -> None:
    """Twin: a request that does leave the browser is seen, whoever made it."""
    visitor = visit("/verantwoording")
    with pytest.raises(PlaywrightError):
        visitor.page.context.new_page().goto("https://elsewhere.invalid/")
    faults = list(visitor.guard.faults)
    visitor.guard.faults.clear()
    assert "another origin: https://elsewhere.invalid/" in faults
