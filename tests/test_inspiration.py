"""The value of a composed map: putting, moving, words, and steps back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.inspiration import (
    MAX_ITEMS,
    MAX_LINE,
    History,
    InspirationMap,
    Item,
    Own,
    change_item,
    clean_line,
    clean_text,
    describe,
    move,
    move_section,
    put,
    take_off,
)

EMPTY = InspirationMap(title="Noord", regions=frozenset({"AM01"}))


def _map(*keys: str, sector: str = "zorg") -> InspirationMap:
    composed = EMPTY
    for key in keys:
        composed = put(composed, Item("", "occupation", key, sector))
    return composed


def _keys(composed: InspirationMap) -> list[str]:
    return [item.key for item in composed.items]


def test_an_item_goes_to_the_end_of_its_section() -> None:
    """Sections stay together, in the order in which they began."""
    composed = put(_map("a", "b"), Item("", "occupation", "x", "ict"))
    composed = put(composed, Item("", "occupation", "c", "zorg"))
    assert ["a", "b", "c", "x"] == _keys(composed)
    assert ("zorg", "ict") == composed.sector_ids
    assert 4 == len({item.item_id for item in composed.items})


def test_what_is_on_the_map_is_not_put_twice() -> None:
    """The same profession twice is one; as a white spot it is another thing."""
    composed = _map("a")
    assert composed == put(composed, Item("", "occupation", "a", "zorg"))
    assert 2 == len(put(composed, Item("", "gap", "a", "zorg")).items)


def test_two_own_additions_may_be_alike() -> None:
    """They have no id of the dataset to tell them apart."""
    own = Item("", "own", own=Own("contact", "Balie", "de gemeente"))
    assert 2 == len(put(put(EMPTY, own), own).items)


def test_a_full_map_stays_as_it_is() -> None:
    """There is an end to how much one map holds."""
    full = _map(*(str(n) for n in range(MAX_ITEMS)))
    assert full == put(full, Item("", "occupation", "one more"))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [(1, "acbx"), (-1, "bacx"), (9, "acbx"), (-9, "bacx"), (0, "abcx")],
)
def test_an_item_moves_within_its_section(steps: int, expected: str) -> None:
    """However far, it stays in its section, and the other sections stay."""
    composed = put(_map("a", "b", "c"), Item("", "occupation", "x", "ict"))
    item = composed.find("occupation", "b")
    assert item
    assert list(expected) == _keys(move(composed, item.item_id, steps))


def test_a_section_moves_as_a_whole() -> None:
    """Its items keep their order."""
    composed = put(_map("a", "b"), Item("", "occupation", "x", "ict"))
    assert ["x", "a", "b"] == _keys(move_section(composed, "ict", -1))
    assert composed == move_section(composed, "ict", 5)
    assert composed == move_section(composed, "unknown", 1)


def test_unknown_items_change_nothing() -> None:
    """What is gone cannot be moved, changed or taken off."""
    composed = _map("a")
    assert composed == move(composed, "i99", 1)
    assert composed == change_item(composed, "i99", note="x")
    assert composed == take_off(composed, "i99")


def test_an_id_is_not_used_again_while_it_is_there() -> None:
    """Taking off and putting on gives no two items one id."""
    composed = _map("a", "b", "c")
    composed = put(take_off(composed, composed.items[0].item_id), Item("", "gap", "d"))
    assert 3 == len({item.item_id for item in composed.items})


def test_words_are_cleaned_and_kept() -> None:
    """HTML stays as text; what no document can hold goes."""
    composed = _map("a")
    changed = change_item(composed, composed.items[0].item_id, note="<b>x</b>\x00\ud800 =1+1")
    assert "<b>x</b> =1+1" == changed.items[0].note
    assert "een titel" == describe(EMPTY, title=" een\n titel\x07 ").title
    assert "a\nb" == describe(EMPTY, introduction="a\r\nb").introduction
    assert MAX_LINE == len(clean_line("x" * 1000))


def test_switched_writing_direction_is_switched_back() -> None:
    """A note cannot turn the words beside it around."""
    assert "\u202eabc\u202c" == clean_text("\u202eabc")
    assert "\u2067a\u2069\nb" == clean_text("\u2067a\nb")
    assert "\u202ea\u202c" == clean_text("\u202ea\u202c")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """So a map that is saved and opened again stays the same."""
    assert clean_text(text) == clean_text(clean_text(text))
    assert clean_line(text) == clean_line(clean_line(text))


def test_steps_back_and_forward() -> None:
    """Undo and redo walk the same road; a new change ends what could be redone."""
    first, second = _map("a"), _map("a", "b")
    history = History(EMPTY).changed(first).changed(second).changed(second)
    assert [first, EMPTY, EMPTY] == [
        history.undone().present,
        history.undone().undone().present,
        history.undone().undone().undone().present,
    ]
    assert history == history.undone().redone()
    assert history == history.redone()
    other = replace(first, title="anders")
    assert history.undone().changed(other) == history.undone().changed(other).redone()
