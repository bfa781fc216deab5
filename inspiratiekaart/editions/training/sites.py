"""Where providers are: one site per provider and place, for one edition.

A head office stands at its address; when its point lies outside the municipality of that address,
the point of its postcode is used instead. Other sites stand at a place or municipality.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from inspiratiekaart.editions.training.places import Gazetteer, Spot, to_rd
from inspiratiekaart.editions.training.providers import FUNDED
from inspiratiekaart.sources.claims import rows_of, slug

_HIGHER = ("ad", "hbo", "wo")


def head_offices(institutions: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """The head offices of the funded institutions, with codes of both divisions."""
    rows = []
    for row in rows_of(institutions):
        spot = gazetteer.postcode(row.postcode)
        town = gazetteer.place(row.plaats, row.gemeentecode)
        lon, lat, precision = float(row.lon), float(row.lat), "address"
        if not gazetteer.contains(row.gemeentecode, lon, lat):
            lon, lat, precision = spot.lon, spot.lat, "postcode"
        codes = spot if spot.gemeente_code["2026"] == row.gemeentecode else town
        rows.append(
            {
                **_site(row.instellingscode_brin, town.place, codes),
                "street": row.straat,
                "house_number": row.huisnummer_toevoeging,
                "postcode": f"{row.postcode[:4]} {row.postcode[4:]}",
                "lon": lon,
                "lat": lat,
                "precision": precision,
                "is_head_office": True,
                "source_id": FUNDED,
                "period": "2026",
                "status": "final",
            }
        )
    return pd.DataFrame(rows)


def locate(
    claims: pd.DataFrame, offices: pd.DataFrame, gazetteer: Gazetteer
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``claims`` with their ``site_id``, and the sites they need, head offices included.

    A place name gives the site of the provider at that place. A municipality gives the provider's
    site there: the only one, else the one at the place that names the municipality, else a site at
    the municipality itself. A claim without either stays without site, unless it is of higher
    education and the registers know exactly one site of the provider. (Of mbo schools DUO gives
    only the head office, so that one says nothing of where a programme is.)
    """
    sites: dict[str, dict[str, Any]] = {
        str(row["site_id"]): {str(key): value for key, value in row.items()}
        for row in offices.to_dict("records")
    }
    office = {site["provider_id"]: key for key, site in sites.items()}
    found: dict[int, str] = {}
    for row in rows_of(claims.loc[claims["place"].notna()]):
        spot = gazetteer.place(row.place, row.gemeente_code)
        found[row.Index] = _add(sites, row, spot, "place")
    for row in rows_of(claims.loc[claims["place"].isna() & claims["gemeente_code"].notna()]):
        spot = gazetteer.gemeente(row.gemeente_code)
        inside = [
            site["site_id"]
            for site in sites.values()
            if site["provider_id"] == row.provider_id
            and site["gemeente_code"]["2026"] == row.gemeente_code
        ]
        named = _site_id(row.provider_id, spot.place)
        if len(inside) == 1 or named in inside:
            found[row.Index] = named if named in inside else inside[0]
        else:
            found[row.Index] = _add(sites, row, spot, "gemeente")
    for row in rows_of(claims.loc[claims["at_head_office"].astype(bool)]):
        found[row.Index] = office[row.provider_id]
    per_provider: dict[str, list[str]] = {}
    for site in sites.values():
        if site["status"] == "final":
            per_provider.setdefault(site["provider_id"], []).append(site["site_id"])
    loose = ~claims.index.isin(found) & claims["level"].isin(_HIGHER)
    for row in rows_of(claims.loc[loose]):
        if len(per_provider.get(row.provider_id, [])) == 1:
            found[row.Index] = per_provider[row.provider_id][0]
    located = claims.assign(site_id=pd.Series(found, index=claims.index, dtype="object"))
    return located.where(located.notna(), None), pd.DataFrame(sites.values())


def of_edition(sites: pd.DataFrame, edition: str) -> pd.DataFrame:
    """Table ``sites`` with municipality and region in the division of ``edition``, and RD."""
    x_m, y_m = to_rd(sites["lon"], sites["lat"])
    return sites.assign(
        gemeente_code=[codes[edition] for codes in sites["gemeente_code"]],
        arbeidsmarktregio_code=[codes[edition] for codes in sites["arbeidsmarktregio_code"]],
        x_m=x_m,
        y_m=y_m,
    )


def _add(sites: dict[str, dict[str, Any]], row: Any, spot: Spot, precision: str) -> str:
    provider = str(row.provider_id)
    site_id = _site_id(provider, spot.place)
    known = sites.get(site_id)
    if known is None:
        sites[site_id] = {
            **_site(provider, spot.place, spot),
            "lon": spot.lon,
            "lat": spot.lat,
            "precision": precision,
            "is_head_office": False,
            "source_id": row.source_id,
            "period": row.period,
            "status": row.status,
        }
    return site_id


def _site(provider_id: str, place: str, spot: Spot) -> dict[str, Any]:
    return {
        "site_id": _site_id(provider_id, place),
        "provider_id": provider_id,
        "place": place,
        "gemeente_code": spot.gemeente_code,
        "arbeidsmarktregio_code": spot.region,
    }


def _site_id(provider_id: str, place: str) -> str:
    return f"{provider_id}-{slug(place)}"
