"""An edition as one GeoPackage: regions and municipalities with their boundaries, sites as points.

All other tables are in it without geometry, with what explains them. The same revision gives the
same bytes with the same versions of GDAL and SQLite, which sign the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pyogrio

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.export import sqlite
from inspiratiekaart.export.geo import borders_source
from inspiratiekaart.export.geopackage import add_table, multipolygons
from inspiratiekaart.schema import Table, tables

POLYGONS = {"arbeidsmarktregios": "arbeidsmarktregio_code", "gemeenten": "gemeente_code"}
"""The tables whose rows have a boundary, with the column that says which."""

POINTS = ("sites",)
"""The tables whose rows are points."""

_MOMENT = "2000-01-01T00:00:00.000Z"  # the format asks for one; a fixed one keeps bytes the same
_TYPES = {
    "string": "TEXT",
    "date": "DATE",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "BOOLEAN",
}


def write(dataset: Dataset) -> bytes:
    """The bytes of the GeoPackage, EPSG:4326."""
    with TemporaryDirectory(prefix="inspiratiekaart-") as folder:
        path = Path(folder) / "edition.gpkg"
        for table, frame, kind in _layers(dataset):
            pyogrio.write_dataframe(
                frame,
                path,
                driver="GPKG",
                layer=table.name,
                geometry_type=kind,
                dataset_metadata=_about(dataset),
            )
        with closing(sqlite3.connect(path)) as base:
            with base:
                _complete(base, dataset)
            base.execute("VACUUM")
            return base.serialize()


def _layers(dataset: Dataset) -> Iterator[tuple[Table, gpd.GeoDataFrame, str]]:
    for name, key in POLYGONS.items():
        frame = dataset[name]
        shapes = dataset.shapes(name).set_index("code").geometry
        own = shapes.reindex(frame[key].to_numpy())
        yield tables()[name], multipolygons(frame, own.to_numpy()), "MultiPolygon"
    for name in POINTS:
        frame = dataset[name]
        places = gpd.points_from_xy(frame["lon"].astype(float), frame["lat"].astype(float))
        yield tables()[name], gpd.GeoDataFrame(frame, geometry=places, crs=4326), "Point"


def _about(dataset: Dataset) -> dict[str, str]:
    borders = borders_source(dataset)
    cited = {"boundaries": borders.attribution} if borders else {}
    return {**sqlite.about(dataset), **cited}


def _complete(base: sqlite3.Connection, dataset: Dataset) -> None:
    for table in tables().values():
        if table.name in (*POLYGONS, *POINTS):
            base.execute(
                "UPDATE gpkg_contents SET identifier = ?, description = ? WHERE table_name = ?",
                (table.name, table.nl, table.name),
            )
            continue
        columns = {each.name: _TYPES[each.type] for each in table.columns}
        rows = [tuple(row.values()) for row in records(dataset[table.name])]
        add_table(base, table.name, columns, rows, table.nl)
    for name, fields, rows in (
        (sqlite.SOURCES, sqlite.SOURCE_FIELDS, sqlite.source_rows(dataset)),
        (sqlite.TABLES, sqlite.TABLE_FIELDS, sqlite.table_rows(dataset)),
        (sqlite.COLUMNS, sqlite.COLUMN_FIELDS, sqlite.column_rows()),
    ):
        add_table(base, name, dict.fromkeys(fields, "TEXT"), rows, "")
    base.execute("UPDATE gpkg_contents SET last_change = ?", (_MOMENT,))
    base.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (_MOMENT,))
