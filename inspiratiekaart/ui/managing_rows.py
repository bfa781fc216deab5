"""The first rows that an import would write, as a person reads them: names for codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inspiratiekaart import schema
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.importing import Proposal, ProposedRow
from inspiratiekaart.region_sentences import fact_title
from inspiratiekaart.regions import region_names
from inspiratiekaart.schema import Column
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui.managing_sentences import shown

FIRST = 10
_ORDER = ("changed", "new", "same")
_NAMES = ("name", "title", "name_as_said", "organisation", "place")
_MOST_CELLS = 7
_SURE_PCT = 100
_ASIDE = frozenset(
    {
        "source_id", "period", "lon", "lat", "x_m", "y_m", "match_basis", "match_confidence_pct",
        "found_at", "found_on", "publisher", "period_end_year", "students_source_id", "url",
        "is_head_office", "precision", "scope",
    }
)  # fmt: skip
"""What says where a row comes from, or how sure it is: told otherwise, or of no use here."""


@dataclass(frozen=True)
class Cell:
    """A column with its value, and the one before where that was another."""

    title: str
    value: str
    before: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the preview: what it is about, whether it is new, where it stood in the file."""

    name: str
    change: str
    sheet: str
    number: int
    cells: tuple[Cell, ...]
    unsure_pct: int


def first_rows(proposal: Proposal, table: str, dataset: Dataset, t: Texts) -> tuple[Row, ...]:
    """The first rows of ``table``: the changed ones, the new ones, then what is so already."""
    mine = [each for each in proposal.rows if each.table == table]
    chosen = sorted(mine, key=lambda each: _ORDER.index(each.change))[:FIRST]
    words = _Words(proposal, dataset, t)
    return tuple(words.row(each) for each in chosen)


@dataclass(frozen=True)
class _Words:
    proposal: Proposal
    dataset: Dataset
    t: Texts

    def row(self, each: ProposedRow) -> Row:
        unsure = each.confidence_pct if each.confidence_pct < _SURE_PCT else 0
        name = self._name(each.table, each.row)
        cells = tuple(self._cells(each, name))[:_MOST_CELLS]
        return Row(name, each.change, shown(each.at_sheet), each.at_row, cells, unsure)

    def _name(self, table: str, row: Mapping[str, str]) -> str:
        if table == "regional_facts":
            return fact_title(row.get("indicator", ""), self.t)
        for name in _NAMES:
            if said := row.get(name, ""):
                return shown(said)
        columns = (schema.tables()[table][key] for key in schema.tables()[table].key)
        return " · ".join(self._said(each, row.get(each.name, "")) for each in columns)

    def _cells(self, each: ProposedRow, name: str) -> Iterator[Cell]:
        """The cells that changed, or those that are filled and tell something more."""
        table, before, seen = schema.tables()[each.table], each.before or {}, {name}
        for column in table.columns:
            is_own_key = column.name in table.key and not column.ref
            is_certainty = column.name == "status" and each.table != "outlooks"
            if column.name in _ASIDE or is_own_key or is_certainty:
                continue
            new, old = each.row.get(column.name, ""), before.get(column.name, "")
            is_same = new == old if each.change == "changed" else not new
            said = self._said(column, new)
            if not is_same and said not in seen and new != self.proposal.region:
                seen.add(said)
                old_said = self._said(column, old) or "–" if each.change == "changed" else ""
                yield Cell(column.title(self.t.language), said or "–", old_said)

    def _said(self, column: Column, cell: str) -> str:
        """``cell`` as text; the name of what it points to, where it points to something."""
        if not cell:
            return ""
        if column.name in ("arbeidsmarktregio_code", "area_code"):
            return region_names(self.dataset).get(cell, shown(cell))
        if column.type == "boolean":
            return self.t("about.yes" if cell == "true" else "about.no")
        if not column.ref:
            return shown(cell)
        table, _, key = column.ref.partition(".")
        return self._named(table, key, cell) or shown(cell)

    def _named(self, table: str, key: str, cell: str) -> str:
        mine = (it.row for it in self.proposal.rows if it.table == table and it.key == (cell,))
        found: Mapping[str, object] = next(mine, {})
        if not found:
            frame = self.dataset[table]
            near = frame.loc[frame[key] == cell]
            found = {str(at): value for at, value in near.iloc[0].items()} if len(near) else {}
        names = (found.get(name) for name in (*_NAMES, f"name_{self.t.language}"))
        return next((shown(name) for name in names if isinstance(name, str) and name), "")
