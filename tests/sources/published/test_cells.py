"""Numbers and periods as Dutch publishers write them."""

from __future__ import annotations

import pandas as pd
import pytest

from inspiratiekaart.sources.published.cells import last_year, left_out, numbers, period
from inspiratiekaart.sources.tidied import Rejected


@pytest.mark.parametrize(
    ("text", "as_count", "as_figure"),
    [
        ("12", 12, 12),
        ("1.234", 1234, 1.234),
        ("1.234,5", 1234.5, 1234.5),
        ("1,5", 1.5, 1.5),
        ("€ 1.250", 1250, 1.25),
        (" 1 250 ", 1250, 1250),
        ("-3", -3, -3),
        ("1e3", 1000, 1000),
        ("*", None, None),
        ("1.2.3", None, None),
        ("1e999", None, None),
        ("nan", None, None),
        ("=1+1", None, None),
        ("", None, None),
    ],
)
def test_numbers(text: str, as_count: float | None, as_figure: float | None) -> None:
    """A point stands for thousands in a count and for decimals in a figure; words are none."""
    cells = pd.Series([text], dtype="string")
    for expected, are_counts in ((as_count, True), (as_figure, False)):
        found = numbers(cells, are_counts=are_counts)[0]
        assert pd.isna(found) if expected is None else expected == found


@pytest.mark.parametrize(
    ("text", "expected", "year"),
    [
        ("2e kwartaal 2025", "2025-Q2", 2025),
        ("2025 2e kwartaal*", "2025-Q2", 2025),
        ("2025KW03", "2025-Q3", 2025),
        ("Q4 2024", "2024-Q4", 2024),
        ("2024-Q1", "2024-Q1", 2024),
        ("kwartaal 3 van 2025", "2025-Q3", 2025),
        ("Kansrijke beroepen 2025-2026", "2025-2026", 2026),
        ("peildatum 16-05-2023", "2023-05-16", 2023),
        ("2023-05-16", "2023-05-16", 2023),
        ("juni 2024", "2024-06", 2024),
        ("Lijst van 2026", "2026", 2026),
        ("Twente", "", None),
        ("2024 en ook 2019", "", None),
        ("120250", "", None),
    ],
)
def test_periods(text: str, expected: str, year: int | None) -> None:
    """A period is found in a title too; where there are two years it is not guessed."""
    assert expected == period(text)
    assert year == last_year(expected)


def test_left_out_names_row_and_cell() -> None:
    """Row numbers are those of the spreadsheet, and long cells are cut."""
    cells = pd.Series(["a", None, "x" * 500], index=[4, 7, 9], dtype="string")
    found = list(left_out(cells, cells.ne("a"), "Blad1", "naam", "uwv.no-name"))
    assert [Rejected("Blad1", 9, "naam", "uwv.no-name", "x" * 200)] == found
