"""Tables that are known by their headings: their rows, and which of them are left out, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from inspiratiekaart.sources.published.cells import left_out
from inspiratiekaart.sources.reading import Document, DocumentError, Sheet
from inspiratiekaart.sources.tidied import Rejected

Fits = Callable[[Document], float]


@dataclass(frozen=True)
class Reason:
    """Why a row is left out: ``code`` is a key under ``published.rejected``.

    ``which`` tells of a frame which rows; what stood in ``column`` goes with them, and ``values``
    fill the sentence.
    """

    code: str
    column: str
    which: Callable[[pd.DataFrame], pd.Series]
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def with_headings(*headings: str) -> Fits:
    """Says 1 of a document with a table that has all ``headings``, else 0."""
    wanted = frozenset(headings)

    def fits(document: Document) -> float:
        try:
            found = document.headings.values()
        except DocumentError:
            return 0.0
        return float(any(wanted <= frozenset(heading) for heading in found))

    return fits


def table_of(document: Document, *headings: str) -> Sheet:
    """The first table of ``document`` that has all ``headings``.

    Raises:
        DocumentError: there is none.
    """
    for name, heading in document.headings.items():
        if set(headings) <= set(heading):
            return document.sheet(name)
    raise DocumentError("no-table", file=document.name)


def sifted(sheet: Sheet, reasons: Sequence[Reason]) -> tuple[pd.DataFrame, tuple[Rejected, ...]]:
    """The rows of ``sheet`` that no reason leaves out, and those that one does, by row.

    The first reason that holds is given. Rows that are kept have ``at_sheet`` and ``at_row``.
    """
    rows = sheet.frame
    rejected: list[Rejected] = []
    for reason in reasons:
        which = reason.which(rows).fillna(value=False).astype(bool)
        cells = rows[reason.column] if reason.column in rows else which.astype("string")
        rejected += left_out(cells, which, sheet.name, reason.column, reason.code, reason.values)
        rows = rows.loc[~which]
    placed = rows.assign(at_sheet=sheet.name, at_row=rows.index.astype("int64"))
    return placed, tuple(sorted(rejected, key=lambda each: each.at_row))


def missing(column: str) -> Callable[[pd.DataFrame], pd.Series]:
    """Which rows have nothing in ``column``."""
    return lambda rows: rows[column].isna()


def needed(*columns: str) -> tuple[Reason, ...]:
    """A reason for each of ``columns`` that a row cannot do without."""
    return tuple(
        Reason("needed", name, missing(name), MappingProxyType({"column": name}))
        for name in columns
    )


def first_of(rows: pd.DataFrame, keys: Sequence[str]) -> pd.Series:
    """Which rows say the same in ``keys`` as one above them."""
    return rows.duplicated(list(keys), keep="first")
