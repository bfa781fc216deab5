"""Who trains for a profession, where, and how far from the people of a region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.reach import Positions, reach
from inspiratiekaart.trainings import EVIDENCE, trainings

_ANY_REACH_KM = 40  # distances do not depend on it; one cached value serves all


@dataclass(frozen=True)
class Route:
    """Who trains for a profession, at one site.

    ``distance_km`` is a straight line from the people of ``region_code``.
    """

    occupation_id: str
    provider_id: str
    provider_name: str
    provider_kind: str
    place: str
    site_id: str
    arbeidsmarktregio_code: str
    title: str
    level: str
    forms: tuple[str, ...]
    evidence_year: int
    certainty: str
    precision: str
    is_head_office: bool
    source_id: str
    website: str
    confidence: str
    distance_km: float | None
    region_code: str


@dataclass(frozen=True)
class Trainer:
    """A provider at one site with all it has there for the professions asked for."""

    routes: tuple[Route, ...]

    @property
    def first(self) -> Route:
        """Any of its routes; name, place and distance are the same in all."""
        return self.routes[0]

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of its trainings with their level, each once."""
        named = (f"{r.title} ({r.level})" if r.level else r.title for r in self.routes)
        return tuple(dict.fromkeys(named))

    @property
    def forms(self) -> tuple[str, ...]:
        """Their forms (bol, bbl, bachelor ...), each once."""
        return tuple(sorted({form for route in self.routes for form in route.forms}))

    @property
    def evidence_years(self) -> tuple[int, ...]:
        """The years in which they were seen, the newest first."""
        return tuple(sorted({route.evidence_year for route in self.routes}, reverse=True))


def by_site(routes: tuple[Route, ...]) -> tuple[Trainer, ...]:
    """``routes`` gathered per site, in the order in which the sites first occur."""
    gathered: dict[str, list[Route]] = {}
    for route in routes:
        gathered.setdefault(route.site_id, []).append(route)
    return tuple(Trainer(tuple(each)) for each in gathered.values())


def nearest_route(
    dataset: Dataset, occupation: str, sites: Positions | None, codes: tuple[str, ...]
) -> Route | None:
    """The route to ``occupation`` at the site of ``sites`` nearest to any region of ``codes``."""
    if sites is None:
        return None
    near = reach(dataset, _ANY_REACH_KM)
    nearest = {code: near.nearest(code, sites) for code in codes}
    code, (position, _) = min(
        ((code, found) for code, found in nearest.items() if found), key=lambda item: item[1][1]
    )
    found = routes_for(dataset, (occupation,), (code,), frozenset({position}))
    return found[0] if found else None


def routes_for(
    dataset: Dataset,
    occupations: tuple[str, ...],
    chosen: tuple[str, ...],
    only_sites: frozenset[int] | None = None,
) -> tuple[Route, ...]:
    """Who trains for ``occupations``, one row per profession and site, the nearest first.

    Distances are from the people of the nearest of ``chosen``; None where nothing is chosen.
    Recognitions that nobody was seen to use, and offers without a site, are left out.
    """
    routes = [
        (position, route)
        for occupation in occupations
        for position, route in _known_routes(dataset, occupation)
        if only_sites is None or position in only_sites
    ]
    if not chosen:
        return tuple(sorted((route for _, route in routes), key=_order))
    near = reach(dataset, _ANY_REACH_KM)
    distances = near.distance_km[[near.region_codes.index(code) for code in chosen]]
    least, region = distances.min(axis=0), distances.argmin(axis=0)
    return tuple(
        sorted(
            (
                replace(route, distance_km=float(least[at]), region_code=chosen[int(region[at])])
                for at, route in routes
            ),
            key=_order,
        )
    )


def _order(route: Route) -> tuple[bool, float, str, str]:
    distance = 0.0 if route.distance_km is None else route.distance_km
    return route.confidence != "direct", distance, route.provider_name, route.occupation_id


@lru_cache(maxsize=2048)
def _known_routes(dataset: Dataset, occupation: str) -> tuple[tuple[int, Route], ...]:
    offers_at: dict[int, list[Mapping[str, Any]]] = {}
    for row in offer_rows(dataset, (occupation,)):
        offers_at.setdefault(int(row["site_position"]), []).append(row)
    sites = trainings(dataset).sites
    return tuple(
        (position, _route(dataset, sites[position], occupation, offers))
        for position, offers in offers_at.items()
    )


def offer_rows(dataset: Dataset, occupations: tuple[str, ...]) -> list[Mapping[str, Any]]:
    """The offers that lead to ``occupations``: given or with students, and at a known site."""
    shelf = _offers_by_occupation(dataset)
    return [row for each in occupations for row in shelf.get(each, ())]


@lru_cache(maxsize=4)
def _offers_by_occupation(dataset: Dataset) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    routes = trainings(dataset).routes
    real = routes[routes["certainty"].isin(EVIDENCE) & (routes["site_position"] >= 0)]
    columns = [
        *("occupation_id", "site_position", "title", "level", "learning_form_id", "confidence"),
        *("evidence_year", "certainty", "source_id"),
    ]
    shelf: dict[str, list[Mapping[str, Any]]] = {}
    for row in records(real[columns]):
        shelf.setdefault(row["occupation_id"], []).append(row)
    return {key: tuple(value) for key, value in shelf.items()}


def _route(
    dataset: Dataset,
    site: Mapping[str, Any],
    occupation: str,
    offers: list[Mapping[str, Any]],
) -> Route:
    provider = trainings(dataset).providers[site["provider_id"]]
    direct = [each for each in offers if each["confidence"] == "direct"] or offers
    newest = max(direct, key=lambda each: (int(each["evidence_year"]), each["title"]))
    forms = sorted({each["learning_form_id"] for each in direct if each["learning_form_id"]})
    return Route(
        occupation_id=occupation,
        provider_id=provider["provider_id"],
        provider_name=provider["name"],
        provider_kind=provider["kind"],
        place=site["place"],
        site_id=site["site_id"],
        arbeidsmarktregio_code=site["arbeidsmarktregio_code"],
        title=newest["title"],
        level=newest["level"] or "",
        forms=tuple(forms),
        evidence_year=int(newest["evidence_year"]),
        certainty=newest["certainty"],
        precision=site["precision"],
        is_head_office=bool(site["is_head_office"]),
        source_id=newest["source_id"],
        website=provider["website"] or "",
        confidence=newest["confidence"],
        distance_km=None,
        region_code="",
    )
