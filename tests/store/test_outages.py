"""A database that goes away is said to, and is back as soon as it answers (budget R9)."""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors as pg
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bench.postgres import Cluster
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.store import FIRST, Links, Store, StoreUnavailableError, open_store
from inspiratiekaart.store.errors import Fault
from inspiratiekaart.store.faults import fault_of, faults_named
from tests.store.conftest import Open
from tests.store.test_keeping import MAP, titled

SOON_S = 0.2


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _fault(call: Callable[[], object]) -> str:
    with pytest.raises(StoreUnavailableError) as caught:
        call()
    return caught.value.code


def _each_fault(store: Store, links: Links) -> set[str]:
    """What each verb says while the database is away."""
    return {
        _fault(lambda: store.create(MAP)),
        _fault(lambda: store.read(links.read)),
        _fault(lambda: store.save(links.edit, titled("2"), FIRST)),
        _fault(lambda: store.versions(links.edit)),
        _fault(lambda: store.version(links.edit, FIRST)),
        _fault(lambda: store.restore(links.edit, FIRST, FIRST)),
        _fault(lambda: store.fork(links.read)),
        _fault(store.ping),
    }


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_that_was_away_is_back_by_itself(
    cluster: Cluster, opened: Open, mode: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Every verb says so while it is away; the same store saves as soon as it is there again."""
    url = cluster.fresh_url()
    store = opened(url)
    links = store.create(MAP)
    cluster.stop(mode)
    try:
        assert {"unavailable"} == _each_fault(store, links)
        assert "unavailable" == _fault(lambda: open_store(url))
        assert logging.WARNING == caplog.records[0].levelno
    finally:
        cluster.start()
    assert MAP == store.read(links.read).map
    assert 2 == store.save(links.edit, titled("2"), FIRST).version
    assert MAP == opened(url).version(links.edit, FIRST).map


def test_a_server_that_cuts_a_connection_costs_no_error(cluster: Cluster, opened: Open) -> None:
    """Connections that were open before are looked at before use."""
    url = cluster.fresh_url()
    store = opened(url)
    links = store.create(MAP)
    with psycopg.connect(url) as other:
        ended = other.execute(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchone()
    assert ended is not None
    assert ended[0] > 0
    assert MAP == store.read(links.read).map


def test_a_server_that_holds_a_map_is_busy(cluster: Cluster, opened: Open) -> None:
    """A save does not wait for ever behind another's transaction; reading goes on."""
    url = cluster.fresh_url()
    store = opened(url, patience_s=SOON_S)
    links = store.create(MAP)
    with psycopg.connect(url) as other:
        other.execute("SELECT * FROM inspiration_maps FOR UPDATE")
        assert "locked" == _fault(lambda: store.save(links.edit, titled("2"), FIRST))
        assert MAP == store.read(links.read).map
        other.rollback()
        assert 2 == store.save(links.edit, titled("2"), FIRST).version


def test_a_database_that_was_emptied_is_away(cluster: Cluster, opened: Open) -> None:
    """Tables that are gone are no link that nobody knows."""
    url = cluster.fresh_url()
    store = opened(url)
    links = store.create(MAP)
    with psycopg.connect(url) as other:
        other.execute("ALTER TABLE inspiration_maps RENAME TO elsewhere")
    assert {"unavailable"} == _each_fault(store, links)
    with psycopg.connect(url) as other:
        other.execute("ALTER TABLE elsewhere RENAME TO inspiration_maps")
    assert MAP == store.read(links.read).map


def test_a_locked_file_is_busy(sqlite_url: str, opened: Open) -> None:
    """A save does not wait for ever behind another's transaction; reading goes on."""
    store = opened(sqlite_url, patience_s=SOON_S)
    links = store.create(MAP)
    with closing(sqlite3.connect(_path(sqlite_url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "locked" == _fault(lambda: store.save(links.edit, titled("2"), FIRST))
        assert MAP == store.read(links.read).map
        other.execute("ROLLBACK")
        assert 2 == store.save(links.edit, titled("2"), FIRST).version


def test_a_full_disk_takes_nothing_and_leaves_all(sqlite_url: str, opened: Open) -> None:
    """The save that does not fit says so; what was kept is whole, and room helps at once."""
    store = opened(sqlite_url)
    links = store.create(MAP)
    large = InspirationMap(title="large", introduction="x" * 150_000)

    def fill(connection: Any, _: Any) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(store.engine, "connect", fill)
    assert "full" == _fault(lambda: store.save(links.edit, large, FIRST))
    assert "full" == _fault(lambda: store.create(large))
    assert (MAP, FIRST) == (store.read(links.edit).map, store.read(links.edit).version)
    event.remove(store.engine, "connect", fill)
    assert large == store.save(links.edit, large, FIRST).map


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_vanished_file_is_noticed_and_not_made_anew(
    sqlite_url: str, opened: Open, tmp_path: Path, what: str
) -> None:
    """No save goes into a file that nobody finds; when it is back, everything is there."""
    path = _path(sqlite_url)
    gone = path if what == "file" else path.parent
    store = opened(sqlite_url)
    links = store.create(MAP)
    gone.rename(tmp_path / "elsewhere")
    assert {"unavailable"} == _each_fault(store, links)
    assert not path.exists()
    (tmp_path / "elsewhere").rename(gone)
    assert 2 == store.save(links.edit, titled("2"), FIRST).version


def test_another_file_in_its_place_is_no_store(sqlite_url: str, opened: Open) -> None:
    """A database without our tables is away; a file that is none is damaged."""
    path = _path(sqlite_url)
    store = opened(sqlite_url)
    links = store.create(MAP)
    kept = path.read_bytes()
    path.write_bytes(b"")
    assert {"unavailable"} == _each_fault(store, links)
    path.write_bytes(b"no database, but long enough to be read as one. " * 200)
    assert {"damaged"} == _each_fault(store, links)
    assert "damaged" == _fault(lambda: open_store(sqlite_url))
    path.write_bytes(kept)
    assert MAP == store.read(links.read).map


@pytest.mark.parametrize(("code", "fault"), [(errno.ENOSPC, "full"), (errno.EACCES, "unavailable")])
def test_a_folder_that_cannot_be_made_is_said_so(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, code: int, fault: str
) -> None:
    """At the start too, so that a later try can succeed."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "touch", refuse)
    assert fault == _fault(lambda: open_store(sqlite_url))
    monkeypatch.undo()
    open_store(sqlite_url).close()
    assert stat.S_ISREG(_path(sqlite_url).stat().st_mode)


@pytest.mark.parametrize(
    ("cause", "fault"),
    [
        (pg.DiskFull(), "full"),
        (pg.LockNotAvailable(), "locked"),
        (pg.QueryCanceled(), "locked"),
        (pg.SerializationFailure(), "locked"),
        (pg.DeadlockDetected(), "locked"),
        (pg.AdminShutdown(), "unavailable"),
        (pg.TooManyConnections(), "unavailable"),
        (pg.ReadOnlySqlTransaction(), "unavailable"),
        (pg.DataCorrupted(), "damaged"),
        (pg.SyntaxError(), None),
        (pg.UniqueViolation(), None),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Exception) else str(each),
)
def test_a_servers_complaint_is_a_fault_or_a_bug(cause: psycopg.Error, fault: Fault | None) -> None:
    """What an operator can mend has a name; a mistake of ours passes through as it is."""
    kinds = [
        (psycopg.OperationalError, OperationalError),
        (psycopg.ProgrammingError, ProgrammingError),
    ]
    wrapper = next((kind for base, kind in kinds if isinstance(cause, base)), DatabaseError)
    assert fault == fault_of(wrapper("SELECT", None, cause))


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (sqlite3.SQLITE_FULL, "full"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "full"),
        (sqlite3.SQLITE_IOERR_READ, "unavailable"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "locked"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "unavailable"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "damaged"),
        (sqlite3.SQLITE_ERROR, None),
    ],
)
def test_a_files_complaint_is_a_fault_or_a_bug(code: int, fault: Fault | None) -> None:
    """The same for SQLite, whose codes have a finer one inside."""
    cause = sqlite3.OperationalError("told")
    cause.sqlite_errorcode = code
    assert fault == fault_of(OperationalError("SELECT", None, cause))


def test_a_bug_is_no_outage(store: Store) -> None:
    """Twin: a statement that makes no sense is not dressed up as a database that is away."""
    with pytest.raises(DBAPIError) as caught, faults_named(), store.engine.connect() as connection:
        connection.exec_driver_sql("SELEKT 1")
    assert fault_of(caught.value) is None


def test_waiting_for_a_connection_ends() -> None:
    """Where all connections are in use for long, the store is busy."""
    with pytest.raises(StoreUnavailableError, match="locked"), faults_named():
        raise PoolTimeoutError
