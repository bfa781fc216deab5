"""CBS's occupation groups (BRC 2014) with employed persons and the median gross hourly wage.

Sources: CBS StatLine 85276NED (employed persons) and 85517NED (hourly wage), both 2023.
"""

from __future__ import annotations

import pandas as pd

RAW_COLUMNS = (
    "brc_code",
    "niveau",
    "naam",
    "bovenliggend",
    "werkzame_beroepsbevolking_x1000",
    "mediaan_bruto_uurloon_eur",
    "jaar",
)


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Classes, segments and groups; persons in units, wages in euros.

    A wage cell that is empty in the raw file was suppressed at CBS (or could not be told from one
    that was, because the source wrote the parent's wage there): it stays empty, ``suppressed``.
    """
    wage = pd.to_numeric(raw["mediaan_bruto_uurloon_eur"].replace("", None))
    employed = pd.to_numeric(raw["werkzame_beroepsbevolking_x1000"].replace("", None)) * 1000
    return pd.DataFrame(
        {
            "beroepsgroep_code": raw["brc_code"],
            "name": raw["naam"],
            "level": raw["niveau"],
            "parent_code": raw["bovenliggend"],
            "employed_count": employed.round().astype("Int64"),
            "median_hourly_wage_eur": wage,
            "wage_status": wage.notna().map({True: "final", False: "suppressed"}),
            "period": raw["jaar"],
        }
    )
