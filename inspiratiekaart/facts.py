"""Figures of regions, provinces and the country, as series from new to old.

A figure belongs to the borders of its ``boundary_year``. Where the borders of a region moved, a
figure of other borders is about another piece of land, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from inspiratiekaart.checks import UNMARKED, Trust, trusted
from inspiratiekaart.comparability import is_comparable
from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.occupations import oldest_year

GROUPS: Mapping[str, tuple[str, ...]] = {
    "tightness": (
        "tightness_class",
        "tightness_ratio",
        "tightness_class_technical_occupations",
        "open_vacancies_count",
        "open_vacancies_average_count",
        "new_vacancies_count",
        "open_vacancies_construction_count",
        "open_vacancies_health_count",
        "open_vacancies_industry_count",
        "open_vacancies_transport_count",
        "vacancies_structural_health_occupations_count",
        "vacancies_per_100_unemployed_ratio",
        "kansberoepen_count",
        "structural_kansberoepen_count",
        "less_promising_occupations_count",
    ),
    "jobs": (
        "jobs_count",
        "establishments_count",
        "employee_jobs_forecast_count",
        "expected_job_growth_pct",
    ),
    "jobseekers": (
        "registered_jobseekers_count",
        "ww_benefits_count",
        "ww_benefits_share_pct",
        "unused_labour_potential_count",
        "net_labour_participation_pct",
    ),
    "learning": (
        "mbo_students_count",
        "praktijkverklaring_pilot",
        "praktijkverklaringen_count",
        "praktijkleren_trajectories_count",
        "praktijkverklaring_to_bbl_pct",
        "praktijkleren_companies_count",
        "rmt_requests_count",
    ),
    "people": (
        "population_count",
        "households_count",
        "education_low_count",
        "education_middle_count",
        "education_high_count",
        "area_km2",
    ),
}
"""The indicators in the order in which a page shows them; what is not named here comes last."""

ADDITIVE = (*GROUPS["people"], "jobs_count", "establishments_count")
"""The indicators whose figures for several regions may be added up."""

_REGION = "arbeidsmarktregio"
_OTHER = "other"


@dataclass(frozen=True)
class Fact:
    """One figure (or class) of one area and period; ``value`` None means unknown, never zero."""

    indicator: str
    area_code: str
    area_name: str
    value: float | None
    value_class: str
    unit: str
    period: str
    boundary_year: int | None
    note: str
    publisher: str
    found_at: str
    url: str
    source_id: str
    status: str
    is_old: bool
    trust: Trust = UNMARKED


@dataclass(frozen=True)
class Series:
    """All figures of one indicator in one area, the newest first."""

    indicator: str
    facts: tuple[Fact, ...]

    @property
    def newest(self) -> Fact:
        """The newest figure."""
        return self.facts[0]

    @property
    def older(self) -> tuple[Fact, ...]:
        """The figures before it."""
        return self.facts[1:]


@dataclass(frozen=True)
class Group:
    """Series that are read together: ``key`` is one of ``GROUPS``, or ``other``."""

    key: str
    series: tuple[Series, ...]


def series_of(dataset: Dataset, area_kind: str, area_code: str) -> tuple[Series, ...]:
    """The figures of an area (arbeidsmarktregio, provincie, land), in the order of ``GROUPS``."""
    return _series(dataset).get((area_kind, area_code), ())


def series_of_country(dataset: Dataset) -> tuple[Series, ...]:
    """The figures of the whole country."""
    return series_of(dataset, "land", dataset.division.country)


def grouped(series: Iterable[Series]) -> tuple[Group, ...]:
    """``series`` gathered by subject; a subject without figures is left out."""
    found: dict[str, list[Series]] = {}
    for each in series:
        found.setdefault(_group_of(each.indicator), []).append(each)
    return tuple(Group(key, tuple(found[key])) for key in (*GROUPS, _OTHER) if key in found)


def is_of_these_borders(
    fact: Fact, dataset: Dataset, other: Dataset, codes: frozenset[str]
) -> bool:
    """Whether ``fact`` is about ``codes`` as they are in ``dataset``, not within other borders."""
    year = fact.boundary_year or dataset.boundary_year
    if year == dataset.boundary_year:
        return True
    return year == other.boundary_year and is_comparable(dataset, other, codes)


def summed(dataset: Dataset, codes: Iterable[str]) -> tuple[Series, ...]:
    """The figures of several regions added up, for each period that all of them have.

    Only counts can be added; other indicators are left out.
    """
    members = [{s.indicator: s for s in series_of(dataset, _REGION, code)} for code in codes]
    if len(members) == 1:
        return tuple(members[0].values())
    found = []
    for indicator in ADDITIVE:
        if all(indicator in member for member in members):
            sums = _sums([member[indicator] for member in members])
            if sums:
                found.append(Series(indicator, sums))
    return tuple(found)


def _sums(members: list[Series]) -> tuple[Fact, ...]:
    by_period = [{fact.period: fact for fact in each.facts} for each in members]
    sums = []
    for first in members[0].facts:
        facts = [found[first.period] for found in by_period if first.period in found]
        values = [fact.value for fact in facts if fact.value is not None]
        if len(values) == len(members) and len({fact.boundary_year for fact in facts}) == 1:
            uncertain = [fact.status for fact in facts if fact.status != "final"]
            sums.append(
                replace(
                    first,
                    area_code="",
                    area_name="",
                    value=sum(values),
                    status=uncertain[0] if uncertain else "final",
                )
            )
    return tuple(sums)


def _group_of(indicator: str) -> str:
    return next((key for key, names in GROUPS.items() if indicator in names), _OTHER)


def _place(indicator: str) -> tuple[int, str]:
    order = [name for names in GROUPS.values() for name in names]
    return (order.index(indicator) if indicator in order else len(order), indicator)


@lru_cache(maxsize=4)
def _series(dataset: Dataset) -> Mapping[tuple[str, str], tuple[Series, ...]]:
    frame = dataset["regional_facts"].sort_values(
        ["period_end_year", "period", "fact_id"], ascending=[False, False, True], kind="stable"
    )
    oldest, trust = oldest_year(dataset), trusted(dataset, "regional_facts")
    found: dict[tuple[str, str], dict[str, list[Fact]]] = {}
    for row in records(frame):
        area = found.setdefault((row["area_kind"], row["area_code"]), {})
        area.setdefault(row["indicator"], []).append(
            Fact(
                indicator=row["indicator"],
                area_code=row["area_code"],
                area_name=row["area_name"],
                value=None if row["value"] is None else float(row["value"]),
                value_class=row["value_class"] or "",
                unit=row["unit"],
                period=row["period"],
                boundary_year=row["boundary_year"] and int(row["boundary_year"]),
                note=row["note"] or "",
                publisher=row["publisher"],
                found_at=row["found_at"] or "",
                url=row["url"] or "",
                source_id=row["source_id"],
                status=row["status"],
                is_old=int(row["period_end_year"]) < oldest and not trust(row).checked_on,
                trust=trust(row),
            )
        )
    return {
        area: tuple(Series(name, tuple(facts[name])) for name in sorted(facts, key=_place))
        for area, facts in found.items()
    }
