"""The map as data: read back by readers that know nothing of us."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pyogrio
import pytest
from shapely.geometry import shape

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.leaflet import Files, map_state
from inspiratiekaart.export.geo import write_geojson, write_gpkg
from inspiratiekaart.export.handout import Handout, handout_of_map, handout_of_selection
from inspiratiekaart.export.qgis import MARKERS
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.selection import Measure, Selection
from inspiratiekaart.texts import Texts

DATASET = open_dataset("2026")
DAY = date(2026, 11, 22)
LINK = "https://kaart.example/?regio=AM01&thema=optiek"
FILES = Files("regions.json", "gemeenten.json", "sites.json", "words.json")
GRONINGEN = Selection(regions=frozenset({"AM01"}), topic="optiek")
NOORD = Selection(regions=frozenset({"AM01", "AM02", "AM03"}), topic="zorg")
UNKNOWN = Selection(regions=frozenset({"AM17"}), measure=Measure.TIGHTNESS)
HOSTILE = "'; DROP TABLE bronnen; -- <script>alert(1)</script> =1+1 \u202eabc\u202c 🎉 ]]>&"
LAYERS = ("arbeidsmarktregios", "gemeenten", "opleiders")


def _handout(selection: Selection, language: str = "nl") -> Handout:
    t = Texts("nl" if language == "nl" else "en")
    return handout_of_selection(DATASET, selection, t, DAY, LINK)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both files of each selection."""
    made = tmp_path_factory.mktemp("geo")
    for name, selection in {"groningen": GRONINGEN, "noord": NOORD, "unknown": UNKNOWN}.items():
        (made / f"{name}.geojson").write_bytes(write_geojson(_handout(selection)))
        (made / f"{name}.gpkg").write_bytes(write_gpkg(_handout(selection)))
    return made


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as base:
        yield base


@pytest.mark.parametrize(
    ("name", "selection"), [("groningen", GRONINGEN), ("noord", NOORD), ("unknown", UNKNOWN)]
)
def test_geojson_has_every_region_once_as_the_app_shows_it(
    folder: Path, name: str, selection: Selection
) -> None:
    """Class, words and choice are those of the interactive map's state; unknown is null."""
    found = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))
    rows = [each["properties"] for each in found["features"]]
    regions = [row for row in rows if row["layer"] == "arbeidsmarktregios"]
    state = map_state(DATASET, _handout(selection).view, FILES, Texts("nl"))
    told = state["regions"]
    assert isinstance(told, dict)
    assert sorted(told) == [row["code"] for row in regions]
    assert [told[row["code"]][:2] for row in regions] == [[r["class"], r["words"]] for r in regions]
    assert {row["code"] for row in regions if row["chosen"]} == set(selection.regions)
    assert [row["class"] is None for row in regions] == [row["value"] is None for row in regions]


def test_geojson_follows_rfc_7946(folder: Path) -> None:
    """Longitude first, outer rings counterclockwise, no reference system named."""
    found = json.loads((folder / "noord.geojson").read_text(encoding="utf-8"))
    assert "FeatureCollection" == found["type"]
    assert "crs" not in found
    ids = [feature["id"] for feature in found["features"]]
    assert len(ids) == len(set(ids))
    for feature in found["features"]:
        geometry = shape(feature["geometry"])
        assert geometry.is_valid
        west, south, east, north = geometry.bounds
        assert 3 < west <= east < 8
        assert 50 < south <= north < 54
        for part in getattr(geometry, "geoms", [geometry]):
            assert part.geom_type == "Point" or part.exterior.is_ccw


def test_geojson_says_what_it_is_and_of_whom(folder: Path) -> None:
    """Title, area, edition, date, link, and sources with licence, also of borders and sites."""
    found = json.loads((folder / "groningen.geojson").read_text(encoding="utf-8"))
    assert ("Optiek in Groningen", "Groningen", "2026", "2026-11-22", LINK) == tuple(
        found[key] for key in ("title", "area", "edition", "made_on", "link")
    )
    cited = {source["source_id"]: source for source in found["sources"]}
    rows = [each["properties"] for each in found["features"]]
    used = {row["source_id"] for row in rows} | {row.get("shape_source_id") for row in rows}
    assert set() == used - {None} - set(cited)
    assert all(source["licence"] and source["attribution"] for source in cited.values())
    assert "Creative Commons Attribution 4.0" == cited["cbs-kadaster-grenzen-2023"]["licence"]


def test_gdal_reads_the_geojson(folder: Path) -> None:
    """All features in EPSG:4326, with a number as a number."""
    frame = pyogrio.read_dataframe(folder / "noord.geojson")
    assert "EPSG:4326" == str(frame.crs)
    providers = _handout(NOORD).view.shown_sites
    assert {"arbeidsmarktregios": 35, "opleiders": len(providers)} == dict(
        frame["layer"].value_counts()
    )
    assert "float64" == str(frame["value"].dtype)


def test_the_geopackage_has_the_layers_and_tables(folder: Path) -> None:
    """35 regions, the municipalities of the chosen ones only, the providers shown, the sources."""
    path = folder / "noord.gpkg"
    listed = dict(pyogrio.list_layers(path))
    assert {"MultiPolygon", "Point"} == {listed[name] for name in LAYERS}
    assert {"bronnen", "over", "kaart", "beroepen", "opleidingen"} <= set(listed)
    frames = {name: pyogrio.read_dataframe(path, layer=name) for name in LAYERS}
    gemeenten = DATASET["gemeenten"]
    own = gemeenten[gemeenten["arbeidsmarktregio_code"].isin(NOORD.regions)]
    assert 35 == len(frames["arbeidsmarktregios"])
    assert sorted(own["gemeente_code"]) == sorted(frames["gemeenten"]["code"])
    assert len(_handout(NOORD).view.shown_sites) == len(frames["opleiders"])
    assert {"EPSG:4326"} == {str(frame.crs) for frame in frames.values()}
    chosen = frames["arbeidsmarktregios"].query("chosen")["code"]
    assert set(NOORD.regions) == set(chosen)


def test_the_geopackage_agrees_with_the_geojson(folder: Path) -> None:
    """Both hold the same figures of the same regions."""
    found = json.loads((folder / "unknown.geojson").read_text(encoding="utf-8"))
    rows = [f["properties"] for f in found["features"]]
    expected = [
        (row["code"], row["name"], row["value"], row["words"], row["class"])
        for row in rows
        if row["layer"] == "arbeidsmarktregios"
    ]
    with _opened(folder / "unknown.gpkg") as base:
        query = 'SELECT code, name, value, words, "class" FROM arbeidsmarktregios ORDER BY code'
        assert expected == base.execute(query).fetchall()


def test_the_geopackage_is_sound(folder: Path) -> None:
    """SQLite finds no damage, and every table is registered as the standard asks."""
    with _opened(folder / "groningen.gpkg") as base:
        assert [("ok",)] == base.execute("PRAGMA integrity_check").fetchall()
        assert [] == base.execute("PRAGMA foreign_key_check").fetchall()
        assert (0x47504B47,) == base.execute("PRAGMA application_id").fetchone()
        known = {name for (name,) in base.execute("SELECT table_name FROM gpkg_contents")}
        tables = {
            name
            for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("gpkg_", "sqlite_", "rtree_"))
        }
    assert tables == known


def test_each_layer_has_its_style(folder: Path) -> None:
    """QGIS takes the one that is marked as the default; colours and shapes are ours."""
    with _opened(folder / "unknown.gpkg") as base:
        rows = base.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"
        ).fetchall()
        columns = dict(
            base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall()
        )
    assert sorted(LAYERS) == sorted(row[0] for row in rows)
    assert columns == {name: column for name, column, _, _ in rows}
    assert {1} == {row[2] for row in rows}
    styled = {name: ET.fromstring(qml) for name, _, _, qml in rows}  # noqa: S314  # our own
    assert {"qgis"} == {root.tag for root in styled.values()}
    regions = styled["arbeidsmarktregios"]
    values = [each.get("value") for each in regions.iter("category")]
    assert ["0", "1", "2", "3", "4", ""] == values
    assert [*styles.CLASSES, styles.PAPER] == [
        _hex(_option(symbol.find("layer"), "color")) for symbol in regions.iter("symbol")
    ]
    hatched = regions.findall(".//symbol[@name='']/layer")
    assert "b_diagonal" == _option(hatched[1], "style")
    marks = {
        str(symbol.get("name")): symbol.find("layer")
        for symbol in styled["opleiders"].iter("symbol")
    }
    assert dict(MARKERS) == {kind: _option(layer, "name") for kind, layer in marks.items()}
    assert dict(styles.KIND_COLOURS) == {
        kind: _hex(_option(layer, "color")) for kind, layer in marks.items()
    }


def _option(layer: ET.Element | None, name: str) -> str:
    assert layer is not None
    option = layer.find(f"Option/Option[@name='{name}']")
    assert option is not None
    return str(option.get("value"))


def _hex(colour: str) -> str:
    return "#" + "".join(f"{int(part):02X}" for part in colour.split(",")[:3])


def test_every_kind_of_provider_has_a_marker() -> None:
    """The shapes of the map and those of QGIS are of the same kinds."""
    assert set(styles.SHAPES) == set(MARKERS)


def test_the_geopackage_says_what_it_is_and_of_whom(folder: Path) -> None:
    """In a table, in its metadata, and with the sources of every row."""
    path = folder / "groningen.gpkg"
    with _opened(path) as base:
        said = dict(base.execute("SELECT key, value FROM over").fetchall())
        cited = {key for (key,) in base.execute("SELECT source_id FROM bronnen")}
        used = {
            key
            for layer in LAYERS
            for (key,) in base.execute(f"SELECT source_id FROM {layer}")  # noqa: S608  # our own
        }
        (metadata,) = base.execute("SELECT metadata FROM gpkg_metadata").fetchone()
    assert ("Optiek in Groningen", "2026", "2026-11-22", LINK) == tuple(
        said[key] for key in ("title", "edition", "made_on", "link")
    )
    assert set() == used - cited - {None}
    assert "Optiek in Groningen" in metadata


def test_the_same_handout_gives_the_same_content() -> None:
    """All tables, with dates of the handout and not of the clock."""
    first, again = (write_gpkg(_handout(NOORD, "en")) for _ in range(2))
    assert _dump(first) == _dump(again)
    assert write_geojson(_handout(NOORD, "en")) == write_geojson(_handout(NOORD, "en"))


def _dump(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        tables = [
            name
            for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("rtree_")
        ]
        return {name: base.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}  # noqa: S608  # our own


def test_nobody_to_train_is_an_empty_layer_and_no_error(tmp_path: Path) -> None:
    """A map without any provider still opens, with all its layers."""
    handout = _handout(GRONINGEN)
    bare = replace(handout, view=replace(handout.view, shown_sites=()))
    path = tmp_path / "bare.gpkg"
    path.write_bytes(write_gpkg(bare))
    assert 0 == pyogrio.read_info(path, layer="opleiders")["features"]
    found = json.loads(write_geojson(bare))
    assert 35 == len(found["features"])


def test_hostile_text_is_data(tmp_path: Path) -> None:
    """Read back as it was written; no table is lost."""
    composed = InspirationMap(
        title=HOSTILE, introduction=HOSTILE * 1000, regions=NOORD.regions, edition="2026"
    )
    handout = handout_of_map(DATASET, composed, Texts("nl"), DAY, LINK)
    path = tmp_path / "hostile.gpkg"
    path.write_bytes(write_gpkg(handout))
    with _opened(path) as base:
        (title,) = base.execute("SELECT value FROM over WHERE key = 'title'").fetchone()
        (count,) = base.execute("SELECT count(*) FROM bronnen").fetchone()
    assert (HOSTILE, True) == (title, count > 0)
    assert HOSTILE == json.loads(write_geojson(handout))["title"]
    assert pyogrio.read_info(path, layer="arbeidsmarktregios")["features"] == 35
