"""What UWV said of a profession in a region, as news sites passed it on: tidy statements.

Source: UWV, 2016 to 2026, second-hand; each row has the site, its date and its address.
"""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources.dutch_periods import end_year, iso_period

RAW_COLUMNS = (
    "regio",
    "regiotype",
    "periode",
    "beroep_zoals_genoemd",
    "status",
    "uitgever_oordeel",
    "gevonden_bij",
    "bron_url",
    "bron_datum",
)
STATUSES = {
    "kansrijk": "kansrijk",
    "nieuw kansrijk": "kansrijk",
    "krapteberoep": "kansrijk",
    "personeelstekort": "kansrijk",
    "nieuw krap": "kansrijk",
    "structureel kansrijk": "structureel kansrijk",
    "minder kansrijk": "minder kansrijk",
}
"""Our judgement for each way in which a publisher worded it."""


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Statements under our column names, in the order of the file.

    Returns:
        ``area_name, area_kind, name_as_said, scope, status, status_as_said, period,
        period_end_year, publisher, found_at, found_on, url``.

    Raises:
        RawMaterialError: a judgement is worded in a way that ``STATUSES`` does not have.
    """
    unknown = sorted(set(raw["status"]) - set(STATUSES))
    if unknown:
        raise RawMaterialError(
            f"no judgement for {unknown[0]!r}. Add it to news_statements.STATUSES."
        )
    return pd.DataFrame(
        {
            "area_name": raw["regio"],
            "area_kind": raw["regiotype"],
            "name_as_said": raw["beroep_zoals_genoemd"],
            "scope": raw["regiotype"].eq("land").map({True: "national", False: "regional"}),
            "status": raw["status"].map(STATUSES),
            "status_as_said": raw["status"],
            "period": raw["periode"].map(iso_period),
            "period_end_year": raw["periode"].map(end_year),
            "publisher": raw["uitgever_oordeel"],
            "found_at": raw["gevonden_bij"],
            "found_on": raw["bron_datum"],
            "url": raw["bron_url"],
        }
    )
