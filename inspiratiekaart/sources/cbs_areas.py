"""CBS "Gebieden in Nederland": which municipality lies in which labour-market region, by year.

Publisher: CBS (StatLine 84929NED for 2021, the table of 2024, 86247NED for 2026), CC BY 4.0.
The registers are copies made by others, so ``check_agreement`` compares them with each other.
"""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.errors import RawMaterialError

AREAS_2024_COLUMNS = {
    "Code_1": "gemeente_code",
    "Naam_2": "name",
    "Code_4": "arbeidsmarktregio_code",
    "Naam_5": "arbeidsmarktregio_name",
    "Code_24": "landsdeel_code",
    "Naam_25": "landsdeel_name",
    "Code_26": "provincie_code",
    "Naam_27": "provincie_name",
    "Inwonertal_54": "population_count",
}
AREAS_2021_COLUMNS = {
    "gemeentecode": "gemeente_code",
    "gemeentenaam": "name",
    "arbeidsmarktregio_code": "arbeidsmarktregio_code",
    "arbeidsmarktregio_naam": "arbeidsmarktregio_name",
}
AREAS_2026_COLUMNS = {
    "gemeente_statcode": "gemeente_code",
    "arbeidsmarktregio": "arbeidsmarktregio_name",
}
SUCCESSION_COLUMNS = {
    "gm_code": "gemeente_code",
    "am_code": "arbeidsmarktregio_code",
    "pv_code": "provincie_code",
    "pv_naam": "provincie_name",
    "gm_code_2024": "successor_code",
    "am_code_2024": "successor_arbeidsmarktregio_code",
}
NAMES_COLUMNS = {
    "code": "gemeente_code",
    "name": "name",
    "year": "last_year",
    "region_code": "arbeidsmarktregio_code",
}


def tidy_areas_2024(raw: pd.DataFrame) -> pd.DataFrame:
    """The 342 municipalities of 2024: region, province, landsdeel, inhabitants on 1 January."""
    frame = _renamed(raw, AREAS_2024_COLUMNS)
    return frame.assign(population_count=frame["population_count"].astype("Int64"))


def tidy_areas_2021(raw: pd.DataFrame) -> pd.DataFrame:
    """The 352 municipalities of 2021 with their region."""
    return _renamed(raw, AREAS_2021_COLUMNS)


def tidy_areas_2026(raw: pd.DataFrame) -> pd.DataFrame:
    """The 342 municipalities of 2026 with the name of their region (CBS gives no code here)."""
    return _renamed(raw, AREAS_2026_COLUMNS)


def tidy_succession(raw: pd.DataFrame) -> pd.DataFrame:
    """The municipalities of 2021 with province, and the municipality each belongs to now.

    Derived from boundaries, independently of CBS's table of 2021.
    """
    return _renamed(raw, SUCCESSION_COLUMNS)


def tidy_former_gemeenten(raw: pd.DataFrame, present_year: int) -> pd.DataFrame:
    """Municipality names that were no longer in use in ``present_year``, with their last year.

    The region is the one CBS gave in that last year; it is missing before 2014. A name that only
    changed (Hengelo became Hengelo (O.)) is here too, with the code that lives on.
    """
    frame = _renamed(raw, NAMES_COLUMNS)
    frame = frame.assign(last_year=frame["last_year"].astype("Int64"))
    return frame[frame["last_year"] < present_year].reset_index(drop=True)


def check_agreement(left: pd.DataFrame, right: pd.DataFrame, on: str, registers: str) -> None:
    """Compare the column ``on`` of two registers, municipality by municipality.

    Raises:
        RawMaterialError: a municipality is in one register only, or ``on`` differs.
    """
    one = left.set_index("gemeente_code")[on]
    two = right.set_index("gemeente_code")[on]
    alone = sorted(set(one.index) ^ set(two.index))
    if alone:
        raise RawMaterialError(
            f"{registers}: {', '.join(alone[:5])} in one of them only. "
            "Use registers of the same year."
        )
    other = two.reindex(one.index)
    different = one.index[(one != other).to_numpy(dtype=bool, na_value=True)]
    if len(different):
        code = different[0]
        raise RawMaterialError(
            f"{registers}: {code} has {on} {one[code]} in one and {other[code]} in the other "
            f"({len(different)} such). Look up which is right and correct the raw file."
        )


def _renamed(raw: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    frame = raw[list(columns)].rename(columns=columns)
    key = "gemeente_code"
    return frame.sort_values([key, *(["name"] if "name" in frame else [])]).reset_index(drop=True)
