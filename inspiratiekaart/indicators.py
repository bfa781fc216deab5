"""One figure per region, and the fixed classes that a map prints it in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.occupations import work
from inspiratiekaart.reach import ENOUGH_SHARE, reach
from inspiratiekaart.selection import Measure, Selection
from inspiratiekaart.trainings import coverage, trainings

TIGHTNESS_CLASSES = ("zeer ruim", "ruim", "gemiddeld", "krap", "zeer krap")
"""UWV's five classes of the ratio of vacancies to short-term job seekers."""

BREAKS: Mapping[Measure, tuple[float, ...]] = {
    Measure.TRAINERS: (0, 1, 2, 3, 6),
    Measure.PROVIDERS: (0, 1, 2, 3, 4),
    Measure.OUTLOOKS: (1, 2, 4, 6, 9),
    Measure.REACH: (0, 20, 40, 60, 80),
    Measure.TIGHTNESS: (0, 1, 2, 3, 4),
    Measure.POPULATION: (0, 250_000, 400_000, 600_000, 900_000),
    Measure.JOBS: (0, 100_000, 200_000, 300_000, 500_000),
}
"""The lower bounds of the five classes of each measure; they never move with the data."""


@dataclass(frozen=True)
class Figure:
    """A value with its period and source; ``value`` None means unknown, never zero.

    ``word`` is the publisher's own class, where the figure is one. ``of`` is the whole of which a
    share is taken (a number of professions).
    """

    value: float | None
    period: str = ""
    source_id: str = ""
    word: str = ""
    of: int = 0

    def class_index(self, measure: Measure) -> int | None:
        """The class (0 to 4) this figure falls in; None for unknown."""
        if self.value is None:
            return None
        return max(bisect_right(BREAKS[measure], self.value) - 1, 0)


UNKNOWN = Figure(None)


def default_measure(selection: Selection) -> Measure:
    """The measure that suits a selection that names none."""
    return Measure.TRAINERS if selection.topic else Measure.PROVIDERS


def figures(dataset: Dataset, selection: Selection) -> Mapping[str, Figure]:
    """The figure of every region for the selection's measure, by region code."""
    measure = selection.measure or default_measure(selection)
    if measure is Measure.TRAINERS:
        return _trainers(dataset, selection)
    if measure is Measure.OUTLOOKS:
        return _outlooks(dataset, selection)
    if measure is Measure.REACH:
        return _reached(dataset, selection)
    return _fixed(dataset, measure)


@lru_cache(maxsize=4)
def population(dataset: Dataset) -> Mapping[str, int]:
    """Inhabitants per region, summed over its municipalities."""
    sums = dataset["gemeenten"].groupby("arbeidsmarktregio_code")["population_count"].sum()
    return {str(code): int(value) for code, value in sums.items()}


@lru_cache(maxsize=32)
def _fixed(dataset: Dataset, measure: Measure) -> Mapping[str, Figure]:
    people = population(dataset)
    if measure is Measure.POPULATION:
        row = dataset["gemeenten"].iloc[0]
        found = {
            code: Figure(float(value), str(row["period"]), str(row["source_id"]))
            for code, value in people.items()
        }
    elif measure is Measure.JOBS:
        found = _latest(dataset, "jobs_count")
    elif measure is Measure.TIGHTNESS:
        found = _latest(dataset, "tightness_class")
    else:
        sites = dataset["sites"]
        main_source = str(sites["source_id"].mode().iloc[0])
        counts = sites.groupby("arbeidsmarktregio_code")["provider_id"].nunique()
        found = {
            code: Figure(
                float(counts.get(code, 0)) / people[code] * 100_000,
                str(dataset.boundary_year),
                main_source,
            )
            for code in people
        }
    return {code: found.get(code, UNKNOWN) for code in people}


def _latest(dataset: Dataset, indicator: str) -> dict[str, Figure]:
    facts = dataset["regional_facts"]
    facts = facts[(facts["indicator"] == indicator) & (facts["area_kind"] == "arbeidsmarktregio")]
    newest = facts.sort_values(["period_end_year", "period"]).groupby("area_code").tail(1)
    found = {}
    for row in records(newest):
        word = row["value_class"] or ""
        value = row["value"]
        if word:
            value = TIGHTNESS_CLASSES.index(word) if word in TIGHTNESS_CLASSES else None
        found[str(row["area_code"])] = Figure(
            None if value is None else float(value), row["period"], row["source_id"], word
        )
    return found


def _trainers(dataset: Dataset, selection: Selection) -> Mapping[str, Figure]:
    known = trainings(dataset)
    inside: dict[str, set[str]] = {}
    for position in known.sites_for(work(dataset).chosen(selection)):
        site = known.sites[int(position)]
        inside.setdefault(site["arbeidsmarktregio_code"], set()).add(site["provider_id"])
    return {code: Figure(float(len(inside.get(code, ())))) for code in population(dataset)}


def _outlooks(dataset: Dataset, selection: Selection) -> Mapping[str, Figure]:
    known = work(dataset)
    named: dict[str, set[str]] = {}
    for occupation in known.chosen(selection):
        for each in known.regional.get(occupation, ()):
            if each.is_good and each.arbeidsmarktregio_code:
                named.setdefault(each.arbeidsmarktregio_code, set()).add(occupation)
    return {
        code: Figure(float(len(named[code]))) if code in named else UNKNOWN
        for code in population(dataset)
    }


def _reached(dataset: Dataset, selection: Selection) -> Mapping[str, Figure]:
    known = trainings(dataset)
    wanted = [
        occupation
        for occupation in work(dataset).chosen(selection)
        if occupation in known.direct and work(dataset).wanted(occupation, frozenset())
    ]
    codes = reach(dataset, selection.reach_km).region_codes
    if not wanted:
        return dict.fromkeys(codes, UNKNOWN)
    shares = coverage(dataset, selection.reach_km)
    nothing = np.zeros(len(codes))
    near = np.array([shares.get(occupation, nothing) >= ENOUGH_SHARE for occupation in wanted])
    return {
        code: Figure(float(100 * near[:, index].mean()), of=len(wanted))
        for index, code in enumerate(codes)
    }
