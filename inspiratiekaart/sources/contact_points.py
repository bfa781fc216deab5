"""Werkcentra, RMTs, leerwerkloketten and WSPs found on public pages: few, and no persons."""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.errors import RawMaterialError

POINTS = "contactpunten-openbare-paginas"
NATIONAL = "landelijk"
_NO_DATE = "onbekend"


def tidy(raw: pd.DataFrame, regions: dict[str, str]) -> pd.DataFrame:
    """Table ``contact_points``; ``regions`` gives the code of each region by its present name.

    An empty ``arbeidsmarktregio_code`` means the whole country.

    Raises:
        RawMaterialError: a region is unknown.
    """
    unknown = sorted(set(raw["arbeidsmarktregio"]) - set(regions) - {NATIONAL})
    if unknown:
        raise RawMaterialError(
            f"contactpunten_deels.csv: no region called {', '.join(unknown)}. Mend the spelling."
        )
    code = raw["arbeidsmarktregio"].map(regions)
    website = raw["website"].str.rstrip("/")
    checked = raw["peildatum"].map(_iso, na_action="ignore")
    return pd.DataFrame(
        {
            "contact_point_id": raw["soort"] + "-" + code.fillna(NATIONAL),
            "arbeidsmarktregio_code": code,
            "kind": raw["soort"],
            "organisation": raw["naam"],
            "address": raw["adres"],
            "postcode": raw["postcode"],
            "place": raw["plaats"],
            "website": website,
            "opening_hours": raw["openingstijden"],
            "checked_on": checked,
            "remark": raw["opmerking"],
            "url": raw["source"].where(raw["source"].str.match(r"https?://\S+$"), website),
            "source_id": POINTS,
            "period": checked.fillna(_NO_DATE),
            "status": "provisional",
        }
    )


def _iso(text: str) -> str:
    return "-".join(reversed(text.split("-")))
