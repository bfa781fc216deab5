"""Which offers fit what somebody asks, how many would fit otherwise, and in which order.

What is unknown of an offer (its length, price or start) does not leave it out: it fits perhaps, and
comes after what surely fits. All work is on whole columns of an ``OfferIndex``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
import numpy.typing as npt

from inspiratiekaart.offer_filters import Filters
from inspiratiekaart.offer_index import MONTH_LIMITS, PRICE_LIMITS, Floats, OfferIndex
from inspiratiekaart.word_index import Integers, Mask

Positions = npt.NDArray[np.intp]

LEVELS_OF: Mapping[str, frozenset[str]] = {
    "basis": frozenset({"mbo-1"}),
    "middelbaar": frozenset({"mbo-2", "mbo-3", "mbo-4"}),
    "hoger": frozenset({"ad", "hbo", "wo"}),
}
"""The levels of training in each of the bar's levels, as CBS divides them."""

_RANKS = {"prijs": "price", "start": "start", "naam": "name", "": "best", "afstand": "best"}


@dataclass(frozen=True)
class Question:
    """The filters of the page with what the selection bar and the place search add to them.

    ``point`` is in metres, as the sites are; with a point, ``regions`` leave out nothing.
    ``topic`` are the professions of the chosen sector or theme, None where none is chosen;
    ``level`` is the bar's level, for offers as such.
    """

    filters: Filters = field(default_factory=Filters)
    point: tuple[float, float] | None = None
    regions: frozenset[str] = frozenset()
    topic: frozenset[str] | None = None
    level: str | None = None


@dataclass(frozen=True, eq=False)
class Hits:
    """What fits: ``mask`` per offer, ``perhaps`` where something asked for is not known.

    ``masks`` holds one mask per filter; ``counts`` the offers that fit per group;
    ``distance_km`` the straight line from the point to each group (infinite without one).
    """

    index: OfferIndex
    question: Question
    masks: Mapping[str, Mask]
    mask: Mask
    perhaps: Mask | None
    counts: npt.NDArray[np.int64]
    distance_km: Floats

    @property
    def total(self) -> int:
        """How many offers fit, surely or perhaps."""
        return int(self.counts.sum())

    @property
    def certain(self) -> int:
        """How many offers surely fit."""
        if self.perhaps is None:
            return self.total
        return int(np.count_nonzero(self.mask & ~self.perhaps))

    def but(self, *names: str) -> Mask:
        """Which offers fit when the filters ``names`` are dropped."""
        kept = [mask for name, mask in self.masks.items() if name not in names]
        return reduce(np.logical_and, kept) if kept else np.ones(self.index.size, dtype=np.bool_)

    def facet(self, name: str) -> dict[str, int]:
        """How many offers each value of a filter would give, the other filters staying."""
        mask = self.but(name) if name in self.masks else self.mask
        if name == "kinds":
            kinds = self.index.kinds
            per_group = _per_group(mask, self.index) if name in self.masks else self.counts
            found = np.bincount(kinds.codes, per_group, len(kinds.values)).astype(np.int64)
            return dict(zip(kinds.values, found.tolist(), strict=True))
        return self.index.facets[name].count(mask)

    def limits(self, name: str) -> dict[str, int]:
        """How many offers surely fit each limit on length or price, or each first start."""
        mask = self.but(name) if name in self.masks else self.mask
        if name == "start_from":
            counts = self.index.start_months.count(mask)
            later = np.cumsum(list(counts.values())[::-1])[::-1]
            return dict(zip(counts, later.tolist(), strict=True))
        values, limits = _limited(self.index, name)
        known = values[mask]
        known = np.sort(known[~np.isnan(known)])
        found = np.searchsorted(known, limits, side="right")
        return {str(limit): int(n) for limit, n in zip(limits, found, strict=True)}

    def ordered_groups(self) -> Positions:
        """The groups with an offer that fits, in the order asked for."""
        rank = self._rank()
        first = _reduced(np.minimum, np.where(self.mask, rank, _LAST), self.index)
        groups = np.flatnonzero(self.counts)
        if self.question.point is None or self.question.filters.sort not in ("", "afstand"):
            return groups[np.argsort(first[groups], kind="stable")]
        doubtful = first[groups] >= self.index.size
        return groups[np.lexsort((first[groups], self.distance_km[groups], doubtful))]

    def offers_of(self, group: int) -> Positions:
        """The offers of ``group`` that fit, in the order asked for."""
        start = int(self.index.starts[group])
        ends = self.index.starts[group + 1 : group + 2]
        end = int(ends[0]) if len(ends) else self.index.size
        found = start + np.flatnonzero(self.mask[start:end])
        return found[np.argsort(self._rank()[found], kind="stable")]

    def _rank(self) -> npt.NDArray[np.int64]:
        rank = self.index.ranks[_RANKS[self.question.filters.sort]].astype(np.int64)
        return rank if self.perhaps is None else rank + self.index.size * self.perhaps


_LAST = np.iinfo(np.int64).max


def search(index: OfferIndex, question: Question) -> Hits:
    """Find the offers of ``index`` that answer ``question``."""
    distance_km = np.full(len(index.group_ids), np.inf)
    if question.point is not None:
        x, y = question.point
        metres = np.hypot(index.x_m - x, index.y_m - y)
        distance_km = np.where(np.isnan(metres), np.inf, metres / 1000.0)
    masks = dict(_masks(index, question, distance_km))
    mask = reduce(np.logical_and, masks.values()) if masks else np.ones(index.size, dtype=np.bool_)
    return Hits(
        index=index,
        question=question,
        masks=masks,
        mask=mask,
        perhaps=_perhaps(index, question.filters),
        counts=_per_group(mask, index),
        distance_km=distance_km,
    )


def linked(index: OfferIndex, occupations: frozenset[str], *, direct: bool = False) -> Mask:
    """Which offers may lead to any of ``occupations``; ``direct`` leaves out related ones."""
    return _wanted(index, occupations, direct=direct)[index.code_of]


def _wanted(index: OfferIndex, occupations: frozenset[str], *, direct: bool) -> Mask:
    wanted = np.zeros(int(index.code_of.max(initial=-1)) + 2, dtype=np.bool_)
    codes = [
        code
        for each in occupations
        for code, is_direct in index.links.get(each, ())
        if is_direct or not direct
    ]
    wanted[codes] = True
    wanted[-1] = False
    return wanted


def _masks(index: OfferIndex, question: Question, km: Floats) -> Iterator[tuple[str, Mask]]:
    filters = question.filters
    words = index.words.matching(filters.words)
    if words is not None:
        yield "words", words
    if question.point is not None:
        yield "place", (km <= filters.radius_km)[index.group_of] | index.is_online
    elif question.regions:
        yield "regions", index.regions.among(question.regions)[index.group_of] | index.is_online
    if question.topic is not None:
        yield "topic", linked(index, question.topic)
    if question.level:
        yield "level", index.facets["levels"].among(LEVELS_OF[question.level])
    if filters.occupation:
        yield "occupation", linked(index, frozenset({filters.occupation}))
    for name in ("forms", "levels", "certainties"):
        if wanted := getattr(filters, name):
            yield name, index.facets[name].among(wanted)
    if filters.funded:
        yield "funded", index.facets["funded"].among(frozenset({filters.funded}))
    if filters.kinds:
        yield "kinds", index.kinds.among(filters.kinds)[index.group_of]
    if filters.provider:
        ids = index.provider_ids
        provider = ids.index(filters.provider) if filters.provider in ids else -1
        yield "provider", (index.provider_of == provider)[index.group_of]
    if filters.group:
        yield "group", index.group_of == index.group_positions.get(filters.group, -1)
    for name in ("months_max", "price_max"):
        if (limit := getattr(filters, name)) is not None:
            yield name, ~(_limited(index, name)[0] > limit)  # NaN is not above any limit
    if filters.start_from:
        codes = index.start_months.codes
        yield "start_from", (codes < 0) | (codes >= _start_position(index, filters))


def _start_position(index: OfferIndex, filters: Filters) -> int:
    return index.start_months.values.index(filters.start_from)


def _limited(index: OfferIndex, name: str) -> tuple[Floats, tuple[int, ...]]:
    return (index.months, MONTH_LIMITS) if name == "months_max" else (index.prices, PRICE_LIMITS)


def _perhaps(index: OfferIndex, filters: Filters) -> Mask | None:
    unknown = [
        np.isnan(_limited(index, name)[0])
        for name in ("months_max", "price_max")
        if getattr(filters, name) is not None
    ]
    if filters.start_from:
        unknown.append(index.start_months.codes < 0)
    return reduce(np.logical_or, unknown) if unknown else None


def _per_group(mask: Mask, index: OfferIndex) -> npt.NDArray[np.int64]:
    return _reduced(np.add, mask.astype(np.int64), index)


def _reduced(
    how: np.ufunc, values: npt.NDArray[np.int64], index: OfferIndex
) -> npt.NDArray[np.int64]:
    if not index.size:
        return np.zeros(0, dtype=np.int64)
    return np.asarray(how.reduceat(values, index.starts))


def regions_found(hits: Hits) -> dict[str, int]:
    """How many offers fit per region."""
    regions = hits.index.regions
    found = np.bincount(regions.codes + 1, hits.counts, len(regions.values) + 1)[1:]
    return {code: int(n) for code, n in zip(regions.values, found, strict=True)}


def sites_found(hits: Hits) -> tuple[Integers, npt.NDArray[np.int64]]:
    """The positions of the sites with an offer that fits, and how many each has."""
    there = (hits.counts > 0) & (hits.index.site_of >= 0)
    return hits.index.site_of[there], hits.counts[there]
