"""What the rooms of a proposal share: the dataset, the decisions, and what they gather."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.importing.proposal import NONE, Double, Kind, LeftOut, Question
from inspiratiekaart.matching import Candidate, Match
from inspiratiekaart.matching.regions import COUNTRY
from inspiratiekaart.matching.words import folded
from inspiratiekaart.regions import region_names
from inspiratiekaart.sources.tidied import Rejected

META = ("at_sheet", "at_row", "basis", "confidence_pct", "drafted")
"""What each row of a room has beside the columns of its table; ``drafted`` is the kind of draft."""

CHOSEN = "chosen"
"""The basis of a match that a person made."""


@dataclass
class Work:
    """One proposal while it is made."""

    dataset: Dataset
    source_id: str
    period: str
    region: str | None
    decisions: Mapping[str, str]
    is_region_said: bool = True
    questions: dict[str, Question] = field(default_factory=dict)
    doubles: list[Double] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    not_taken: Counter[str] = field(default_factory=Counter)
    outside: Counter[str] = field(default_factory=Counter)
    led_count: int = 0

    def settled(self, kind: Kind, said: str, match: Match, rows_count: int) -> tuple[str, int, str]:
        """Code, confidence and basis; where it is not sure the question is put, or its answer read.

        The code is empty where it is unknown or undecided, and then the basis says which: none, or
        asked.
        """
        if match.code:
            return match.code, match.confidence_pct, match.basis
        if not match.is_question:
            return "", 0, match.basis
        question_id = f"{kind}:{folded(said)}".rstrip(":")
        answer = self.decisions.get(question_id, "")
        codes = {each.code for each in match.candidates}
        answer = answer if answer in codes or answer == NONE else ""
        before = self.questions.get(question_id)
        count = rows_count + (before.rows_count if before else 0)
        self.questions[question_id] = Question(
            question_id, kind, said, match.candidates, count, answer
        )
        if answer == NONE:
            return "", 0, "none"
        return (answer, 100, CHOSEN) if answer else ("", 0, "asked")

    def unnamed_area(self, rows_count: int) -> str:
        """The area of rows that name none: what was chosen, else the country; empty where asked."""
        if not self.region or self.is_region_said:
            return self.region or COUNTRY
        names = region_names(self.dataset)
        candidates = (
            Candidate(self.region, names.get(self.region, self.region), 80, "none"),
            Candidate(COUNTRY, "Nederland", 80, "none"),
        )
        return self.settled("area", "", Match(candidates=candidates), rows_count)[0]

    def is_outside(self, area: str, *, is_named: bool = True) -> bool:
        """Whether rows on ``area`` are of another region than the one that was chosen.

        That a file is about the whole country is an answer, and then its rows are taken.
        """
        return bool(self.region) and area != self.region and (is_named or area != COUNTRY)

    def all_settled(
        self, kind: Kind, said: pd.Series, find: Callable[[str], Match]
    ) -> dict[str, tuple[str, int, str]]:
        """``settled`` for each different text in ``said``."""
        counted = Counter(str(text) for text in said.dropna())
        return {
            text: self.settled(kind, text, find(text), count) for text, count in counted.items()
        }

    def leave_out(
        self, kind: str, rows: pd.DataFrame, code: str, column: str, **values: object
    ) -> None:
        """Tell of each of ``rows``, drafts of ``kind``, that it is not taken."""
        self.not_taken[kind] += len(rows)
        cells = rows[column] if column in rows else pd.Series("", index=rows.index)
        for sheet, row, cell in zip(rows["at_sheet"], rows["at_row"], cells, strict=True):
            self.left_out.append(LeftOut(rejected(sheet, row, column, code, cell, **values)))


def rejected(
    sheet: object, row: object, column: str, code: str, value: object, **values: object
) -> Rejected:
    """A row that was left out, as the forms say it too."""
    shown = "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]
    return Rejected(str(sheet or ""), int(str(row or 0)), column, code, shown, values)


def provenance(work: Work, status: str = "final") -> dict[str, object]:
    """The last columns of a row: whose it is, of when, how certain."""
    return {"source_id": work.source_id, "period": work.period, "status": status}


def least(*matches: tuple[int, str]) -> tuple[int, str]:
    """Of several matches that a row rests on the least sure: its confidence and basis."""
    return min(matches, key=lambda each: each[0])


def none_for_missing(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with None for every missing value."""
    plain = frame.astype("object")
    return plain.where(plain.notna(), None)
