"""The kills that other tests rely on are real: careless work is caught halfway."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.editions.killed import kills
from tests.editions.killed_work import write_in_place


def _words(folder: Path) -> tuple[str, ...]:
    return tuple(path.read_text() for path in sorted(folder.iterdir()))


def test_careless_work_is_caught_halfway(tmp_path: Path) -> None:
    """Files that are written in place are found half written, or one old and one new."""
    write_in_place(tmp_path, "first")
    found = {
        _words(tmp_path)
        for turn in kills(
            20, tmp_path, lambda turn: partial(write_in_place, tmp_path, f"turn {turn}")
        )
    }
    assert any(len(set(words)) > 1 or "" in words for words in found)


def test_work_that_does_nothing_is_not_killed(tmp_path: Path) -> None:
    """There is no moment to choose, and the test that asks for one hears so."""
    with pytest.raises(AssertionError):
        next(kills(1, tmp_path, lambda _turn: partial(_words, tmp_path / "..")))
