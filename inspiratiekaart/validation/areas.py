"""What is known for certain of the areas of the Netherlands, to hold the tables against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

REGION_CODES: tuple[str, ...] = tuple(
    f"AM{number:02}" for number in range(1, 39) if number not in {4, 16, 31}
)
"""The codes of the 35 labour-market regions; AM04, AM16 and AM31 do not exist (CBS)."""


@dataclass(frozen=True)
class Division:
    """The municipalities of an edition and the inhabitants that CBS counted in all of them."""

    gemeenten_count: int
    population_count: int
    population_year: int


DIVISIONS: Mapping[str, Division] = MappingProxyType(
    {
        "2021": Division(352, 17_475_415, 2021),
        "2026": Division(342, 17_942_942, 2024),
    }
)
"""Per edition what CBS says of the country: https://www.cbs.nl, population on 1 January."""
