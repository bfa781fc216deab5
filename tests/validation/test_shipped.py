"""Tests of the dataset that we ship: it passes its own rules, and quickly."""

from __future__ import annotations

import time

import pytest

from inspiratiekaart import validation
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.texts import Texts
from inspiratiekaart.validation.accepted import read_accepted

SECONDS = 5  # budget 13 of the house


@pytest.fixture(scope="module")
def timed() -> tuple[validation.Report, float]:
    """The report on the shipped dataset, and the seconds of processor time that it took."""
    before = time.process_time()
    report = validation.validate(PROJECT)
    return report, time.process_time() - before


def test_shipped_dataset_has_no_findings(timed: tuple[validation.Report, float]) -> None:
    """No error and no warning is open; what is accepted has its reason."""
    assert [] == [one.sentence(Texts("en")) for one in timed[0].findings]


def test_every_acceptance_gives_its_reason_in_words() -> None:
    """A reason is a sentence, not a word."""
    for one in read_accepted(PROJECT / "datasets/accepted.toml"):
        assert len(one.reason.split()) >= 5, one


def test_validation_is_within_its_budget(timed: tuple[validation.Report, float]) -> None:
    """Checking the whole shipped dataset stays within the budget of five seconds."""
    assert timed[1] <= SECONDS
