"""What differs between the areas that a file has and those of the map: new, gone, moved, other."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.sources.boundaries import METRES
from inspiratiekaart.sources.published.form import Remark

LEAST_SHARE, LEAST_KM2 = 0.1, 10
"""How much of an area must lie elsewhere to be told; ours are drawn with fewer corners."""

_M2_PER_KM2 = 1_000_000


def of_register(found: pd.DataFrame, year: int | None, dataset: Dataset) -> tuple[Remark, ...]:
    """How the municipalities ``found`` (of ``year``) differ from those of ``dataset``.

    Args:
        found: ``gemeente_code, gemeente_name, arbeidsmarktregio_code``.
        year: of the division; None where the file does not say.
        dataset: with its own division.
    """
    known = dataset["gemeenten"].set_index("gemeente_code")
    given = found.drop_duplicates("gemeente_code").set_index("gemeente_code")
    regions = dataset["arbeidsmarktregios"].set_index("arbeidsmarktregio_code")["name"].to_dict()
    names = known["name"].astype("object")
    told = given["gemeente_name"].astype("object")
    both = given.index.intersection(known.index)
    code = "arbeidsmarktregio_code"
    moved = [gm for gm in both if _differs(given.at[gm, code], known.at[gm, code])]
    return (
        *_of_year(year, dataset.boundary_year),
        *(_remark("area-new", gm, told[gm]) for gm in sorted(given.index.difference(names.index))),
        *(_remark("area-gone", gm, names[gm]) for gm in sorted(names.index.difference(told.index))),
        *(
            _remark("area-renamed", gm, told[gm], was=names[gm])
            for gm in sorted(both)
            if _differs(told[gm], names[gm])
        ),
        *(
            _remark(
                "area-moved",
                gm,
                names[gm],
                was=regions.get(known.at[gm, code], known.at[gm, code]),
                now=regions.get(given.at[gm, code], given.at[gm, code]),
            )
            for gm in sorted(moved)
        ),
    )


def of_shapes(
    found: gpd.GeoDataFrame,
    known: gpd.GeoDataFrame,
    names: pd.Series,
    year: int | None,
    boundary_year: int,
) -> tuple[Remark, ...]:
    """How the shapes ``found`` differ from ``known`` (both with ``code``), called by ``names``."""
    given = found.drop_duplicates("code").set_index("code")
    ours = known.set_index("code" if "code" in known else known.columns[0])
    told = given["name"].to_dict()
    return (
        *_of_year(year, boundary_year),
        *(_remark("area-new", code, told[code]) for code in sorted({*given.index} - {*ours.index})),
        *(
            _remark("area-gone", code, names.get(code, code))
            for code in sorted({*ours.index} - {*given.index})
        ),
        *_reshaped(given, ours, names),
    )


def _reshaped(
    given: gpd.GeoDataFrame, ours: gpd.GeoDataFrame, names: pd.Series
) -> Iterator[Remark]:
    both = sorted({*given.index} & {*ours.index})
    if not both:
        return
    one, two = (
        shapely.make_valid(each.loc[both].to_crs(METRES).geometry.to_numpy())
        for each in (given, ours)
    )
    other = shapely.area(shapely.symmetric_difference(one, two))
    shares = other / shapely.area(two)
    for code, share, area in zip(both, shares, other, strict=True):
        if share > LEAST_SHARE and area > LEAST_KM2 * _M2_PER_KM2:
            values = {"share_pct": round(100 * share), "area_km2": round(area / _M2_PER_KM2)}
            yield _remark("area-reshaped", code, names.get(code, code), **values)


def _of_year(year: int | None, boundary_year: int) -> tuple[Remark, ...]:
    if year in (None, boundary_year):
        return ()
    return (Remark("area-year", MappingProxyType({"year": year, "own_year": boundary_year})),)


def _remark(kind: str, code: str, name: object, **values: object) -> Remark:
    return Remark(kind, MappingProxyType({"code": code, "name": name, **values}))


def _differs(one: Any, other: Any) -> bool:
    return not pd.isna(one) and one != other
