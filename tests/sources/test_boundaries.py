"""Tests of how municipal boundaries become a coverage, simpler shapes and regions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import boundaries


def _frame(**shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"code": list(shapes)}, geometry=list(shapes.values()), crs=boundaries.DEGREES
    )


def _topology() -> dict[str, Any]:
    """Two squares of ten by ten steps side by side, sharing the arc 0."""
    return {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [5.0, 52.0]},
        "arcs": [
            [[10, 0], [0, 10]],
            [[10, 10], [-10, 0], [0, -10], [10, 0]],
            [[10, 0], [10, 0], [0, 10], [-10, 0]],
        ],
        "objects": {
            "gm_features": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"code": "GM2"}},
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": "GM1"}},
                ],
            }
        },
    }


def _wavy() -> gpd.GeoDataFrame:
    """Two neighbours whose shared border has many small corners, and a third on its own."""
    y = np.round(np.linspace(52.0, 52.2, 101), 4)
    x = np.round(5.1 + 0.002 * np.sin(np.arange(101) * 2.1), 4)
    border = list(zip(x, y, strict=True))
    west = shapely.Polygon([*border, (5.0, 52.2), (5.0, 52.0)])
    east = shapely.Polygon([*border, (5.2, 52.2), (5.2, 52.0)])
    return _frame(GM1=west, GM2=east, GM3=shapely.box(5.5, 52.0, 5.6, 52.1))


def _overlap_m2(shapes: gpd.GeoDataFrame) -> float:
    metres = shapes.to_crs(boundaries.METRES).geometry
    return float(metres.area.sum() - metres.union_all().area)


def test_a_topology_becomes_polygons_sorted_by_code() -> None:
    """Arcs are summed, scaled and walked in both directions."""
    shapes = boundaries.tidy(_topology())
    assert ["GM1", "GM2"] == list(shapes["code"])
    assert shapely.box(5.0, 52.0, 5.1, 52.1).equals(shapes.geometry[0])
    assert shapely.box(5.1, 52.0, 5.2, 52.1).equals(shapes.geometry[1])


def test_overlapping_land_goes_to_the_lower_code() -> None:
    """What two municipalities claim is given to one of them, and neither grows or shrinks else."""
    claimed = _frame(GM2=shapely.box(5.08, 52.0, 5.2, 52.1), GM1=shapely.box(5.0, 52.0, 5.1, 52.1))
    cover = boundaries.coverage(claimed).set_index("code").geometry
    assert cover["GM1"].equals(shapely.box(5.0, 52.0, 5.1, 52.1))
    assert cover["GM2"].equals(shapely.box(5.1, 52.0, 5.2, 52.1))
    assert shapely.coverage_is_valid(cover.to_numpy())


def test_a_self_crossing_polygon_is_repaired() -> None:
    """A bow tie becomes two triangles of the same municipality."""
    bow_tie = shapely.Polygon([(5.0, 52.0), (5.1, 52.1), (5.1, 52.0), (5.0, 52.1)])
    cover = boundaries.coverage(_frame(GM1=bow_tie))
    assert cover.geometry.is_valid.all()
    assert 2 == len(shapely.get_parts(cover.geometry[0]))


def test_a_sliver_is_filled_and_open_water_is_not() -> None:
    """A gap of 3 hectares goes to the neighbour with the longest border; 7,000 hectares stay."""
    sliver, lake = shapely.box(5.02, 52.05, 5.03, 52.0504), shapely.box(5.2, 52.02, 5.3, 52.12)
    west = shapely.box(5.0, 52.0, 5.1, 52.2).difference(sliver)
    east = shapely.box(5.1, 52.0, 5.4, 52.2).difference(lake)
    cover = boundaries.coverage(_frame(GM1=west, GM2=east)).set_index("code").geometry
    assert cover["GM1"].equals(shapely.box(5.0, 52.0, 5.1, 52.2))
    assert cover["GM2"].equals(east)


def test_simplified_neighbours_keep_one_border() -> None:
    """There are fewer vertices, no overlap, no gap, and no shape is lost."""
    cover = boundaries.coverage(_wavy())
    simpler = boundaries.simplify(cover, 500)
    assert shapely.get_num_coordinates(simpler.geometry.to_numpy()).sum() < 100
    assert shapely.coverage_is_valid(simpler.geometry.to_numpy())
    assert _overlap_m2(simpler) < 1
    assert ["GM1", "GM2", "GM3"] == list(simpler["code"])
    assert not simpler.geometry.is_empty.any()


def test_simplified_vertices_stand_on_the_grid() -> None:
    """Vertices that remain are vertices of the input, on four decimals."""
    cover = boundaries.coverage(_wavy())
    simpler = boundaries.simplify(cover, 500)
    before = set(map(tuple, shapely.get_coordinates(cover.geometry.to_numpy())))
    assert set(map(tuple, shapely.get_coordinates(simpler.geometry.to_numpy()))) <= before


def test_overlap_is_measured() -> None:
    """Twin: the measure of overlap that the other tests use does find an overlap."""
    assert _overlap_m2(_frame(GM1=shapely.box(5, 52, 5.1, 52.1), GM2=shapely.box(5, 52, 5.2, 52.1)))


def test_regions_are_the_union_of_their_municipalities() -> None:
    """Dissolving removes inner borders and moves no other."""
    cover = boundaries.coverage(_wavy())
    regions = boundaries.dissolve(cover, {"GM1": "AM01", "GM2": "AM01", "GM3": "AM02"})
    assert ["AM01", "AM02"] == list(regions["code"])
    assert regions.geometry[0].equals(shapely.union_all(cover.geometry[:2]))
    assert shapely.get_num_coordinates(regions.geometry[0]) < 12


def test_a_municipality_without_a_region_is_refused() -> None:
    """Boundaries of one year and a register of another do not go together."""
    cover = boundaries.coverage(_wavy())
    with pytest.raises(RawMaterialError, match="GM3"):
        boundaries.dissolve(cover, {"GM1": "AM01", "GM2": "AM01"})


def test_labels_stand_inside_their_shape() -> None:
    """The label of a horseshoe stands in it, not in its opening."""
    horseshoe = shapely.box(5.0, 52.0, 5.3, 52.3).difference(shapely.box(5.1, 52.1, 5.2, 52.3))
    label = boundaries.label_points(_frame(GM1=horseshoe)).iloc[0]
    assert horseshoe.contains(shapely.Point(label["label_lon"], label["label_lat"]))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The error says which file is missing."""
    with pytest.raises(RawMaterialError, match=r"nergens\.topojson"):
        boundaries.read_topology(tmp_path / "nergens.topojson")


@pytest.mark.parametrize("text", ["{", '{"objects": {}}', "[]", "\xff"])
def test_a_file_that_is_no_topology_is_named(tmp_path: Path, text: str) -> None:
    """Anything else than a topology of municipalities is refused by name."""
    path = tmp_path / "anders.topojson"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(RawMaterialError, match=r"anders\.topojson"):
        boundaries.read_topology(path)
