"""How old a row is, by what it says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from inspiratiekaart.ages import day_of, last_day, months_old


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-02", date(2026, 2, 28)),
        ("2025-Q2", date(2025, 6, 30)),
        ("2025-H1", date(2025, 6, 30)),
        ("2025-2026", date(2026, 12, 31)),
        ("medio 2018", date(2018, 12, 31)),
        ("2026-13-01", None),
        ("onbekend", None),
        ("", None),
    ],
)
def test_the_last_day_of_a_period(text: str, expected: date | None) -> None:
    """What a row can speak of at the latest."""
    assert expected == last_day(text)


def test_months_are_whole_and_never_below_zero() -> None:
    """A month is over on the same day of the next one."""
    assert 5 == months_old(date(2026, 1, 31), date(2026, 7, 30))
    assert 6 == months_old(date(2026, 1, 31), date(2026, 7, 31))
    assert 0 == months_old(date(2027, 1, 1), date(2026, 7, 31))


def test_the_best_column_tells() -> None:
    """A row that was checked is as old as that; one that does not tell has no age."""
    row = {"checked_on": "2026-03-01", "found_on": "2020-01-01", "period": "2019"}
    assert date(2026, 3, 1) == day_of(row)
    assert date(2020, 1, 1) == day_of({**row, "checked_on": ""})
    assert date(2019, 12, 31) == day_of({"period": "2019"})
    assert day_of({"period": "onbekend"}) is None
