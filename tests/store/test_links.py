"""A read link cannot write, and a link cannot be guessed (budget R6)."""

from __future__ import annotations

import base64
import logging
import traceback
from pathlib import Path

import pytest
from sqlalchemy import text

from inspiratiekaart.store import (
    FIRST,
    Links,
    NotAllowedError,
    Store,
    StoreError,
    TooManyAttemptsError,
    UnknownLinkError,
)
from inspiratiekaart.store.attempts import ALLOWED, WINDOW_S
from inspiratiekaart.store.tokens import fresh_links, hashed, read_token
from tests.store.conftest import Open
from tests.store.test_keeping import MAP, titled


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """The time now."""
        return self.now


def _rows(store: Store) -> str:
    with store.engine.connect() as connection:
        tables = ("inspiration_maps", "inspiration_map_versions")
        found = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in tables]  # noqa: S608  # names above
    return repr(found)


def test_a_token_has_more_than_128_random_bits() -> None:
    """None comes twice, and each holds 24 bytes; the first characters are as random as the rest."""
    made = [fresh_links() for _ in range(2000)]
    tokens = [token for links in made for token in (links.edit, links.read)]
    assert len(tokens) == len(set(tokens))
    assert {24} == {len(base64.urlsafe_b64decode(token)) for token in tokens}
    assert len({token[:4] for token in tokens}) > 3900


def test_the_edit_link_gives_the_read_link_and_not_the_reverse() -> None:
    """The one follows from the other by a keyed hash; the same step again leads nowhere."""
    links = fresh_links()
    assert links.read == read_token(links.edit)
    assert links.edit not in (read_token(links.read), read_token(read_token(links.edit)))
    assert hashed(links.read) != hashed(links.edit)


def test_the_database_holds_neither_token(store: Store) -> None:
    """Who reads the database, or a copy of it, cannot open a map by its link."""
    links = store.create(MAP)
    forked = store.fork(links.read)
    rows = _rows(store)
    assert hashed(links.edit) in rows
    for token in (links.edit, links.read, forked.edit, forked.read):
        assert token not in rows
    for digest in (hashed(links.edit), hashed(links.read)):
        with pytest.raises(UnknownLinkError):
            store.read(digest)


def test_the_file_holds_neither_token_and_is_for_its_owner(sqlite_url: str, opened: Open) -> None:
    """Not in a freed page or a journal either; other users of the machine cannot open it."""
    store = opened(sqlite_url)
    links = store.create(MAP)
    store.save(links.edit, titled("2"), FIRST)
    store.fork(links.read)
    files = list(Path(sqlite_url.removeprefix("sqlite:///")).parent.iterdir())
    assert files
    for path in files:
        assert links.edit.encode() not in path.read_bytes()
        assert links.read.encode() not in path.read_bytes()
        assert 0o600 == path.stat().st_mode & 0o777


def test_a_read_link_cannot_write(store: Store) -> None:
    """It opens and forks; saving, going back and looking at earlier versions are refused."""
    links = store.create(titled("1"))
    store.save(links.edit, titled("2"), FIRST)
    before = _rows(store)
    with pytest.raises(NotAllowedError):
        store.save(links.read, titled("3"), 2)
    with pytest.raises(NotAllowedError):
        store.restore(links.read, FIRST, 2)
    with pytest.raises(NotAllowedError):
        store.versions(links.read)
    with pytest.raises(NotAllowedError):
        store.version(links.read, FIRST)
    assert before == _rows(store)


def test_a_forks_link_cannot_write_to_where_it_came_from(store: Store) -> None:
    """Who forgot the edit link has a copy, and nothing else."""
    links = store.create(titled("1"))
    fork = store.fork(links.read)
    store.save(fork.edit, titled("2"), FIRST)
    assert "1" == store.read(links.read).map.title
    assert 1 == len(store.versions(links.edit))


GUESSES = [
    *("", "1", "0", "-1", "None", "../1", "%", "_" * 32, "' OR 1=1 --"),
    *("x" * 100_000, "\x00", "\ud800", "é" * 32),
]


@pytest.mark.parametrize("guess", GUESSES, ids=range(len(GUESSES)))
def test_a_map_is_not_found_by_number_or_pattern(store: Store, guess: str) -> None:
    """Ids of rows, wildcards and broken text are links that nobody knows."""
    store.create(MAP)
    for call in (store.read, store.versions, store.fork):
        with pytest.raises(UnknownLinkError):
            call(guess)
    with pytest.raises(UnknownLinkError):
        store.save(guess, MAP, FIRST)


def test_a_link_is_exact(store: Store) -> None:
    """Other capitals, spaces around it, a part of it and the two mixed are all unknown."""
    links = store.create(MAP)
    around = [f" {links.edit}", f"{links.edit}\n", f"{links.edit}=", links.edit + links.read]
    within = [links.edit.swapcase(), links.edit[:-1], links.edit[:16] + links.read[16:]]
    near = around + within
    for token in near:
        with pytest.raises(UnknownLinkError):
            store.read(token)


def _guess(store: Store, times: int) -> None:
    for _ in range(times):
        with pytest.raises(UnknownLinkError):
            store.read(fresh_links().edit)


def test_guessing_is_slowed_down(url: str, opened: Open) -> None:
    """After so many unknown links in a minute no other one is looked at, for as long as it says."""
    clock = Clock()
    store = opened(url, clock=clock)
    links = store.create(MAP)
    _guess(store, ALLOWED)
    clock.now += 10
    for call in (store.read, store.versions, store.fork):
        with pytest.raises(TooManyAttemptsError) as caught:
            call(links.read)
        assert {"seconds": "50"} == caught.value.values
    clock.now += WINDOW_S - 10
    assert MAP == store.read(links.read).map


def test_guessing_stops_nobody_who_was_let_in(url: str, opened: Open) -> None:
    """A link that was right before stays open, and another visitor may open any."""
    store = opened(url, clock=Clock())
    known, fresh = store.create(MAP), store.create(MAP)
    store.read(known.edit)
    _guess(store.seen_by("guesser"), ALLOWED)
    guesser, other = store.seen_by("guesser"), store.seen_by("other")
    assert 2 == guesser.save(known.edit, titled("2"), FIRST).version
    with pytest.raises(TooManyAttemptsError):
        guesser.read(fresh.edit)
    assert MAP == other.read(fresh.edit).map


def test_a_minute_of_few_mistakes_is_forgotten(url: str, opened: Open) -> None:
    """Wrong links now and then never add up to a refusal."""
    clock = Clock()
    store = opened(url, clock=clock)
    for _ in range(5):
        _guess(store, ALLOWED - 1)
        clock.now += WINDOW_S


def _everything(store: Store, links: Links) -> list[str]:
    told = []
    for token in (links.read, links.edit, fresh_links().edit):
        try:
            store.save(token, titled("other"), 99)
        except StoreError as error:
            told += traceback.format_exception(error)
    told += [repr(links), repr(store.read(links.edit)), str(store.read(links.read)), repr(store)]
    return told


def test_tokens_are_never_told(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """No log at any level, no error, traceback or printed value holds one."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
    try:
        links = store.create(MAP)
        told = "\n".join([*_everything(store, links), caplog.text])
    finally:
        logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)
    assert "conflict" in told
    assert links.edit not in told
    assert links.read not in told
