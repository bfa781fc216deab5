"""Keeping composed maps: in a file of SQLite, or in PostgreSQL where the operator names a server.

``open_store()`` gives a ``Store``. A map has a link to read and a link to edit; every version is
kept, and a save upon another's newer version is refused with that version (decision 13).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

from inspiratiekaart.store.attempts import Attempts
from inspiratiekaart.store.database import address, engine_of
from inspiratiekaart.store.errors import (
    ConflictError,
    NotAllowedError,
    StoreError,
    StoreUnavailableError,
    TooLargeError,
    TooManyAttemptsError,
    UnknownLinkError,
    UnknownVersionError,
)
from inspiratiekaart.store.keeping import Store
from inspiratiekaart.store.kept import FIRST, Links, Stored, Version
from inspiratiekaart.store.migration import migrate
from inspiratiekaart.store.shares import find_share, keep_share

__all__ = [
    "FIRST",
    "ConflictError",
    "Links",
    "NotAllowedError",
    "Store",
    "StoreError",
    "StoreUnavailableError",
    "Stored",
    "TooLargeError",
    "TooManyAttemptsError",
    "UnknownLinkError",
    "UnknownVersionError",
    "Version",
    "find_share",
    "keep_share",
    "open_store",
]


def open_store(
    url: str | None = None,
    *,
    patience_s: float = 5.0,
    clock: Callable[[], float] = time.monotonic,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Store:
    """The store at ``url``, else where the operator's settings say, with the newest tables.

    It waits ``patience_s`` seconds for a database that is busy or does not answer. ``clock`` times
    wrong guesses, ``now`` dates versions. Once open it is for all threads, and for good: a database
    that goes away is back as soon as it answers.

    Raises:
        SettingError: a setting names no database or folder that can be used.
        StoreUnavailableError: the database does not answer, or a newer app made its tables; call
            again later.
    """
    engine = engine_of(url or address(os.environ), patience_s)
    try:
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, Attempts(clock), now)
