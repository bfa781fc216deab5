"""Which providers there are in an area, and how much of what is asked for each has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.offer_filters import Filters
from inspiratiekaart.offer_search import Hits
from inspiratiekaart.offers_view import hits
from inspiratiekaart.regions import region_names
from inspiratiekaart.search import folded
from inspiratiekaart.selection import Selection
from inspiratiekaart.trainings import trainings

PROVIDERS_PER_PAGE = 50

_AREA_ONLY = frozenset({"place", "regions", "kinds"})


@dataclass(frozen=True)
class ProviderRow:
    """A provider with its places in the area asked for, the head office first.

    ``found`` offers fit the question, ``total`` are all that we know of. ``regions`` are names.
    """

    provider: Mapping[str, Any]
    places: tuple[str, ...]
    head_office: str
    regions: tuple[str, ...]
    found: int
    total: int


@dataclass(frozen=True)
class ProvidersView:
    """The providers of one page, and how many there are: in all, publicly funded, without place.

    ``filtered`` says that only providers with a fitting offer are there; else also those of which
    we know no offer.
    """

    rows: tuple[ProviderRow, ...]
    count: int
    funded_count: int
    unplaced_count: int
    page: int
    pages: int
    filtered: bool
    source_ids: tuple[str, ...]


@lru_cache(maxsize=128)
def providers_view(
    dataset: Dataset, selection: Selection, filters: Filters, page: int
) -> ProvidersView:
    """The providers that answer ``selection`` and ``filters``, by name."""
    found = hits(dataset, selection, filters.without("funded"))
    filtered = not _AREA_ONLY.issuperset(found.masks)
    per_provider = _per_provider(found)
    places = _places(dataset, found)
    known = trainings(dataset).providers
    kept = [
        provider
        for key, provider in known.items()
        if (per_provider.get(key) or (not filtered and _belongs(provider, places, found)))
        and _is_funded_as(provider, filters.funded)
    ]
    kept.sort(key=lambda each: (folded(each["name"]), each["provider_id"]))
    pages = max(1, -(-len(kept) // PROVIDERS_PER_PAGE))
    page = min(max(page, 1), pages)
    totals = _totals(found)
    names = region_names(dataset)
    shown = kept[(page - 1) * PROVIDERS_PER_PAGE : page * PROVIDERS_PER_PAGE]
    return ProvidersView(
        rows=tuple(
            _row(each, places.get(each["provider_id"], []), names, per_provider, totals)
            for each in shown
        ),
        count=len(kept),
        funded_count=sum(each["is_funded"] is True for each in kept),
        unplaced_count=sum(each["provider_id"] not in places for each in kept),
        page=page,
        pages=pages,
        filtered=filtered,
        source_ids=tuple(sorted({each["source_id"] for each in shown})),
    )


def _is_funded_as(provider: Mapping[str, Any], asked: str) -> bool:
    """Here it is the provider that is publicly funded or not, not one offer of it."""
    return not asked or provider["is_funded"] is (asked == "ja")


def _belongs(
    provider: Mapping[str, Any], places: Mapping[str, list[Mapping[str, Any]]], found: Hits
) -> bool:
    kinds = found.question.filters.kinds
    if kinds and provider["kind"] not in kinds:
        return False
    return provider["provider_id"] in places or not {"place", "regions"} & set(found.masks)


def _places(dataset: Dataset, found: Hits) -> Mapping[str, list[Mapping[str, Any]]]:
    sites: dict[str, list[Mapping[str, Any]]] = {}
    for site in trainings(dataset).sites:
        if _is_in_area(site, found):
            sites.setdefault(site["provider_id"], []).append(site)
    return sites


def _is_in_area(site: Mapping[str, Any], found: Hits) -> bool:
    question = found.question
    if question.point is not None:
        x, y = question.point
        return bool(np.hypot(site["x_m"] - x, site["y_m"] - y) <= question.filters.radius_km * 1000)
    return not question.regions or site["arbeidsmarktregio_code"] in question.regions


def _row(
    provider: Mapping[str, Any],
    sites: list[Mapping[str, Any]],
    names: Mapping[str, str],
    found: Mapping[str, int],
    totals: Mapping[str, int],
) -> ProviderRow:
    ordered = sorted(sites, key=lambda each: (not each["is_head_office"], folded(each["place"])))
    key = provider["provider_id"]
    return ProviderRow(
        provider=provider,
        places=_once(each["place"] for each in ordered),
        head_office=next((each["place"] for each in ordered if each["is_head_office"]), ""),
        regions=_once(names[each["arbeidsmarktregio_code"]] for each in ordered),
        found=found.get(key, 0),
        total=totals.get(key, 0),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _per_provider(found: Hits) -> Mapping[str, int]:
    index = found.index
    counts = np.bincount(index.provider_of, found.counts, len(index.provider_ids))
    return {key: int(n) for key, n in zip(index.provider_ids, counts, strict=True)}


def _totals(found: Hits) -> Mapping[str, int]:
    index = found.index
    of_offer = index.provider_of[index.group_of]
    counts = np.bincount(of_offer, minlength=len(index.provider_ids))
    return {key: int(n) for key, n in zip(index.provider_ids, counts, strict=True)}
