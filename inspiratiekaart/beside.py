"""A region beside another, beside the country, or beside itself in another edition.

Figures stand beside each other only where both are about the borders that the page shows. A region
whose borders moved is not compared with itself in another edition at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from inspiratiekaart.comparability import Move, is_comparable, moves_of
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.facts import Fact, Series, is_of_these_borders, series_of_country, summed
from inspiratiekaart.regions import region_names

LAND = "land"
"""The value of the parameter that puts the whole country beside a region."""

Kind = Literal["region", "land", "edition"]


@dataclass(frozen=True)
class Row:
    """One indicator in both areas; None where nothing is known.

    ``is_refused`` says that a figure is about other borders than the page shows.
    """

    indicator: str
    left: Fact | None
    right: Fact | None
    is_refused: bool

    @property
    def is_same_period(self) -> bool:
        """Whether both figures are of the same period."""
        return bool(self.left and self.right and self.left.period == self.right.period)


@dataclass(frozen=True)
class Beside:
    """Two areas side by side.

    ``moves`` are the municipalities that went in or out between the editions; where there are any,
    there are no rows. ``together`` are the regions that can be compared when taken together.
    """

    kind: Kind
    key: str
    rows: tuple[Row, ...]
    moves: tuple[Move, ...]
    together: frozenset[str]

    @property
    def is_comparable(self) -> bool:
        """Whether the two may be compared."""
        return not self.moves and not self.together


def kind_of(dataset: Dataset, other: Dataset, key: str) -> Kind | None:
    """What ``key`` puts beside a region; None where it means nothing."""
    if key == LAND:
        return "land"
    if key == other.edition != dataset.edition:
        return "edition"
    return "region" if key in region_names(dataset) else None


@lru_cache(maxsize=128)
def beside(dataset: Dataset, other: Dataset, codes: frozenset[str], key: str) -> Beside:
    """Put the area ``codes`` of ``dataset`` beside ``key``: a region, land, or an edition.

    ``other`` is the other edition, also used to check borders. ``key`` must be one that
    ``kind_of`` knows.
    """
    kind = kind_of(dataset, other, key) or "region"
    left = summed(dataset, sorted(codes))
    if kind == "edition":
        if not is_comparable(dataset, other, codes):
            moved = moves_of(dataset, other, codes)
            return Beside(kind, key, (), moved, _together(dataset, other, codes))
        right, right_codes = summed(other, sorted(codes)), codes
    elif kind == "land":
        right, right_codes = series_of_country(dataset), frozenset()
    else:
        right_codes = frozenset({key})
        right = summed(dataset, [key])
    rows = []
    for indicator in _indicators(left, right):
        one, two = _pair(_find(left, indicator), _find(right, indicator), kind)
        fits = (one is None or is_of_these_borders(one, dataset, other, codes)) and (
            two is None or kind != "region" or is_of_these_borders(two, dataset, other, right_codes)
        )
        rows.append(Row(indicator, one, two, not fits))
    both_first = sorted(rows, key=lambda row: row.left is None or row.right is None)
    return Beside(kind, key, tuple(both_first), (), frozenset())


def _together(dataset: Dataset, other: Dataset, codes: frozenset[str]) -> frozenset[str]:
    while moved := moves_of(dataset, other, codes):
        codes |= {code for move in moved for code in (move.from_code, move.to_code)}
    return codes


def _indicators(left: Iterable[Series], right: Iterable[Series]) -> list[str]:
    return list(dict.fromkeys(each.indicator for each in (*left, *right)))


def _find(series: Iterable[Series], indicator: str) -> Series | None:
    return next((each for each in series if each.indicator == indicator), None)


def _pair(left: Series | None, right: Series | None, kind: Kind) -> tuple[Fact | None, Fact | None]:
    if left and right and kind != "edition":
        periods = {fact.period: fact for fact in right.facts}
        for fact in left.facts:
            if fact.period in periods:
                return fact, periods[fact.period]
    return (left.newest if left else None), (right.newest if right else None)
