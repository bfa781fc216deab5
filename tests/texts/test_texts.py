"""Sentences with their values, numbers, euros, dates and lists in two languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.errors import TextsError
from inspiratiekaart.texts import Texts, catalogue, placeholders

NL, EN = Texts("nl"), Texts("en")


@pytest.mark.parametrize(
    ("n", "nl", "en"),
    [
        (0, "geen opleider gevonden", "no provider found"),
        (1, "1 opleider", "1 provider"),
        (2, "2 opleiders", "2 providers"),
        (1234, "1.234 opleiders", "1,234 providers"),
    ],
)
def test_a_count_takes_the_form_that_fits(n: int, nl: str, en: str) -> None:
    """Nothing, one and more each have their form, with the number in the language's own way."""
    found = [t.count("measure.TRAINERS.value", n) for t in (NL, EN)]
    assert [nl, en] == found


def test_without_a_form_for_nothing_the_plural_is_used() -> None:
    """Zero takes the plural where no sentence for nothing is given."""
    assert "measure.OUTLOOKS.value.zero" not in catalogue("nl")
    assert NL.count("measure.OUTLOOKS.value", 0).startswith("0 beroepen")


@pytest.mark.parametrize(
    ("value", "decimals", "nl", "en"),
    [
        (0, 0, "0", "0"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (4.865, 1, "4,9", "4.9"),
        (3.0, 1, "3", "3"),
        (-1234.5, 1, "-1.234,5", "-1,234.5"),
    ],
)
def test_numbers_follow_the_language(value: float, decimals: int, nl: str, en: str) -> None:
    """Point and comma change places; decimals that say nothing are left out."""
    assert [nl, en] == [t.number(value, decimals) for t in (NL, EN)]


def test_a_column_of_figures_has_the_same_decimals() -> None:
    """Fixed decimals stay, also when they are nought."""
    assert ["3,0", "3.0"] == [t.fixed(3, 1) for t in (NL, EN)]


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (0, "€ 0", "€ 0"),
        (2500, "€ 2.500", "€ 2,500"),
        (2500.0, "€ 2.500", "€ 2,500"),
        (12.5, "€ 12,50", "€ 12.50"),
    ],
)
def test_euros_have_cents_only_where_there_are_any(value: float, nl: str, en: str) -> None:
    """Whole amounts are short; others have two decimals."""
    assert [nl, en] == [t.euro(value) for t in (NL, EN)]


def test_dates_and_lists_are_words() -> None:
    """A date has the name of its month, a list its ``and`` or ``or``."""
    day = date(2026, 3, 1)
    assert ["1 maart 2026", "1 March 2026"] == [t.date(day) for t in (NL, EN)]
    names = ["Groningen", "Friesland", "Drenthe"]
    assert "Groningen, Friesland en Drenthe" == NL.listed(names)
    assert "Groningen, Friesland and Drenthe" == EN.listed(names)
    assert ["20 of 60", "20 or 60"] == [t.either(["20", "60"]) for t in (NL, EN)]


def test_english_is_picked_where_there_is_any() -> None:
    """A row without English gives its Dutch, rather than nothing."""
    assert ["a", "b"] == [t.pick({"name_nl": "a", "name_en": "b"}, "name") for t in (NL, EN)]
    assert "a" == EN.pick({"name_nl": "a", "name_en": None}, "name")
    assert "a" == EN.pick({"name_nl": "a", "name_en": float("nan")}, "name")


def test_an_unknown_key_is_an_error_that_names_it() -> None:
    """A missing sentence is never a silent gap."""
    with pytest.raises(TextsError, match=r"no-such\.key"):
        NL("no-such.key")


def test_a_missing_value_is_an_error_that_names_it() -> None:
    """A placeholder without a value names key and placeholder."""
    with pytest.raises(TextsError, match=r"'edition'.*app\.edition"):
        NL("app.edition")


def test_an_unknown_language_is_an_error() -> None:
    """There are two catalogues."""
    with pytest.raises(TextsError, match="fy"):
        Texts("fy")  # type: ignore[arg-type]  # that is what is tested


@given(st.text())
def test_a_value_is_never_taken_for_a_placeholder(value: str) -> None:
    """What a visitor typed stands in the sentence as it is, braces and all."""
    assert NL("place.none", typed=value) == NL("place.none", typed="~").replace("~", value)


def test_placeholders_are_the_names_in_braces() -> None:
    """Each name once; doubled braces are text."""
    assert {"a", "b"} == placeholders("{a} and {b}, not {{c}}, {a}")
