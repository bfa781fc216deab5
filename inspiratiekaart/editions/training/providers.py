"""Who trains: the publicly funded institutions, the private ones, and a few course providers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pandas as pd

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources.claims import rows_of, slug
from inspiratiekaart.sources.courses import SOURCES as COURSE_SOURCES
from inspiratiekaart.sources.duo_higher import OFFERED, RECOGNISED, SNAPSHOT

FUNDED = "duo-instellingen-2026"
MERGERS = "duo-overgangen-2025"
_KINDS = {"mbo": "mbo", "hbo": "hbo", "wo": "universiteit"}
_NETWORKS = {"radiant": "Radiant", "pentanova": "Pentanova"}
_ONE_LOCATION = {"https://www.albeda.nl/locatie/industrieweg-food-innovation-academy"}
"""Addresses in DUO's list that lead to one location; we give the site of the whole school."""


def build(
    institutions: pd.DataFrame,
    recognised: pd.DataFrame,
    mergers: pd.DataFrame,
    names: pd.DataFrame,
    kinds: pd.DataFrame,
) -> pd.DataFrame:
    """Table ``providers`` from the raw frames and the editorial names and kinds.

    ``is_funded`` is true for the institutions in DUO's two address lists and for no other; it
    stays empty for partners abroad and for what we do not know.

    Raises:
        RawMaterialError: an editorial name was made for a register name that has changed.
    """
    parts = [_funded(institutions), _recognised_only(institutions, recognised), _gone(mergers)]
    own = pd.DataFrame(
        [_own(slug(name), name, source) for name, source in COURSE_SOURCES.items()]
        + [_own(key, name, OFFERED) for key, name in _NETWORKS.items()]
    )
    table = pd.concat([*parts, own], ignore_index=True)
    register = table.set_index("provider_id")["name"]
    for row in rows_of(names):
        if register.get(row.provider_id) != row.register_name:
            raise RawMaterialError(
                f"provider_names.csv: {row.provider_id} is called {register.get(row.provider_id)!r}"
                f" in the register, not {row.register_name!r}. Mend or drop that row."
            )
    short = names.set_index("provider_id")["name"].to_dict()
    kind = kinds.set_index("provider_id")["kind"].to_dict()
    table["name"] = [
        short.get(key, display_name(name))
        for key, name in zip(table["provider_id"], table["name"], strict=True)
    ]
    table["kind"] = table["provider_id"].map(kind).fillna(table["kind"])
    return table


def display_name(name: str) -> str:
    """``name`` without its legal form and without double spaces."""
    plain = re.sub(r"^Stichting (?=[A-Z])|,? (B\.V\.?|bv|BV)$", "", re.sub(r"\s+", " ", name))
    return plain.strip()


def website(address: str | None) -> str | None:
    """``address`` with its scheme, a lower-case host and no closing slash."""
    if not isinstance(address, str) or not address.strip():
        return None
    parts = urlsplit(address.strip())
    path = "" if address in _ONE_LOCATION else parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc.lower()}{path}"


def _funded(institutions: pd.DataFrame) -> pd.DataFrame:
    code = institutions["instellingscode_brin"]
    return pd.DataFrame(
        {
            "provider_id": code,
            "brin": code,
            "name": institutions["naam"],
            "kind": institutions["soort"].map(_KINDS),
            "is_funded": True,
            "website": institutions["website"].map(website),
            "source_id": FUNDED,
            "period": "2026",
            "status": "final",
        }
    )


def _recognised_only(institutions: pd.DataFrame, recognised: pd.DataFrame) -> pd.DataFrame:
    rows = recognised.loc[
        ~recognised["instellingscode"].isin(institutions["instellingscode_brin"])
    ].sort_values("instellingscode")
    grouped = rows.groupby("instellingscode").agg(
        name=("instelling", "first"), places=("plaats", "count")
    )
    abroad = grouped["places"].eq(0)
    return pd.DataFrame(
        {
            "provider_id": grouped.index,
            "brin": grouped.index,
            "name": grouped["name"].to_numpy(),
            "kind": abroad.map({True: "overig", False: "particulier"}).to_numpy(),
            "is_funded": abroad.map({True: None, False: False}).astype("object").to_numpy(),
            "website": None,
            "source_id": RECOGNISED,
            "period": SNAPSHOT,
            "status": "final",
        }
    )


def _gone(mergers: pd.DataFrame) -> pd.DataFrame:
    rows = mergers.loc[mergers["brin_2026"].isna()]
    return pd.DataFrame(
        {
            "provider_id": rows["brin_2019"],
            "brin": rows["brin_2019"],
            "name": rows["instelling_2019"],
            "kind": "mbo",
            "is_funded": None,
            "website": None,
            "source_id": MERGERS,
            "period": "2019",
            "status": "unknown",
        }
    )


def _own(provider_id: str, name: str, source_id: str) -> dict[str, object]:
    private = source_id != OFFERED
    return {
        "provider_id": provider_id,
        "name": name,
        "kind": "particulier",
        "is_funded": False if private else None,
        "source_id": source_id,
        "period": source_id[-4:] if private else SNAPSHOT,
        "status": "provisional" if private else "final",
    }
