"""What was shared is found under its code, by each process, for ever, and by nobody who guesses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.inspiration_file import MAX_BYTES
from inspiratiekaart.store import (
    Store,
    TooLargeError,
    TooManyAttemptsError,
    UnknownLinkError,
    find_share,
    keep_share,
)
from inspiratiekaart.store.attempts import ALLOWED
from tests.store.conftest import Open
from tests.test_share import MAP, VIEW


def test_a_share_is_found_by_its_code(store: Store) -> None:
    """A selection and a map come back as they were shared."""
    assert VIEW == find_share(store, keep_share(store, VIEW))
    assert MAP == find_share(store, keep_share(store, MAP).upper())


def test_another_process_finds_it(url: str, opened: Open) -> None:
    """Any server on the same database shows what one of them kept."""
    code = keep_share(opened(url), VIEW)
    assert VIEW == find_share(opened(url), code)


def test_sharing_again_keeps_one(store: Store) -> None:
    """The same share has the same code, also when several keep it at once."""
    with ThreadPoolExecutor(4) as pool:
        codes = set(pool.map(lambda _: keep_share(store, VIEW), range(8)))
    assert 1 == len(codes)
    assert codes != {keep_share(store, replace(VIEW, language="nl"))}


def test_guessing_is_slowed_down(store: Store) -> None:
    """Who tries many codes waits; a code that was right before stays open."""
    code = keep_share(store, VIEW)
    visitor = store.seen_by("203.0.113.7")
    find_share(visitor, code)
    for number in range(ALLOWED):
        with pytest.raises(UnknownLinkError):
            find_share(visitor, f"0000-0000-{number:04}")
    with pytest.raises(TooManyAttemptsError):
        find_share(visitor, "0000-0000-9999")
    assert VIEW == find_share(visitor, code)


def test_a_map_that_is_too_large_is_refused(store: Store) -> None:
    """Nothing is kept that cannot be read back."""
    too_long = replace(MAP, what=InspirationMap(introduction="x" * MAX_BYTES))
    with pytest.raises(TooLargeError):
        keep_share(store, too_long)
