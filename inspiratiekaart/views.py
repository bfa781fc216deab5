"""What is to be seen of a dataset under a selection: the map's rows, cards and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.indicators import Figure, default_measure, figures
from inspiratiekaart.occupations import Outlook, Topic, Work, short_name, work
from inspiratiekaart.reach import ENOUGH_SHARE, reach
from inspiratiekaart.regions import region_names, region_set_name
from inspiratiekaart.selection import DEFAULT_LAYERS, Measure, Selection
from inspiratiekaart.trainers import (
    Route,
    Trainer,
    by_site,
    nearest_route,
    offer_rows,
    routes_for,
)
from inspiratiekaart.trainings import coverage, trainings


@dataclass(frozen=True)
class Region:
    """A region as a row of the map: its figure, and whether it is chosen."""

    code: str
    name: str
    figure: Figure
    class_index: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Wanted:
    """A profession in which there is work, with what is said of it, the best statement first."""

    occupation_id: str
    name: str
    outlooks: tuple[Outlook, ...]

    @property
    def is_regional(self) -> bool:
        """Whether the best statement is one of a region itself."""
        return self.outlooks[0].scope == "regional"


@dataclass(frozen=True)
class Gap:
    """A white spot: work in a profession, and no training within reach of ``region_codes``.

    ``nearest`` is None where no training is known anywhere; ``is_linked`` False where the
    profession is linked to no training that leads straight to it, so nothing can be said.
    """

    occupation_id: str
    name: str
    region_codes: tuple[str, ...]
    nearest: Route | None
    is_linked: bool


@dataclass(frozen=True)
class Findings:
    """The part of a view that does not depend on how the map is coloured."""

    wanted: tuple[Wanted, ...]
    minder: tuple[Wanted, ...]
    gaps: tuple[Gap, ...]
    inside: tuple[Trainer, ...]
    outside: tuple[Trainer, ...]
    unmatched: tuple[Outlook, ...]
    regional: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    shown_sites: tuple[int, ...]


@dataclass(frozen=True)
class View(Findings):
    """Everything that the map page shows of one selection."""

    selection: Selection
    edition: str
    measure: Measure
    topic: Topic | None
    set_name: tuple[str, str] | None
    regions: tuple[Region, ...]
    national_count: int
    source_ids: tuple[str, ...]

    @property
    def chosen(self) -> tuple[Region, ...]:
        """The chosen regions, by name."""
        return tuple(region for region in self.regions if region.is_chosen)

    @property
    def nearest_outside(self) -> Route | None:
        """The nearest trainer outside the chosen regions, where there is none inside."""
        if any(route.confidence == "direct" for each in self.inside for route in each.routes):
            return None
        routes = (route for each in self.outside for route in each.routes)
        return next((route for route in routes if route.confidence == "direct"), None)


def coloured_alike(selection: Selection) -> Selection:
    """``selection`` with the usual measure and layers: it differs in the map's colours only."""
    return replace(selection, measure=None, layers=DEFAULT_LAYERS)


@lru_cache(maxsize=1024)
def view(dataset: Dataset, selection: Selection) -> View:
    """Look at ``dataset`` through ``selection``."""
    found = _findings(dataset, coloured_alike(selection))
    regions = _regions(dataset, selection)
    national = sum(any(o.scope == "national" for o in w.outlooks) for w in found.wanted)
    return View(
        **vars(found),
        selection=selection,
        edition=dataset.edition,
        measure=selection.measure or default_measure(selection),
        topic=work(dataset).topics.get(selection.topic or ""),
        set_name=region_set_name(dataset, selection.regions),
        regions=regions,
        national_count=national,
        source_ids=_sources(found.wanted, found.inside, found.outside, regions),
    )


@lru_cache(maxsize=1024)
def _findings(dataset: Dataset, selection: Selection) -> Findings:
    known = work(dataset)
    topic = known.topics.get(selection.topic or "")
    occupations = known.chosen(selection)
    wanted = _wanted(known, occupations, selection.regions, good=True)
    chosen = tuple(code for code in region_names(dataset) if code in selection.regions)
    inside: tuple[Trainer, ...] = ()
    outside: tuple[Trainer, ...] = ()
    gaps: tuple[Gap, ...] = ()
    if topic:
        gaps = _gaps(dataset, selection, wanted, chosen)
        routes = routes_for(dataset, occupations, chosen)
        inside = by_site(
            tuple(r for r in routes if r.arbeidsmarktregio_code in chosen or not chosen)
        )
        outside = by_site(
            tuple(r for r in routes if chosen and r.arbeidsmarktregio_code not in chosen)
        )
    unmatched = tuple(
        each for each in known.unmatched if each.arbeidsmarktregio_code in selection.regions
    )
    return Findings(
        wanted=wanted,
        minder=_wanted(known, occupations, selection.regions, good=False),
        gaps=gaps,
        inside=inside,
        outside=outside,
        unmatched=unmatched if topic is None else (),
        regional=_regional(known, occupations),
        shown_sites=_shown_sites(dataset, topic, occupations),
    )


def _regional(
    known: Work, occupations: Iterable[str]
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Per region the professions it is itself said to offer work in: name and sector."""
    found: dict[str, list[tuple[str, str]]] = {}
    for occupation in occupations:
        codes = {
            each.arbeidsmarktregio_code
            for each in known.regional.get(occupation, ())
            if each.is_good and each.arbeidsmarktregio_code
        }
        row = known.occupations[occupation]
        for code in sorted(codes):
            found.setdefault(code, []).append((short_name(row["name_nl"]), row["sector_id"]))
    return tuple((code, tuple(sorted(found[code]))) for code in sorted(found))


def _regions(dataset: Dataset, selection: Selection) -> tuple[Region, ...]:
    measure = selection.measure or default_measure(selection)
    found = figures(dataset, selection)
    return tuple(
        Region(
            code,
            name,
            found[code],
            found[code].class_index(measure),
            code in selection.regions,
        )
        for code, name in region_names(dataset).items()
    )


def _wanted(
    known: Work, occupations: Iterable[str], regions: frozenset[str], *, good: bool
) -> tuple[Wanted, ...]:
    found = []
    for each in occupations:
        said = known.wanted(each, regions) if good else _less(known, each, regions)
        if said:
            found.append(Wanted(each, short_name(known.occupations[each]["name_nl"]), said))
    return tuple(sorted(found, key=lambda w: (not w.is_regional, w.name)))


def _less(known: Work, occupation: str, regions: frozenset[str]) -> tuple[Outlook, ...]:
    said = (*known.regional.get(occupation, ()), *known.national.get(occupation, ()))
    return tuple(
        each
        for each in said
        if not each.is_good
        and (each.scope == "national" or not regions or each.arbeidsmarktregio_code in regions)
    )


def _gaps(
    dataset: Dataset, selection: Selection, wanted: tuple[Wanted, ...], chosen: tuple[str, ...]
) -> tuple[Gap, ...]:
    known = trainings(dataset)
    near = reach(dataset, selection.reach_km)
    shares = coverage(dataset, selection.reach_km)
    nothing = np.zeros(len(near.region_codes))
    gaps = []
    for each in wanted:
        share = shares.get(each.occupation_id, nothing)
        without = tuple(
            code
            for code, value in zip(near.region_codes, share, strict=True)
            if value < ENOUGH_SHARE and (code in chosen or not chosen)
        )
        if not without:
            continue
        sites = known.sites_of.get(each.occupation_id)
        gaps.append(
            Gap(
                each.occupation_id,
                each.name,
                without,
                nearest_route(dataset, each.occupation_id, sites, without) if chosen else None,
                each.occupation_id in known.direct,
            )
        )
    return tuple(gaps)


def _shown_sites(
    dataset: Dataset, topic: Topic | None, occupations: tuple[str, ...]
) -> tuple[int, ...]:
    known = trainings(dataset)
    if topic is None:
        return tuple(i for i, site in enumerate(known.sites) if site["is_head_office"])
    rows = offer_rows(dataset, occupations)
    return tuple(sorted({int(row["site_position"]) for row in rows}))


def _sources(
    wanted: Iterable[Wanted],
    inside: Iterable[Trainer],
    outside: Iterable[Trainer],
    regions: Iterable[Region],
) -> tuple[str, ...]:
    found = {o.source_id for w in wanted for o in w.outlooks}
    found |= {route.source_id for each in (*inside, *outside) for route in each.routes}
    found |= {region.figure.source_id for region in regions}
    return tuple(sorted(found - {""}))
