"""Which offers lead to which profession, and where they are given: the side of the training.

A profession is linked to mbo qualifications (crebo) and higher-education programmes (isat) by
editorial tables; an offer with that code is a possible training. Only offers that were really
given (offered, or had students) count as a route; a mere recognition does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.reach import ENOUGH_SHARE, Floats, Positions, reach

EVIDENCE = ("offered", "had_students")


@dataclass(frozen=True, eq=False)
class Trainings:
    """The routes of one edition; each part is worked out when it is first asked for."""

    dataset: Dataset

    @cached_property
    def sites(self) -> tuple[Mapping[str, Any], ...]:
        """All sites, in order of their id; elsewhere a site is known by its position here."""
        return tuple(records(_sites(self.dataset)))

    @cached_property
    def providers(self) -> Mapping[str, Mapping[str, Any]]:
        """All providers, by id."""
        return {row["provider_id"]: row for row in records(self.dataset["providers"])}

    @cached_property
    def routes(self) -> pd.DataFrame:
        """One row per profession x offer (occupation_id, offer columns, confidence).

        The position of the site is in ``site_position``, -1 where the offer has no site.
        """
        sites = _sites(self.dataset)
        position = pd.Series(sites.index, index=sites["site_id"])
        offers = self.dataset["offers"]
        offers["site_position"] = offers["site_id"].map(position).fillna(-1).astype(int)
        kwalificaties, programmes = (
            self.dataset["occupation_kwalificaties"],
            self.dataset["occupation_programmes"],
        )
        return pd.concat(
            [_join(kwalificaties, offers, "crebo"), _join(programmes, offers, "isat")],
            ignore_index=True,
        )

    @cached_property
    def sites_of(self) -> Mapping[str, Positions]:
        """The positions of the sites with a direct route, per profession."""
        routes = self.routes
        real = routes[
            routes["certainty"].isin(EVIDENCE)
            & (routes["confidence"] == "direct")
            & (routes["site_position"] >= 0)
        ]
        return {
            str(key): np.unique(rows.to_numpy(dtype=np.intp))
            for key, rows in real.groupby("occupation_id")["site_position"]
        }

    @cached_property
    def linked(self) -> frozenset[str]:
        """The professions that are linked to any qualification or programme at all."""
        return frozenset(self._links["occupation_id"])

    @cached_property
    def direct(self) -> frozenset[str]:
        """The professions that a linked training leads straight to."""
        links = self._links
        return frozenset(links[links["confidence"] == "direct"]["occupation_id"])

    @cached_property
    def _links(self) -> pd.DataFrame:
        tables = (self.dataset["occupation_kwalificaties"], self.dataset["occupation_programmes"])
        return pd.concat(tables, ignore_index=True)

    def sites_for(self, occupations: Iterable[str]) -> Positions:
        """The positions of all sites with a direct route to any of ``occupations``."""
        found = [self.sites_of[each] for each in occupations if each in self.sites_of]
        return np.unique(np.concatenate(found)) if found else np.array([], dtype=np.intp)


@lru_cache(maxsize=8)
def trainings(dataset: Dataset) -> Trainings:
    """Professions, links, offers and sites of ``dataset``, joined where and when it is needed."""
    return Trainings(dataset)


def _sites(dataset: Dataset) -> pd.DataFrame:
    return dataset["sites"].sort_values("site_id").reset_index(drop=True)


@lru_cache(maxsize=12)
def coverage(dataset: Dataset, reach_km: int) -> Mapping[str, Floats]:
    """Per profession with a route: the share of each region's people who live within reach."""
    near = reach(dataset, reach_km)
    return {
        occupation: near.population_share(sites)
        for occupation, sites in trainings(dataset).sites_of.items()
    }


def is_within_reach(dataset: Dataset, reach_km: int, occupation_id: str, region: str) -> bool:
    """Whether enough of ``region``'s people live within ``reach_km`` of a route."""
    shares = coverage(dataset, reach_km).get(occupation_id)
    if shares is None:
        return False
    return bool(shares[reach(dataset, reach_km).region_codes.index(region)] >= ENOUGH_SHARE)


def _join(links: pd.DataFrame, offers: pd.DataFrame, code: str) -> pd.DataFrame:
    kept = links[["occupation_id", code, "confidence"]]
    return kept.merge(offers, on=code, how="inner")
