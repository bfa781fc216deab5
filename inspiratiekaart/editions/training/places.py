"""Where a place name, a postcode or a municipality lies: points and codes in both divisions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources.claims import read_csv, rows_of, slug

_SUFFIXES = ("gld", "ov", "nh", "lb")
_OTHER_NAMES = {"amsterdam-zuidoost": "amsterdam"}
"""Parts of a city that the list of places knows only under the city."""


@dataclass(frozen=True)
class Spot:
    """A point (WGS84) with its municipality and region in the divisions of 2021 and now."""

    place: str
    lon: float
    lat: float
    gemeente_code: dict[str, str]
    region: dict[str, str]


class Gazetteer:
    """Finds spots by place name, by four-digit postcode and by municipality."""

    def __init__(self, raw: Path) -> None:
        """Read the lists of places, postcodes and municipalities under ``raw/geo``."""
        postcode = raw / "geo" / "postcode"
        places = read_csv(postcode / "plaatsen.csv")
        places["inwoners_2021"] = pd.to_numeric(places["inwoners_2021"]).fillna(0)
        self._spots: dict[str, list[Spot]] = {}
        for row in rows_of(places.sort_values("inwoners_2021", ascending=False)):
            spot = _spot(row, row.plaats)
            aliases = "" if pd.isna(row.andere_schrijfwijzen) else row.andere_schrijfwijzen
            for name in dict.fromkeys(slug(text) for text in [row.plaats, *aliases.split("|")]):
                if name:
                    self._spots.setdefault(name, []).append(spot)
        self._postcodes = {
            row.postcode: _spot(row, row.plaats) for row in rows_of(read_csv(postcode / "pc4.csv"))
        }
        centres = read_csv(raw / "geo" / "afgeleid" / "gemeente_punten_2021.csv")
        divisions = read_csv(raw / "geo" / "indeling" / "gemeente_arbeidsmarktregio_2021.csv")
        self._centres = {
            row.gm_code_2024: Spot(
                row.gm_naam_x,
                float(row.bev_lon),
                float(row.bev_lat),
                {"2021": row.gm_code, "2026": row.gm_code_2024},
                {"2021": row.am_code_x, "2026": row.am_code_2024},
            )
            for row in rows_of(centres.merge(divisions, on="gm_code"))
        }
        present = read_csv(raw / "geo" / "indeling" / "gemeente_arbeidsmarktregio_2024.csv")
        self.gemeenten = dict(zip(present["gm_naam"], present["gm_code"], strict=True))
        polygons = gpd.read_file(raw / "geo" / "grenzen" / "gemeenten_2022_wgs84.geojson")
        self._polygons = dict(zip(polygons["statcode"], polygons.geometry, strict=True))

    def place(self, name: str, gemeente_code: str | None = None) -> Spot:
        """The spot of a place; of several with one name the one in ``gemeente_code`` (now).

        Without a municipality, or when none fits, it is the one with most inhabitants.

        Raises:
            RawMaterialError: no place has that name.
        """
        key = slug(name)
        key = _OTHER_NAMES.get(key, key)
        stem, _, suffix = key.rpartition("-")
        found = self._spots.get(key) or (self._spots.get(stem) if suffix in _SUFFIXES else None)
        if not found:
            raise RawMaterialError(f"no place called {name!r} in plaatsen.csv. Mend the spelling.")
        fitting = [spot for spot in found if spot.gemeente_code["2026"] == gemeente_code]
        return (fitting or found)[0]

    def postcode(self, postcode: str) -> Spot:
        """The spot of the first four digits of ``postcode``."""
        return self._postcodes[postcode[:4]]

    def gemeente(self, gemeente_code: str) -> Spot:
        """The place that gives a present municipality its name, else where its people live."""
        centre = self._centres[gemeente_code]
        for spot in self._spots.get(slug(centre.place), []):
            if spot.gemeente_code["2026"] == gemeente_code:
                return spot
        return centre

    def contains(self, gemeente_code: str, lon: float, lat: float) -> bool:
        """Whether a point lies in the polygon of a municipality (division of 2022)."""
        point = gpd.points_from_xy([lon], [lat])[0]
        return bool(self._polygons[gemeente_code].covers(point))


def to_rd(lon: pd.Series, lat: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Whole metres in EPSG:28992 for points in EPSG:4326."""
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs=4326, index=lon.index).to_crs(28992)
    return points.x.round(), points.y.round()


def _spot(row: Any, place: str) -> Spot:
    return Spot(
        place,
        float(row.lon),
        float(row.lat),
        {"2021": row.gm_code_2021, "2026": row.gm_code_2024},
        {"2021": row.am_code_2021, "2026": row.am_code_2024},
    )
