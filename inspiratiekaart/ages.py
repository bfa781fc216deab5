"""How old a row is: since it was checked, found, or since the end of its period."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date

CHECKED = "checked_on"
TELLING = ("found_on", "period")
"""The columns that say what a row can speak of, where nobody says that it was checked."""

FADING_MONTHS = (6, 12)
"""From these ages on a row is old, and older."""

FRESH = 0
"""How far a row has faded that is not old, or does not tell."""

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?!\d)")
_PART = re.compile(r"(\d{4})-([QH])(\d)")
_YEAR = re.compile(r"\d{4}")
_MONTHS_OF = {"Q": 3, "H": 6}


def day_of(row: Mapping[str, str | None]) -> date | None:
    """The last day that ``row`` can speak of; None if it does not tell.

    That is the day on which it was checked. Where nobody checked it: the later of the day on which
    it was found and the end of its period, so that a period that still runs is not old.
    """
    checked = last_day(row.get(CHECKED) or "")
    days = (last_day(row.get(name) or "") for name in TELLING)
    return checked or max((day for day in days if day), default=None)


def months_old(day: date, today: date) -> int:
    """How many whole months lie between ``day`` and ``today``; never below zero."""
    months = (today.year - day.year) * 12 + today.month - day.month
    return max(0, months - (today.day < day.day))


def faded(day: date | None, today: date | None) -> int:
    """From which of ``FADING_MONTHS`` on a row of ``day`` has faded ``today``, else ``FRESH``."""
    if day is None or today is None:
        return FRESH
    age = months_old(day, today)
    return max((months for months in FADING_MONTHS if age >= months), default=FRESH)


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
