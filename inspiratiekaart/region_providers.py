"""Who trains in a region, at which sites, and who is nearest where nobody does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.reach import reach
from inspiratiekaart.trainings import EVIDENCE, trainings

_ANY_REACH_KM = 40  # distances do not depend on it; one cached value serves all


@dataclass(frozen=True)
class SiteOffers:
    """A provider at one site: how many trainings were given there, and how many only recognised.

    ``samples`` are trainings from an incomplete list, such as a few courses of a private provider.
    """

    provider_id: str
    name: str
    kind: str
    is_funded: bool | None
    website: str
    place: str
    arbeidsmarktregio_code: str
    precision: str
    is_head_office: bool
    given: int
    recognised: int
    samples: int
    evidence_year: int | None
    source_id: str


@dataclass(frozen=True)
class Nearest:
    """The head office of a funded provider nearest to the people of a region without one.

    ``distance_km`` is a straight line. ``site_count`` is how many sites of funded providers from
    elsewhere the region does have.
    """

    region_code: str
    name: str
    kind: str
    place: str
    arbeidsmarktregio_code: str
    distance_km: float
    site_count: int


def sites_in(dataset: Dataset, codes: frozenset[str]) -> tuple[SiteOffers, ...]:
    """Who trains in the regions ``codes``: funded providers first, then by name and place."""
    found = [each for each in _sites(dataset) if each.arbeidsmarktregio_code in codes]
    return tuple(sorted(found, key=lambda s: (not s.is_funded, s.name, s.place)))


def without_head_office(dataset: Dataset, codes: frozenset[str]) -> tuple[Nearest, ...]:
    """The regions of ``codes`` where no funded provider has its head office, with the nearest."""
    sites = _sites(dataset)
    funded = [index for index, site in enumerate(sites) if site.is_funded]
    offices = np.array([i for i in funded if sites[i].is_head_office], dtype=np.intp)
    near = reach(dataset, _ANY_REACH_KM)
    found = []
    for code in sorted(codes - {sites[i].arbeidsmarktregio_code for i in offices}):
        nearest = near.nearest(code, offices)
        if nearest:
            site = sites[nearest[0]]
            here = sum(sites[i].arbeidsmarktregio_code == code for i in funded)
            found.append(
                Nearest(
                    code,
                    site.name,
                    site.kind,
                    site.place,
                    site.arbeidsmarktregio_code,
                    nearest[1],
                    here,
                )
            )
    return tuple(found)


@lru_cache(maxsize=4)
def _sites(dataset: Dataset) -> tuple[SiteOffers, ...]:
    known = trainings(dataset)
    counts = _counts(dataset)
    found = []
    for site in known.sites:
        provider = known.providers[site["provider_id"]]
        given, recognised, samples, year = counts.get(site["site_id"], (0, 0, 0, None))
        found.append(
            SiteOffers(
                provider_id=site["provider_id"],
                name=provider["name"],
                kind=provider["kind"],
                is_funded=provider["is_funded"],
                website=provider["website"] or "",
                place=site["place"],
                arbeidsmarktregio_code=site["arbeidsmarktregio_code"],
                precision=site["precision"],
                is_head_office=bool(site["is_head_office"]),
                given=given,
                recognised=recognised,
                samples=samples,
                evidence_year=year,
                source_id=site["source_id"],
            )
        )
    return tuple(found)


def _counts(dataset: Dataset) -> Mapping[str, tuple[int, int, int, int | None]]:
    offers = dataset["offers"].dropna(subset=["site_id"])
    code = offers["crebo"].fillna(offers["isat"]).fillna(offers["title"])
    offers = offers.assign(training=code, is_given=offers["certainty"].isin(EVIDENCE))
    found = {}
    for site_id, rows in offers.groupby("site_id"):
        given = rows[rows["is_given"]]
        trained = set(given["training"])
        recognised = rows[(rows["certainty"] == "recognised") & ~rows["training"].isin(trained)]
        samples = rows[rows["certainty"] == "sample"]
        found[str(site_id)] = (
            len(trained),
            int(recognised["training"].nunique()),
            int(samples["training"].nunique()),
            int(given["evidence_year"].max()) if len(given) else None,
        )
    return found
