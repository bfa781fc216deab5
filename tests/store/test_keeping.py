"""Maps are kept, read back, saved, gone back to and forked, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from inspiratiekaart.errors import MapFileError
from inspiratiekaart.inspiration import InspirationMap, Item, Own, describe, put
from inspiratiekaart.inspiration_file import from_json, to_json
from inspiratiekaart.store import FIRST, ConflictError, Store, TooLargeError, UnknownVersionError
from tests.store.conftest import Open

NOORD = frozenset({"AM01", "AM02", "AM03"})
MAP = InspirationMap(
    title="Noord",
    introduction="Wat er kan.",
    regions=NOORD,
    items=(
        Item("i1", "occupation", key="opticien", sector_id="optiek", note="Vraag groeit."),
        Item("i2", "gap", key="opticien", sector_id="optiek", plan="Wij vragen het Noorderpoort."),
        Item("i3", "own", own=Own("offer", "Avondles", "gemeente Assen", place="Assen")),
    ),
)

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }} #let x = 1 \\ %s :name ${x}",
    "'; DROP TABLE inspiration_maps; --",
    "=1+1",
    "nul \x00 and bell \x07",
    "half a pair \ud83d",
    "\u202eright to left\u2067",
    "👩🏽‍🔬 e\u0301 \uffff",
    "long " * 20_000,
]


def titled(title: str) -> InspirationMap:
    """A map with no more than a title."""
    return InspirationMap(title=title, regions=NOORD)


def test_a_map_is_read_back_as_it_was_composed(store: Store) -> None:
    """Both links give the whole map, as its first version, and say who may change it."""
    links = store.create(MAP)
    mine, theirs = store.read(links.edit), store.read(links.read)
    assert MAP == mine.map == theirs.map
    assert FIRST == mine.version == theirs.version
    assert (True, False) == (mine.can_edit, theirs.can_edit)


def test_who_may_edit_is_shown_the_link_to_hand_on(store: Store) -> None:
    """The read token is there for both, although the store keeps neither token."""
    links = store.create(MAP)
    assert {links.read} == {store.read(token).read_token for token in (links.edit, links.read)}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_kept_as_text(store: Store, text: str) -> None:
    """Whatever a person types comes back as its file would say it, and the next map is as safe."""
    own = Own("contact", text, text, place=text, description=text)
    hostile = describe(InspirationMap(regions=NOORD), title=text, introduction=text)
    hostile = put(hostile, Item("", "own", note=text, plan=text, own=own))
    links = store.create(hostile)
    assert from_json(to_json(hostile)) == store.read(links.edit).map
    assert MAP == store.read(store.create(MAP).read).map


def test_what_no_map_can_have_is_not_kept(store: Store) -> None:
    """A map that could not be read back is refused, and what was kept stays as it was."""
    links = store.create(MAP)
    with pytest.raises(MapFileError):
        store.save(links.edit, InspirationMap(regions=frozenset({"<b>"})), FIRST)
    items = tuple(Item(f"i{n}", "offer", key=f"o{n}", note="x" * 200_000) for n in range(101))
    with pytest.raises(TooLargeError):
        store.save(links.edit, InspirationMap(items=items), FIRST)
    assert MAP == store.read(links.edit).map


def test_each_save_is_a_version_and_none_goes_away(store: Store) -> None:
    """Who has the edit link finds every version, the newest first."""
    links = store.create(titled("1"))
    for number in range(2, 6):
        stored = store.save(links.edit, titled(str(number)), number - 1)
        assert (number, str(number)) == (stored.version, stored.map.title)
    numbers = [each.number for each in store.versions(links.edit)]
    assert [5, 4, 3, 2, 1] == numbers
    assert ["5", "4", "3", "2", "1"] == [store.version(links.edit, n).map.title for n in numbers]


def test_a_version_knows_when_it_was_saved(url: str, opened: Open) -> None:
    """The moment is kept in UTC, wherever the server stands."""
    moment = datetime(2026, 11, 22, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    store = opened(url, now=lambda: moment)
    links = store.create(MAP)
    assert moment == store.read(links.read).saved_at == store.versions(links.edit)[0].saved_at
    assert UTC == store.read(links.read).saved_at.tzinfo


def test_an_unchanged_map_makes_no_version(store: Store) -> None:
    """Saving what is there already changes nothing."""
    links = store.create(MAP)
    assert FIRST == store.save(links.edit, MAP, FIRST).version
    assert 1 == len(store.versions(links.edit))


def test_a_save_whose_answer_was_lost_can_be_done_again(store: Store) -> None:
    """Saving the same again upon the same base finds the version that it made; no conflict."""
    links = store.create(MAP)
    saved = store.save(links.edit, titled("mine"), FIRST)
    assert saved == store.save(links.edit, titled("mine"), FIRST)
    assert 2 == len(store.versions(links.edit))


def test_an_earlier_version_comes_back_as_the_newest(store: Store) -> None:
    """Going back throws nothing away."""
    links = store.create(MAP)
    store.save(links.edit, titled("mistake"), FIRST)
    back = store.restore(links.edit, FIRST, 2)
    assert (3, MAP) == (back.version, back.map)
    assert "mistake" == store.version(links.edit, 2).map.title


def test_going_back_is_a_save_as_others_are(store: Store) -> None:
    """It is refused where somebody saved meanwhile."""
    links = store.create(MAP)
    store.save(links.edit, titled("2"), FIRST)
    theirs = store.save(links.edit, titled("3"), 2)
    with pytest.raises(ConflictError) as caught:
        store.restore(links.edit, FIRST, 2)
    assert theirs == caught.value.theirs


@pytest.mark.parametrize("number", [0, -1, 2, 99])
def test_a_version_that_is_not_there_is_said_so(store: Store, number: int) -> None:
    """Another map's versions do not count."""
    links, others = store.create(MAP), store.create(MAP)
    store.save(others.edit, titled("2"), FIRST)
    with pytest.raises(UnknownVersionError):
        store.version(links.edit, number)
    with pytest.raises(UnknownVersionError):
        store.restore(links.edit, number, FIRST)


@pytest.mark.parametrize("name", ["read", "edit"])
def test_a_fork_is_a_map_of_its_own(store: Store, name: str) -> None:
    """It begins with the newest version, has other links, and neither map follows the other."""
    links = store.create(titled("old"))
    store.save(links.edit, MAP, FIRST)
    fork = store.fork(getattr(links, name))
    assert (MAP, FIRST) == (store.read(fork.edit).map, store.read(fork.edit).version)
    assert not {fork.edit, fork.read} & {links.edit, links.read}
    store.save(fork.edit, titled("theirs"), FIRST)
    assert MAP == store.read(links.read).map
    assert "theirs" == store.read(fork.read).map.title


def test_a_store_is_the_same_after_a_restart(url: str, opened: Open) -> None:
    """Another process, or the same one later, reads what was kept."""
    links = opened(url).create(MAP)
    assert MAP == opened(url).read(links.read).map
