"""Facts per region from this part: people, households, education, jobs, establishments, area.

Only counts, which may be summed from municipalities to regions. Figures of 2021 and before are
given in the division of each edition; ``boundary_year`` says which, so that nobody compares two
divisions unawares.
"""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.editions.where.areas import areas_km2
from inspiratiekaart.editions.where.registers import Division, Registers
from inspiratiekaart.sources import lisa

LAND_CODE = "NL"
LAND_NAME = "Nederland"
HAAREN = "GM0788"
"""The municipality of 2017 whose territory came to lie in two regions, in 2021."""

# Regions whose sum rests on where a municipality of 2017 that has gone came to lie: Vianen
# (AM13 to AM35), Haarlemmerliede en Spaarnwoude (AM37 to AM18), Lingewaal (AM35 to AM10), Haaren.
_REGROUPED = frozenset({"AM10", "AM13", "AM18", "AM26", "AM27", "AM35", "AM37"})

_UNITS = {
    "population_count": "persons",
    "households_count": "households",
    "education_low_count": "persons",
    "education_middle_count": "persons",
    "education_high_count": "persons",
    "jobs_count": "jobs",
    "establishments_count": "establishments",
    "area_km2": "km2",
}
_ON_FIRST_OF_JANUARY = frozenset({"population_count", "households_count"})
_CBS_URL = "https://www.cbs.nl/nl-nl/reeksen/publicatie/kerncijfers-wijken-en-buurten"
_PDOK_URL = "https://www.pdok.nl/introductie/-/article/cbs-gebiedsindelingen"
_LISA_URL = "https://www.lisa.nl"
_SUMMED = "Opgeteld uit cijfers per gemeente."
_EDUCATION_NOTE = (
    "Mensen van 15 tot 75 jaar. Opgeteld uit cijfers per gemeente, die op tientallen zijn afgerond."
)
_AREA_NOTE = (
    "Gemeten op de vereenvoudigde gemeentegrenzen van 2021, zonder de grote wateren. Meren en "
    "rivieren in een gemeente tellen mee."
)
_LISA_NOTE = "Opgeteld uit cijfers per gemeente van 2017, afgerond op tientallen."
_REGROUPED_NOTE = (
    " Gemeenten van 2017 die niet meer bestaan, tellen mee in de regio waar hun gebied later kwam "
    "te liggen."
)
_DIVIDED_NOTE = " De vroegere gemeente Haaren is verdeeld naar het aantal inwoners van haar dorpen."


def regional_facts(division: Division, registers: Registers) -> pd.DataFrame:
    """All facts of this part for one edition: the 35 regions and the country."""
    parts = [
        _key_figures(division, registers),
        _lisa(division, registers),
        _areas(division, registers),
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame.assign(
        fact_id=frame["area_code"] + "-" + frame["indicator"] + "-" + frame["year"].astype(str),
        period_end_year=frame["year"],
        boundary_year=division.boundary_year,
        unit=frame["indicator"].map(_UNITS),
    ).drop(columns="year")


def haaren_shares(places: pd.DataFrame, region_of: dict[str, str]) -> dict[str, float]:
    """Which part of Haaren's people came to live in which region, from its four villages.

    Haaren went to Oisterwijk, Biezenmortel to Tilburg, Helvoirt to Vught and Esch to Boxtel.
    """
    villages = {
        ("Haaren", "GM0824"),
        ("Biezenmortel", "GM0855"),
        ("Helvoirt", "GM0865"),
        ("Esch", "GM0757"),
    }
    pairs = zip(places["name"], places["gemeente_code"], strict=True)
    chosen = places[[pair in villages for pair in pairs]]
    regions = chosen["gemeente_code"].map(region_of)
    people = chosen["population_count"].astype("float64").groupby(regions).sum()
    return {str(region): float(part) for region, part in (people / people.sum()).items()}


def _key_figures(division: Division, registers: Registers) -> pd.DataFrame:
    figures = registers.key_figures
    figures = figures[figures["year"] <= division.boundary_year]
    figures = figures.assign(area_code=figures["gemeente_code"].map(dict(division.region_of)))
    summed = figures.groupby(["area_code", "indicator", "year"], as_index=False).agg(
        value=("value", "sum")
    )
    frame = _with_land(division, summed)
    dated = frame["indicator"].isin(_ON_FIRST_OF_JANUARY)
    year = frame["year"].astype(str)
    education = frame["indicator"].str.startswith("education")
    return frame.assign(
        note=education.map({True: _EDUCATION_NOTE, False: _SUMMED}),
        publisher="CBS",
        url=_CBS_URL,
        source_id="cbs-kerncijfers-" + year,
        period=(year + "-01-01").where(dated, year),
        status="final",
    )


def _lisa(division: Division, registers: Registers) -> pd.DataFrame:
    shares = {HAAREN: haaren_shares(_villages(registers), dict(division.region_of))}
    wide = lisa.per_region(registers.lisa, division.lisa_column, shares)
    summed = wide.melt(
        id_vars="arbeidsmarktregio_code",
        value_vars=list(lisa.INDICATORS),
        var_name="indicator",
        value_name="value",
    ).rename(columns={"arbeidsmarktregio_code": "area_code"})
    frame = _with_land(division, summed.assign(year=2017))
    regrouped = frame["area_code"].isin(_REGROUPED)
    divided = frame["area_code"].isin(set(shares[HAAREN]))
    note = (
        pd.Series(_LISA_NOTE, index=frame.index)
        + regrouped.map({True: _REGROUPED_NOTE, False: ""})
        + divided.map({True: _DIVIDED_NOTE, False: ""})
    )
    return frame.assign(
        note=note,
        publisher="LISA",
        url=_LISA_URL,
        source_id="lisa-2017",
        period="2017",
        status=regrouped.map({True: "estimated", False: "final"}),
    )


def _areas(division: Division, registers: Registers) -> pd.DataFrame:
    areas = areas_km2(division, registers).rename(
        columns={"arbeidsmarktregio_code": "area_code", "area_km2": "value"}
    )
    frame = _with_land(division, areas.assign(indicator="area_km2", year=2021))
    return frame.assign(
        value=frame["value"].round(1),
        note=_AREA_NOTE,
        publisher="CBS / Kadaster",
        url=_PDOK_URL,
        source_id="cbs-kadaster-grenzen-2021",
        period="2021",
        status="estimated",
    )


def _with_land(division: Division, regions: pd.DataFrame) -> pd.DataFrame:
    by_indicator = regions.groupby(["indicator", "year"], as_index=False)
    land: pd.DataFrame = by_indicator.agg(value=("value", "sum"))
    names = division.region_names
    return pd.concat(
        [
            regions.assign(
                area_kind="arbeidsmarktregio", area_name=regions["area_code"].map(names)
            ),
            land.assign(area_code=LAND_CODE, area_kind="land", area_name=LAND_NAME),
        ],
        ignore_index=True,
    )


def _villages(registers: Registers) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": registers.places["plaats"],
            "gemeente_code": registers.places["gm_code_2024"],
            "population_count": registers.places["inwoners_2021"].astype("Int64"),
        }
    )
