"""Finding a region by what people type: a place, a postcode, a municipality, a region."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from inspiratiekaart.dataset import Dataset

_POSTCODE = re.compile(r"\s*([1-9]\d{3})\s*(?:[A-Za-z]{2})?\s*\Z")
_MAX_TYPED = 80


@dataclass(frozen=True)
class PlaceMatch:
    """Something with a name that lies in a region.

    ``kind`` is place, postcode, gemeente, former_gemeente or arbeidsmarktregio; ``lon`` and
    ``lat`` (EPSG:4326) are None for a former municipality.
    """

    name: str
    kind: str
    arbeidsmarktregio_code: str
    gemeente_name: str
    lon: float | None
    lat: float | None
    population: int


def folded(text: str) -> str:
    """``text`` as it is compared: no accents, no capitals, one space, no apostrophes."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\s\-–'’`.]+", " ", plain.casefold()).strip()


def find_places(dataset: Dataset, typed: str, limit: int = 6) -> tuple[PlaceMatch, ...]:
    """What ``typed`` can mean, the most inhabited first; empty when nothing has that name.

    An exact name wins over a beginning; one region with several matches is named once.
    """
    typed = typed[:_MAX_TYPED]
    postcode = _POSTCODE.match(typed)
    if postcode:
        found = _postcodes(dataset).get(postcode[1])
        return (found,) if found else ()
    key = folded(typed)
    if not key:
        return ()
    names = _names(dataset)
    matches = names.get(key)
    if matches is None and len(key) >= 3:
        matches = tuple(m for name, each in names.items() if name.startswith(key) for m in each)
    return _distinct(matches or ())[:limit]


def _distinct(matches: tuple[PlaceMatch, ...]) -> tuple[PlaceMatch, ...]:
    order = {"arbeidsmarktregio": 0, "gemeente": 1, "place": 2, "former_gemeente": 3}
    seen: set[tuple[str, str]] = set()
    kept = []
    for match in sorted(matches, key=lambda m: (-m.population, order[m.kind], m.name)):
        same = (folded(match.name), match.arbeidsmarktregio_code)
        if same not in seen:
            seen.add(same)
            kept.append(match)
    return tuple(kept)


@lru_cache(maxsize=4)
def _postcodes(dataset: Dataset) -> Mapping[str, PlaceMatch]:
    gemeenten = dataset["gemeenten"].set_index("gemeente_code")["name"]
    frame = dataset["postcodes"]
    rows = frame.assign(gemeente=frame["gemeente_code"].map(gemeenten)).to_dict("records")
    return {
        str(row["postcode"]): PlaceMatch(
            f"{row['postcode']} {row['place']}" if pd.notna(row["place"]) else row["postcode"],
            "postcode",
            row["arbeidsmarktregio_code"],
            row["gemeente"],
            row["lon"],
            row["lat"],
            0 if pd.isna(row["population_count"]) else int(row["population_count"]),
        )
        for row in rows
    }


@lru_cache(maxsize=4)
def _names(dataset: Dataset) -> Mapping[str, tuple[PlaceMatch, ...]]:
    found: dict[str, list[PlaceMatch]] = {}
    for name, match in _all_matches(dataset):
        found.setdefault(folded(name), []).append(match)
    return {key: tuple(value) for key, value in found.items()}


def _all_matches(dataset: Dataset) -> Iterator[tuple[str, PlaceMatch]]:
    gemeenten = dataset["gemeenten"]
    people = gemeenten.groupby("arbeidsmarktregio_code")["population_count"].sum()
    for row in dataset["arbeidsmarktregios"].fillna({"former_names": ""}).to_dict("records"):
        code = row["arbeidsmarktregio_code"]
        match = PlaceMatch(
            row["name"],
            "arbeidsmarktregio",
            code,
            "",
            row["label_lon"],
            row["label_lat"],
            int(people[code]),
        )
        yield from ((name, match) for name in [row["name"], *_split(row["former_names"])])
    regions = dict(zip(gemeenten["gemeente_code"], gemeenten["name"], strict=True))
    for row in gemeenten.to_dict("records"):
        yield (
            row["name"],
            PlaceMatch(
                row["name"],
                "gemeente",
                row["arbeidsmarktregio_code"],
                row["name"],
                row["label_lon"],
                row["label_lat"],
                int(row["population_count"]) if pd.notna(row["population_count"]) else 0,
            ),
        )
    for row in dataset["places"].fillna({"aliases": ""}).to_dict("records"):
        match = PlaceMatch(
            row["name"],
            "place",
            row["arbeidsmarktregio_code"],
            regions[row["gemeente_code"]],
            row["lon"],
            row["lat"],
            int(row["population_count"]) if pd.notna(row["population_count"]) else 0,
        )
        yield from ((name, match) for name in [row["name"], *_split(row["aliases"])])
    former = dataset["former_gemeenten"]
    former = former[~former["name"].isin(gemeenten["name"])]
    for row in former.dropna(subset=["arbeidsmarktregio_code"]).to_dict("records"):
        name = row["name"]
        code = row["arbeidsmarktregio_code"]
        yield name, PlaceMatch(name, "former_gemeente", code, name, None, None, 0)


def _split(text: str) -> list[str]:
    return [part for part in text.split("|") if part]
