"""The difference of two states is what makes the one of the other, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.editions.difference import (
    Cell,
    ChangedRow,
    Rows,
    State,
    TableDifference,
    applied,
    as_json,
    difference,
    read_rows,
    read_state,
)
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.schema import tables

WORDS = st.text(alphabet="ab=<\n,;é\"'", max_size=4)


def _rows(table: str) -> st.SearchStrategy[Rows]:
    key = tables()[table].key
    others = [name for name in tables()[table].column_names if name not in key][:3]
    cells = st.fixed_dictionaries(dict.fromkeys(others, WORDS))
    keys = st.tuples(*[WORDS] * len(key))
    return st.dictionaries(keys, cells, max_size=6).map(
        lambda found: {
            values: {**dict(zip(key, values, strict=True)), **row} for values, row in found.items()
        }
    )


STATES: st.SearchStrategy[State] = st.fixed_dictionaries(
    {name: _rows(name) for name in ("sectors", "theme_occupations", "outlooks")}
)


@given(STATES, STATES)
def test_the_difference_made_in_the_one_gives_the_other(before: State, after: State) -> None:
    """``applied(A, difference(A, B))`` is B, whatever stands in the cells."""
    assert after == applied(before, difference(before, after))


@given(STATES, STATES)
def test_back_is_the_same_the_other_way(before: State, after: State) -> None:
    """What was added one way is removed the other way."""
    there, back = difference(before, after), difference(after, before)
    assert [(e.table, e.added, e.removed) for e in there] == [
        (e.table, e.removed, e.added) for e in back
    ]


@given(STATES)
def test_a_state_does_not_differ_from_itself(state: State) -> None:
    """No difference, and nothing to apply."""
    assert () == difference(state, state)
    assert state == applied(state, ())


def test_it_names_added_removed_and_changed_rows() -> None:
    """Old and new stand beside each other, and only what differs."""
    old: State = {"sectors": {(k,): {"sector_id": k, "name_nl": n} for k, n in ("aA", "bB")}}
    new: State = {"sectors": {(k,): {"sector_id": k, "name_nl": n} for k, n in ("bX", "cC")}}
    expected = TableDifference(
        "sectors",
        ({"sector_id": "c", "name_nl": "C"},),
        ({"sector_id": "a", "name_nl": "A"},),
        (ChangedRow(("b",), (Cell("name_nl", "B", "X"),)),),
    )
    assert (expected,) == difference(old, new)
    assert (1, 1, 1) == expected.counts
    (plain,) = as_json([expected])
    assert [{"key": {"sector_id": "b"}, "cells": {"name_nl": {"old": "B", "new": "X"}}}] == plain[
        "changed"
    ]


@pytest.mark.parametrize("name", ["removed", "changed", "added"])
def test_it_is_not_made_in_something_else(name: str) -> None:
    """A row that is not as it was is not overwritten."""
    row = {"sector_id": "a", "name_nl": "A"}
    parts = {
        "removed": TableDifference("sectors", removed=(row,)),
        "changed": TableDifference(
            "sectors", changed=(ChangedRow(("a",), (Cell("name_nl", "A", "B"),)),)
        ),
        "added": TableDifference("sectors", added=(row,)),
    }
    with pytest.raises(DatasetError, match="sectors, a: not as it was"):
        applied({"sectors": {("a",): {**row, "name_nl": "Z"}}}, [parts[name]])


def test_the_editions_as_shipped_differ_and_can_be_made_of_each_other() -> None:
    """The two editions of our own dataset, every row of every table."""
    old, new = read_state(DATASETS, "2021"), read_state(DATASETS, "2026")
    found = difference(old, new)
    assert {"gemeenten", "offers", "outlooks", "arbeidsmarktregios"} <= {e.table for e in found}
    assert not {"sectors", "occupations"} & {each.table for each in found}
    assert new == applied(old, found)
    regions = next(each for each in found if each.table == "arbeidsmarktregios")
    names = {c.key: cell.new for c in regions.changed for cell in c.cells if cell.column == "name"}
    assert "Veluwe Stedendriehoek" == names["AM06",]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name_nl\nA\n", "column sector_id is missing"),
        ("sector_id,name_nl\na,A\na,B\n", "row 3: a stands there twice"),
        ('sector_id,name_nl\na,"A\n', "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_compared_is_named(tmp_path: Path, text: str, said: str) -> None:
    """File, row and remedy, in a sentence."""
    path = tmp_path / "sectors.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match=said):
        read_rows(path)
