"""An edition as one SQLite file: its tables with their keys, and tables that explain them.

The same revision gives the same bytes with the same version of SQLite, which signs the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import fields

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.errors import ExportError
from inspiratiekaart.provenance import Source
from inspiratiekaart.schema import Column, Table, tables

TABLES, COLUMNS, SOURCES, EDITION = "tables", "columns", "sources", "edition"
"""The tables that explain the others."""

_TYPES = {
    "string": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
}

TABLE_FIELDS = ("table_name", "title_nl", "title_en", "is_common", "rows_count")
COLUMN_FIELDS = (
    *("table_name", "position", "column_name", "type", "unit", "title_nl", "title_en"),
    *("is_required", "is_key", "references", "values"),
)
SOURCE_FIELDS = tuple(field.name for field in fields(Source))

_EXPLAIN = f"""
CREATE TABLE {EDITION} (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE {SOURCES} ({", ".join(f'"{name}" TEXT NOT NULL' for name in SOURCE_FIELDS)},
  PRIMARY KEY (source_id));
CREATE TABLE {TABLES} (table_name TEXT PRIMARY KEY NOT NULL, title_nl TEXT NOT NULL,
  title_en TEXT NOT NULL, is_common INTEGER NOT NULL, rows_count INTEGER NOT NULL);
CREATE TABLE {COLUMNS} (table_name TEXT NOT NULL REFERENCES {TABLES} (table_name),
  position INTEGER NOT NULL, column_name TEXT NOT NULL, type TEXT NOT NULL, unit TEXT NOT NULL,
  title_nl TEXT NOT NULL, title_en TEXT NOT NULL, is_required INTEGER NOT NULL,
  is_key INTEGER NOT NULL, "references" TEXT NOT NULL, "values" TEXT NOT NULL,
  PRIMARY KEY (table_name, column_name));
"""


def write(dataset: Dataset) -> bytes:
    """The bytes of the file; no trace of the machine or the moment is in it.

    Raises:
        ExportError: a row breaks the key of its table, which ``validate`` finds too.
    """
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(_EXPLAIN)
        with base:
            _add(base, EDITION, about(dataset).items())
            _add(base, SOURCES, source_rows(dataset))
            _add(base, TABLES, table_rows(dataset))
            _add(base, COLUMNS, column_rows())
            for table in tables().values():
                base.execute(_created(table))
                _fill(base, dataset, table)
        return base.serialize()


def about(dataset: Dataset) -> dict[str, str]:
    """What the file says of itself."""
    return {"edition": dataset.edition, "revision": dataset.revision}


def source_rows(dataset: Dataset) -> list[tuple[str, ...]]:
    """The sources, in the order of ``SOURCE_FIELDS``."""
    return [
        tuple(
            source.licence.code if name == "licence" else _text(getattr(source, name))
            for name in SOURCE_FIELDS
        )
        for source in dataset.sources.values()
    ]


def table_rows(dataset: Dataset) -> list[tuple[str | int, ...]]:
    """The tables, in the order of ``TABLE_FIELDS``."""
    return [
        (each.name, each.nl, each.en, int(each.folder == "common"), len(dataset[each.name]))
        for each in tables().values()
    ]


def column_rows() -> list[tuple[str | int, ...]]:
    """The columns of all tables, in the order of ``COLUMN_FIELDS``."""
    return [
        (
            *(table.name, at, each.name, each.type, each.unit, each.nl, each.en),
            *(int(each.required), int(each.name in table.key), each.ref, "|".join(each.enum)),
        )
        for table in tables().values()
        for at, each in enumerate(table.columns, start=1)
    ]


def _created(table: Table) -> str:
    key = ", ".join(f'"{name}"' for name in table.key)
    lines = [*(_column(each) for each in table.columns), f"PRIMARY KEY ({key})"]
    for each in table.columns:
        if each.ref:
            target, name = each.ref.split(".")
            lines.append(f'FOREIGN KEY ("{each.name}") REFERENCES "{target}" ("{name}")')
    if "source_id" in table.column_names:
        lines.append(f"FOREIGN KEY (source_id) REFERENCES {SOURCES} (source_id)")
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _column(column: Column) -> str:
    needed = " NOT NULL" if column.required else ""
    checked = f' CHECK ("{column.name}" IN (0, 1))' if column.type == "boolean" else ""
    return f'"{column.name}" {_TYPES[column.type]}{needed}{checked}'


def _fill(base: sqlite3.Connection, dataset: Dataset, table: Table) -> None:
    try:
        _add(base, table.name, (tuple(row.values()) for row in records(dataset[table.name])))
    except sqlite3.IntegrityError as error:
        raise ExportError(
            f"table {table.name}: {error}. Find the row with: python -m inspiratiekaart validate"
        ) from error


def _add(base: sqlite3.Connection, name: str, rows: Iterable[Sequence[object]]) -> None:
    given = list(rows)
    if given:
        places = ", ".join("?" * len(given[0]))
        base.executemany(f'INSERT INTO "{name}" VALUES ({places})', given)  # noqa: S608  # a name of ours


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value).lower()
