"""Finding professions: by words, sector, level and where they are named; one page at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.occupations import Outlook, Work, work
from inspiratiekaart.reach import ENOUGH_SHARE
from inspiratiekaart.search import folded
from inspiratiekaart.selection import Selection
from inspiratiekaart.trainings import coverage, trainings

PAGE_SIZE = 50
MAX_WORDS = 80


@dataclass(frozen=True)
class Pay:
    """What people earn in an occupation group, in the whole country.

    ``median_hourly_wage_eur`` None means that it is not known; ``status`` says why.
    """

    name: str
    median_hourly_wage_eur: float | None
    status: str
    employed_count: int | None
    period: str
    source_id: str


@dataclass(frozen=True)
class OccupationRow:
    """A profession as a row: who says there is work, what the group earns, where one can train.

    ``reach_count`` is the number of regions with a training within reach. It is None where no
    training that leads straight to the profession is linked, so that nothing can be said;
    ``has_related`` says whether a related one is.
    """

    occupation_id: str
    name: str
    sector_id: str
    level: str
    national: Outlook | None
    regional: tuple[Outlook, ...]
    pay: Pay | None
    reach_count: int | None
    has_related: bool

    @property
    def is_wanted_regionally(self) -> bool:
        """Whether it was said of a region itself that there is work."""
        return any(each.is_good for each in self.regional)


@dataclass(frozen=True)
class OccupationList:
    """One page of the professions that were looked for; ``total`` counts those on all pages."""

    rows: tuple[OccupationRow, ...]
    total: int
    page: int
    page_count: int


@lru_cache(maxsize=128)
def occupation_list(
    dataset: Dataset,
    selection: Selection,
    words: str = "",
    *,
    only_regional: bool = False,
    page: int = 1,
) -> OccupationList:
    """The professions of the selection whose names hold all ``words``.

    Those named of the selection's regions (or of any, where none is chosen) come first.
    """
    wanted = folded(words[:MAX_WORDS]).split()
    names = _names(dataset)
    found = [
        row
        for row in _rows(dataset, selection)
        if all(word in names[row.occupation_id] for word in wanted)
        and (row.is_wanted_regionally or not only_regional)
    ]
    page_count = max(math.ceil(len(found) / PAGE_SIZE), 1)
    page = min(max(page, 1), page_count)
    start = (page - 1) * PAGE_SIZE
    return OccupationList(tuple(found[start : start + PAGE_SIZE]), len(found), page, page_count)


@lru_cache(maxsize=4)
def pay_of_groups(dataset: Dataset) -> Mapping[str, Pay]:
    """The pay of every occupation group (BRC 2014), by its code."""
    return {
        row["beroepsgroep_code"]: Pay(
            name=row["name"],
            median_hourly_wage_eur=row["median_hourly_wage_eur"],
            status=row["wage_status"],
            employed_count=row["employed_count"],
            period=row["period"],
            source_id=row["source_id"],
        )
        for row in records(dataset["beroepsgroepen"])
    }


@lru_cache(maxsize=64)
def _rows(dataset: Dataset, selection: Selection) -> tuple[OccupationRow, ...]:
    known = work(dataset)
    pay = pay_of_groups(dataset)
    shares = coverage(dataset, selection.reach_km)
    linked, direct = trainings(dataset).linked, trainings(dataset).direct
    rows = []
    for each in known.chosen(selection):
        occupation = known.occupations[each]
        near = shares.get(each)
        count = 0 if near is None else int(np.count_nonzero(near >= ENOUGH_SHARE))
        rows.append(
            OccupationRow(
                occupation_id=each,
                name=occupation["name_nl"],
                sector_id=occupation["sector_id"],
                level=occupation["level"],
                national=next(iter(known.national.get(each, ())), None),
                regional=_regional(known, each, selection.regions),
                pay=pay.get(occupation["beroepsgroep_code"]),
                reach_count=count if each in direct else None,
                has_related=each in linked - direct,
            )
        )
    return tuple(sorted(rows, key=lambda row: (not row.is_wanted_regionally, folded(row.name))))


def _regional(known: Work, occupation: str, codes: frozenset[str]) -> tuple[Outlook, ...]:
    distinct = {
        (each.arbeidsmarktregio_code, each.period, each.status_as_said): each
        for each in known.regional.get(occupation, ())
        if not codes or each.arbeidsmarktregio_code in codes
    }
    return tuple(distinct.values())


@lru_cache(maxsize=4)
def _names(dataset: Dataset) -> Mapping[str, str]:
    return {
        each: folded(f"{row['name_nl']} {row['name_en']} {row['aliases'].replace('|', ' ')}")
        for each, row in work(dataset).occupations.items()
    }
