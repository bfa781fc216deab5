"""Shapes on their way to disk: GeoJSON (RFC 7946) that a diff can read, one feature per line.

The same frame always gives the same bytes: features sorted by code, coordinates as they stand on
our grid of four decimals, properties in a fixed order, LF, UTF-8.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from inspiratiekaart.sources.boundaries import DEGREES, GRID_DECIMALS

Shapes = dict[tuple[str, str], gpd.GeoDataFrame]
"""Shapes by ``(edition, name)``; name is ``"arbeidsmarktregios"`` or ``"gemeenten"``."""


def write_shapes(shapes: Mapping[tuple[str, str], gpd.GeoDataFrame], out: Path) -> list[Path]:
    """Write each frame to ``out/<edition>/<name>.geojson`` and return the paths, sorted."""
    written = []
    for (edition, name), frame in sorted(shapes.items(), key=lambda item: item[0]):
        path = out / edition / f"{name}.geojson"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(geojson_text(frame), encoding="utf-8", newline="")
        written.append(path)
    return written


def geojson_text(frame: gpd.GeoDataFrame) -> str:
    """The GeoJSON of ``frame`` (EPSG:4326, a ``code`` and other text columns) as text.

    Polygons wind as RFC 7946 asks: shells counterclockwise, holes clockwise.

    Raises:
        ValueError: the frame is not in EPSG:4326.
    """
    if frame.crs != DEGREES:
        raise ValueError(f"GeoJSON holds {DEGREES}; this frame is in {frame.crs}.")
    ordered = frame.sort_values("code")
    names = [name for name in ordered.columns if name != "geometry"]
    records = ordered[names].to_dict("records")
    lines = [
        _feature(properties, geometry)
        for properties, geometry in zip(records, ordered.geometry, strict=True)
    ]
    body = ",\n".join(lines)
    return f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'


def _feature(properties: Mapping[str, Any], geometry: shapely.Geometry) -> str:
    wound = shapely.orient_polygons(geometry, exterior_cw=False)
    feature = {
        "type": "Feature",
        "properties": dict(properties),
        "geometry": _rounded(shapely.geometry.mapping(wound)),
    }
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def _rounded(mapping: dict[str, Any]) -> dict[str, Any]:
    return {"type": mapping["type"], "coordinates": _round(mapping["coordinates"])}


def _round(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, GRID_DECIMALS)
    return [_round(part) for part in coordinates]
