"""How old a row is: since it was checked, found, or since the end of its period."""

from __future__ import annotations

import calendar
import re
from datetime import date

from inspiratiekaart.editions.difference import Row

COLUMNS = ("checked_on", "found_on", "period")
"""The columns that tell, the best one first."""

FADING_MONTHS = (6, 12)
"""From these ages on a row is old, and older."""

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?!\d)")
_PART = re.compile(r"(\d{4})-([QH])(\d)")
_YEAR = re.compile(r"\d{4}")
_MONTHS_OF = {"Q": 3, "H": 6}


def day_of(row: Row) -> date | None:
    """The last day that ``row`` can speak of, by the best column that tells; None if none does."""
    found = (last_day(row.get(name, "")) for name in COLUMNS)
    return next((day for day in found if day), None)


def months_old(day: date, today: date) -> int:
    """How many whole months lie between ``day`` and ``today``; never below zero."""
    months = (today.year - day.year) * 12 + today.month - day.month
    return max(0, months - (today.day < day.day))


def last_day(text: str) -> date | None:
    """The last day of the date or period in ``text``: 2026-01-31, 2026-01, 2025-Q2, 2025-2026."""
    try:
        if match := _DAY.search(text):
            return date(*map(int, match.groups()))
        if match := _PART.search(text):
            year, kind, number = int(match[1]), match[2], int(match[3])
            return _end(year, number * _MONTHS_OF[kind])
        if (match := _MONTH.search(text)) and 1 <= int(match[2]) <= 12:
            return _end(int(match[1]), int(match[2]))
        years = [int(year) for year in _YEAR.findall(text)]
        return _end(max(years), 12) if years else None
    except ValueError:
        return None


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
