"""Which offers lead to which profession: only what was really given counts."""

from __future__ import annotations

import numpy as np
import pytest

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.reach import ENOUGH_SHARE, reach
from inspiratiekaart.selection import REACHES_KM
from inspiratiekaart.trainings import EVIDENCE, coverage, is_within_reach, trainings

EDITIONS = [open_dataset("2021"), open_dataset("2026")]
both = pytest.mark.parametrize("dataset", EDITIONS, ids=lambda each: each.edition)


def _pairs(dataset: Dataset, *, real: bool) -> set[tuple[str, int]]:
    routes = trainings(dataset).routes
    placed = routes[(routes["site_position"] >= 0) & (routes["confidence"] == "direct")]
    kept = placed[placed["certainty"].isin(EVIDENCE) == real]
    return set(zip(kept["occupation_id"], kept["site_position"], strict=True))


@both
def test_every_counted_site_has_evidence(dataset: Dataset) -> None:
    """A site counts for a profession if and only if a direct offer was given there."""
    counted = {
        (occupation, int(site))
        for occupation, sites in trainings(dataset).sites_of.items()
        for site in sites
    }
    assert _pairs(dataset, real=True) == counted


def test_what_is_only_recognised_does_not_count() -> None:
    """There are sites with nothing but recognitions, and none of them is a route."""
    dataset = EDITIONS[1]
    only_on_paper = _pairs(dataset, real=False) - _pairs(dataset, real=True)
    assert only_on_paper
    for occupation, site in only_on_paper:
        assert site not in trainings(dataset).sites_of.get(occupation, ())


@both
def test_sites_and_routes_point_at_each_other(dataset: Dataset) -> None:
    """The position of a route's site is that of the site with its id."""
    known = trainings(dataset)
    placed = known.routes[known.routes["site_position"] >= 0]
    for site_id, position in set(zip(placed["site_id"], placed["site_position"], strict=True)):
        assert site_id == known.sites[position]["site_id"]
    assert tuple(site["site_id"] for site in known.sites) == reach(dataset, 40).site_ids


@both
def test_coverage_is_a_share_that_grows_with_distance(dataset: Dataset) -> None:
    """For each profession and region: from 0 to 1, and never less at a longer distance."""
    at = [coverage(dataset, reach_km) for reach_km in sorted(REACHES_KM)]
    for occupation in trainings(dataset).sites_of:
        shares = np.array([each[occupation] for each in at])
        assert ((shares >= 0) & (shares <= 1)).all()
        assert (np.diff(shares, axis=0) >= 0).all()


@both
def test_several_professions_have_the_sites_of_each(dataset: Dataset) -> None:
    """The sites of two professions together are the union, each once and in order."""
    known = trainings(dataset)
    one, other = sorted(known.sites_of)[:2]
    expected = sorted({*known.sites_of[one].tolist(), *known.sites_of[other].tolist()})
    assert expected == known.sites_for((one, other, "no-such-profession")).tolist()
    assert [] == known.sites_for(()).tolist()


def test_within_reach_means_half_of_the_people() -> None:
    """The rule of half the people decides, on both sides of the line."""
    dataset = EDITIONS[1]
    codes = reach(dataset, 40).region_codes
    shares = coverage(dataset, 40)["opticiens"]
    answers = [is_within_reach(dataset, 40, "opticiens", code) for code in codes]
    assert [bool(share >= ENOUGH_SHARE) for share in shares] == answers
    assert {True, False} == set(answers)


def test_a_profession_without_route_is_nowhere_within_reach() -> None:
    """No route known is no reach, and no error."""
    assert not is_within_reach(EDITIONS[1], 60, "no-such-profession", "AM01")
