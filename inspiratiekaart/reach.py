"""What is within reach of the people of a region, in a straight line.

Distances are Euclidean in the projection of the division (EPSG:28992 for the Netherlands), between
postcodes (or the population-weighted centre of a region) and sites.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from inspiratiekaart.dataset import Dataset

if TYPE_CHECKING:
    import pyproj

ENOUGH_SHARE = 0.5
"""A training is within reach of a region when at least this share of its people live near it."""

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Reach:
    """Who lives within ``reach_km`` of which site.

    ``within`` is (postcodes x sites); ``people`` the inhabitants per postcode; ``region_of`` the
    position of each postcode's region in ``region_codes``; ``distance_km`` is (regions x sites),
    from the population-weighted centre of each region.
    """

    region_codes: tuple[str, ...]
    site_ids: tuple[str, ...]
    within: npt.NDArray[np.bool_]
    people: Floats
    region_of: Positions
    distance_km: Floats

    def population_share(self, sites: Positions) -> Floats:
        """Per region the share (0 to 1) of its people who live near any of ``sites``."""
        if not len(sites):
            return np.zeros(len(self.region_codes))
        near = self.within[:, sites].any(axis=1)
        size = len(self.region_codes)
        covered = np.bincount(self.region_of, weights=self.people * near, minlength=size)
        return covered / np.bincount(self.region_of, weights=self.people, minlength=size)

    def nearest(self, region: str, sites: Positions) -> tuple[int, float] | None:
        """The position of the site of ``sites`` nearest to ``region``'s people, and its km."""
        if not len(sites):
            return None
        distances = self.distance_km[self.region_codes.index(region), sites]
        best = int(distances.argmin())
        return int(sites[best]), float(distances[best])


@lru_cache(maxsize=12)
def reach(dataset: Dataset, reach_km: int) -> Reach:
    """Work out who lives within ``reach_km`` of which site of ``dataset``."""
    regions = dataset["arbeidsmarktregios"].sort_values("arbeidsmarktregio_code")
    codes = tuple(regions["arbeidsmarktregio_code"].astype(str))
    postcodes = dataset["postcodes"]
    postcodes = postcodes[postcodes["population_count"].fillna(0) > 0]
    sites = dataset["sites"].sort_values("site_id")
    site_xy = _metres(sites, "x_m", "y_m")
    position = {code: index for index, code in enumerate(codes)}
    return Reach(
        region_codes=codes,
        site_ids=tuple(sites["site_id"].astype(str)),
        within=_is_within(_metres(postcodes, "x_m", "y_m"), site_xy, reach_km),
        people=postcodes["population_count"].to_numpy(dtype=np.float64),
        region_of=np.array([position[code] for code in postcodes["arbeidsmarktregio_code"]]),
        distance_km=_kilometres(_metres(regions, "population_x_m", "population_y_m"), site_xy),
    )


def metres_of(crs: str, lon: float, lat: float) -> tuple[float, float]:
    """The point ``lon``, ``lat`` (EPSG:4326) in metres, in the projection ``crs``."""
    x_m, y_m = _projection(crs).transform(lon, lat)
    return float(x_m), float(y_m)


def points_in_metres(crs: str, points: Floats) -> Floats:
    """``points`` (n x 2: lon, lat, EPSG:4326) in metres, in the projection ``crs``."""
    return np.column_stack(_projection(crs).transform(points[:, 0], points[:, 1]))


@lru_cache(maxsize=4)
def _projection(crs: str) -> pyproj.Transformer:
    import pyproj  # only who looks for a place by its position needs it

    return pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)


def _metres(frame: pd.DataFrame, x: str, y: str) -> Floats:
    return np.asarray(frame[[x, y]].to_numpy(dtype=np.float64))


def _kilometres(a: Floats, b: Floats) -> Floats:
    return np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1]) / 1000.0


def _is_within(a: Floats, b: Floats, reach_km: float) -> npt.NDArray[np.bool_]:
    # |a - b|^2 written out: one matrix product instead of millions of square roots
    origin = np.rint(a.mean(axis=0))  # whole metres, so that the products are exact
    a, b = a - origin, b - origin
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :]
    return np.asarray(squares - 2 * (a @ b.T) <= (1000.0 * reach_km) ** 2)
