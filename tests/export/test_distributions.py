"""The files of a whole edition, read back by others than who wrote them."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest

from inspiratiekaart.dataset import Dataset, editions, open_dataset
from inspiratiekaart.editions import datapackage
from inspiratiekaart.editions.catalogue_terms import vocabulary
from inspiratiekaart.errors import ExportError
from inspiratiekaart.export import geopackage_edition, parquet, sqlite
from inspiratiekaart.export.distributions import DISTRIBUTIONS, make
from inspiratiekaart.schema import tables
from tests.validation import synthetic

SLOWEST_S = 5.0
EXPLAINING = {sqlite.TABLES, sqlite.COLUMNS, sqlite.SOURCES, sqlite.EDITION}


def _csv(dataset: Dataset, name: str) -> pd.DataFrame:
    """A table as the CSV has it, all text."""
    path = tables()[name].path(dataset.root, dataset.edition)
    return pd.read_csv(path, dtype="string", keep_default_na=False)


@pytest.fixture(scope="module", params=editions())
def dataset(request: pytest.FixtureRequest) -> Dataset:
    """Each edition of ours."""
    return open_dataset(request.param)


@pytest.fixture(scope="module")
def made(dataset: Dataset) -> Mapping[str, bytes]:
    """That edition in each form; none may take long."""
    found = {}
    for form, distribution in DISTRIBUTIONS.items():
        start = time.process_time()
        found[form] = distribution.write(dataset)
        assert SLOWEST_S > time.process_time() - start, form
    return found


@pytest.fixture(scope="module")
def base(made: Mapping[str, bytes]) -> Iterator[sqlite3.Connection]:
    """The SQLite file, opened."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(made["sqlite"])
        yield opened


@pytest.fixture(scope="module")
def package(made: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The GeoPackage, as a file."""
    path = tmp_path_factory.mktemp("package") / "edition.gpkg"
    path.write_bytes(made["gpkg"])
    return path


@pytest.fixture(scope="module")
def parquets(made: Mapping[str, bytes]) -> Mapping[str, pa.Table]:
    """The Parquet files by the name of their table."""
    with zipfile.ZipFile(io.BytesIO(made["parquet"])) as archive:
        return {
            Path(name).stem: pq.read_table(io.BytesIO(archive.read(name)))
            for name in archive.namelist()
        }


def _select(base: sqlite3.Connection, what: str, table: str) -> list[tuple[Any, ...]]:
    return base.execute(f'SELECT {what} FROM "{table}"').fetchall()  # noqa: S608  # names of ours


def _home(tmp_path: Path) -> Dataset:
    home = synthetic.write(tmp_path)
    return open_dataset("2026", home / "datasets", home / "geodata")


# -------------------------------------------------------------------- parquet


def test_parquet_has_the_rows_of_each_table(
    dataset: Dataset, parquets: Mapping[str, pa.Table]
) -> None:
    """One file a table, with as many rows as its CSV."""
    expected = {name: len(_csv(dataset, name)) for name in tables()}
    assert expected == {name: table.num_rows for name, table in parquets.items()}


def test_parquet_columns_have_their_types_and_titles(
    dataset: Dataset, parquets: Mapping[str, pa.Table]
) -> None:
    """A date is a date and a number a number; what they are stands in the schema."""
    kinds = {
        "string": pa.string(),
        "date": pa.date32(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
    for name, table in tables().items():
        found = parquets[name].schema
        assert table.column_names == found.names
        assert [kinds[each.type] for each in table.columns] == found.types
        about = found.metadata
        assert (table.nl.encode(), dataset.edition.encode()) == (
            about[b"title_nl"],
            about[b"edition"],
        )
        assert list(table.key) == json.loads(about[b"primary_key"])
        used = set(_csv(dataset, name)["source_id"]) - {""}
        assert used == {each["source_id"] for each in json.loads(about[b"sources"])}
        for column in table.columns:
            field = found.field(column.name).metadata
            assert column.en.encode() == field[b"title_en"]
            assert column.unit.encode() == field.get(b"unit", b"")


def test_parquet_holds_what_the_csv_holds(
    dataset: Dataset, parquets: Mapping[str, pa.Table]
) -> None:
    """Cell by cell, an empty one is unknown and never zero."""
    for name in ("gemeenten", "offers", "kwalificaties"):
        given = _csv(dataset, name)
        for column in tables()[name].columns:
            cells = parquets[name][column.name].to_pylist()
            text = given[column.name].tolist()
            assert [each == "" for each in text] == [cell is None for cell in cells]
            if column.type in {"string", "date"}:
                assert text == ["" if cell is None else str(cell) for cell in cells]


# --------------------------------------------------------------------- sqlite


def test_sqlite_has_the_rows_of_each_table(dataset: Dataset, base: sqlite3.Connection) -> None:
    """Each table and no other beside those that explain them; the counts are told in it too."""
    found = {name for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type='table'")}
    assert {*tables(), *EXPLAINING} == found
    assert not EXPLAINING & set(tables())
    told = dict(_select(base, "table_name, rows_count", sqlite.TABLES))
    for name in tables():
        ((count,),) = _select(base, "count(*)", name)
        assert len(_csv(dataset, name)) == count == told[name], name


def test_sqlite_keys_hold(base: sqlite3.Connection) -> None:
    """The file is whole, each row has a key, and each reference leads to a row."""
    assert [("ok",)] == base.execute("PRAGMA integrity_check").fetchall()
    assert [] == base.execute("PRAGMA foreign_key_check").fetchall()
    for name, table in tables().items():
        rows = base.execute(f'PRAGMA table_info("{name}")').fetchall()
        assert table.column_names == [row[1] for row in rows]
        at = {row[1]: row[5] for row in rows if row[5]}
        assert list(table.key) == sorted(at, key=lambda column: at[column])
        refs = {
            (row[3], f"{row[2]}.{row[4]}")
            for row in base.execute(f'PRAGMA foreign_key_list("{name}")')
        }
        expected = {(each.name, each.ref) for each in table.columns if each.ref}
        assert expected | {("source_id", "sources.source_id")} == refs


def test_sqlite_keys_are_checked(base: sqlite3.Connection) -> None:
    """Twin: a row that leads nowhere is found, and one whose key is there is refused."""
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(base.serialize())
        copy.execute("UPDATE offers SET site_id = 'nowhere' WHERE rowid = 1")
        found = copy.execute("PRAGMA foreign_key_check").fetchall()
        assert [("offers", "sites")] == [(row[0], row[2]) for row in found]
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            copy.execute("INSERT INTO offers SELECT * FROM offers LIMIT 1")


def test_sqlite_values_have_their_types(base: sqlite3.Connection) -> None:
    """Each cell is empty or of the type of its column."""
    kinds = {"integer": "integer", "number": "real", "boolean": "integer"}
    for name, table in tables().items():
        for column in table.columns:
            found = _select(base, f'DISTINCT typeof("{column.name}")', name)
            allowed = {kinds.get(column.type, "text")} | (set() if column.required else {"null"})
            assert {kind for (kind,) in found} <= allowed, (name, column.name)


def test_sqlite_explains_its_columns_and_sources(
    dataset: Dataset, base: sqlite3.Connection
) -> None:
    """Titles in both languages, unit and reference of each column; each source with its licence."""
    rows = _select(base, "*", sqlite.COLUMNS)
    assert sum(len(table.columns) for table in tables().values()) == len(rows)
    one = dict(zip(sqlite.COLUMN_FIELDS, rows[0], strict=True))
    assert ("arbeidsmarktregios", "arbeidsmarktregio_code", "code", 1) == tuple(
        one[name] for name in ("table_name", "column_name", "title_nl", "is_key")
    )
    told = dict(_select(base, "source_id, licence", sqlite.SOURCES))
    assert {key: each.licence.code for key, each in dataset.sources.items()} == told
    assert sqlite.about(dataset) == dict(_select(base, "*", sqlite.EDITION))


# ----------------------------------------------------------------- geopackage


def test_geopackage_has_the_rows_of_each_table(dataset: Dataset, package: Path) -> None:
    """Read by pyogrio: each table is a layer, with or without a place, with all its columns."""
    layers = dict(pyogrio.list_layers(package).tolist())
    explaining = EXPLAINING - {sqlite.EDITION}
    assert {*tables(), *explaining} == set(layers)
    for name, table in tables().items():
        info = pyogrio.read_info(package, layer=name)
        assert len(_csv(dataset, name)) == info["features"], name
        assert table.column_names == list(info["fields"]), name
    kinds = {"arbeidsmarktregios": "MultiPolygon", "gemeenten": "MultiPolygon", "sites": "Point"}
    assert kinds == {name: kind for name, kind in layers.items() if kind}


def test_geopackage_shapes_are_those_of_the_rows(dataset: Dataset, package: Path) -> None:
    """Each region and municipality has its own boundary, each site its point."""
    for name, key in geopackage_edition.POLYGONS.items():
        found = gpd.read_file(package, layer=name).set_index(key)
        shapes = dataset.shapes(name).set_index("code")
        assert "EPSG:4326" == str(found.crs)
        assert found.geometry.geom_equals(shapes.geometry.loc[found.index]).all()
    sites = gpd.read_file(package, layer="sites")
    assert (sites.geometry.x == sites["lon"]).all()
    assert (sites.geometry.y == sites["lat"]).all()


def test_geopackage_types_and_words(dataset: Dataset, package: Path) -> None:
    """Numbers are numbers, yes and no are that, and the file says what it is and of whom."""
    info = pyogrio.read_info(package, layer="offers")
    kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert ("OFTReal", "OFTDate", "OFTInteger") == tuple(
        kinds[name] for name in ("price_eur", "start_on", "is_online")
    )
    assert "OFTInteger64" == kinds["evidence_year"]
    about = pyogrio.read_info(package, layer="sites")["dataset_metadata"]
    assert (dataset.edition, dataset.revision) == (about["edition"], about["revision"])
    assert "CBS" in about["boundaries"]
    columns = pyogrio.read_info(package, layer=sqlite.COLUMNS)
    assert list(sqlite.COLUMN_FIELDS) == list(columns["fields"])


def test_a_region_without_a_boundary_keeps_its_row(tmp_path: Path) -> None:
    """A table may be ahead of the shapes; the row is there, without a shape."""
    dataset = _home(tmp_path)
    path = dataset.shapes_path("gemeenten")
    shapes = json.loads(path.read_text())
    shapes["features"] = shapes["features"][1:]
    path.write_text(json.dumps(shapes))
    target = tmp_path / "edition.gpkg"
    target.write_bytes(geopackage_edition.write(dataset))
    found = gpd.read_file(target, layer="gemeenten")
    assert len(_csv(dataset, "gemeenten")) == len(found)
    assert 1 == found.geometry.isna().sum()


# ------------------------------------------------------------------ all forms


def test_same_revision_gives_the_same_bytes(dataset: Dataset, made: Mapping[str, bytes]) -> None:
    """No form has the moment or the machine in it."""
    for form, distribution in DISTRIBUTIONS.items():
        assert made[form] == distribution.write(dataset), form


def test_every_form_is_known_to_the_catalogue() -> None:
    """What can be made can be described, and no two files have the same name."""
    assert list(vocabulary()["forms"]) == list(DISTRIBUTIONS)
    names = {each.file_name(open_dataset()) for each in DISTRIBUTIONS.values()}
    assert len(DISTRIBUTIONS) == len(names)


def test_a_file_is_described_as_it_is(tmp_path: Path) -> None:
    """Size and hash are those of what lies there; nothing else is left behind."""
    dataset = _home(tmp_path / "home")
    folder = tmp_path / "out"
    folder.mkdir()
    for form in DISTRIBUTIONS:
        made = make(dataset, form, folder)
        content = made.path.read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (made.size, made.sha256)
        assert f"bestanden/{made.path.name}" == made.described(dataset).address
    assert len(DISTRIBUTIONS) == len(list(folder.iterdir()))


@pytest.mark.parametrize("module", [parquet, sqlite, geopackage_edition])
def test_an_edition_with_empty_tables_can_be_passed_on(tmp_path: Path, module: object) -> None:
    """A region that begins has tables without rows."""
    dataset = _home(tmp_path)
    assert module.write(dataset)  # type: ignore[attr-defined]  # each of them writes


def test_broken_data_are_said_with_the_way_out(tmp_path: Path) -> None:
    """A key that is there twice names its table; a date that is none, its column."""
    dataset = _home(tmp_path)
    path = tables()["kwalificaties"].path(dataset.root, dataset.edition)
    text = path.read_text()
    path.write_text(text.replace("25002", "25001"))
    datapackage.write(dataset.root, dataset.geo_root)
    broken = open_dataset("2026", dataset.root, dataset.geo_root)
    with pytest.raises(ExportError, match=r"table kwalificaties: UNIQUE.*validate"):
        sqlite.write(broken)
    frame = pd.read_csv(path, dtype="string", keep_default_na=False)
    frame["valid_from"] = "gisteren"
    frame.to_csv(path, index=False)
    datapackage.write(dataset.root, dataset.geo_root)
    broken = open_dataset("2026", dataset.root, dataset.geo_root)
    with pytest.raises(ExportError, match=r"column valid_from.*validate"):
        parquet.write(broken)
