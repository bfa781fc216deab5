"""Tests of the GeoJSON writer, and of the boundaries that we ship."""

from __future__ import annotations

import gzip
import json
from functools import cache

import geopandas as gpd
import pytest
import shapely

from inspiratiekaart.editions import shapes, tables
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.sources.boundaries import DEGREES, METRES

EDITIONS = ("2021", "2026")
SIZES = {"arbeidsmarktregios": 40_000, "gemeenten": 60_000}
WADDEN = {"GM0060", "GM0088", "GM0093", "GM0096", "GM0448"}


def _squares() -> gpd.GeoDataFrame:
    boxes = [shapely.box(5.1, 52.0, 5.2, 52.1), shapely.box(5.0, 52.0, 5.1, 52.1)]
    return gpd.GeoDataFrame(
        {"code": ["AM02", "AM01"], "name": ["Friesland", "Groningen"]}, geometry=boxes, crs=DEGREES
    )


@cache
def _shipped(edition: str, name: str) -> gpd.GeoDataFrame:
    text = (PROJECT / "geodata" / edition / f"{name}.geojson").read_text(encoding="utf-8")
    return gpd.GeoDataFrame.from_features(json.loads(text), crs=DEGREES)


def test_geojson_has_one_feature_a_line_sorted_by_code() -> None:
    """A diff of two files shows the features that changed."""
    lines = shapes.geojson_text(_squares()).splitlines()
    assert 4 == len(lines)
    assert ["AM01", "AM02"] == [
        json.loads(line.rstrip(","))["properties"]["code"] for line in lines[1:3]
    ]


def test_geojson_is_the_same_for_the_same_shapes() -> None:
    """The order of the rows leaves no trace in the file."""
    assert shapes.geojson_text(_squares()) == shapes.geojson_text(_squares()[::-1])


def test_geojson_winds_shells_counterclockwise() -> None:
    """RFC 7946 asks it, and some readers fill the outside otherwise."""
    features = json.loads(shapes.geojson_text(_squares()))["features"]
    ring = shapely.LinearRing(features[0]["geometry"]["coordinates"][0])
    assert ring.is_ccw


def test_metres_are_refused() -> None:
    """A frame in RD does not become a GeoJSON in the wrong place."""
    with pytest.raises(ValueError, match=DEGREES):
        shapes.geojson_text(_squares().to_crs(METRES))


@pytest.mark.parametrize("name", ["arbeidsmarktregios", "gemeenten"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_shipped_shapes_are_a_valid_coverage(edition: str, name: str) -> None:
    """Every shape is valid, nothing overlaps by as much as a square metre, borders coincide."""
    frame = _shipped(edition, name)
    metres = frame.to_crs(METRES).geometry
    assert frame.geometry.is_valid.all()
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    left, right = metres.sindex.query(metres, predicate="intersects")
    pairs = left < right
    overlaps = shapely.area(
        shapely.intersection(metres.to_numpy()[left[pairs]], metres.to_numpy()[right[pairs]])
    )
    assert overlaps.max() < 1


def test_a_shifted_shape_is_no_valid_coverage() -> None:
    """Twin: moving one shipped region by ten metres is found."""
    geometries = _shipped("2026", "arbeidsmarktregios").geometry.to_numpy().copy()
    geometries[0] = shapely.transform(geometries[0], lambda xy: xy + 0.0001)
    assert not shapely.coverage_is_valid(geometries)


@pytest.mark.parametrize("edition", EDITIONS)
def test_shipped_codes_and_names_are_those_of_the_registers(edition: str) -> None:
    """Each region and municipality of the tables has one shape with its name, and no other."""
    for name, key in (
        ("arbeidsmarktregios", "arbeidsmarktregio_code"),
        ("gemeenten", "gemeente_code"),
    ):
        table = tables.read(PROJECT / "datasets" / edition / f"{name}.csv")
        shape = _shipped(edition, name)
        assert dict(zip(table[key], table["name"], strict=True)) == dict(
            zip(shape["code"], shape["name"], strict=True)
        )


@pytest.mark.parametrize("edition", EDITIONS)
def test_shipped_regions_are_the_union_of_shipped_municipalities(edition: str) -> None:
    """The outline of a region runs exactly along the borders of its municipalities."""
    gemeenten = _shipped(edition, "gemeenten")
    joined = gemeenten.dissolve("arbeidsmarktregio_code", method="coverage").geometry
    regions = _shipped(edition, "arbeidsmarktregios").set_index("code").geometry
    assert [] == [code for code in regions.index if not regions[code].equals(joined[code])]


@pytest.mark.parametrize("edition", EDITIONS)
def test_shipped_islands_remain(edition: str) -> None:
    """The five Wadden islands with people have a shape that touches no other municipality."""
    frame = _shipped(edition, "gemeenten").set_index("code").geometry
    others = frame[~frame.index.isin(WADDEN)].union_all()
    assert set(frame.index) >= WADDEN
    assert all(frame[code].disjoint(others) for code in WADDEN)


@pytest.mark.parametrize("edition", EDITIONS)
def test_shipped_labels_and_people_lie_in_their_region(edition: str) -> None:
    """Both points of each region lie inside its shape."""
    table = tables.read(PROJECT / "datasets" / edition / "arbeidsmarktregios.csv")
    regions = _shipped(edition, "arbeidsmarktregios").set_index("code").geometry
    ordered = regions.loc[table["arbeidsmarktregio_code"]].to_numpy()
    for point in ("label", "population"):
        points = shapely.points(
            table[f"{point}_lon"].astype(float), table[f"{point}_lat"].astype(float)
        )
        assert shapely.contains(ordered, points).all()


@pytest.mark.parametrize("name", ["arbeidsmarktregios", "gemeenten"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_shipped_shapes_are_small(edition: str, name: str) -> None:
    """Geometry fits its share of the first view (bytes, gzip)."""
    data = (PROJECT / "geodata" / edition / f"{name}.geojson").read_bytes()
    assert len(gzip.compress(data)) <= SIZES[name]
