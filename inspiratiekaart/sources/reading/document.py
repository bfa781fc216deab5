"""A file as it was handed in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element  # only the name of what comes out

import pandas as pd

from inspiratiekaart.sources.reading.kinds import Kind, kind_of
from inspiratiekaart.sources.reading.limits import LIMITS, Limits
from inspiratiekaart.sources.reading.refused import DocumentError
from inspiratiekaart.sources.reading.sheet import Sheet
from inspiratiekaart.sources.reading.tables import Table, tables_of

_PEEKED_ROWS = 60
_PEEKED_ELEMENTS = 2_000


@dataclass(frozen=True)
class Document:
    """A file on disk, known by its content; ``name`` is how the person calls it.

    ``headings`` and ``element_names`` are cheap and enough to recognise a format by. What a file is
    not, it has none of: ``sheets`` of an XML file is empty, ``json`` of a CSV is None.
    Each of these raises a ``DocumentError`` where the file is damaged, too large or senseless.
    """

    path: Path
    name: str
    kind: Kind
    sha256: str
    limits: Limits = LIMITS

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables in it: of a CSV one, of a workbook or archive each that has rows."""
        made = (Sheet.of(table.name, self.grid(table.name)) for table in self._tables.values())
        return tuple(sheet for sheet in made if sheet.heading_row)

    @cached_property
    def headings(self) -> Mapping[str, tuple[str, ...]]:
        """The heading of each table by its name, without reading on."""
        peeked = (Sheet.of(each.name, each.grid(_PEEKED_ROWS)) for each in self._tables.values())
        found = {sheet.name: sheet.heading for sheet in peeked if sheet.heading_row}
        if self._is_table and not found:
            raise DocumentError("no-table", file=self.name)
        return MappingProxyType(found)

    def sheet(self, name: str, heading_row: int = 0) -> Sheet:
        """The table ``name`` with its heading in ``heading_row``, where that is not the usual."""
        return Sheet.of(name, self.grid(name), heading_row)

    def grid(self, name: str = "") -> pd.DataFrame:
        """All cells of the table ``name`` as they stand, headings too.

        Rows by their number in a spreadsheet, without the empty ones; columns 0, 1, 2, …
        A merged cell is filled at its top left only. Not kept: ask once.
        """
        return self._tables[name].grid()

    def top(self, name: str = "") -> pd.DataFrame:
        """The first rows of ``grid(name)``, without reading on."""
        return self._tables[name].grid(_PEEKED_ROWS)

    def pieces(self, name: str = "", rows: int = 50_000) -> Iterator[Sheet]:
        """The table ``name`` piece by piece, for tables larger than ``limits.rows``."""
        heading: tuple[str, ...] = ()
        for grid in self._tables[name].pieces(rows):
            if not heading:
                first = Sheet.of(name, grid)
                heading, row = first.heading, first.heading_row
                yield first
            else:
                frame = grid.reindex(columns=range(len(heading))).astype("string")
                yield Sheet(name, heading, row, frame.set_axis(list(heading), axis="columns"))

    @cached_property
    def json(self) -> Any:
        """The value of a JSON file; None for another."""
        from inspiratiekaart.sources.reading.values import value_of

        return value_of(self.path, self.name, self.limits) if self.kind == "json" else None

    def elements(self, *names: str) -> Iterator[Element]:
        """The XML elements with one of the local ``names``, one after another, not kept.

        ``element.find("{*}name")`` finds an inner one whatever its namespace. An element is emptied
        when the next is asked for.
        """
        from inspiratiekaart.sources.reading.tree import elements

        if self.kind == "xml":
            yield from elements(self.path, names, self.name, self.limits)

    @cached_property
    def element_names(self) -> tuple[str, ...]:
        """The local names of the first XML elements, each once, the root first."""
        from inspiratiekaart.sources.reading.tree import first_names

        if self.kind != "xml":
            return ()
        return first_names(self.path, _PEEKED_ELEMENTS, self.name, self.limits)

    @property
    def _is_table(self) -> bool:
        return self.kind in ("csv", "xlsx", "zip")

    @cached_property
    def _tables(self) -> Mapping[str, Table]:
        found = tables_of(self.path, self.kind, self.name, self.limits)
        return MappingProxyType({table.name: table for table in found})


def open_document(path: Path, name: str = "", limits: Limits = LIMITS) -> Document:
    """Open ``path``, telling by its content what it is.

    Raises:
        DocumentError: it is no CSV, XLSX, JSON, XML or ZIP, empty, or too large.
    """
    called = name or path.name
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise DocumentError("missing", file=called)
        if size > limits.file_bytes:
            raise DocumentError("large", file=called, most=limits.file_bytes // (1 << 20))
        if not size:
            raise DocumentError("empty", file=called)
        kind = kind_of(path, called, limits)
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DocumentError("missing", file=called) from error
    return Document(path, called, kind, sha256, limits)
