"""Two people who save the same map never overwrite each other in silence (budget R5)."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from inspiratiekaart.paths import PROJECT
from inspiratiekaart.store import FIRST, ConflictError, Store, Stored
from tests.store.conftest import Open
from tests.store.saver import add
from tests.store.test_keeping import titled


def _names(stored: Stored) -> list[str]:
    return sorted(item.own.name for item in stored.map.items if item.own)


def test_the_second_is_told_sees_both_and_loses_nothing(url: str, opened: Open) -> None:
    """The error has the other's version; a save upon that one goes through, and both are kept."""
    hers, his = opened(url), opened(url)
    links = hers.create(titled("start"))
    saved = hers.save(links.edit, titled("hers"), FIRST)
    with pytest.raises(ConflictError) as caught:
        his.save(links.edit, titled("his"), FIRST)
    assert saved == caught.value.theirs
    assert "hers" == his.read(links.edit).map.title
    his.save(links.edit, titled("his"), caught.value.theirs.version)
    assert ["his", "hers", "start"] == [
        hers.version(links.edit, each.number).map.title for each in hers.versions(links.edit)
    ]


@pytest.mark.parametrize("base", [-1, 0, 3, 99])
def test_a_base_that_is_not_the_newest_is_refused(store: Store, base: int) -> None:
    """Also one that never was."""
    links = store.create(titled("1"))
    store.save(links.edit, titled("2"), FIRST)
    with pytest.raises(ConflictError):
        store.save(links.edit, titled("mine"), base)
    assert 2 == len(store.versions(links.edit))


def test_of_two_at_the_same_moment_one_is_told(url: str, opened: Open) -> None:
    """In every race one wins, and the other gets the winner's map."""
    stores = {"hers": opened(url), "his": opened(url)}
    links = stores["hers"].create(titled("start"))
    barrier = Barrier(2)

    def race(name: str, base: int) -> Stored | ConflictError:
        barrier.wait()
        try:
            return stores[name].save(links.edit, titled(f"{name} {base}"), base)
        except ConflictError as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        for base in range(FIRST, FIRST + 25):
            ends = list(pool.map(race, stores, [base, base]))
            won = [end for end in ends if isinstance(end, Stored)]
            told = [end.theirs for end in ends if isinstance(end, ConflictError)]
            assert 1 == len(won)
            assert won == told


def test_many_threads_lose_nothing(store: Store) -> None:
    """Four people who each add ten things, again where they were told, find all forty."""
    links = store.create(titled("together"))
    names = [f"{person} {number}" for person in "abcd" for number in range(10)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: add(store, links.edit, name), names))
    stored = store.read(links.read)
    assert sorted(names) == _names(stored)
    assert FIRST + 40 == stored.version


def test_several_processes_lose_nothing(url: str, store: Store) -> None:
    """The same from three processes, as several servers on one database are."""
    links = store.create(titled("together"))
    command = [sys.executable, "-m", "tests.store.saver", "add"]
    running = [
        subprocess.Popen([*command, name], cwd=PROJECT, stdin=subprocess.PIPE, text=True)
        for name in "abc"
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write(f"{url}\n{links.edit}\n12\n")
        process.stdin.close()
    assert [0, 0, 0] == [process.wait() for process in running]
    expected = sorted(f"{name} {number}" for name in "abc" for number in range(12))
    assert expected == _names(store.read(links.read))
    assert FIRST + 36 == len(store.versions(links.edit))
