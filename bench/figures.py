"""A measured figure beside its budget, and the verdict: within, over, or not measured."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Three different outcomes; a figure that could not be had is never *within*.

    *Over* also says that a figure is below the least it must be.
    """

    WITHIN = "within"
    OVER = "over"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    ``limit`` is the largest ``value`` allowed, in ``unit``, and ``least`` the smallest;
    ``ratio_limit`` is the largest ``value / reference_value`` allowed. One of them must be there.
    """

    budget: int
    what: str
    unit: str
    value: float | None = None
    limit: float | None = None
    reference: str = ""
    reference_value: float | None = None
    ratio_limit: float | None = None
    note: str = ""
    least: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value over the reference, or None when there is none to divide by."""
        if self.value is None or not self.reference_value:
            return None
        return self.value / self.reference_value

    @property
    def verdict(self) -> Verdict:
        """Whether every limit given holds."""
        bounds = (self.limit, self.least, self.ratio_limit)
        if self.value is None or all(bound is None for bound in bounds):
            return Verdict.NOT_MEASURED
        if self.limit is not None and self.value > self.limit:
            return Verdict.OVER
        if self.least is not None and self.value < self.least:
            return Verdict.OVER
        if self.ratio_limit is not None:
            if self.ratio is None:
                return Verdict.NOT_MEASURED
            if self.ratio > self.ratio_limit:
                return Verdict.OVER
        return Verdict.WITHIN


def median(values: Sequence[float]) -> float:
    """The middle of ``values``."""
    return float(statistics.median(values))


def p95(values: Sequence[float]) -> float:
    """The smallest of ``values`` that at least 95 % of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return float(ordered[math.ceil(0.95 * len(ordered)) - 1])


def number(value: float | None, unit: str = "") -> str:
    """``value`` as printed: three figures, or a dash when there is none."""
    if value is None:
        return "–"
    digits = 0 if value == int(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {unit}".strip()


def fraction(value: float) -> str:
    """A ratio limit as the budgets write it: ``1/20`` below one, ``2.5 x`` above."""
    return f"1/{1 / value:g}" if value < 1 else f"{value:g} x"


def budget_text(figure: Figure) -> str:
    """The budget of ``figure`` in words."""
    parts = []
    if figure.limit is not None:
        parts.append(f"≤ {figure.limit:g} {figure.unit}".strip())
    if figure.least is not None:
        parts.append(f"≥ {figure.least:g} {figure.unit}".strip())
    if figure.ratio_limit is not None:
        parts.append(f"≤ {fraction(figure.ratio_limit)} {figure.reference}")
    return " and ".join(parts)


def ratio_text(ratio: float | None) -> str:
    """A measured ratio: ``1/37`` below a half, ``1.4 x`` above."""
    if ratio is None:
        return "–"
    if ratio == 0:
        return "0"
    return f"1/{1 / ratio:.3g}" if ratio < 0.5 else f"{ratio:.3g} x"


def markdown(figures: Sequence[Figure]) -> str:
    """The table, as Markdown."""
    lines = [
        "| # | what | figure | budget | verdict | measured beside it | ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    for figure in figures:
        beside = number(figure.reference_value, figure.unit)
        cells = (
            str(figure.budget),
            figure.what,
            number(figure.value, figure.unit),
            budget_text(figure),
            f"**{figure.verdict}**" if figure.verdict is Verdict.OVER else str(figure.verdict),
            f"{figure.reference}: {beside}" if figure.reference_value is not None else "–",
            ratio_text(figure.ratio),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def notes(figures: Sequence[Figure]) -> str:
    """The remarks that go with the table; the same remark on several figures is made once."""
    about: dict[str, list[str]] = {}
    for figure in figures:
        if figure.note:
            about.setdefault(figure.note, []).append(f"{figure.budget} ({figure.what})")
    return "\n".join(f"- {'; '.join(where)}: {note}" for note, where in about.items())
