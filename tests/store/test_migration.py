"""A store has the newest tables when it is open, however many open it at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from inspiratiekaart.paths import PROJECT
from inspiratiekaart.store import Store, StoreUnavailableError, open_store
from inspiratiekaart.store.migration import config
from inspiratiekaart.store.tables import METADATA, REVISION, REVISIONS
from tests.store.conftest import Open
from tests.store.test_keeping import MAP

_OPEN = """
import sys
from inspiratiekaart.store import open_store
print("ready", flush=True)
open_store(sys.stdin.readline().strip()).close()
"""


def test_the_steps_lead_to_the_tables_that_the_code_knows(store: Store) -> None:
    """What migrations make and what the code describes are the same."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": REVISIONS})
        assert [] == compare_metadata(context, METADATA)
        assert REVISION == context.get_current_revision()


def test_the_newest_step_is_the_one_that_the_code_expects() -> None:
    """There is one line of steps, and its end is `REVISION`."""
    assert [REVISION] == ScriptDirectory.from_config(config()).get_heads()


def test_opening_again_changes_nothing(url: str, opened: Open) -> None:
    """Maps that were kept before are there after."""
    links = opened(url).create(MAP)
    assert MAP == opened(url).read(links.read).map


def test_threads_that_open_at_once_do_not_trip(url: str) -> None:
    """Each gets a store with its tables."""
    barrier = Barrier(4)

    def opening(_: int) -> list[str]:
        barrier.wait()
        store = open_store(url)
        names = inspect(store.engine).get_table_names()
        store.close()
        return sorted(names)

    with ThreadPoolExecutor(4) as pool:
        expected = sorted([*METADATA.tables, REVISIONS])
        assert [expected] * 4 == list(pool.map(opening, range(4)))


def test_processes_that_start_at_once_do_not_trip(url: str, opened: Open) -> None:
    """Several servers started on an empty database all come up."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-W", "error", "-c", _OPEN]
    running = [
        subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        for _ in range(3)
    ]
    for process in running:
        assert process.stdout is not None
        assert "ready\n" == process.stdout.readline()
    for process in running:
        assert process.stdin is not None
        process.stdin.write(f"{url}\n")
        process.stdin.flush()
    assert [("", 0)] * 3 == [(process.communicate()[1], process.returncode) for process in running]
    assert MAP == opened(url).read(opened(url).create(MAP).read).map


def test_a_step_that_fails_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All steps or none: the next start begins where this one did."""
    from alembic.runtime.migration import HeadMaintainer

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(HeadMaintainer, "update_to_step", fail)
    with pytest.raises(KeyboardInterrupt):
        open_store(url)
    monkeypatch.undo()
    store = open_store(url)
    assert MAP == store.read(store.create(MAP).read).map
    store.close()


def test_a_store_of_a_newer_app_is_left_alone(url: str, opened: Open) -> None:
    """An older app says so instead of guessing at tables that it does not know."""
    store = opened(url)
    with store.engine.begin() as connection:
        connection.execute(text(f"UPDATE {REVISIONS} SET version_num = '9999'"))  # noqa: S608  # our name
    with pytest.raises(StoreUnavailableError) as caught:
        open_store(url)
    assert "newer" == caught.value.code
