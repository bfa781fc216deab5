"""One table of text, as it stands in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Sheet:
    """A heading with the rows under it, every cell text (trimmed), an empty cell missing.

    ``name`` is the worksheet or the file in an archive, empty for a CSV. ``heading_row`` is where
    the heading stands, 1 being the first row. The index of ``frame`` is the number of each row as a
    spreadsheet shows it; its columns are the cells of the heading as they stand in the file, but
    for white space: trimmed, one space where there were more or a new line. A heading that is
    there twice is ``naam`` and ``naam (2)``; a column without one has its letter, ``[C]``.
    """

    name: str
    heading: tuple[str, ...]
    heading_row: int
    frame: pd.DataFrame

    def has(self, *columns: str) -> bool:
        """Whether all ``columns`` stand in the heading."""
        return set(columns) <= set(self.heading)

    @classmethod
    def of(cls, name: str, grid: pd.DataFrame, heading_row: int = 0) -> Sheet:
        """The rows of ``grid`` under its row ``heading_row``; 0 is where a heading seems to be."""
        at = heading_row or heading_row_of(grid)
        cells = [] if at not in grid.index else [_text(cell) for cell in grid.loc[at]]
        under = grid.loc[grid.index > at]
        width = _width(cells, under)
        heading = heading_of(cells[:width])
        frame = under.iloc[:, :width].set_axis(list(heading), axis="columns")
        return cls(name, heading, at, frame)


def heading_row_of(grid: pd.DataFrame) -> int:
    """The first row that is filled for at least half of the usual width; 0 without rows."""
    first = grid.head(_LOOKED_AT).notna().sum(axis="columns")
    if first.empty:
        return 0
    usual = int(first.mode().max())
    return int(first.index[first >= max(1, usual / 2)][0])


def heading_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The headings of ``cells``, each of them once."""
    seen: Counter[str] = Counter()
    taken: list[str] = []
    for index, cell in enumerate(cells):
        name = " ".join(cell.replace("\ufeff", "").split()) or f"[{letters(index)}]"
        seen[name] += 1
        while seen[name] > 1 and f"{name} ({seen[name]})" in taken:
            seen[name] += 1
        taken.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(taken)


def letters(index: int) -> str:
    """What a spreadsheet calls the column at ``index``: A, B, ... Z, AA."""
    rest, found = index + 1, ""
    while rest:
        rest, digit = divmod(rest - 1, 26)
        found = chr(ord("A") + digit) + found
    return found


_LOOKED_AT = 50


def _text(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell)


def _width(cells: Sequence[str], under: pd.DataFrame) -> int:
    """How many columns there are: the last one with a heading or with anything under it."""
    filled = [index for index, cell in enumerate(cells) if cell]
    used = under.notna().any(axis="index").to_numpy().nonzero()[0]
    return max([-1, *filled, *(int(each) for each in used)]) + 1
