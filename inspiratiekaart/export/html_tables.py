"""The tables of a handout as they stand in its HTML file: grouped by profession, and small.

Written out instead of a template: of the whole country these are thousands of rows. End tags that
HTML lets one leave out are left out; every cell is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from inspiratiekaart.export.links import web_link
from inspiratiekaart.export.tables import Cell, Table
from inspiratiekaart.texts import Texts

LONG = 12
"""A table with more rows than this can be folded on a screen."""

_SHOWN: Mapping[str, tuple[str, ...]] = {
    "regios": ("region", "words", "chosen", "source_id"),
    "beroepen": ("publisher", "scope", "status", "period", "source_id"),
    "opleiders": (
        *("provider", "kind", "place", "region", "title", "level", "form"),
        *("distance_km", "evidence_year", "certainty", "source_id"),
    ),
}
"""Which columns are shown, the heading of the row first; the rest is for spreadsheets."""

_GROUPED_BY = "occupation"
_OF_REGISTERS = ("status", "title")
_NUMBERS = ("distance_km", "evidence_year")


@dataclass(frozen=True)
class Context:
    """What the cells of all tables need: numbers of sources, codes of regions, what groups are.

    ``groups`` tells of a profession's name the sector and level by which it can be filtered.
    """

    t: Texts
    sources: Mapping[str, int]
    regions: Mapping[str, str]
    groups: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class ShownTable:
    """A table ready for the page; ``notes`` are sentences that hold for all its rows."""

    key: str
    title: str
    heads: tuple[tuple[str, bool], ...]
    body: Markup
    count: int
    notes: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Whether it is folded until a reader opens it."""
        return self.count > LONG


def shown_tables(tables: Iterable[Table], context: Context) -> tuple[ShownTable, ...]:
    """The tables that the page shows as tables; items and sources have a form of their own."""
    return tuple(_shown(table, context) for table in tables if table.key in _SHOWN)


def _shown(table: Table, context: Context) -> ShownTable:
    titles = {column.key: column.title for column in table.columns}
    titles["source_id"] = context.t("html.source_column")
    rows = [dict(zip(titles, row, strict=True)) for row in table.rows]
    keys = [key for key in _SHOWN[table.key] if any(row[key] not in (None, "") for row in rows)]
    groups: dict[str, list[Mapping[str, Cell]]] = {}
    for row in rows:
        groups.setdefault(str(row.get(_GROUPED_BY) or ""), []).append(row)
    notes = tuple(dict.fromkeys(str(row["editorial"]) for row in rows if row.get("editorial")))
    body = "".join(_group(name, members, keys, context) for name, members in groups.items())
    return ShownTable(
        table.key,
        table.title,
        tuple((titles[key], key in _NUMBERS) for key in keys),
        Markup(body),  # noqa: S704  # every cell is escaped in _cell
        len(rows),
        (*notes, context.t("trainers.straight")) if "distance_km" in keys else notes,
    )


def _group(name: str, rows: Iterable[Mapping[str, Cell]], keys: list[str], context: Context) -> str:
    lines = "".join(_row(row, keys, context) for row in rows)
    if not name:
        return f"<tbody>{lines}"
    sector, level = context.groups.get(name, ("", ""))
    return (
        f'<tbody data-s="{escape(sector)}" data-l="{escape(level)}"><tr class=group>'
        f"<th colspan={len(keys)} scope=rowgroup{context.t.names_mark}>{escape(name)}{lines}"
    )


def _row(row: Mapping[str, Cell], keys: list[str], context: Context) -> str:
    code = row.get("arbeidsmarktregio_code") or context.regions.get(str(row.get("region") or ""))
    mark = f" data-r={escape(str(code))}" if code else ""
    url = web_link(str(row.get("url") or ""))
    first = escape(str(row[keys[0]]))
    head = f'<a href="{escape(url)}" rel=noreferrer>{first}</a>' if url else first
    return f"<tr{mark}><th scope=row>{head}" + "".join(_cell(row, key, context) for key in keys[1:])


def _cell(row: Mapping[str, Cell], key: str, context: Context) -> str:
    value, t = row[key], context.t
    if key == "source_id":
        number = context.sources.get(str(value or ""))
        return f"<td>{source_link(number, t)}" if number else "<td>"
    if key == "chosen":
        return f"<td>{escape(str(value))}"
    if value in (None, ""):
        return f"<td class=unknown>{escape(t('figure.unknown'))}"
    if key == "scope" and row.get("region"):
        return f"<td>{escape(t('html.applies', scope=value, region=row['region']))}"
    if key in _NUMBERS:
        shown = t.fixed(float(value), 1) if key == "distance_km" else str(value)
        return f"<td class=n>{escape(shown)}"
    text = t.period(str(value)) if key == "period" else str(value)
    return f"<td{t.names_mark if key in _OF_REGISTERS else ''}>{escape(text)}"


def source_link(number: int, t: Texts) -> Markup:
    """The number of a source, leading to it."""
    return Markup('<a class=src href="#bron-{}" aria-label="{}">{}</a>').format(
        number, t("html.source", n=number), number
    )
