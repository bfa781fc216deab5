"""The two databases that a store can live in: a file of SQLite, or a PostgreSQL server.

A file is opened anew for each transaction: a file that has vanished is noticed, where an open one
would take saves that nobody ever sees again. It is never made in passing, only by ``made``.
"""

from __future__ import annotations

import errno
import math
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from inspiratiekaart.errors import SettingError
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.store.errors import StoreUnavailableError
from inspiratiekaart.store.faults import faults_named

FOLDER = "INSPIRATIEKAART_STORE"
SERVER = "DATABASE_URL"
_FILE = "maps.sqlite3"
_EXAMPLE = "Write for example postgresql://NAME:PASSWORD@HOST/DATABASE."


def address(environment: Mapping[str, str]) -> URL | str:
    """The database that the operator chose: a server, else a file in a folder."""
    if server := environment.get(SERVER, "").strip():
        return server
    folder = Path(environment.get(FOLDER) or PROJECT / ".store")
    return URL.create("sqlite", database=str(folder / _FILE))


def engine_of(url: URL | str, patience_s: float) -> Engine:
    """The way to the database at ``url``, which gives up after ``patience_s`` seconds.

    Raises:
        SettingError: ``url`` is of no database that we know; the message does not repeat it, since
            it may hold a password.
        StoreUnavailableError: there is no file there and none can be made.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise SettingError(f"{SERVER}: this is no address of a database. {_EXAMPLE}") from None
    backend = parsed.get_backend_name()
    if backend in ("postgres", "postgresql"):
        return _server(parsed.set(drivername="postgresql+psycopg"), patience_s)
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return _file(Path(str(parsed.database)).absolute(), patience_s)
    raise SettingError(f"{SERVER}: '{backend}' is no database that keeps maps. {_EXAMPLE}")


@contextmanager
def transaction(engine: Engine, *, is_writing: bool = False) -> Iterator[Connection]:
    """A transaction that is whole or did not happen; one that writes is alone from its start.

    Raises:
        StoreUnavailableError: the database does not answer, is locked or full.
    """
    with faults_named(), engine.connect() as plain:
        connection = plain.execution_options(is_writing=is_writing)
        with connection.begin():
            yield connection


def _server(url: URL, patience_s: float) -> Engine:
    patience_ms = math.ceil(patience_s * 1000)
    engine = create_engine(
        url,
        pool_pre_ping=True,  # a server that was away costs no error once it is back
        pool_timeout=patience_s,
        hide_parameters=True,
        connect_args={
            "connect_timeout": math.ceil(patience_s),
            "keepalives_idle": 30,
            "prepare_threshold": None,  # a pooler in between may not know prepared statements
            "tcp_user_timeout": patience_ms,
        },
    )

    def prepare(connection: Any, _: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {patience_ms}")
            cursor.execute(f"SET statement_timeout = {4 * patience_ms}")
        connection.commit()

    event.listen(engine, "connect", prepare)
    return engine


def _file(path: Path, patience_s: float) -> Engine:
    _make(path)

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            f"{path.as_uri()}?mode=rw", uri=True, timeout=patience_s, isolation_level=None
        )

    def prepare(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    def begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get("is_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    # So that readers do not wait for a writer. If another process is doing it just now, so be it.
    with suppress(sqlite3.Error), closing(connect()) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return engine


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except (FileExistsError, NotADirectoryError) as error:
        raise SettingError(
            f"{FOLDER}: {path.parent} is a file. Name a folder that may be written in."
        ) from error
    except OSError as error:
        raise StoreUnavailableError(
            "full" if error.errno == errno.ENOSPC else "unavailable"
        ) from error
