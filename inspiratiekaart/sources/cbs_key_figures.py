"""CBS "Kerncijfers wijken en buurten", the rows of municipalities: people and households.

Publisher: CBS, CC BY 4.0. Only counts are taken, because counts may be summed to regions; the
shares in the source (age, labour participation) cannot, as their denominators are not published.
"""

from __future__ import annotations

import pandas as pd

COUNTS = {
    "inwoners": "population_count",
    "huishoudens": "households_count",
    "opl_laag_aantal": "education_low_count",
    "opl_midden_aantal": "education_middle_count",
    "opl_hoog_aantal": "education_high_count",
}
"""Column of the source to indicator. Education: persons of 15 to 75 years, rounded to tens."""

KEYS = ("jaar", "gm_code")
COLUMNS_2021 = (*KEYS, "inwoners")
COLUMNS_2022_2024 = (*KEYS, *COUNTS)


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per municipality, year and indicator that the source has.

    Columns: ``year``, ``gemeente_code``, ``indicator``, ``value``. An empty cell of the source
    gives no row: it is unknown, not zero.
    """
    present = [column for column in COUNTS if column in raw.columns]
    long = raw[[*KEYS, *present]].melt(
        id_vars=list(KEYS), value_vars=present, var_name="indicator", value_name="value"
    )
    known = long.dropna(subset=["value"])
    frame = pd.DataFrame(
        {
            "year": known["jaar"].astype("Int64"),
            "gemeente_code": known["gm_code"],
            "indicator": known["indicator"].map(COUNTS),
            "value": known["value"].astype("Float64"),
        }
    )
    return frame.sort_values(["indicator", "year", "gemeente_code"]).reset_index(drop=True)
