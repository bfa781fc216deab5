"""How the figures are made, counted in the editions that we ship."""

from __future__ import annotations

import pytest

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.method import TightnessClass, method

EDITIONS = [open_dataset("2021"), open_dataset("2026")]


@pytest.mark.parametrize("dataset", EDITIONS, ids=lambda each: each.edition)
def test_every_statement_is_counted_once(dataset: Dataset) -> None:
    """Wordings and matchings each add up to all statements of the edition."""
    found = method(dataset)
    total = len(dataset["outlooks"])
    assert total == sum(w.national_count + w.regional_count for w in found.wordings)
    assert total == sum(each.outlooks_count for each in found.matchings)


@pytest.mark.parametrize("dataset", EDITIONS, ids=lambda each: each.edition)
def test_every_offer_and_link_is_counted_once(dataset: Dataset) -> None:
    """Certainties add up to all offers, and direct and related links to all links."""
    found = method(dataset)
    assert len(dataset["offers"]) == sum(each.offers_count for each in found.evidence)
    for each in found.linkings:
        assert len(dataset[each.table]) == each.direct_count + each.related_count


@pytest.mark.parametrize("dataset", EDITIONS, ids=lambda each: each.edition)
def test_unmatched_statements_have_no_confidence(dataset: Dataset) -> None:
    """No confidence is given where nothing was matched; elsewhere it lies from 0 to 100."""
    for each in method(dataset).matchings:
        if each.basis == "none":
            assert (None, None) == (each.lowest_confidence_pct, each.median_confidence_pct)
        else:
            assert 0 < (each.lowest_confidence_pct or 0) <= (each.median_confidence_pct or 0) <= 100


def test_a_recognition_or_a_sample_is_no_route() -> None:
    """Only what was offered or had students counts."""
    counted = {each.certainty: each.is_route for each in method(EDITIONS[1]).evidence}
    expected = {"offered": True, "had_students": True, "recognised": False, "sample": False}
    assert expected == counted


def test_old_is_seen_from_the_edition() -> None:
    """In 2026 what ended in 2023 or before is old; in 2021 what ended in 2018 or before."""
    assert [2018, 2023] == [method(dataset).old_until for dataset in EDITIONS]


def test_tightness_classes_follow_each_other() -> None:
    """From the loosest to the tightest, without a hole, each saying what a source confirms."""
    found = method(EDITIONS[1]).tightness
    assert TightnessClass("krap", 1.5, 4.0, "both") == found[3]
    assert [each.upper for each in found[:-1]] == [each.lower for each in found[1:]]
    assert None is found[-1].upper
