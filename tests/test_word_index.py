"""Words find their rows by any beginning, without accents and capitals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.word_index import MAX_WORDS, build, words_in

TITLES = pd.Series(["Opticien", "Allround medewerker optiek", None, "Verpleegkundige (hbo-v)"])
PLACES = pd.Series(["'s-Hertogenbosch", None, "Assen", "Assen"])
INDEX = build([TITLES, PLACES], len(TITLES))


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("opt", [0, 1]),
        ("OPTÍEK medew", [1]),
        ("assen", [2, 3]),
        ("assen verpleeg", [3]),
        ("hertogenbosch optic", [0]),
        ("hbo-v", [3]),
        ("ptic", []),
        ("zzz", []),
        ("assen optiek", []),
    ],
)
def test_every_word_must_begin_a_word_of_the_row(typed: str, rows: list[int]) -> None:
    """All words typed must be there, in any column, each as a beginning."""
    found = INDEX.matching(typed)
    assert found is not None
    assert rows == np.flatnonzero(found).tolist()


@pytest.mark.parametrize("typed", ["", "  ", "?!", "--", "()"])
def test_no_word_asks_for_nothing(typed: str) -> None:
    """Signs alone are no question, which is something else than: nothing found."""
    assert INDEX.matching(typed) is None


def test_an_index_of_nothing_finds_nothing() -> None:
    """Without rows there is an answer, and it is empty."""
    found = build([pd.Series([], dtype="object")], 0).matching("a")
    assert found is not None
    assert [] == found.tolist()


@given(st.lists(st.text(max_size=30), min_size=1, max_size=8), st.text(max_size=30))
def test_the_index_says_what_a_plain_look_says(texts: list[str], typed: str) -> None:
    """For any texts, the index finds the rows that looking at each of them would find."""
    wanted = words_in(typed)[:MAX_WORDS]
    found = build([pd.Series(texts, dtype="object")], len(texts)).matching(typed)
    if not wanted:
        assert found is None
        return
    plain = [
        all(any(word.startswith(w) for word in words_in(text)) for w in wanted) for text in texts
    ]
    assert found is not None
    assert plain == found.tolist()
