"""The tables of areas: regions, municipalities (present and former), places and postcodes."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from inspiratiekaart.editions.where.registers import Division, Registers
from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import cbs_postcodes
from inspiratiekaart.sources.boundaries import DEGREES, METRES, label_points

_POSTCODE_SOURCE = "cbs-postcode4-2020"
_POPULATION_DATE = "2021-01-01"


def arbeidsmarktregios(
    division: Division, registers: Registers, shapes: gpd.GeoDataFrame
) -> pd.DataFrame:
    """The 35 regions: names, centre municipality, label point, where its people live, land area.

    Raises:
        RawMaterialError: a centre municipality does not lie in its region in this division.
    """
    names = division.region_names
    frame = pd.DataFrame({"arbeidsmarktregio_code": list(names), "name": list(names.values())})
    labels = label_points(shapes).rename(columns={"code": "arbeidsmarktregio_code"})
    key = "arbeidsmarktregio_code"
    return (
        frame.merge(_spellings(names, registers), on=key, validate="1:1")
        .merge(_centres(division, registers), on=key, validate="1:1")
        .merge(labels, on=key, validate="1:1")
        .merge(_population_centres(division, registers), on=key, validate="1:1")
        .merge(areas_km2(division, registers), on=key, validate="1:1")
        .assign(source_id=division.regions_source_id, period=division.edition, status="final")
    )


def gemeenten(division: Division, shapes: gpd.GeoDataFrame) -> pd.DataFrame:
    """The municipalities with region, province, inhabitants and label point."""
    labels = label_points(shapes).rename(columns={"code": "gemeente_code"})
    columns = [
        "gemeente_code",
        "name",
        "arbeidsmarktregio_code",
        "provincie_code",
        "provincie_name",
        "population_count",
    ]
    return (
        division.gemeenten[columns]
        .merge(labels, on="gemeente_code", validate="1:1")
        .assign(
            source_id=division.gemeenten_source_id,
            period=str(division.population_year),
            status="final",
        )
    )


def former_gemeenten(registers: Registers) -> pd.DataFrame:
    """Municipality names no longer in use; the status is unknown where CBS gave no region."""
    frame = registers.former_gemeenten
    known = frame["arbeidsmarktregio_code"].notna()
    return frame.assign(
        source_id="cbs-gemeenten-2010-2026",
        period=frame["last_year"].astype(str),
        status=known.map({True: "final", False: "unknown"}),
    )


def places(division: Division, registers: Registers) -> pd.DataFrame:
    """Places by name and municipality, each at the point where its people live on average."""
    frame = cbs_postcodes.tidy_places(registers.places, division.postcode_column)
    return frame.assign(
        arbeidsmarktregio_code=frame["gemeente_code"].map(dict(division.region_of)),
        source_id=_POSTCODE_SOURCE,
        period=_POPULATION_DATE,
        status="final",
    )


def postcodes(division: Division, registers: Registers) -> pd.DataFrame:
    """Postcodes with point and municipality.

    The status is estimated where point or municipality were derived (post-office boxes take those
    of a near postcode), unknown where CBS gives no number of inhabitants, else final.
    """
    frame = _located(division, registers)
    status = pd.Series("final", index=frame.index)
    status = status.mask(frame["population_count"].isna(), "unknown")
    status = status.mask(frame["is_by_area"] | ~frame["is_cbs"], "estimated")
    source = frame["is_cbs"].map({True: _POSTCODE_SOURCE, False: "4pp"})
    columns = [
        "postcode",
        "place",
        "kind",
        "gemeente_code",
        "arbeidsmarktregio_code",
        "share_in_gemeente_pct",
        "lon",
        "lat",
        "x_m",
        "y_m",
        "population_count",
    ]
    return frame[columns].assign(source_id=source, period=_POPULATION_DATE, status=status)


def areas_km2(division: Division, registers: Registers) -> pd.DataFrame:
    """Land area per region in km2, without the large waters, from the boundaries of 2021.

    The municipalities of 2021 still make up the present division, so both editions are summed
    from the same figures.
    """
    measured = registers.areas_km2
    # A municipality of 2021 that has merged since lies in its successor's region.
    region = measured["gm_code"].map(dict(division.region_of))
    area = measured["oppervlakte_km2"].astype("Float64")
    sums = area.groupby(region).sum().round(1)
    return pd.DataFrame({"arbeidsmarktregio_code": sums.index, "area_km2": sums.to_numpy()})


def _spellings(names: dict[str, str], registers: Registers) -> pd.DataFrame:
    seen = registers.region_spellings.merge(
        registers.centres, left_on="am_code", right_on="arbeidsmarktregio_code", validate="1:1"
    )
    columns = ["naam_2021", "naam_2024", "andere_schrijfwijzen", "naam_in_bron"]
    texts = seen[columns].fillna("").agg("|".join, axis=1)
    found = {
        code: sorted({part for part in text.split("|") if part} - {names[code]})
        for code, text in zip(seen["am_code"], texts, strict=True)
    }
    return pd.DataFrame(
        {
            "arbeidsmarktregio_code": list(found),
            "former_names": ["|".join(spellings) for spellings in found.values()],
        }
    )


def _centres(division: Division, registers: Registers) -> pd.DataFrame:
    centres = registers.centres[["arbeidsmarktregio_code", "gemeentecode_2024"]].rename(
        columns={"gemeentecode_2024": "centre_gemeente_code"}
    )
    for region, code in centres.itertuples(index=False, name=None):
        if division.region_of.get(code) != region:
            raise RawMaterialError(
                f"centrumgemeenten_35.csv: {code} is the centre of {region} but lies in "
                f"{division.region_of.get(code)} in {division.edition}. Correct the file."
            )
    return centres


def _population_centres(division: Division, registers: Registers) -> pd.DataFrame:
    centres = cbs_postcodes.weighted_centres(
        _located(division, registers), "arbeidsmarktregio_code"
    )
    points = gpd.GeoSeries(
        gpd.points_from_xy(centres["population_x_m"], centres["population_y_m"]), crs=METRES
    ).to_crs(DEGREES)
    return centres.round(0).assign(
        population_lon=points.x.round(5), population_lat=points.y.round(5)
    )


def _located(division: Division, registers: Registers) -> pd.DataFrame:
    frame = registers.postcodes
    points = gpd.GeoSeries(gpd.points_from_xy(frame["lon"], frame["lat"]), crs=DEGREES)
    metres = points.to_crs(METRES)
    gemeente_code = frame[division.postcode_column]
    return frame.assign(
        gemeente_code=gemeente_code,
        arbeidsmarktregio_code=gemeente_code.map(dict(division.region_of)),
        x_m=metres.x.round(0),
        y_m=metres.y.round(0),
    )
