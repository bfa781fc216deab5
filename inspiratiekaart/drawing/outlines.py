"""The regions as flat outlines for print, slides and pictures: kilometres on a flat map.

They are in the projection of the division, in which a kilometre is as long everywhere; ``y`` runs
down, as on paper. Rings are those of the shapes we ship, simplified further on demand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
import shapely
from shapely.geometry import shape

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.reach import metres_of, points_in_metres

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Outline:
    """One region: its rings (the first of each part is the outside) and where its name stands."""

    code: str
    name: str
    parts: tuple[tuple[Ring, ...], ...]
    label: Point


@dataclass(frozen=True)
class Outlines:
    """All regions, moved so that the country begins at (0, 0); sizes in kilometres."""

    regions: tuple[Outline, ...]
    width_km: float
    height_km: float
    left_m: float
    top_m: float
    crs: str

    def place(self, lon: float, lat: float) -> Point:
        """Where a point (EPSG:4326) lies on this drawing, in kilometres from its upper left."""
        x, y = metres_of(self.crs, lon, lat)
        return ((x - self.left_m) / 1000, (self.top_m - y) / 1000)


@lru_cache(maxsize=8)
def outlines(dataset: Dataset, tolerance_km: float = 0.0) -> Outlines:
    """The regions of ``dataset``; ``tolerance_km`` leaves out detail smaller than that.

    The borders that regions share are simplified together, so that no slits open between them.
    """
    crs = dataset.division.crs
    codes, shapes = _shapes(dataset, crs)
    if tolerance_km:
        shapes = shapely.coverage_simplify(shapes, tolerance_km * 1000)
    left, bottom, right, top = (float(side) for side in shapely.total_bounds(shapes))
    labels = {
        row["arbeidsmarktregio_code"]: (row["label_lon"], row["label_lat"], row["name"])
        for row in dataset["arbeidsmarktregios"].to_dict("records")
    }
    found = []
    for code, region in zip(codes, shapes, strict=True):
        lon, lat, name = labels[code]
        x, y = metres_of(crs, lon, lat)
        parts = tuple(
            tuple(
                _ring(np.asarray(ring.coords), left, top)
                for ring in (part.exterior, *part.interiors)
            )
            for part in getattr(region, "geoms", [region])
        )
        found.append(Outline(code, name, parts, ((x - left) / 1000, (top - y) / 1000)))
    return Outlines(
        tuple(found),
        float(right - left) / 1000,
        float(top - bottom) / 1000,
        float(left),
        float(top),
        crs,
    )


def _shapes(dataset: Dataset, crs: str) -> tuple[list[str], np.ndarray]:
    """The codes and shapes of the regions, in the projection ``crs``.

    Read without geopandas: the library that it reads with holds 60 MB for as long as a server runs.
    """
    text = dataset.shapes_path("arbeidsmarktregios").read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    shapes = np.array([shape(feature["geometry"]) for feature in features])
    codes = [str(feature["properties"]["code"]) for feature in features]
    return codes, shapely.transform(shapes, partial(points_in_metres, crs))


def _ring(points: np.ndarray, left: float, top: float) -> Ring:
    return tuple(
        (round((x - left) / 1000, 3), round((top - y) / 1000, 3)) for x, y, *_ in points.tolist()
    )
