"""Structure: is each file readable, with the columns, types and keys that the schema asks for?

The checks on columns are pandera schemas derived from ``schema/tables.toml``, run on the cells as
text, so that a finding shows what stands in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from inspiratiekaart import schema
from inspiratiekaart.validation.files import Files, picked
from inspiratiekaart.validation.findings import Finding, Severity, Spot

if TYPE_CHECKING:
    import pandera.pandas as pa

CODES: tuple[tuple[str, Severity], ...] = (
    ("file-missing", "error"),
    ("file-stray", "warning"),
    ("file-encoding", "error"),
    ("file-unreadable", "error"),
    ("file-empty", "error"),
    ("file-separator", "error"),
    ("row-length", "error"),
    ("row-empty", "error"),
    ("column-double", "error"),
    ("column-missing", "error"),
    ("column-unknown", "error"),
    ("required", "error"),
    ("type-integer", "error"),
    ("type-number", "error"),
    ("type-boolean", "error"),
    ("type-date", "error"),
    ("pattern", "error"),
    ("enum", "error"),
    ("range", "error"),
    ("key-unique", "error"),
)
"""Each structural code with its severity, in the order of the report."""

_SEVERITY = dict(CODES)
_PATTERNS = {
    "integer": r"-?(0|[1-9]\d*)",
    "number": r"-?(0|[1-9]\d*)(\.\d+)?([eE]-?\d+)?",
    "boolean": "true|false",
}


def structural(files: Files) -> Iterator[Finding]:
    """Each structural finding in ``files``."""
    for code, spot in (*_files(files), *_columns(files)):
        yield Finding(code, _SEVERITY[code], spot)


def _files(files: Files) -> Iterator[tuple[str, Spot]]:
    unreadable = {spot.path for code, spot in files.broken if not code.startswith("row-")}
    for folder in (schema.COMMON, *files.editions):
        for table in schema.tables().values():
            path = files.path(folder, table.name)
            here = (table.folder == schema.COMMON) == (folder == schema.COMMON)
            if here and (folder, table.name) not in files.frames and path not in unreadable:
                yield "file-missing", Spot(path)
    for stray in files.strays:
        yield "file-stray", Spot(stray)
    yield from files.broken


def _columns(files: Files) -> Iterator[tuple[str, Spot]]:
    import pandera.errors  # it costs half a second that only validation has to spend

    for (folder, name), frame in files.frames.items():
        path, table = files.path(folder, name), schema.tables()[name]
        missing = [one for one in table.column_names if one not in frame]
        yield from (("column-missing", Spot(path, 1, one)) for one in missing)
        strange = [one for one in frame if one not in table.column_names]
        yield from (("column-unknown", Spot(path, 1, str(one))) for one in strange)
        yield from _doubles(frame, table, path)
        try:
            _schema(name).validate(frame, lazy=True)
        except pandera.errors.SchemaErrors as errors:
            yield from _spots(errors.failure_cases, frame, table, path)


def _spots(
    cases: pd.DataFrame, frame: pd.DataFrame, table: schema.Table, path: str
) -> Iterator[tuple[str, Spot]]:
    for column, code, index in zip(cases["column"], cases["check"], cases["index"], strict=True):
        if code not in _SEVERITY:  # pandera's own word for an absent column; said above
            continue
        row, about = int(index), table[str(column)]
        values = {
            "required": {},
            "enum": {"allowed": ", ".join(about.enum)},
            "pattern": {"pattern": about.pattern},
            "range": {"minimum": _bound(about.minimum), "maximum": _bound(about.maximum)},
        }.get(code, {})
        yield code, Spot(path, row, about.name, str(frame[about.name][row]), values)


def _doubles(frame: pd.DataFrame, table: schema.Table, path: str) -> Iterator[tuple[str, Spot]]:
    key = list(table.key)
    if not set(key) <= set(frame):
        return
    first: dict[tuple[str, ...], int] = {}
    for row, cells in picked(frame, frame.duplicated(key, keep=False)):
        value = tuple(cells[column] for column in key)
        if first.setdefault(value, row) != row:
            values = {"first": first[value]}
            yield "key-unique", Spot(path, row, ", ".join(key), ", ".join(value), values)


@cache
def _schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of table ``name``, for cells as text where empty means missing."""
    import pandera.pandas as pa

    columns = {
        column.name: pa.Column(
            None,
            [pa.Check(test, name=code, error=code) for code, test in _tests(column)],
            required=False,
        )
        for column in schema.tables()[name].columns
    }
    return pa.DataFrameSchema(columns, strict=False)


def _tests(column: schema.Column) -> Iterator[tuple[str, Callable[[pd.Series], pd.Series]]]:
    if column.required:
        yield "required", lambda cells: cells != ""
    if column.type == "date":
        yield "type-date", lambda cells: cells.map(_is_date)
    elif column.type in _PATTERNS:
        yield f"type-{column.type}", _matching(_PATTERNS[column.type])
    if column.enum:
        yield "enum", lambda cells: (cells == "") | cells.isin(column.enum)
    if column.pattern:
        yield "pattern", _matching(column.pattern)
    if column.minimum is not None or column.maximum is not None:
        yield "range", lambda cells: _within(cells, column)


def _matching(pattern: str) -> Callable[[pd.Series], pd.Series]:
    return lambda cells: (cells == "") | cells.str.fullmatch(pattern).astype(bool)


def _within(cells: pd.Series, column: schema.Column) -> pd.Series:
    values = pd.to_numeric(cells, errors="coerce")
    low = float("-inf") if column.minimum is None else column.minimum
    high = float("inf") if column.maximum is None else column.maximum
    return values.isna() | values.between(low, high)


def _is_date(cell: str) -> bool:
    if not cell:
        return True
    try:
        return len(cell) == 10 and date.fromisoformat(cell) is not None
    except ValueError:
        return False


def _bound(value: float | None) -> str:
    return "…" if value is None else f"{value:g}"
