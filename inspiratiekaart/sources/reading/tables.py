"""Tables as streams of rows, whatever file they are in, and frames made of them within limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import pandas as pd

from inspiratiekaart.sources.reading import archive, separated
from inspiratiekaart.sources.reading.kinds import HEAD_BYTES, Kind, is_text
from inspiratiekaart.sources.reading.limits import Limits
from inspiratiekaart.sources.reading.refused import DocumentError
from inspiratiekaart.sources.reading.separated import Row

_AT_ONCE = 20_000
_XML_OR_JSON = (b"<", b"{")


@dataclass(frozen=True)
class Table:
    """One table in a file; ``rows`` starts reading it anew."""

    name: str
    file: str
    rows: Callable[[], Iterator[Row]]
    limits: Limits

    def grid(self, most: int = 0) -> pd.DataFrame:
        """Its cells by row number and by column 0, 1, 2, …; of the first ``most`` rows, or all."""
        rows = islice(self.rows(), most) if most else self.rows()
        frames = list(self._frames(rows, self.limits.rows, self.limits.cells, _AT_ONCE))
        return _joined(frames)

    def pieces(self, most: int) -> Iterator[pd.DataFrame]:
        """Its cells piece by piece, at most ``most`` rows in each."""
        yield from self._frames(self.rows(), self.limits.stream_rows, 0, most)

    def _frames(
        self, rows: Iterator[Row], most: int, most_cells: int, at_once: int
    ) -> Iterator[pd.DataFrame]:
        rows_count = cells_count = 0
        while piece := list(islice(rows, at_once)):
            rows_count += len(piece)
            cells_count += sum(len(cells) for _, cells in piece)
            self._check(piece)
            if rows_count > most or (most_cells and cells_count > most_cells):
                raise DocumentError("rows", file=self._called, most=most)
            yield _frame(piece)

    def _check(self, piece: Iterable[Row]) -> None:
        for number, cells in piece:
            if len(cells) > self.limits.columns:
                values = {"row": number, "most": self.limits.columns}
                raise DocumentError("columns", file=self._called, **values)
            if max(map(len, cells)) > self.limits.cell_letters:
                values = {"row": number, "most": self.limits.cell_letters}
                raise DocumentError("cell", file=self._called, **values)

    @property
    def _called(self) -> str:
        return f"{self.file}, {self.name}" if self.name else self.file


def tables_of(path: Path, kind: Kind, file: str, limits: Limits) -> tuple[Table, ...]:
    """The tables in a file, none of them read yet; of what is no table, none."""
    if kind == "csv":
        rows = partial(separated.rows_of, lambda: path.open("rb"), file)
        return (Table("", file, rows, limits),)
    if kind == "xlsx":
        from inspiratiekaart.sources.reading import workbook  # openpyxl takes a while to load

        book = workbook.Book(path, file, limits)
        return tuple(Table(name, file, partial(book.rows, name), limits) for name in book.names)
    return tuple(_inner(path, file, limits)) if kind == "zip" else ()


def _inner(path: Path, file: str, limits: Limits) -> Iterator[Table]:
    for name in archive.names(path, file, limits):
        inner = archive.Inner(path, name, file, limits)
        head = inner.head(HEAD_BYTES)
        if head.strip() and is_text(head) and not head.lstrip().startswith(_XML_OR_JSON):
            called = f"{file}, {name}"
            yield Table(name, file, partial(separated.rows_of, inner, called), limits)


def _frame(rows: list[Row]) -> pd.DataFrame:
    width = max(len(cells) for _, cells in rows)
    columns = {
        at: pd.array([_cell(cells, at) for _, cells in rows], dtype="string") for at in range(width)
    }
    return pd.DataFrame(columns, index=pd.Index([number for number, _ in rows], dtype="int64"))


def _cell(cells: list[str], at: int) -> str | None:
    return (cells[at] or None) if at < len(cells) else None


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    if not frames:
        return pd.DataFrame(index=pd.Index([], dtype="int64"))
    width = max(frame.shape[1] for frame in frames)
    whole = [frame.reindex(columns=range(width)).astype("string") for frame in frames]
    return whole[0] if len(whole) == 1 else pd.concat(whole)
