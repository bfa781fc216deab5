"""How long a training takes, as others write it: an amount with a unit, or an ISO duration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

UNITS: Mapping[str, tuple[str, str, int | None]] = MappingProxyType(
    {
        "year": ("jaar", "jaar", 12),
        "month": ("maand", "maanden", 1),
        "week": ("week", "weken", None),
        "day": ("dag", "dagen", None),
        "hour": ("uur", "uur", None),
    }
)
"""Per unit the Dutch word for one and for more, and its months where it is a number of them."""

_ISO = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?\S*)?")


def length(amount: int | None, unit: str) -> tuple[int | None, str | None]:
    """The months, where it is years or months, and the words: ``length(2, "year")``."""
    if amount is None or unit not in UNITS:
        return None, None
    one, more, months = UNITS[unit]
    return (amount * months if months else None), f"{amount} {one if amount == 1 else more}"


def iso_length(value: object) -> tuple[int | None, str | None]:
    """The same of an ISO 8601 duration such as ``P1Y6M``."""
    found = _ISO.fullmatch(value) if isinstance(value, str) and len(value) < 40 else None
    if found is None:
        return None, None
    amounts = [int(each or 0) for each in found.groups()]
    parts = [length(n, unit) for n, unit in zip(amounts, UNITS, strict=True) if n]
    if not parts:
        return None, None
    months = [each for each, _ in parts]
    counted = sum(each or 0 for each in months) if None not in months else None
    return counted, " en ".join(str(text) for _, text in parts)
