"""The matching stays as right as it was measured to be, on names labelled by hand."""

from __future__ import annotations

from collections import Counter

from bench.matching import KIND_PRECISION_PCT, PRECISION_PCT, RECALL_PCT, Outcome, outcomes, score
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.matching import Candidate, Match


def test_precision_and_recall_hold() -> None:
    """What counts is right and enough is found; names that are nothing are not made something."""
    found = outcomes(open_dataset())
    whole = score(found)
    assert whole.names_count >= 150
    assert {"occupation", "provider", "place", "region", "kwalificatie"} == {
        each.kind for each in found
    }
    assert whole.precision_pct >= PRECISION_PCT
    assert whole.recall_pct >= RECALL_PCT
    assert whole.recall_or_asked_pct >= 80
    for kind in Counter(each.kind for each in found):
        one = score(each for each in found if each.kind == kind)
        assert one.precision_pct >= KIND_PRECISION_PCT


def test_a_wrong_code_and_a_missed_one_cost_something() -> None:
    """A code for what has none lowers precision; a question counts as asked, not as found."""
    said = Candidate("a", "A", 80, "spelling")
    found = (
        Outcome("region", "one", "a", Match("a", 100, "exact", (said,))),
        Outcome("region", "two", "none", Match("a", 90, "spelling", (said,))),
        Outcome("region", "three", "a", Match(candidates=(said,))),
        Outcome("region", "four", "a", Match()),
    )
    got = score(found)
    assert (4, 50.0) == (got.names_count, got.precision_pct)
    assert (33, 67) == (round(got.recall_pct), round(got.recall_or_asked_pct))
