"""What differs between two editions: how much is in each table, and which areas changed.

Everything is computed from the two editions as they lie there; nothing is written out by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from inspiratiekaart.comparability import Move, moves
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.regions import region_names
from inspiratiekaart.schema import COMMON, Table, tables


@dataclass(frozen=True)
class TableSize:
    """How many rows a table has in the older and in the newer edition."""

    table: Table
    old_rows: int
    new_rows: int

    @property
    def is_common(self) -> bool:
        """Whether the table is one and the same in all editions."""
        return self.table.folder == COMMON


@dataclass(frozen=True)
class Renamed:
    """An area that kept its code and got another name or spelling."""

    code: str
    old_name: str
    new_name: str


@dataclass(frozen=True)
class Merged:
    """Municipalities of the older edition whose people now live in another one."""

    old_names: tuple[str, ...]
    new_name: str


@dataclass(frozen=True)
class Differences:
    """What changed from edition ``old`` to edition ``new``."""

    old: str
    new: str
    sizes: tuple[TableSize, ...]
    regions_renamed: tuple[Renamed, ...]
    gemeenten_moved: tuple[Move, ...]
    gemeenten_merged: tuple[Merged, ...]
    gemeenten_renamed: tuple[Renamed, ...]

    @property
    def regions_changed(self) -> tuple[str, ...]:
        """The codes of the regions whose borders are not the same, in order."""
        ends = ((move.from_code, move.to_code) for move in self.gemeenten_moved)
        return tuple(sorted({code for pair in ends for code in pair}))


@lru_cache(maxsize=4)
def differences(old: Dataset, new: Dataset) -> Differences:
    """Compare the editions ``old`` and ``new``, the older one first."""
    return Differences(
        old=old.edition,
        new=new.edition,
        sizes=tuple(TableSize(t, len(old[n]), len(new[n])) for n, t in tables().items()),
        regions_renamed=_renamed(region_names(old), region_names(new)),
        gemeenten_moved=moves(old, new),
        gemeenten_merged=_merged(old, new),
        gemeenten_renamed=_renamed(_gemeente_names(old), _gemeente_names(new)),
    )


def _renamed(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Renamed, ...]:
    return tuple(
        Renamed(code, name, new[code])
        for code, name in sorted(old.items())
        if code in new and new[code] != name
    )


def _merged(old: Dataset, new: Dataset) -> tuple[Merged, ...]:
    before, after = _gemeente_names(old), _gemeente_names(new)
    joined = old["postcodes"].merge(new["postcodes"], on="postcode", suffixes=("_old", "_new"))
    gone = joined[~joined["gemeente_code_old"].isin(list(after))]
    where = gone.groupby("gemeente_code_old")["gemeente_code_new"].agg(_most_frequent)
    found: dict[str, list[str]] = {}
    for old_code, new_code in where.items():
        found.setdefault(after[str(new_code)], []).append(before[str(old_code)])
    return tuple(Merged(tuple(sorted(found[name])), name) for name in sorted(found))


def _most_frequent(codes: pd.Series[str]) -> str:
    return str(codes.mode().iloc[0])


@lru_cache(maxsize=4)
def _gemeente_names(dataset: Dataset) -> Mapping[str, str]:
    frame = dataset["gemeenten"]
    return dict(zip(frame["gemeente_code"].astype(str), frame["name"].astype(str), strict=True))
