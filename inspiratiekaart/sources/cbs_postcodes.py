"""Four-digit postcodes and the places in them, with point, municipality, region and inhabitants.

Publisher: CBS "Kerncijfers per postcode" (areas of 2020, inhabitants on 1 January 2021, rounded
to fives by CBS), CC BY 4.0; post-office boxes and other spellings from 4pp (MIT).
"""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

POSTCODE_COLUMNS = (
    "postcode",
    "plaats",
    "soort",
    "lat",
    "lon",
    "gm_code_2021",
    "gm_code_2024",
    "inwoners_2021",
    "aandeel_in_gm",
    "bron",
)
PLACE_COLUMNS = (
    "plaats",
    "gm_code_2021",
    "gm_code_2024",
    "lat",
    "lon",
    "inwoners_2021",
    "andere_schrijfwijzen",
)

_KINDS = {"adres": "area", "postbus": "po_box", "onbekend": "unknown"}
_NO_PLACE = "Glas"  # 4pp writes this where it has no place name
_SHORTEST_NAME = 3
_PART_OF = "(ged.)"  # "in part": half of a place, not a name
_SUFFIX = re.compile(r"\((\w)(\w*)\)$")


def tidy_postcodes(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per postcode: place, kind, point (EPSG:4326), inhabitants, origin of the row.

    ``gm_code_2021`` and ``gm_code_2024`` are the municipality in either division; ``is_cbs`` tells
    whether the row is CBS's own, ``is_by_area`` whether its municipality was found by area.
    """
    known_place = raw["plaats"].mask(raw["plaats"] == _NO_PLACE)
    return pd.DataFrame(
        {
            "postcode": raw["postcode"],
            "place": known_place.map(_place_name, na_action="ignore"),
            "kind": raw["soort"].map(_KINDS),
            "gm_code_2021": raw["gm_code_2021"],
            "gm_code_2024": raw["gm_code_2024"],
            "share_in_gemeente_pct": (raw["aandeel_in_gm"].astype("Float64") * 100).round(1),
            "lon": raw["lon"].astype("Float64"),
            "lat": raw["lat"].astype("Float64"),
            "population_count": raw["inwoners_2021"].astype("Int64"),
            "is_cbs": ~raw["bron"].str.startswith("4pp"),
            "is_by_area": raw["bron"] == "geometrie",
        }
    )


def tidy_places(raw: pd.DataFrame, gemeente_column: str) -> pd.DataFrame:
    """One row per place and municipality, in the division of ``gemeente_column``.

    Parts of one place whose municipalities have merged become one row: inhabitants summed, point
    weighted by inhabitants.
    """
    people = raw["inwoners_2021"].astype("Int64")
    weight = people.clip(lower=1).astype("Float64")
    parts = pd.DataFrame(
        {
            "name": raw["plaats"].map(_place_name),
            "gemeente_code": raw[gemeente_column],
            "aliases": raw["andere_schrijfwijzen"].fillna(""),
            "population_count": people,
            "weight": weight,
            "lon": raw["lon"].astype("Float64") * weight,
            "lat": raw["lat"].astype("Float64") * weight,
        }
    )
    joined = parts.groupby(["gemeente_code", "name"], as_index=False).agg(
        aliases=("aliases", "|".join),
        population_count=("population_count", "sum"),
        weight=("weight", "sum"),
        lon=("lon", "sum"),
        lat=("lat", "sum"),
    )
    return pd.DataFrame(
        {
            "place_id": [
                place_id(name, code)
                for name, code in zip(joined["name"], joined["gemeente_code"], strict=True)
            ],
            "name": joined["name"],
            "aliases": [
                readable_aliases(name, text.split("|"))
                for name, text in zip(joined["name"], joined["aliases"], strict=True)
            ],
            "gemeente_code": joined["gemeente_code"],
            "lon": (joined["lon"] / joined["weight"]).round(5),
            "lat": (joined["lat"] / joined["weight"]).round(5),
            "population_count": joined["population_count"],
        }
    )


def place_id(name: str, gemeente_code: str) -> str:
    """The key of a place: ``place_id("Koedijk", "GM0361") == "koedijk-gm0361"``."""
    plain = re.sub(r"[^a-z0-9]+", "-", _plain(name)).strip("-")
    return f"{plain}-{gemeente_code.lower()}"


def readable_aliases(name: str, spellings: list[str]) -> str:
    """The spellings that say something new, as people write them, joined by ``|``.

    Left out is what differs from ``name`` in case, accents, hyphens, ij or y only (search looks
    through those), and the shortened forms of the old capital-letter list. What is left of that
    list, single words such as OLDEBOORN, is written in the ordinary way.
    """
    seen = {_loose(name)}
    kept: list[str] = []
    for spelling in sorted(spellings, key=lambda text: (text.isupper(), text)):
        if _is_name(spelling, name) and _loose(spelling) not in seen:
            seen.add(_loose(spelling))
            kept.append(spelling.capitalize() if spelling.isupper() else spelling)
    return "|".join(sorted(kept))


def weighted_centres(postcodes: pd.DataFrame, group_column: str) -> pd.DataFrame:
    """Where the people of each group live on average, from postcodes with inhabitants.

    Columns: ``group_column``, ``population_x_m``, ``population_y_m`` (EPSG:28992, metres), from
    the columns ``x_m``, ``y_m`` and ``population_count`` of ``postcodes``.
    """
    lived_in = postcodes[postcodes["population_count"].fillna(0) > 0]
    people = lived_in["population_count"].astype("float64")
    weighted = pd.DataFrame(
        {
            group_column: lived_in[group_column],
            "people": people,
            "population_x_m": lived_in["x_m"] * people,
            "population_y_m": lived_in["y_m"] * people,
        }
    )
    sums = weighted.groupby(group_column).sum()
    centres = sums[["population_x_m", "population_y_m"]].div(sums["people"], axis=0)
    return centres.reset_index()


def _place_name(name: str) -> str:
    return _SUFFIX.sub(lambda m: f"({m[1]}{m[2] if len(m[2]) == 1 else m[2].lower()})", name)


def _is_name(spelling: str, name: str) -> bool:
    if len(spelling) < _SHORTEST_NAME or spelling.endswith(_PART_OF):
        return False
    shortened = " " in spelling or _loose(name).startswith(_loose(spelling))
    return not (spelling.isupper() and shortened)


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def _loose(text: str) -> str:
    letters = re.sub(r"[^a-z0-9]", "", _plain(text))
    return letters.replace("ij", "y")
