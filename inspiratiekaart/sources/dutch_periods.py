"""Dutch words for a period, as ISO text and the year in which the period ends."""

from __future__ import annotations

import re

from inspiratiekaart.errors import RawMaterialError

_MONTHS = {
    "januari": ("01", "31"),
    "februari": ("02", ""),
    "maart": ("03", "31"),
    "april": ("04", "30"),
    "mei": ("05", "31"),
    "juni": ("06", "30"),
    "juli": ("07", "31"),
    "augustus": ("08", "31"),
    "september": ("09", "30"),
    "oktober": ("10", "31"),
    "november": ("11", "30"),
    "december": ("12", "31"),
}
_QUARTER_ENDS = {"1": "03-31", "2": "06-30", "3": "09-30", "4": "12-31"}
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")


def iso_period(text: str) -> str:
    """``text`` in ISO form where that says the same, else as it was without its parentheses.

    ``"eind juni 2024"`` gives ``2024-06-30``, ``"1e kwartaal 2021"`` (or CBS's
    ``"2021 1e kwartaal"``) gives ``2021-Q1``, ``"1e helft 2025"`` gives ``2025-H1``,
    ``"2025/2026"`` gives ``2025-2026``; ``"medio 2021"`` and ``"circa 2016"`` stay.
    """
    plain = _PARENTHESIS.sub("", text).strip()
    if found := re.fullmatch(r"eind (\d)e kwartaal (\d{4})", plain):
        return f"{found[2]}-{_QUARTER_ENDS[found[1]]}"
    if found := re.fullmatch(r"(\d)e kwartaal (\d{4})", plain):
        return f"{found[2]}-Q{found[1]}"
    if found := re.fullmatch(r"(\d{4}) (\d)e kwartaal", plain):
        return f"{found[1]}-Q{found[2]}"
    if found := re.fullmatch(r"(\d)e helft (\d{4})", plain):
        return f"{found[2]}-H{found[1]}"
    if found := re.fullmatch(r"(\d{4})/(\d{4})", plain):
        return f"{found[1]}-{found[2]}"
    if found := re.fullmatch(r"eind (\d{4})", plain):
        return f"{found[1]}-12-31"
    if (found := re.fullmatch(r"(eind )?([a-z]+) (\d{4})", plain)) and found[2] in _MONTHS:
        return _month(found[3], found[2], at_end=bool(found[1]))
    return plain


def end_year(text: str) -> int:
    """The last year that ``text`` names.

    Raises:
        RawMaterialError: ``text`` names no year.
    """
    years = re.findall(r"\b(?:19|20)\d{2}\b", text)
    if not years:
        raise RawMaterialError(f"no year in the period {text!r}. Write at least the year.")
    return max(int(year) for year in years)


def _month(year: str, name: str, *, at_end: bool) -> str:
    month, last_day = _MONTHS[name]
    if not at_end:
        return f"{year}-{month}"
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    return f"{year}-{month}-{last_day or ('29' if leap else '28')}"
