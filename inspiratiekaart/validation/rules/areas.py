"""Rules on regions and municipalities: how many there are, who lives there, where points lie."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from inspiratiekaart import schema
from inspiratiekaart.division import Totals
from inspiratiekaart.validation.files import Files, Shapes, numbers, picked
from inspiratiekaart.validation.findings import Spot, rule

if TYPE_CHECKING:
    from pyproj import Transformer

_BORDER_DEGREES = 0.02  # our borders are simplified: a quay or a harbour may lie just outside
_METRES = 25.0  # five decimals of a degree and whole metres differ by a metre at most
FloatArray = npt.NDArray[np.float64]

_POINTS = (("lon", "lat"), ("label_lon", "label_lat"))


@rule("region-count")
def region_count(files: Files) -> Iterator[Spot]:
    """Each edition has the regions that the division has, no more and no fewer."""
    right = set(files.division.regions) if files.division else set()
    for folder, frame in files.named("arbeidsmarktregios"):
        if not right or "arbeidsmarktregio_code" not in frame:
            continue
        found = set(frame["arbeidsmarktregio_code"])
        if found != right:
            values = {
                "found": len(found),
                "expected": len(right),
                "missing": ", ".join(sorted(right - found)) or "-",
                "extra": ", ".join(sorted(found - right)) or "-",
            }
            path = files.path(folder, "arbeidsmarktregios")
            yield Spot(path, 0, "arbeidsmarktregio_code", values=values)


@rule("gemeente-count")
def gemeente_count(files: Files) -> Iterator[Spot]:
    """Each edition has as many municipalities as there were."""
    for folder, frame in files.named("gemeenten"):
        known = _known(files, folder)
        if known and len(frame) != known.gemeenten_count:
            values = {"found": len(frame), "expected": known.gemeenten_count}
            yield Spot(files.path(folder, "gemeenten"), 0, "gemeente_code", values=values)


@rule("population-total")
def population_total(files: Files) -> Iterator[Spot]:
    """The inhabitants of all municipalities add up to what was counted in the country."""
    for folder, frame in files.named("gemeenten"):
        known = _known(files, folder)
        found = int(numbers(frame, "population_count").sum())
        if known and found != known.population_count:
            values = {
                "found": found,
                "expected": known.population_count,
                "year": known.population_year,
            }
            yield Spot(files.path(folder, "gemeenten"), 0, "population_count", values=values)


@rule("point-in-region")
def point_in_region(files: Files) -> Iterator[Spot]:
    """A point lies in the region that its row names, or within about two kilometres of it."""
    yield from _outside(files, "arbeidsmarktregios", "arbeidsmarktregio_code")


@rule("point-in-gemeente")
def point_in_gemeente(files: Files) -> Iterator[Spot]:
    """A point lies in the municipality that its row names, or within about two kilometres."""
    yield from _outside(files, "gemeenten", "gemeente_code")


@rule("point-metres")
def point_metres(files: Files) -> Iterator[Spot]:
    """Longitude and latitude mean the same point as x and y in the projection of the division."""
    if files.division is None:
        return
    to_metres = _to_metres(files.division.crs)
    for (folder, name), frame in files.frames.items():
        for stem in ("", "population_"):
            columns = [f"{stem}{axis}" for axis in ("lon", "lat", "x_m", "y_m")]
            if not set(columns) <= set(frame) or frame.empty:
                continue
            lon, lat, x, y = (numbers(frame, column).to_numpy() for column in columns)
            right_x, right_y = to_metres.transform(lon, lat)
            away = np.hypot(right_x - x, right_y - y)
            wrong = pd.Series(away > _METRES, index=frame.index)
            metres = dict(zip(frame.index.tolist(), away.tolist(), strict=True))
            for row, cells in picked(frame, wrong):
                value = f"{cells[columns[2]]}, {cells[columns[3]]}"
                values = {"metres": f"{metres[row]:.0f}"}
                yield Spot(files.path(folder, name), row, columns[2], value, values)


@cache
def _to_metres(crs: str) -> Transformer:
    from pyproj import Transformer  # loading its tables is only needed here

    return Transformer.from_crs("EPSG:4326", crs, always_xy=True)


def _known(files: Files, edition: str) -> Totals | None:
    return files.division.totals_of(edition) if files.division else None


def _outside(files: Files, shapes_name: str, column: str) -> Iterator[Spot]:
    for (folder, name), frame in files.frames.items():
        shapes = files.shapes.get((folder, shapes_name))
        if folder == schema.COMMON or shapes is None or column not in frame:
            continue
        for lon_name, lat_name in _POINTS:
            if not {lon_name, lat_name} <= set(frame):
                continue
            away = _degrees_away(frame, column, lon_name, lat_name, shapes)
            degrees = dict(zip(frame.index.tolist(), away.tolist(), strict=True))
            for row, cells in picked(frame, pd.Series(away > _BORDER_DEGREES, index=frame.index)):
                value = f"{cells[lon_name]}, {cells[lat_name]}"
                values = {"area": cells[column], "kilometres": f"{degrees[row] * 90:.0f}"}
                yield Spot(files.path(folder, name), row, lon_name, value, values)


def _degrees_away(
    frame: pd.DataFrame, column: str, lon_name: str, lat_name: str, shapes: Shapes
) -> FloatArray:
    """How far each point is from its area, in degrees; NaN where point or area is not known."""
    lon, lat = numbers(frame, lon_name).to_numpy(), numbers(frame, lat_name).to_numpy()
    codes = frame[column].to_numpy()
    away = np.full(len(frame), np.nan)
    for code in sorted(set(codes) & set(shapes.by_code)):
        shape = shapes.by_code[code]
        shapely.prepare(shape)
        mine = np.flatnonzero(codes == code)
        outside = mine[~shapely.contains_xy(shape, lon[mine], lat[mine])]
        away[outside] = shapely.distance(shape, shapely.points(lon[outside], lat[outside]))
    return away
