"""One figure per region: always there, in fixed classes, and unknown is never zero."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.indicators import (
    BREAKS,
    TIGHTNESS_CLASSES,
    UNKNOWN,
    Figure,
    default_measure,
    figures,
    population,
)
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Measure, Selection

EDITIONS = [open_dataset("2021"), open_dataset("2026")]
both = pytest.mark.parametrize("dataset", EDITIONS, ids=lambda each: each.edition)
TOPICS = (None, "optiek", "zorg", "ict")


def test_the_classes_are_fixed() -> None:
    """The breaks are printed on the page and in posters: changing one is a decision."""
    assert {
        "TRAINERS": (0, 1, 2, 3, 6),
        "PROVIDERS": (0, 1, 2, 3, 4),
        "OUTLOOKS": (1, 2, 4, 6, 9),
        "REACH": (0, 20, 40, 60, 80),
        "TIGHTNESS": (0, 1, 2, 3, 4),
        "POPULATION": (0, 250_000, 400_000, 600_000, 900_000),
        "JOBS": (0, 100_000, 200_000, 300_000, 500_000),
    } == {measure.name: BREAKS[measure] for measure in Measure}


@pytest.mark.parametrize("measure", list(Measure))
def test_a_break_belongs_to_the_class_above(measure: Measure) -> None:
    """Each break is the first value of its class, and just below it is the class before."""
    for index, value in enumerate(BREAKS[measure]):
        assert index == Figure(float(value)).class_index(measure)
        if index:
            assert index - 1 == Figure(value - 0.001).class_index(measure)


@given(st.floats(0, 1e7), st.floats(0, 1e7), st.sampled_from(list(Measure)))
def test_more_is_never_a_lower_class(one: float, other: float, measure: Measure) -> None:
    """Classes follow the order of the values, and are 0 to 4."""
    low, high = sorted((one, other))
    classes = [Figure(value).class_index(measure) or 0 for value in (low, high)]
    assert 0 <= classes[0] <= classes[1] <= 4


@pytest.mark.parametrize("measure", list(Measure))
def test_unknown_has_no_class(measure: Measure) -> None:
    """Unknown is a hatch, never a colour."""
    assert None is UNKNOWN.class_index(measure)


@both
def test_every_measure_gives_a_figure_for_every_region(dataset: Dataset) -> None:
    """All 35 regions, each measure, each topic; a value is never negative."""
    codes = set(region_names(dataset))
    assert 35 == len(codes)
    for measure, topic in product(Measure, TOPICS):
        found = figures(dataset, Selection(measure=measure, topic=topic))
        assert codes == set(found), (measure, topic)
        assert all(each.value is None or each.value >= 0 for each in found.values())


@both
def test_no_statement_on_a_region_is_unknown_and_not_zero(dataset: Dataset) -> None:
    """Nobody said anything of most regions; that is no zero."""
    found = figures(dataset, Selection(topic="zorg", measure=Measure.OUTLOOKS))
    values = [each.value for each in found.values()]
    assert None in values
    assert 0 not in values


@both
def test_no_judgement_on_tightness_is_unknown(dataset: Dataset) -> None:
    """A word outside UWV's five classes ("niet zeer krap") is shown, and is no class."""
    found = figures(dataset, Selection(measure=Measure.TIGHTNESS))
    assert any(each.value is None for each in found.values())
    for each in found.values():
        assert (each.value is None) == (each.word not in TIGHTNESS_CLASSES)
        if each.value is not None:
            assert each.word == TIGHTNESS_CLASSES[int(each.value)]
            assert each.period
            assert each.source_id


def test_nothing_linked_is_unknown_and_not_out_of_reach() -> None:
    """Without any wanted profession that has a link, a share within reach cannot be said."""
    found = figures(EDITIONS[1], Selection(topic="no-such-topic", level="basis"))
    known = figures(EDITIONS[1], Selection(topic="optiek", level="basis", measure=Measure.REACH))
    assert found
    assert {None} == {each.value for each in known.values()}


@both
def test_shares_within_reach_are_percentages_of_a_whole(dataset: Dataset) -> None:
    """From 0 to 100, of a number of professions that is the same everywhere."""
    found = figures(dataset, Selection(topic="zorg", measure=Measure.REACH))
    known = [each for each in found.values() if each.value is not None]
    assert all(0 <= (each.value or 0.0) <= 100 for each in known)
    assert 1 == len({each.of for each in known})


@both
def test_a_longer_reach_never_lowers_a_share(dataset: Dataset) -> None:
    """What is within 20 km is within 40 and 60 km."""
    at = [
        figures(dataset, Selection(topic="zorg", measure=Measure.REACH, reach_km=km))
        for km in (20, 40, 60)
    ]
    for code in region_names(dataset):
        values = [each[code].value or 0.0 for each in at]
        assert sorted(values) == values


@both
def test_regions_add_up_to_the_country(dataset: Dataset) -> None:
    """The inhabitants of the regions are those of all municipalities."""
    total = int(dataset["gemeenten"]["population_count"].sum())
    assert total == sum(population(dataset).values())
    found = figures(dataset, Selection(measure=Measure.POPULATION))
    assert total == sum(each.value or 0 for each in found.values())


def test_the_measure_suits_the_choice() -> None:
    """With a sector the map counts who trains for it, without one all providers."""
    assert Measure.PROVIDERS is default_measure(Selection())
    assert Measure.TRAINERS is default_measure(Selection(topic="zorg"))
