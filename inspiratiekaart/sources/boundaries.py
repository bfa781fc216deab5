"""Municipal boundaries from a TopoJSON file to a clean, simplified coverage and its regions.

The boundaries are CBS Gebiedsindelingen (CBS with Kadaster, CC BY 4.0), generalised and cut to
land and inland water. The steps, in order:

1. ``read_topology``: arcs to polygons, as they are, longitude and latitude (EPSG:4326).
2. ``coverage``: all border lines noded together on a grid of 0.0001 degree and cut into faces;
   every face goes to one municipality, so nothing overlaps and neighbours share every vertex.
3. ``simplify``: fewer vertices, borders of neighbours alike.
4. ``dissolve``: municipalities joined to regions along exactly the same borders.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from inspiratiekaart.errors import RawMaterialError

DEGREES = "EPSG:4326"
METRES = "EPSG:28992"
GRID_DECIMALS = 4
"""Decimals of a degree that our shapes keep: about 7 by 11 metres in the Netherlands."""

_LARGEST_SLIVER_M2 = 100_000
_OBJECT = "gm_features"


def read_topology(path: Path) -> gpd.GeoDataFrame:
    """The municipalities of the TopoJSON at ``path``: ``code`` and geometry, sorted by code.

    Raises:
        RawMaterialError: the file is missing or is not a topology of municipalities.
    """
    try:
        topology = json.loads(path.read_text(encoding="utf-8"))
        return tidy(topology)
    except FileNotFoundError:
        raise RawMaterialError(
            f"{path}: no such file. Give the folder with the raw material to build --raw."
        ) from None
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise RawMaterialError(
            f"{path}: not a TopoJSON with an object {_OBJECT} ({error}). Fetch it again."
        ) from error


def tidy(topology: Mapping[str, Any]) -> gpd.GeoDataFrame:
    """The municipalities of a decoded TopoJSON, unrepaired: ``code`` and geometry (EPSG:4326)."""
    arcs = _arcs(topology)
    rows = topology["objects"][_OBJECT]["geometries"]
    found = {
        str(row["properties"]["code"]): shapely.MultiPolygon(
            [_polygon(rings, arcs) for rings in _polygons(row)]
        )
        for row in rows
    }
    codes = sorted(found)
    return gpd.GeoDataFrame({"code": codes}, geometry=[found[code] for code in codes], crs=DEGREES)


def coverage(municipalities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """``municipalities`` as a valid coverage on the grid: no overlaps, every shared vertex shared.

    An area that two municipalities claim goes to the lower code. A gap of less than 10 hectares
    goes to the neighbour with which it shares the longest border; larger gaps are open water and
    stay open.
    """
    faces = _faces(municipalities)
    claims = _claims(faces, municipalities)
    filled = claims | _slivers(faces, claims)
    owned = sorted(filled)
    cut = gpd.GeoDataFrame(
        {"code": [filled[face] for face in owned]}, geometry=faces[owned], crs=DEGREES
    )
    return _joined(cut, "code")


def simplify(shapes: gpd.GeoDataFrame, tolerance_m: float) -> gpd.GeoDataFrame:
    """``shapes`` with fewer vertices; borders that neighbours share stay shared.

    Visvalingam-Whyatt over the whole coverage, in metres (EPSG:28992): corners are left out while
    the triangle they make is smaller than about ``tolerance_m`` squared. No shape disappears and
    what remains are vertices of the input.
    """
    metres = shapes.to_crs(METRES)
    simpler = shapely.coverage_simplify(metres.geometry.to_numpy(), tolerance_m)
    degrees = gpd.GeoSeries(simpler, crs=METRES).to_crs(DEGREES)
    return shapes.set_geometry(
        gpd.GeoSeries(_on_grid(degrees.to_numpy()), index=shapes.index, crs=DEGREES)
    )


def dissolve(shapes: gpd.GeoDataFrame, group_of: Mapping[str, str]) -> gpd.GeoDataFrame:
    """The groups of ``shapes`` (municipality code to group code) along their own borders.

    Raises:
        RawMaterialError: a shape has no group, or a group's municipality has no shape.
    """
    strange = sorted(set(shapes["code"]) ^ set(group_of))
    if strange:
        raise RawMaterialError(
            f"boundaries and register disagree on {', '.join(strange[:5])}. "
            "Use the boundaries and the register of the same year."
        )
    grouped = shapes.assign(group=shapes["code"].map(dict(group_of)))[["group", "geometry"]]
    return _joined(grouped.rename(columns={"group": "code"}), "code")


def label_points(shapes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Where a label fits best in each shape: ``code``, ``label_lon``, ``label_lat`` (EPSG:4326).

    The centre of the largest circle inside the shape, found in metres.
    """
    metres = shapes.to_crs(METRES).geometry.to_numpy()
    circles = shapely.maximum_inscribed_circle(metres, tolerance=50)
    centres = gpd.GeoSeries(shapely.get_point(circles, 0), crs=METRES).to_crs(DEGREES)
    return pd.DataFrame(
        {
            "code": shapes["code"].to_numpy(),
            "label_lon": centres.x.round(5).to_numpy(),
            "label_lat": centres.y.round(5).to_numpy(),
        }
    )


def _arcs(topology: Mapping[str, Any]) -> list[np.ndarray[Any, Any]]:
    scale = np.array(topology["transform"]["scale"])
    origin = np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in topology["arcs"]]


def _polygons(row: Mapping[str, Any]) -> list[list[list[int]]]:
    arcs: list[Any] = row["arcs"]
    return arcs if row["type"] == "MultiPolygon" else [arcs]


def _polygon(rings: list[list[int]], arcs: list[np.ndarray[Any, Any]]) -> shapely.Polygon:
    shell, *holes = [_ring(ring, arcs) for ring in rings]
    return shapely.Polygon(shell, holes)


def _ring(ring: list[int], arcs: list[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    walked = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in ring]
    return np.concatenate([walked[0], *[arc[1:] for arc in walked[1:]]])


def _faces(municipalities: gpd.GeoDataFrame) -> np.ndarray[Any, Any]:
    borders = shapely.boundary(municipalities.geometry.to_numpy())
    noded = shapely.union_all(borders, grid_size=10**-GRID_DECIMALS)
    return np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))


def _claims(faces: np.ndarray[Any, Any], municipalities: gpd.GeoDataFrame) -> dict[int, str]:
    repaired = shapely.make_valid(municipalities.geometry.to_numpy())
    inside = shapely.point_on_surface(faces)
    face, owner = shapely.STRtree(repaired).query(inside, predicate="intersects")
    codes = municipalities["code"].to_numpy()[owner]
    claims = pd.DataFrame({"face": face, "code": codes}).sort_values(["face", "code"])
    first = claims.drop_duplicates("face")
    return {int(index): str(code) for index, code in zip(first.face, first.code, strict=True)}


def _slivers(faces: np.ndarray[Any, Any], claims: Mapping[int, str]) -> dict[int, str]:
    areas = gpd.GeoSeries(faces, crs=DEGREES).to_crs(METRES).area.to_numpy()
    gaps = [i for i in range(len(faces)) if i not in claims and areas[i] < _LARGEST_SLIVER_M2]
    owned = sorted(claims)
    tree = shapely.STRtree(faces[owned])
    found: dict[int, str] = {}
    for gap in gaps:
        near = sorted(owned[i] for i in tree.query(faces[gap], predicate="intersects"))
        shared = {
            face: shapely.length(shapely.intersection(faces[gap].boundary, faces[face].boundary))
            for face in near
        }
        found[gap] = claims[max(near, key=lambda face: (shared[face], claims[face]))]
    return found


def _joined(cut: gpd.GeoDataFrame, by: str) -> gpd.GeoDataFrame:
    joined = cut.dissolve(by, method="coverage").reset_index()
    return joined.set_geometry(shapely.normalize(joined.geometry.to_numpy()), crs=DEGREES)


def _on_grid(geometries: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(shapely.transform(geometries, lambda xy: np.round(xy, GRID_DECIMALS)))
