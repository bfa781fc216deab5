"""What a database complains of, as a fault of the store; its bugs and ours pass through."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from inspiratiekaart.store.errors import Fault, StoreUnavailableError

_log = logging.getLogger(__name__)

_SQLITE: Mapping[int, Fault] = MappingProxyType(
    {
        sqlite3.SQLITE_BUSY: "locked",
        sqlite3.SQLITE_LOCKED: "locked",
        sqlite3.SQLITE_FULL: "full",
        sqlite3.SQLITE_CORRUPT: "damaged",
        sqlite3.SQLITE_NOTADB: "damaged",
        sqlite3.SQLITE_CANTOPEN: "unavailable",
        sqlite3.SQLITE_IOERR: "unavailable",
        sqlite3.SQLITE_IOERR_SHMSIZE: "full",  # a quite full disk has no room for reading either
        sqlite3.SQLITE_PERM: "unavailable",
        sqlite3.SQLITE_PROTOCOL: "locked",
        sqlite3.SQLITE_READONLY: "unavailable",
    }
)
"""By result code, extended or primary (sqlite.org/rescode.html)."""

_POSTGRES: Mapping[str, Fault] = MappingProxyType(
    {
        "25006": "unavailable",  # read only, as a standby is
        "40": "locked",  # two transactions in each other's way
        "42P01": "unavailable",  # the tables are gone: another database than the one opened
        "53100": "full",
        "55P03": "locked",
        "57014": "locked",  # cancelled, as our limit of time does
        "XX001": "damaged",
        "XX002": "damaged",
    }
)
"""By the beginning of the SQLSTATE (appendix A of PostgreSQL's manual)."""


@contextmanager
def faults_named() -> Iterator[None]:
    """Turn what a database complains of into a fault that a person can be told.

    Raises:
        StoreUnavailableError: it does not answer, is locked, full or damaged.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreUnavailableError("locked") from error
    except DBAPIError as error:
        fault = fault_of(error)
        if fault is None:
            raise
        _log.warning("The store is %s: %s", fault, error.orig)
        raise StoreUnavailableError(fault) from error


def fault_of(error: DBAPIError) -> Fault | None:
    """The fault that ``error`` tells of, or nothing where it is a bug."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _of_file(cause)
    state = str(getattr(cause, "sqlstate", None) or "")
    for beginning, fault in _POSTGRES.items():
        if state.startswith(beginning):
            return fault
    is_away = isinstance(error, OperationalError) or error.connection_invalidated
    return "unavailable" if is_away else None


def _of_file(cause: sqlite3.Error) -> Fault | None:
    if "no such table" in str(cause):  # another file than the one opened
        return "unavailable"
    code = getattr(cause, "sqlite_errorcode", 0)
    return _SQLITE.get(code) or _SQLITE.get(code & 0xFF)
