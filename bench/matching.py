"""How right the matching is: precision and recall on names that were labelled by hand.

Precision: of what counts without being asked, how much is right. Recall: of what has a right
answer, how much is found; *or asked* also counts a question that has it among its candidates.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.apps import PROJECT
from bench.commands import RAW
from bench.figures import Figure
from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.importing import propose
from inspiratiekaart.matching import (
    Match,
    match_kwalificatie,
    match_occupation,
    match_place,
    match_provider,
    match_region,
)
from inspiratiekaart.sources.published import fitting
from inspiratiekaart.sources.reading import open_document

SAMPLE = PROJECT / "tests" / "data" / "matching" / "names.csv"
LARGE = RAW / "offers/bron/duo_mbo_deelnemers_instelling_kwalificatie_2015_2019.csv"
BUDGET = 16
PRECISION_PCT, RECALL_PCT = 95.0, 70.0
"""The least that is right of what counts, and that is found of what is there."""

KIND_PRECISION_PCT = 90.0
NONE = "none"


@dataclass(frozen=True)
class Outcome:
    """A labelled name, and what the matching made of it."""

    kind: str
    said: str
    code: str
    match: Match

    @property
    def is_right(self) -> bool:
        """Whether the code that counts is the right one."""
        return self.match.code is not None and self.match.code == self.code

    @property
    def is_asked(self) -> bool:
        """Whether the right one is among the candidates of a question."""
        return self.match.is_question and self.code in {c.code for c in self.match.candidates}


@dataclass(frozen=True)
class Score:
    """How right a number of outcomes is, in per cent."""

    names_count: int
    precision_pct: float
    recall_pct: float
    recall_or_asked_pct: float


def outcomes(dataset: Dataset, sample: Path = SAMPLE) -> tuple[Outcome, ...]:
    """Each name of ``sample`` matched, without help of what was decided earlier on it."""
    with sample.open(encoding="utf-8", newline="") as file:
        return tuple(
            Outcome(row["kind"], row["said"], row["code"], _match(dataset, row))
            for row in csv.DictReader(file)
        )


def score(found: Iterable[Outcome]) -> Score:
    """Precision and recall of ``found``."""
    some = tuple(found)
    counted = [each for each in some if each.match.code is not None]
    there = [each for each in some if each.code != NONE]
    right = sum(each.is_right for each in some)
    asked = sum(each.is_asked for each in some)
    return Score(
        len(some),
        100 * right / max(len(counted), 1),
        100 * right / max(len(there), 1),
        100 * (right + asked) / max(len(there), 1),
    )


def measure() -> list[Figure]:
    """Precision and recall of all names, and of each kind of name."""
    found = outcomes(open_dataset())
    whole = score(found)
    note = f"{whole.names_count} names; {whole.recall_or_asked_pct:.0f} % found or asked"
    figures = [
        Figure(
            BUDGET, "matching: precision", "%", whole.precision_pct, least=PRECISION_PCT, note=note
        ),
        Figure(BUDGET, "matching: recall", "%", whole.recall_pct, least=RECALL_PCT),
    ]
    for kind in dict.fromkeys(each.kind for each in found):
        one = score(each for each in found if each.kind == kind)
        told = (
            f"{one.names_count} names; recall {one.recall_pct:.0f} %, "
            f"{one.recall_or_asked_pct:.0f} % found or asked"
        )
        what = f"matching, {kind}: precision"
        figures.append(
            Figure(BUDGET, what, "%", one.precision_pct, least=KIND_PRECISION_PCT, note=told)
        )
    return figures + measure_import()


def measure_import() -> list[Figure]:
    """How long the largest of DUO's files takes, from its bytes to the rows it would write."""
    what = "propose a file of 19,229 rows"
    if not LARGE.is_file():
        return [Figure(BUDGET, what, "s", None, limit=10, note="the raw material is not here")]
    dataset = open_dataset()
    began = time.perf_counter()
    document = open_document(LARGE)
    form = fitting(document)[0][0]
    found = propose(form.tidy(document, {}), form, dataset, document=document)
    taken = time.perf_counter() - began
    note = f"{len(found.rows):,} rows of ours, {len(found.left_out):,} left out with a reason"
    return [Figure(BUDGET, what, "s", taken, limit=10, note=note)]


def _match(dataset: Dataset, row: Mapping[str, str]) -> Match:
    said, beside = row["said"], row["beside"]
    if row["kind"] == "occupation":
        return match_occupation(dataset, said, is_new=True)
    if row["kind"] == "provider":
        return match_provider(dataset, said)
    if row["kind"] == "place":
        return match_place(dataset, said, gemeente_name=beside)
    if row["kind"] == "region":
        return match_region(dataset, said)
    return match_kwalificatie(dataset, name=said, level=int(beside))
