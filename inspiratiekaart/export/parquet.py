"""An edition as Parquet: one file a table, typed, with titles, units and sources in its schema.

The same revision gives the same bytes with the same version of Arrow, which signs each file.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.errors import ExportError
from inspiratiekaart.export.packing import packed
from inspiratiekaart.provenance import Source
from inspiratiekaart.schema import Column, Table, tables

_TYPES = {
    "string": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}


def write(dataset: Dataset) -> bytes:
    """The ZIP of the tables of ``dataset``: ``offers.parquet`` and so on.

    Raises:
        ExportError: a date is none, which ``validate`` finds too.
    """
    return packed(_members(dataset))


def _members(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    for table in tables().values():
        target = io.BytesIO()
        pq.write_table(_typed(dataset, table), target, compression="snappy")
        yield f"{table.name}.parquet", target.getvalue()


def _typed(dataset: Dataset, table: Table) -> pa.Table:
    frame = dataset[table.name]
    cells = [_cells(pa.array(frame[each.name], from_pandas=True), each) for each in table.columns]
    fields = [
        pa.field(each.name, _TYPES[each.type], metadata=_about_column(each))
        for each in table.columns
    ]
    used = [dataset.sources[key] for key in sorted(frame["source_id"].dropna().unique())]
    return pa.table(cells, schema=pa.schema(fields, metadata=_about(dataset, table, used)))


def _cells(cells: pa.Array, column: Column) -> pa.Array:
    try:
        return cells.cast(_TYPES[column.type])
    except pa.ArrowInvalid as error:
        raise ExportError(
            f"column {column.name}: {error}. Find the row with: python -m inspiratiekaart validate"
        ) from error


def _about_column(column: Column) -> dict[str, str]:
    said = {
        "title_nl": column.nl,
        "title_en": column.en,
        "unit": column.unit,
        "references": column.ref,
        "values": "|".join(column.enum),
    }
    return {key: value for key, value in said.items() if value}


def _about(dataset: Dataset, table: Table, sources: list[Source]) -> dict[str, str]:
    return {
        "title_nl": table.nl,
        "title_en": table.en,
        "edition": dataset.edition,
        "revision": dataset.revision,
        "primary_key": json.dumps(table.key),
        "sources": json.dumps([_about_source(each) for each in sources], ensure_ascii=False),
    }


def _about_source(source: Source) -> dict[str, str]:
    return {
        "source_id": source.source_id,
        "publisher": source.publisher,
        "title": source.title_nl,
        "url": source.url,
        "licence": source.licence.code,
        "attribution": source.attribution,
    }
