"""What an import would do: the rows with what each changes, the questions, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from inspiratiekaart.importing.columns import at_column, own_title, remedy
from inspiratiekaart.matching import Candidate
from inspiratiekaart.provenance import Source
from inspiratiekaart.sources.tidied import Rejected
from inspiratiekaart.texts import Texts
from inspiratiekaart.texts.quoting import quoted
from inspiratiekaart.validation import Finding

Change = Literal["new", "changed", "same"]
Kind = Literal["occupation", "place", "provider", "region", "area"]
Key = tuple[str, ...]

_MOST = 400  # what can be chosen from is told whole
NONE = "-"
"""The answer to a question: none of these; to a double: they are two."""

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class ProposedRow:
    """A row of one of our tables, as text, and where in the file it comes from.

    ``basis`` and ``confidence_pct`` are of the match that it rests on (of several the least sure);
    ``before`` is the row that is there now.
    """

    table: str
    key: Key
    row: Mapping[str, str]
    change: Change
    at_sheet: str
    at_row: int
    basis: str = ""
    confidence_pct: int = 100
    before: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Question:
    """Something that must be said by a person: which of ``candidates`` is meant by ``said``."""

    question_id: str
    kind: Kind
    said: str
    candidates: tuple[Candidate, ...]
    rows_count: int
    answer: str = ""

    def sentence(self, t: Texts) -> str:
        """The question in the language of ``t``."""
        said = quoted(self.said)
        return t(f"importing.question.{self.kind}", said=said, n=t.number(self.rows_count))


@dataclass(frozen=True)
class Double:
    """A new provider or offer that may be there already under another name or code."""

    double_id: str
    table: str
    new_id: str
    new_name: str
    other_id: str
    other_name: str
    likeness_pct: int
    answer: str = ""

    def sentence(self, t: Texts) -> str:
        """What is alike, in the language of ``t``."""
        names = {"new": quoted(self.new_name), "other": quoted(self.other_name)}
        return t(f"importing.double.{self.table}", percent=self.likeness_pct, **names)


@dataclass(frozen=True)
class LeftOut:
    """A row of the file that is not taken: by its form, or because it could not be matched."""

    rejected: Rejected
    is_by_form: bool = False

    @property
    def key(self) -> str:
        """What it was left out for, to count by."""
        code = self.rejected.code
        return f"published.rejected.{code}" if self.is_by_form else f"importing.left_out.{code}"

    def sentence(self, t: Texts) -> str:
        """Where it stood, what is wrong and what to do, in the language of ``t``."""
        values = {
            name: quoted(each, _MOST) if isinstance(each, str) else each
            for name, each in self.rejected.values.items()
        }
        value = quoted(self.rejected.value) or t("importing.at.empty")
        why = t(self.key, value=value, **values)
        where = place(self.rejected.at_sheet, self.rejected.at_row, t)
        return f"{at_column(where, self.rejected, t) if self.is_by_form else where}: {why}"


@dataclass(frozen=True)
class Told:
    """A finding of a rule of validation on a row of the file; ``is_left_out`` where it costs it."""

    finding: Finding
    at_sheet: str
    at_row: int
    is_left_out: bool

    def sentence(self, t: Texts) -> str:
        """The finding with the file's own sheet and row, in the language of ``t``."""
        why = remedy(self.finding, t)
        column = own_title(self.finding, t)
        where = place(self.at_sheet, self.at_row, t)
        return f"{where}, {column}: {why}" if column else f"{where}: {why}"


@dataclass(frozen=True)
class Proposal:
    """All that an import would do to the own rows of ``edition``; see the package's docstring.

    ``drafts_count`` is how many drafts the form made of the file; each is in a row, joined to one
    (``joined_count``), of another region (``outside_count``) or left out.
    """

    form_id: str
    edition: str
    region: str | None
    rows: tuple[ProposedRow, ...]
    questions: tuple[Question, ...] = ()
    doubles: tuple[Double, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Told, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    read_count: int = 0
    drafts_count: int = 0
    joined_count: int = 0
    outside_count: int = 0
    file_name: str = ""
    sha256: str = ""
    layout: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    decisions: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    @cached_property
    def counts(self) -> Mapping[str, Mapping[Change, int]]:
        """Per table how many rows are new, changed and the same."""
        counted: dict[str, Counter[Change]] = {}
        for each in self.rows:
            counted.setdefault(each.table, Counter())[each.change] += 1
        return counted

    @cached_property
    def to_write(self) -> tuple[ProposedRow, ...]:
        """The rows that would be written."""
        return tuple(each for each in self.rows if each.change != "same")

    @cached_property
    def reasons(self) -> Mapping[str, int]:
        """How many rows are left out, by the key of the sentence that says why."""
        return Counter(each.key for each in self.left_out)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that nobody answered yet."""
        return tuple(each for each in self.questions if not each.answer)


def place(sheet: str, row: int, t: Texts) -> str:
    """Where a row stands in the file, in the language of ``t``."""
    if sheet:
        return t("importing.at.sheet", sheet=quoted(sheet), row=row)
    return t("importing.at.row", row=row)
