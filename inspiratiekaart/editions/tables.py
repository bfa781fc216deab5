"""Tables on their way to disk: how the parts of a build join, and how one CSV is written.

A CSV of ours is UTF-8 without a byte-order mark, LF, comma, quoted only where needed, columns in
the order of the schema, rows sorted by key. The same frame always gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from inspiratiekaart import schema
from inspiratiekaart.errors import InspiratiekaartError

Tables = dict[tuple[str, str], pd.DataFrame]
"""Frames by ``(folder, table)``; folder is ``"common"`` or an edition such as ``"2026"``."""

# Decimals kept per unit: five decimals of a degree are about one metre; RD metres are whole.
_DECIMALS = {"degree": 5, "m": 0, "EUR": 2}
_OTHER_DECIMALS = 4


class TableError(InspiratiekaartError):
    """A table that a build cannot write: unknown, in the wrong folder, or with a strange column."""


def combine(*parts: Tables) -> Tables:
    """All tables of ``parts``; a table that several parts share holds the rows of each, in order.

    Empty frames add no rows and do not change the types of the others.
    """
    found: dict[tuple[str, str], list[pd.DataFrame]] = {}
    for part in parts:
        for key, frame in part.items():
            found.setdefault(key, []).append(frame)
    return {key: _joined(key[1], frames) for key, frames in found.items()}


def csv_text(name: str, frame: pd.DataFrame) -> str:
    """The CSV of table ``name`` as text.

    Columns and types follow the schema, rows are sorted by key, an empty cell is a missing value,
    booleans are ``true`` and ``false``, whole numbers carry no ``.0``, and other numbers are
    rounded by unit (degrees 5 decimals, metres 0, euros 2, else 4) to their shortest form.

    Raises:
        TableError: the table or one of its columns is not in the schema, or a cell has not the
            type of its column.
    """
    table, typed = _typed(name, frame)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(_texts(table, typed.sort_values(list(table.key), kind="stable")))
    return buffer.getvalue()


def text_rows(name: str, frame: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of ``frame`` as they stand in a CSV of table ``name``, in their own order.

    Raises:
        TableError: as ``csv_text``.
    """
    table, typed = _typed(name, frame)
    return [dict(zip(table.column_names, row, strict=True)) for row in _texts(table, typed)]


def write(tables: Mapping[tuple[str, str], pd.DataFrame], out: Path) -> list[Path]:
    """Write each table to ``out/<folder>/<table>.csv`` and return the paths, sorted.

    Raises:
        TableError: a table cannot be written (see ``csv_text``), or stands in the wrong folder.
    """
    written = []
    for (folder, name), frame in sorted(tables.items(), key=lambda item: item[0]):
        table = _known(name)
        if (folder == schema.COMMON) != (table.folder == schema.COMMON):
            raise TableError(f"table {name} belongs in the folder {table.folder}, not {folder}.")
        path = table.path(out, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(csv_text(name, frame), encoding="utf-8", newline="")
        written.append(path)
    return written


def read(path: Path) -> pd.DataFrame:
    """One of our CSVs as a typed frame; the file name tells the table."""
    table = _known(path.stem)
    raw = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    for column in table.columns:
        if column.type == "boolean" and column.name in raw:
            raw[column.name] = raw[column.name].map({"true": True, "false": False})
        elif column.type in {"integer", "number"} and column.name in raw:
            raw[column.name] = pd.to_numeric(raw[column.name].replace("", None))
    return table.typed(raw)


def read_all(root: Path) -> Tables:
    """All our tables under ``root`` that are there, by ``(folder, table)``."""
    return {
        (path.parent.name, path.stem): read(path)
        for path in sorted(root.glob("*/*.csv"))
        if path.stem in schema.tables()
    }


def complete(tables: Tables) -> Tables:
    """``tables`` plus an empty frame for each table of their editions that is not among them."""
    editions = tuple(sorted({folder for folder, _ in tables} - {schema.COMMON}))
    return {key: tables.get(key, pd.DataFrame()) for key in expected_keys(editions)} | tables


def expected_keys(editions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each ``(folder, table)`` that a whole dataset holds, in the order of the schema."""
    for folder in (schema.COMMON, *editions):
        for table in schema.tables().values():
            if (table.folder == schema.COMMON) == (folder == schema.COMMON):
                yield folder, table.name


def _known(name: str) -> schema.Table:
    try:
        return schema.tables()[name]
    except KeyError:
        raise TableError(f"no table {name} in the schema. Add it to schema/tables.toml.") from None


def _typed(name: str, frame: pd.DataFrame) -> tuple[schema.Table, pd.DataFrame]:
    table = _known(name)
    strange = [str(column) for column in frame.columns if column not in table.column_names]
    if strange:
        raise TableError(
            f"table {name}: column {', '.join(strange)} is not in the schema. "
            "Drop it, or add it to schema/tables.toml."
        )
    try:
        return table, table.typed(frame)
    except (TypeError, ValueError) as error:
        raise TableError(f"table {name}: {error}. Give every cell the type of its column.") from (
            error
        )


def _texts(table: schema.Table, typed: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    cells = [_cells(typed[column.name], column) for column in table.columns]
    return zip(*cells, strict=True)


def _joined(name: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return frames[0].copy()
    if len(filled) == 1:
        return filled[0].copy()
    table = _known(name)
    return pd.concat([table.typed(frame) for frame in filled], ignore_index=True)


def _cells(values: pd.Series, column: schema.Column) -> list[str]:
    if column.type == "boolean":
        return ["" if pd.isna(value) else ("true" if value else "false") for value in values]
    if column.type == "integer":
        return ["" if pd.isna(value) else str(int(value)) for value in values]
    if column.type == "number":
        decimals = _DECIMALS.get(column.unit, _OTHER_DECIMALS)
        return ["" if pd.isna(value) else _number(float(value), decimals) for value in values]
    return ["" if pd.isna(value) else str(value) for value in values]


def _number(value: float, decimals: int) -> str:
    rounded = round(value, decimals)
    return str(int(rounded)) if rounded.is_integer() else repr(rounded)
