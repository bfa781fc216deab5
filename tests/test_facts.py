"""Figures of areas: series from new to old, sums, and the borders that they belong to."""

from __future__ import annotations

from dataclasses import replace

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.facts import (
    GROUPS,
    grouped,
    is_of_these_borders,
    series_of,
    summed,
)

OLD, NEW = open_dataset("2021"), open_dataset("2026")
NORTH = ("AM01", "AM02", "AM03")


def test_the_newest_figure_comes_first() -> None:
    """The population of Groningen runs back from 2024 to 2021."""
    population = next(
        each
        for each in series_of(NEW, "arbeidsmarktregio", "AM01")
        if each.indicator == "population_count"
    )
    assert ["2024-01-01", "2023-01-01", "2022-01-01", "2021-01-01"] == [
        fact.period for fact in population.facts
    ]
    assert 763_315 == population.newest.value
    assert 3 == len(population.older)


def test_a_figure_that_is_not_known_is_not_zero() -> None:
    """The news gave no exact tightness of Groningen in 2025, so the value stays empty."""
    ratio = next(
        each
        for each in series_of(NEW, "arbeidsmarktregio", "AM01")
        if each.indicator == "tightness_ratio"
    )
    assert (None, "unknown") == (ratio.newest.value, ratio.newest.status)


def test_groups_hold_every_series_once() -> None:
    """Nothing is lost or doubled when figures are gathered by subject."""
    for area in (("arbeidsmarktregio", "AM01"), ("land", "NL")):
        series = series_of(NEW, *area)
        gathered = [each for group in grouped(series) for each in group.series]
        assert sorted(series, key=repr) == sorted(gathered, key=repr)


def test_an_indicator_is_in_one_group_only() -> None:
    """A figure has one place on a page."""
    names = [name for group in GROUPS.values() for name in group]
    assert len(set(names)) == len(names)


def test_counts_of_regions_add_up() -> None:
    """The North has as many inhabitants as its three regions together."""
    single = [
        next(s for s in series_of(NEW, "arbeidsmarktregio", code) if s.indicator == indicator)
        for code in NORTH
        for indicator in ("population_count",)
    ]
    together = next(s for s in summed(NEW, NORTH) if s.indicator == "population_count")
    assert sum(each.newest.value or 0 for each in single) == together.newest.value


def test_what_cannot_be_added_is_left_out() -> None:
    """Classes, ratios and shares of several regions have no sum."""
    assert {
        "population_count",
        "households_count",
        "education_low_count",
        "education_middle_count",
        "education_high_count",
        "area_km2",
        "jobs_count",
        "establishments_count",
    } == {each.indicator for each in summed(NEW, NORTH)}


def test_one_region_keeps_all_its_figures() -> None:
    """The sum over one region is that region."""
    assert series_of(NEW, "arbeidsmarktregio", "AM01") == summed(NEW, ["AM01"])


def test_a_figure_of_older_borders_is_noticed_where_they_moved() -> None:
    """A figure of 2021 is about another Zwolle than now, and about the same Groningen."""
    fact = replace(summed(NEW, ["AM36"])[0].newest, boundary_year=2021)
    assert not is_of_these_borders(fact, NEW, OLD, frozenset({"AM36"}))
    assert is_of_these_borders(fact, NEW, OLD, frozenset({"AM01"}))
    assert is_of_these_borders(replace(fact, boundary_year=2026), NEW, OLD, frozenset({"AM36"}))
    assert is_of_these_borders(replace(fact, boundary_year=None), NEW, OLD, frozenset({"AM36"}))


def test_borders_of_an_unknown_year_are_not_taken_for_these() -> None:
    """A division that we do not have cannot be checked, so nothing is claimed of it."""
    fact = replace(summed(NEW, ["AM01"])[0].newest, boundary_year=2015)
    assert not is_of_these_borders(fact, NEW, OLD, frozenset({"AM01"}))
