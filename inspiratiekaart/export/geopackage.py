"""A handout as GeoPackage: layers by GDAL; styles, tables and what it is, by plain SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import pandas as pd

from inspiratiekaart.export.geo import (
    GEMEENTEN,
    PROVIDERS,
    REGIONS,
    about,
    provider_rows,
    region_rows,
    source_ids,
)
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.qgis import gemeenten_qml, providers_qml, regions_qml
from inspiratiekaart.export.tables import Cell, source_table

_TABLES = {"kaart": "kaart", "beroepen": "beroepen", "opleiders": "opleidingen"}
_TYPES = {"text": "TEXT", "number": "REAL", "link": "TEXT"}
_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)
"""


def package(handout: Handout) -> bytes:
    """``handout`` as the bytes of a GeoPackage; the same handout gives the same content."""
    with TemporaryDirectory(prefix="inspiratiekaart-") as folder:
        path = Path(folder) / "kaart.gpkg"
        for name, frame, kind in _layers(handout):
            frame.to_file(
                path,
                driver="GPKG",
                layer=name,
                geometry_type=kind,
                engine="pyogrio",
                dataset_metadata=about(handout),
            )
        with closing(sqlite3.connect(path)) as base, base:
            _complete(base, handout)
        return path.read_bytes()


def _layers(handout: Handout) -> Iterable[tuple[str, gpd.GeoDataFrame, str]]:
    shapes = handout.dataset.shapes(REGIONS).set_index("code").geometry
    rows = pd.DataFrame(region_rows(handout))
    rows = rows.astype({"value": "Float64", "class": "Int64"})
    yield REGIONS, multipolygons(rows, shapes.loc[rows["code"]].to_numpy()), "MultiPolygon"

    facts = handout.dataset[GEMEENTEN].set_index("gemeente_code")
    chosen = {region.code for region in handout.view.chosen}
    if chosen:
        facts = facts[facts["arbeidsmarktregio_code"].isin(chosen)]
    municipalities = handout.dataset.shapes(GEMEENTEN)
    municipalities = municipalities[municipalities["code"].isin(facts.index)]
    columns = ["name", "arbeidsmarktregio_code", "provincie_name", "population_count", "source_id"]
    rows = facts.loc[municipalities["code"], columns].rename_axis("code").reset_index()
    yield GEMEENTEN, multipolygons(rows, municipalities.geometry.to_numpy()), "MultiPolygon"

    rows = pd.DataFrame(provider_rows(handout), columns=_provider_columns())
    points = gpd.points_from_xy(rows["lon"].astype(float), rows["lat"].astype(float))
    rows = rows.drop(columns=["lon", "lat"])
    rows["is_head_office"] = rows["is_head_office"].astype(bool)
    yield PROVIDERS, gpd.GeoDataFrame(rows, geometry=points, crs=4326), "Point"


def _provider_columns() -> list[str]:
    return [
        *("site_id", "provider_id", "name", "kind", "kind_words", "place"),
        *("arbeidsmarktregio_code", "is_head_office", "precision", "website", "source_id"),
        *("lon", "lat"),
    ]


def multipolygons(rows: pd.DataFrame, shapes: Iterable[Any]) -> gpd.GeoDataFrame:
    """``rows`` with their ``shapes``, each as a MultiPolygon; None where there is no shape."""
    from shapely.geometry import MultiPolygon, Polygon

    many = [MultiPolygon([each]) if isinstance(each, Polygon) else each for each in shapes]
    return gpd.GeoDataFrame(rows, geometry=many, crs=4326)


def _complete(base: sqlite3.Connection, handout: Handout) -> None:
    moment = datetime.combine(handout.made_on, time(), UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    t = handout.t
    base.execute(_STYLES)
    looks = {
        REGIONS: regions_qml(handout.view, handout.legend, t),
        GEMEENTEN: gemeenten_qml(),
        PROVIDERS: providers_qml(t),
    }
    base.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
        " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui,"
        " update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', '', ?)",
        [(name, name, qml, handout.title, moment) for name, qml in looks.items()],
    )
    words = {REGIONS: handout.caption, PROVIDERS: handout.edition_line}
    for name in looks:
        base.execute(
            "UPDATE gpkg_contents SET identifier = ?, description = ? WHERE table_name = ?",
            (name, f"{handout.title}. {words.get(name, t('map.attribution'))}", name),
        )
    register(base, "layer_styles", "")
    said = about(handout)
    add_table(base, "over", {"key": "TEXT", "value": "TEXT"}, list(said.items()), handout.title)
    for table in handout.tables:
        if table.key in _TABLES:
            columns = {column.key: _TYPES[column.kind] for column in table.columns}
            add_table(base, _TABLES[table.key], columns, table.rows, table.title)
    gemeenten = {key for (key,) in base.execute(f"SELECT DISTINCT source_id FROM {GEMEENTEN}")}  # noqa: S608  # a name of ours
    sources = source_table(handout.dataset, {*source_ids(handout), *gemeenten}, t)
    columns = {column.key: _TYPES[column.kind] for column in sources.columns}
    add_table(base, sources.key, columns, sources.rows, sources.title)
    base.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
    base.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (moment,))


def add_table(
    base: sqlite3.Connection,
    name: str,
    columns: Mapping[str, str],
    rows: Iterable[tuple[Cell, ...]],
    title: str,
) -> None:
    """Add the table ``name`` without geometry, with its rows."""
    fields = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    base.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT, {fields})')
    listed = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join("?" * len(columns))
    base.executemany(f'INSERT INTO "{name}" ({listed}) VALUES ({places})', list(rows))  # noqa: S608  # names of ours
    register(base, name, title)


def register(base: sqlite3.Connection, name: str, title: str) -> None:
    """Make the table ``name`` known to programs that read GeoPackages."""
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description)"
        " VALUES (?, 'attributes', ?, ?)",
        (name, name, title),
    )
