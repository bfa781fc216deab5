"""Tables whose headings vary: where the heading stands, and which column is meant by what.

Whoever makes a spreadsheet puts a title above it, calls a column as they like, or spreads a heading
over two rows. ``grids_of`` looks for the row (or pair of rows) in which most of the wanted roles
stand, by known words and their misspellings. What a person points out goes before that.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache, partial
from types import MappingProxyType

import pandas as pd
from rapidfuzz.distance import Indel

from inspiratiekaart.provenance import Source
from inspiratiekaart.sources.published.cells import period
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.reading.sheet import heading_of
from inspiratiekaart.sources.tidied import Tidied

_LOOKED_AT = 30
"""The rows at the top of a sheet among which the heading is looked for."""

_NOTHING: Mapping[str, str] = MappingProxyType({})
_SPELLING = 0.86
_EXACT, _WITHIN, _MISSPELLED = 4, 2, 1
_NEEDED = 10
_LONGEST_HEADING = 200
_LONGEST_PHRASE = 60  # longer is a sentence that happens to have the word


@dataclass(frozen=True)
class Role:
    """What a column can hold, with the words by which people call it.

    ``is_spread`` says that there may be a column of it for each period.
    """

    name: str
    words: tuple[str, ...]
    is_needed: bool = False
    is_spread: bool = False


@dataclass(frozen=True)
class Grid:
    """A table with its heading found.

    ``frame`` has a column for each heading, its index is the row in the spreadsheet; ``above`` are
    the texts over the heading; ``columns`` says which heading was taken for which role.
    """

    name: str
    headings: tuple[str, ...]
    heading_row: int
    above: tuple[str, ...]
    columns: Mapping[str, str]
    frame: pd.DataFrame

    def column(self, role: str) -> pd.Series:
        """The cells of ``role``, trimmed; missing throughout where there is no such column."""
        if role not in self.columns:
            return pd.Series(pd.NA, index=self.frame.index, dtype="string")
        return self.frame[self.columns[role]]

    def first_cells(self) -> pd.Series:
        """The first filled cell of each row."""
        return self.frame.bfill(axis="columns").iloc[:, 0].astype("string")


def plain(text: str) -> str:
    """``text`` in lower case, without accents and signs, words apart by one space."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare)
    return re.sub(r"[^a-z0-9]+", " ", spaced.lower()).strip()


def grids_of(
    document: Document,
    roles: Sequence[Role],
    pointed_out: Mapping[str, str] = _NOTHING,
    *,
    is_whole: bool = False,
) -> list[Grid]:
    """The tables of ``document``, each under the heading in which most of ``roles`` stand.

    ``pointed_out`` gives the heading of a role as a person said it; an empty one says that the file
    has no such column. Where no heading is recognised, it is the first row that is about as wide as
    the table. Only the first rows are read, unless ``is_whole``.
    """
    found = []
    for name in document.headings:
        cells = document.grid(name) if is_whole else _top(document, name)
        found.append(_grid(name, cells.astype("string"), roles, pointed_out))
    return found


def _grid(
    name: str, cells: pd.DataFrame, roles: Sequence[Role], pointed_out: Mapping[str, str]
) -> Grid:
    rows = [tuple(row) for row in cells.head(_LOOKED_AT).fillna("").to_numpy().tolist()]
    at = start = _first_wide(rows)
    headings = heading_of(rows[at])
    columns = _matched(headings, roles, pointed_out)
    best = 0
    for row in range(len(rows)):
        for above in (row, row - 1):
            names = heading_of(rows[row] if above == row else _joined(rows[above], rows[row]))
            taken = _matched(names, roles, pointed_out)
            score = _score(names, taken, roles, pointed_out)
            if score > best:
                best, at, start, headings, columns = score, row, above, names, taken
    frame = cells.iloc[at + 1 :].set_axis(list(headings), axis="columns")
    return Grid(
        name,
        headings,
        int(cells.index[at]),
        tuple(cell for row in rows[:start] for cell in row if cell),
        columns,
        frame.dropna(how="all"),
    )


def form_of(
    form_id: str,
    source: Source,
    roles: Sequence[Role],
    fits: Callable[[Document], float],
    tidy: Callable[[Document, Columns], Tidied],
) -> Form:
    """A format whose headings a person may correct."""
    return Form(
        form_id,
        source,
        fits,
        tidy,
        MappingProxyType({role.name: role.is_needed for role in roles}),
        partial(_understood, roles),
        partial(_headings, roles),
        partial(_layout, roles),
    )


def _understood(roles: Sequence[Role], document: Document) -> Columns:
    grids = grids_of(document, roles)
    return dict(max(grids, key=lambda one: len(one.columns)).columns) if grids else {}


def _headings(roles: Sequence[Role], document: Document) -> tuple[str, ...]:
    grids = grids_of(document, roles)
    return tuple(dict.fromkeys(name for grid in grids for name in grid.headings))


def _layout(roles: Sequence[Role], document: Document) -> str:
    """The same text for files whose headings are the same, whatever stands under them."""
    lines = ("\t".join(map(plain, grid.headings)) for grid in grids_of(document, roles))
    return hashlib.sha256("\n".join(dict.fromkeys(lines)).encode()).hexdigest()[:16]


@lru_cache(maxsize=64)
def _top(document: Document, name: str) -> pd.DataFrame:
    return document.top(name)


def _first_wide(rows: Sequence[Sequence[str]]) -> int:
    filled = [sum(bool(cell) for cell in cells) for cells in rows]
    return next(at for at, count in enumerate(filled) if 2 * count >= max(filled))


def _joined(upper: Sequence[str], lower: Sequence[str]) -> Sequence[str]:
    """Two heading rows as one: the upper cell goes for the empty ones right of it."""
    if sum(bool(cell) for cell in upper) < 2:
        return lower  # over it stands a title, not a heading
    carried, spread = "", []
    for cell in upper:
        carried = cell or carried
        spread.append(carried)
    return [f"{over} {under}".strip() for over, under in zip(spread, lower, strict=True)]


def _matched(
    headings: Sequence[str], roles: Sequence[Role], pointed_out: Mapping[str, str]
) -> dict[str, str]:
    """Heading by role: first what was pointed out, then the best likeness."""
    columns = {role: name for role, name in pointed_out.items() if name in headings}
    free = [name for name in headings if name not in columns.values()]
    likely = sorted(
        (
            (-_likeness(bare, role.words), at, headings.index(name), role.name, name)
            for name, bare in [(name, plain(name[: _LONGEST_HEADING + 1])) for name in free]
            for at, role in enumerate(roles)
            if role.name not in pointed_out
        ),
    )
    for likeness, _, _, role_name, name in likely:
        if likeness < 0 and role_name not in columns and name not in columns.values():
            columns[role_name] = name
    return {role.name: columns[role.name] for role in roles if role.name in columns}


@lru_cache(maxsize=20_000)
def _likeness(heading: str, words: tuple[str, ...]) -> int:
    if not heading or len(heading) > _LONGEST_HEADING:
        return 0
    if heading in words or sorted(heading.split()) in [sorted(word.split()) for word in words]:
        return _EXACT
    is_phrase = len(heading) <= _LONGEST_PHRASE
    if is_phrase and any(f" {word} " in f" {heading} " for word in words):
        return _WITHIN
    return _MISSPELLED if any(_is_near(heading, word) for word in words) else 0


def _is_near(heading: str, word: str) -> bool:
    """Whether they are spelled nearly the same; a bound spares nearly all of the comparing."""
    if not Indel.normalized_similarity(heading, word, score_cutoff=_SPELLING):
        return False
    return SequenceMatcher(None, heading, word).ratio() >= _SPELLING


def _score(
    headings: Sequence[str],
    columns: Mapping[str, str],
    roles: Sequence[Role],
    pointed_out: Mapping[str, str],
) -> int:
    """How much of what is wanted these headings have; a title or a row of data has little."""
    total = 0
    for role in roles:
        if role.name in columns:
            is_said = role.name in pointed_out
            like = _EXACT if is_said else _likeness(plain(columns[role.name]), role.words)
            total += like + (_NEEDED if role.is_needed or is_said else 0)
        if role.is_spread:
            over = [name for name in headings if _likeness(plain(name), role.words)]
            total += 2 * sum(bool(period(name)) for name in over)
    return total if len(columns) > 1 or len(headings) == 1 or pointed_out else 0
