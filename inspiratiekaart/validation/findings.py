"""What validation says: findings, the rules that yield them, and the report of a run.

A finding is a value: a code, a place and what stands there. The sentence is made at the edge, in
the reader's language, from the catalogue ``texts/validation.<language>.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from inspiratiekaart.texts import Texts
from inspiratiekaart.texts.quoting import quoted

if TYPE_CHECKING:
    from inspiratiekaart.validation.files import Files

Severity = Literal["error", "warning"]
"""An error must be mended before the data can be shown; a warning deserves a look."""

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Spot:
    """A place that a rule objects to: path from the root, spreadsheet row (header = 1), column.

    ``row`` is 0 where the whole file or column is meant; ``values`` fill the rule's sentence.
    """

    path: str
    row: int = 0
    column: str = ""
    value: str = ""
    values: Mapping[str, object] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong at one place, under the code of its rule."""

    code: str
    severity: Severity
    spot: Spot

    def sentence(self, t: Texts) -> str:
        """Where it is, what is wrong and what to do, in the language of ``t``."""
        return f"{self.place(t)}: {self.remedy(t)}"

    def place(self, t: Texts) -> str:
        """The file, row and column in the language of ``t``."""
        parts = [self.spot.path]
        if self.spot.row:
            parts.append(t("validation.place.row", row=self.spot.row))
        if self.spot.column:
            parts.append(t("validation.place.column", column=self.spot.column))
        return ", ".join(parts)

    def remedy(self, t: Texts) -> str:
        """What is wrong and what to do about it, in the language of ``t``."""
        return t(f"validation.{self.code}", value=quoted(self.spot.value), **self.spot.values)


@dataclass(frozen=True)
class Rule:
    """A named check on the files of a dataset; calling it yields its findings."""

    code: str
    severity: Severity
    spots: Callable[[Files], Iterable[Spot]]

    def __call__(self, files: Files) -> Iterator[Finding]:
        """Each finding of this rule in ``files``."""
        for spot in self.spots(files):
            yield Finding(self.code, self.severity, spot)


def rule(code: str, severity: Severity = "error") -> Callable[..., Rule]:
    """Make a generator of spots the rule ``code``."""

    def named(spots: Callable[[Files], Iterable[Spot]]) -> Rule:
        return Rule(code, severity, spots)

    return named


@dataclass(frozen=True)
class Report:
    """The findings of a run, those accepted with a reason apart, in a fixed order."""

    findings: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, str], ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that must be mended."""
        return tuple(one for one in self.findings if one.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that deserve a look."""
        return tuple(one for one in self.findings if one.severity == "warning")
