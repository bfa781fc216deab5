"""Which regions are the same piece of land in two editions, so that their figures can be compared.

The borders of a region may move between two editions. An area is comparable only if it holds the
same postcodes in both; two regions between which a municipality moved are comparable together,
not apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from inspiratiekaart.dataset import Dataset


@dataclass(frozen=True)
class Move:
    """A municipality, by its name in the older edition, that went to another region."""

    gemeente_name: str
    from_code: str
    to_code: str


@lru_cache(maxsize=16)
def moves(one: Dataset, other: Dataset) -> tuple[Move, ...]:
    """What changed region between two editions, whichever way they are given; by name."""
    old, new = sorted((one, other), key=lambda each: (each.boundary_year, each.edition))
    before, after = _region_of(old), _region_of(new)
    frame = old["postcodes"]
    gemeente_of = dict(zip(frame["postcode"], frame["gemeente_code"], strict=True))
    gemeenten = old["gemeenten"]
    names = dict(zip(gemeenten["gemeente_code"], gemeenten["name"], strict=True))
    found = {
        Move(names[gemeente_of[postcode]], before[postcode], after[postcode])
        for postcode in before.keys() & after.keys()
        if before[postcode] != after[postcode]
    }
    return tuple(sorted(found, key=lambda m: (m.gemeente_name, m.from_code, m.to_code)))


def moves_of(one: Dataset, other: Dataset, codes: frozenset[str]) -> tuple[Move, ...]:
    """The moves in or out of the area that ``codes`` are together; within it they do not count."""
    return tuple(
        move for move in moves(one, other) if (move.from_code in codes) != (move.to_code in codes)
    )


def is_comparable(one: Dataset, other: Dataset, codes: frozenset[str]) -> bool:
    """Whether the regions ``codes`` together hold the same postcodes in both editions."""
    before, after = _region_of(one), _region_of(other)
    return _postcodes(before, codes) == _postcodes(after, codes)


def _postcodes(region_of: Mapping[str, str], codes: frozenset[str]) -> frozenset[str]:
    return frozenset(postcode for postcode, code in region_of.items() if code in codes)


@lru_cache(maxsize=4)
def _region_of(dataset: Dataset) -> Mapping[str, str]:
    frame = dataset["postcodes"]
    return dict(zip(frame["postcode"], frame["arbeidsmarktregio_code"], strict=True))
