"""Two areas side by side, and the refusal where borders moved."""

from __future__ import annotations

import pytest

from inspiratiekaart.beside import beside, kind_of
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.regions import region_names

OLD, NEW = open_dataset("2021"), open_dataset("2026")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("land", "land"),
        ("2021", "edition"),
        ("AM24", "region"),
        ("2026", None),
        ("AM99", None),
        ("", None),
    ],
)
def test_what_can_stand_beside_a_region(key: str, expected: str | None) -> None:
    """A region, the country or the other edition; anything else means nothing."""
    assert expected == kind_of(NEW, OLD, key)


def test_exactly_four_regions_are_refused_beside_their_other_edition() -> None:
    """The regions that municipalities left or joined are not compared with themselves."""
    refused = [
        code
        for code in region_names(NEW)
        if not beside(NEW, OLD, frozenset({code}), "2021").is_comparable
    ]
    assert ["AM06", "AM12", "AM18", "AM36"] == refused


def test_a_refusal_has_no_figures_and_says_why() -> None:
    """Not one figure of AM06 is put beside its own; the municipalities that left are named."""
    pair = beside(NEW, OLD, frozenset({"AM06"}), "2021")
    assert () == pair.rows
    assert ["Elburg", "Nunspeet", "Olst-Wijhe"] == [m.gemeente_name for m in pair.moves]
    assert frozenset({"AM06", "AM36"}) == pair.together
    assert beside(NEW, OLD, pair.together, "2021").is_comparable


def test_figures_are_of_the_same_period_where_that_can_be() -> None:
    """Beside the country, inhabitants and jobs of Groningen are of the same date."""
    rows = {row.indicator: row for row in beside(NEW, OLD, frozenset({"AM01"}), "land").rows}
    assert rows["population_count"].is_same_period
    assert rows["jobs_count"].is_same_period
    assert not rows["mbo_students_count"].is_same_period


def test_what_both_have_comes_first() -> None:
    """Figures that only one of the two has stand at the end."""
    rows = beside(NEW, OLD, frozenset({"AM01"}), "AM24").rows
    complete = [row.left is not None and row.right is not None for row in rows]
    assert sorted(complete, reverse=True) == complete
    assert any(complete)
    assert not all(complete)


def test_beside_its_other_edition_a_region_shows_the_newest_of_each() -> None:
    """Groningen in 2026 and in 2021 differ in the date of their inhabitants."""
    rows = {row.indicator: row for row in beside(NEW, OLD, frozenset({"AM01"}), "2021").rows}
    population = rows["population_count"]
    assert population.left
    assert population.right
    assert ("2024-01-01", "2021-01-01") == (population.left.period, population.right.period)


def test_a_figure_of_other_borders_is_refused_in_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one figure is about other borders, that row is refused and the others are not."""
    monkeypatch.setattr(
        "inspiratiekaart.beside.is_of_these_borders",
        lambda fact, *_: fact.indicator != "jobs_count",
    )
    rows = beside.__wrapped__(NEW, OLD, frozenset({"AM36"}), "AM01").rows
    assert {"jobs_count"} == {row.indicator for row in rows if row.is_refused}
