"""A share reads back as it was, and its code follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.errors import MapFileError
from inspiratiekaart.inspiration import InspirationMap, Item, put
from inspiratiekaart.selection import Measure, Selection
from inspiratiekaart.share import Share, code_of, read_code, share_from_json, share_to_json

DAY = date(2026, 11, 22)
VIEW = Share(
    Selection(frozenset({"AM01", "AM03"}), "optiek", edition="2021", measure=Measure.REACH),
    "en",
    "0123456789ab",
    DAY,
)
MAP = Share(
    put(InspirationMap("Noord", regions=frozenset({"AM01"})), Item("", "occupation", "opticiens")),
    "nl",
    "0123456789ab",
    DAY,
)


@pytest.mark.parametrize("share", [VIEW, MAP], ids=["selection", "map"])
def test_a_share_reads_back_as_it_was(share: Share) -> None:
    """What was shared is shown again: selection or map, language, day and revision."""
    assert share == share_from_json(share_to_json(share))


def test_the_edition_stands_in_the_text_even_where_it_is_the_usual_one() -> None:
    """The usual edition becomes another one day; what was shared stays with its own."""
    text = share_to_json(replace(VIEW, what=Selection(edition="2026")))
    assert '"editie": "2026"' in text


def test_the_selection_of_a_share_is_in_its_language() -> None:
    """A link from it into the app opens in the same language."""
    assert "en" == VIEW.selection.language
    assert frozenset({"AM01"}) == MAP.selection.regions


def test_a_share_of_another_version_is_refused() -> None:
    """What a newer app wrote is not half understood."""
    text = share_to_json(VIEW).replace('"version": 1', '"version": 2')
    with pytest.raises(MapFileError):
        share_from_json(text)


@given(st.text(), st.text())
def test_a_code_follows_from_the_text(one: str, other: str) -> None:
    """The same text has the same code; another text has another one."""
    assert (one == other) == (code_of(one) == code_of(other))


@given(st.text())
def test_a_code_that_was_typed_over_is_read(text: str) -> None:
    """Capitals, spaces for hyphens and look-alike letters are forgiven."""
    code = code_of(text)
    typed = code.upper().replace("-", " ").replace("0", "O").replace("1", "l")
    assert code == read_code(code) == read_code(typed)


@given(st.text(max_size=60))
def test_what_is_no_code_is_none(typed: str) -> None:
    """Whatever is typed gives a code of our form or nothing."""
    found = read_code(typed)
    assert found == "" or found == read_code(found)
