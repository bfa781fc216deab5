"""The same tests on both databases that a store can live in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bench import postgres
from inspiratiekaart.store import Store, open_store

Open = Callable[..., Store]


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A real PostgreSQL server; where its programs are not installed, the tests on it say so."""
    programs = postgres.programs()
    if programs is None:
        pytest.skip("NO POSTGRESQL here (package postgresql), so this ran on SQLite only")
    with postgres.serving(programs) as running:
        yield running


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Where a file is not yet there, nor its folder."""
    return f"sqlite:///{tmp_path}/kept maps/maps.sqlite3"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    return str(request.getfixturevalue("cluster").fresh_url())


@pytest.fixture
def opened() -> Iterator[Open]:
    """``open_store``, for stores that are closed when the test ends."""
    with ExitStack() as stack:

        def opening(url: str, **options: object) -> Store:
            store = open_store(url, **options)  # type: ignore[arg-type]  # handed on as it is
            stack.callback(store.close)
            return store

        yield opening


@pytest.fixture
def store(url: str, opened: Open) -> Store:
    """An empty store."""
    return opened(url)
