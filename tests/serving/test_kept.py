"""What lies behind a link is looked up seldom, and shown also while the store is away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inspiratiekaart.inspiration import describe
from inspiratiekaart.serving.kept import Found, Kept
from inspiratiekaart.store import (
    Store,
    StoreUnavailableError,
    UnknownLinkError,
    keep_share,
    open_store,
)
from tests.store.test_keeping import MAP
from tests.test_share import VIEW


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in a file."""
    opened = open_store(f"sqlite:///{tmp_path}/maps.sqlite3")
    yield opened
    opened.close()


class _Counting:
    """Hands out a store, counts how often, and can be away."""

    def __init__(self, store: Store) -> None:
        self.store, self.count, self.is_away = store, 0, False

    def __call__(self) -> Store:
        self.count += 1
        if self.is_away:
            raise StoreUnavailableError("unavailable")
        return self.store


def test_a_code_is_looked_up_once_for_ever(store: Store) -> None:
    """What lies under a code does not change."""
    asked, clock = _Counting(store), _Clock()
    kept, code = Kept(asked, clock), keep_share(store, VIEW)
    assert Found(VIEW, code, is_pinned=True) == kept.look(code.upper(), "someone")
    clock.now = 1e6
    assert VIEW == (kept.at_once(code) or kept.look(code, "")).share
    assert 1 == asked.count


def test_a_map_is_looked_up_again_after_a_moment(store: Store) -> None:
    """What somebody saved is seen by others within seconds."""
    links, clock = store.create(MAP), _Clock()
    kept = Kept(_Counting(store), clock)
    assert MAP == kept.look(links.read, "").share.what
    changed = describe(MAP, title="Anders")
    store.save(links.edit, changed, 1)
    assert kept.at_once(links.read) is not None
    clock.now += 5
    assert kept.at_once(links.read) is None
    assert changed == kept.look(links.read, "").share.what


def test_of_an_edit_link_the_read_link_is_passed_on(store: Store) -> None:
    """A page for many shows nobody how to change the map."""
    links = store.create(MAP)
    assert links.read == Kept(lambda: store).look(links.edit, "").key


def test_what_was_seen_is_shown_while_the_store_is_away(store: Store) -> None:
    """A database that goes away in the middle of a webinar is not noticed by who looks on."""
    asked, clock = _Counting(store), _Clock()
    kept, links = Kept(asked, clock), store.create(MAP)
    seen = kept.look(links.read, "")
    asked.is_away, clock.now = True, 60.0
    assert seen == kept.look(links.read, "")
    with pytest.raises(StoreUnavailableError):
        kept.look("x" * 32, "")


@pytest.mark.parametrize("key", ["", "kaart2", "x" * 32, "0000-0000-0000", "\0", "🗺" * 12])
def test_an_unknown_key_is_unknown(store: Store, key: str) -> None:
    """Whatever a stranger types leads to nothing."""
    with pytest.raises(UnknownLinkError):
        Kept(lambda: store).look(key, "")


def test_a_share_of_a_later_day_is_another(store: Store) -> None:
    """The day that it was made stands on the page, so it is part of what is kept."""
    later = replace(VIEW, made_on=VIEW.made_on.replace(year=2027))
    assert keep_share(store, VIEW) != keep_share(store, later)
