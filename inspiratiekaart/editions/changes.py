"""A difference between two editions as a person reads it: names for codes, and whose row it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from inspiratiekaart import schema
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions.difference import (
    Cell,
    Key,
    Row,
    Rows,
    State,
    TableDifference,
    difference,
    key_of,
    read_state,
)
from inspiratiekaart.schema import Language
from inspiratiekaart.worklist import owner

Kind = Literal["added", "removed", "changed"]
KINDS: tuple[Kind, ...] = ("added", "removed", "changed")

_NAMES = (
    "name",
    "name_{}",
    "title",
    "title_{}",
    "name_as_said",
    "organisation",
    "skill_name",
    "place",
)
_TELLING: Mapping[str, tuple[str, ...]] = {
    "sites": ("provider_id", "place"),
    "offers": ("title", "provider_id", "site_id"),
    "outlooks": ("name_as_said", "arbeidsmarktregio_code", "period"),
    "regional_facts": ("indicator", "area_name", "period"),
}
"""The columns that tell a row apart where its name alone does not."""

_POINT = ("lon", "lat", "x_m", "y_m")
_LONGEST = 300


@dataclass(frozen=True)
class Change:
    """One row that came, went or changed: its name, the region it belongs to (or empty), its cells.

    ``cells`` are what changed, old and new, with a name in the place of a code; a point on the map
    that is another is only ``moved``, since nobody reads coordinates.
    """

    kind: Kind
    table: str
    key: Key
    name: str
    region: str
    cells: tuple[Cell, ...] = ()
    moved: bool = False


@dataclass(frozen=True)
class Changes:
    """All that differs from the edition ``old`` to ``new``, in the words of ``language``.

    ``sources`` are the titles of the sources by their id.
    """

    old: State
    new: State
    language: Language
    sources: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def between(cls, old: Dataset, new: Dataset, language: Language) -> Changes:
        """The changes from one edition to another.

        Raises:
            DatasetError: a table of one of the two cannot be read.
        """
        titles = {
            source_id: source.title(language)
            for data in (old, new)
            for source_id, source in data.sources.items()
        }
        before, after = read_state(old.root, old.edition), read_state(new.root, new.edition)
        return cls(before, after, language, titles)

    @cached_property
    def tables(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes of each table that has any, in the order of the schema."""
        found = difference(self.old, self.new)
        return {each.table: tuple(self._of(each)) for each in found}

    def counts(self, table: str, regions: Collection[str] = ()) -> Mapping[Kind, int]:
        """How many rows of ``table`` came, went and changed; of ``regions`` only, where given."""
        made = dict.fromkeys(KINDS, 0)
        for each in self.rows(table, regions):
            made[each.kind] += 1
        return made

    def rows(self, table: str, regions: Collection[str] = ()) -> tuple[Change, ...]:
        """The changes of ``table``: added, removed, changed; of ``regions`` only, where given."""
        every = self.tables.get(table, ())
        return tuple(each for each in every if not regions or each.region in regions)

    def _of(self, found: TableDifference) -> Iterator[Change]:
        name = found.table
        for row in found.added:
            yield self._change("added", name, row, self._new_sites)
        for row in found.removed:
            yield self._change("removed", name, row, self._old_sites)
        for each in found.changed:
            row = self.new[name][each.key]
            cells = tuple(
                Cell(
                    cell.column,
                    self._said(name, cell.column, cell.old),
                    self._said(name, cell.column, cell.new),
                )
                for cell in each.cells
                if not cell.column.endswith(_POINT)
            )
            is_moved = len(cells) < len(each.cells)
            yield self._change("changed", name, row, self._new_sites, cells, moved=is_moved)

    def _change(
        self,
        kind: Kind,
        table: str,
        row: Row,
        sites: Rows,
        cells: tuple[Cell, ...] = (),
        *,
        moved: bool = False,
    ) -> Change:
        key, name = key_of(table, row), self._name(table, row)
        return Change(kind, table, key, name, owner(table, row, sites), cells, moved)

    def _name(self, table: str, row: Row) -> str:
        own = _own_name(row, self.language)
        if own and table not in _TELLING:
            return own
        columns = _TELLING.get(table, schema.tables()[table].key)
        parts = (self._said(table, column, row.get(column, "")) for column in columns)
        return " · ".join(part for part in parts if part)

    def _said(self, table: str, column: str, cell: str) -> str:
        """``cell`` as text; the name of what it points to, where it points to something."""
        if column == "source_id":
            return self.sources.get(cell, cell)
        known = next((it for it in schema.tables()[table].columns if it.name == column), None)
        if not cell or known is None or not known.ref:
            return cell[:_LONGEST]
        target = known.ref.partition(".")[0]
        for state in (self.new, self.old):
            row = state.get(target, {}).get((cell,))
            if row is not None:
                return _own_name(row, self.language) or cell
        return cell

    @property
    def _new_sites(self) -> Rows:
        return self.new.get("sites", {})

    @property
    def _old_sites(self) -> Rows:
        return self.old.get("sites", {})


def _own_name(row: Row, language: Language) -> str:
    names = (row.get(each.format(language), "") for each in _NAMES)
    return next((name[:_LONGEST] for name in names if name), "")
