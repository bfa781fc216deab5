"""What the page of trainings shows: offers gathered per provider and site, and what fits not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from inspiratiekaart.checks import UNMARKED, Trust, trusted
from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.occupations import oldest_year, work
from inspiratiekaart.offer_filters import Filters
from inspiratiekaart.offer_index import offer_index
from inspiratiekaart.offer_search import (
    Hits,
    Positions,
    Question,
    linked,
    regions_found,
    search,
    sites_found,
)
from inspiratiekaart.reach import Floats, metres_of
from inspiratiekaart.search import PlaceMatch, find_points
from inspiratiekaart.selection import Selection
from inspiratiekaart.trainings import trainings
from inspiratiekaart.word_index import Mask

GROUPS_PER_PAGE = 12
OFFERS_PER_GROUP = 4
OFFERS_PER_PAGE = 40
NEAREST = 3
NEAREST_OFFERS = 3

AREA = ("place", "regions")
"""The masks that keep what lies in the area asked for."""

_GIVEN = frozenset({"offered", "had_students", "sample"})
_COLUMNS = [
    *("offer_id", "title", "crebo", "isat", "learning_form_id", "attendance", "level"),
    *("duration_months", "duration_text", "price_eur", "price_max_eur", "vat", "start_on"),
    *("start_text", "language", "is_funded", "is_online", "evidence_year", "certainty"),
    *("students_count", "students_status", "students_year", "url", "source_id", "period"),
]


@dataclass(frozen=True)
class Offer:
    """One training as a row of the page: the columns of ``offers``, None where unknown.

    ``is_old`` says that its evidence is old; ``is_related`` that it is linked to the chosen
    profession or topic, but does not lead to it by itself.
    """

    row: Mapping[str, Any]
    is_old: bool
    is_related: bool
    trust: Trust = UNMARKED


@dataclass(frozen=True)
class Group:
    """A provider at one site (or without one) with what fits there, the best first.

    ``offers`` are those of this page, ``total`` how many fit. ``distance_km`` is a straight line
    from the place asked for, or from the people of ``from_region``.
    """

    group_id: str
    provider: Mapping[str, Any]
    site: Mapping[str, Any] | None
    offers: tuple[Offer, ...]
    total: int
    distance_km: float | None
    from_region: str = ""


@dataclass(frozen=True)
class OffersView:
    """Everything that the page shows of one question, but for the list of providers.

    ``certain`` offers surely fit; the rest of ``total`` fits as far as we know. ``recognised`` are
    those of which we only know that they may be given; ``unplaced`` fit but for their place, which
    is unknown. ``dropped`` says how many would fit without each filter, where nothing fits.
    ``nearest`` are outside the area, where nothing in it is surely given. ``counts`` gives per
    filter how many each value would find; ``sites`` and ``regions`` how many fit at each site (by
    position) and in each region.
    """

    selection: Selection
    filters: Filters
    places: tuple[PlaceMatch, ...]
    point: tuple[float, float] | None
    total: int
    certain: int
    provider_count: int
    recognised: int
    unpriced: int
    unplaced: int
    groups: tuple[Group, ...]
    page: int
    pages: int
    counts: Mapping[str, Mapping[str, int]]
    dropped: tuple[tuple[str, int], ...]
    nearest: tuple[Group, ...]
    sites: tuple[tuple[int, int], ...]
    regions: Mapping[str, int]
    source_ids: tuple[str, ...]


def hits(dataset: Dataset, selection: Selection, filters: Filters) -> Hits:
    """The offers of ``dataset`` that fit ``selection`` and ``filters``."""
    places = find_points(dataset, filters.place) if filters.place else ()
    topic = frozenset(work(dataset).chosen(selection)) if selection.topic else None
    question = Question(
        filters=filters,
        point=_point(dataset, places),
        regions=selection.regions,
        topic=topic,
        level=None if selection.topic else selection.level,
    )
    return search(offer_index(dataset), question)


def _point(dataset: Dataset, places: tuple[PlaceMatch, ...]) -> tuple[float, float] | None:
    if not places or places[0].lon is None or places[0].lat is None:
        return None
    return metres_of(dataset.division.crs, places[0].lon, places[0].lat)


@lru_cache(maxsize=256)
def offers_view(dataset: Dataset, selection: Selection, filters: Filters, page: int) -> OffersView:
    """Search ``dataset`` and gather what page ``page`` (from 1) shows of it."""
    found = hits(dataset, selection, filters)
    index = found.index
    groups = found.ordered_groups()
    alone = len(groups) == 1
    size = OFFERS_PER_PAGE if alone else GROUPS_PER_PAGE
    pages = max(1, -(-(found.total if alone else len(groups)) // size))
    page = min(max(page, 1), pages)
    first = (page - 1) * size
    if alone:
        rows = {int(groups[0]): found.offers_of(int(groups[0]))[first : first + size]}
    else:
        rows = {
            int(each): found.offers_of(int(each))[:OFFERS_PER_GROUP]
            for each in groups[first : first + size]
        }
    shown = _groups(dataset, found, rows)
    nearest = _nearest(dataset, found)
    positions, counts = sites_found(found)
    placed = (index.site_of >= 0)[index.group_of]
    return OffersView(
        selection=selection,
        filters=filters,
        places=find_points(dataset, filters.place) if filters.place else (),
        point=found.question.point,
        total=found.total,
        certain=found.certain,
        provider_count=len(np.unique(index.provider_of[groups])),
        recognised=index.facets["certainties"].count(found.mask).get("recognised", 0),
        unpriced=int(np.count_nonzero(found.mask & np.isnan(index.prices))),
        unplaced=int(np.count_nonzero(found.but(*AREA) & ~placed & ~index.is_online)),
        groups=shown,
        page=page,
        pages=pages,
        counts=_counts(found),
        dropped=_dropped(found) if not found.total else (),
        nearest=nearest,
        sites=tuple(sorted(zip(positions.tolist(), counts.tolist(), strict=True))),
        regions=regions_found(found),
        source_ids=_sources((*shown, *nearest)),
    )


def _counts(found: Hits) -> Mapping[str, Mapping[str, int]]:
    facets = ("forms", "levels", "certainties", "funded", "kinds")
    limits = ("months_max", "price_max", "start_from")
    return {
        **{name: found.facet(name) for name in facets},
        **{name: found.limits(name) for name in limits},
    }


def _dropped(found: Hits) -> tuple[tuple[str, int], ...]:
    counted = ((name, int(np.count_nonzero(found.but(name)))) for name in found.masks)
    return tuple(sorted(((n, c) for n, c in counted if c), key=lambda each: (-each[1], each[0])))


def _groups(dataset: Dataset, found: Hits, rows: Mapping[int, Positions]) -> tuple[Group, ...]:
    index = found.index
    known = trainings(dataset)
    direct = _direct(found)
    everything = np.concatenate([*rows.values(), np.zeros(0, dtype=np.intp)])
    plain = dict(
        zip(everything.tolist(), records(index.offers.loc[everything, _COLUMNS]), strict=True)
    )
    oldest, trust = oldest_year(dataset), trusted(dataset, "offers")
    made = []
    for group, positions in rows.items():
        site = int(index.site_of[group])
        distance = float(found.distance_km[group])
        offers = tuple(
            Offer(
                row=plain[at],
                is_old=int(plain[at]["evidence_year"]) < oldest and not trust(plain[at]).checked_on,
                is_related=direct is not None and not bool(direct[at]),
                trust=trust(plain[at]),
            )
            for at in positions.tolist()
        )
        made.append(
            Group(
                group_id=index.group_ids[group],
                provider=known.providers[index.provider_ids[int(index.provider_of[group])]],
                site=known.sites[site] if site >= 0 else None,
                offers=offers,
                total=int(found.counts[group]),
                distance_km=distance if np.isfinite(distance) else None,
            )
        )
    return tuple(made)


def _direct(found: Hits) -> Mask | None:
    question = found.question
    if question.filters.occupation:
        return linked(found.index, frozenset({question.filters.occupation}), direct=True)
    if question.topic is not None:
        return linked(found.index, question.topic, direct=True)
    return None


def _nearest(dataset: Dataset, found: Hits) -> tuple[Group, ...]:
    """The nearest groups outside the area that surely give what is asked, if none inside does."""
    index = found.index
    given = index.facets["certainties"].among(_GIVEN)
    if not any(name in found.masks for name in AREA) or bool((found.mask & given).any()):
        return ()
    outside = found.but(*AREA)
    mask = outside & given if bool((outside & given).any()) else outside
    mask &= ~found.mask & (index.site_of >= 0)[index.group_of]
    counts = np.bincount(index.group_of[mask], minlength=len(index.group_ids))
    distances, names = _from_regions(dataset, found)
    distances = np.where(counts > 0, distances, np.inf)
    best = np.argsort(distances, kind="stable")[:NEAREST]
    best = best[np.isfinite(distances[best])]
    near = replace(found, mask=mask, counts=counts, distance_km=distances)
    rows = {int(group): near.offers_of(int(group))[:NEAREST_OFFERS] for group in best}
    made = _groups(dataset, near, rows)
    return tuple(
        replace(each, from_region=names[int(group)]) for each, group in zip(made, best, strict=True)
    )


def _from_regions(dataset: Dataset, found: Hits) -> tuple[Floats, list[str]]:
    """Per group the distance from the point, or from the people of the nearest chosen region."""
    index = found.index
    if found.question.point is not None:
        return found.distance_km, [""] * len(index.group_ids)
    frame = dataset["arbeidsmarktregios"].sort_values("arbeidsmarktregio_code")
    frame = frame[frame["arbeidsmarktregio_code"].isin(found.question.regions)]
    metres = np.hypot(
        index.x_m - frame["population_x_m"].to_numpy(dtype=np.float64)[:, None],
        index.y_m - frame["population_y_m"].to_numpy(dtype=np.float64)[:, None],
    )
    kilometres = np.where(np.isnan(metres), np.inf, metres / 1000.0)
    names = frame["name"].tolist()
    return kilometres.min(axis=0), [names[at] for at in kilometres.argmin(axis=0)]


def _sources(groups: Iterable[Group]) -> tuple[str, ...]:
    return tuple(sorted({str(o.row["source_id"]) for group in groups for o in group.offers}))
