"""One server and one browser for all these tests; each test is a new visitor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from bench.apps import OURS
from bench.browser import DESKTOP, chromium, screen
from bench.server import Server, serving
from tests.browser.visitor import Guard, Visitor

Visit = Callable[..., Visitor]

PATIENCE_MS = 15_000


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The app, served as `make run` serves it, on a free port."""
    with serving(OURS.script) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, which ends with the module: its loop is the only one that a thread may have.

    Pytest takes ``package`` for ``session`` in a folder without ``__init__.py``, and tests in
    other folders start loops of their own.
    """
    expect.set_options(timeout=PATIENCE_MS)
    with chromium() as running:
        yield running


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """Opens a path as a new visitor; the test fails on any fault in the visitor's browser."""
    guards: list[Guard] = []
    with ExitStack() as stack:

        def arrive(
            path: str | None = "/", size: tuple[int, int] = DESKTOP, at: Server = server
        ) -> Visitor:
            shown = stack.enter_context(screen(browser, size))
            shown.page.set_default_timeout(PATIENCE_MS)
            guard = Guard(at.url)
            guards.append(guard)
            guard.watch(shown.page.context, shown.page)
            visitor = Visitor(shown, guard)
            if path is not None:
                visitor.go(path)
            return visitor

        yield arrive
    assert [] == [fault for guard in guards for fault in guard.faults]
