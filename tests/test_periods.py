"""Stored periods become words."""

from __future__ import annotations

import pytest

from inspiratiekaart.texts import Texts


@pytest.mark.parametrize(
    ("stored", "dutch", "english"),
    [
        ("2026", "2026", "2026"),
        ("2025-2026", "2025-2026", "2025-2026"),
        ("2022-Q1", "eerste kwartaal van 2022", "first quarter of 2022"),
        ("2025-H1", "eerste helft van 2025", "first half of 2025"),
        ("2025-06", "juni 2025", "June 2025"),
        ("2019-10-01", "1 oktober 2019", "1 October 2019"),
        ("medio 2018", "midden 2018", "mid-2018"),
        ("circa 2016", "rond 2016", "around 2016"),
        ("onbekend", "datum niet bekend", "date not known"),
        ("2025-13", "2025-13", "2025-13"),
        ("<b>", "<b>", "<b>"),
    ],
)
def test_a_stored_period_becomes_words(stored: str, dutch: str, english: str) -> None:
    """Quarters, halves, months and days are said in words; anything else stays as it is."""
    assert (dutch, english) == (Texts("nl").period(stored), Texts("en").period(stored))
