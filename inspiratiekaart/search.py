"""Finding a region by what people type: a place, a postcode, a municipality, a region."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.division import Division
from inspiratiekaart.regions import region_names

POINT_KINDS = ("place", "gemeente", "former_gemeente", "postcode")
"""The kinds of match that are one point on the map; a region is none."""

_WORD = re.compile(r"\w+")
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
    return re.sub(r"[\s\-–'’‘\u00b4`.]+", " ", plain.casefold()).strip()


def unmarked(division: Division, name: str) -> str:
    """``name`` without the mark that tells namesakes apart: Hengelo (O.), Bergen L."""
    pattern = _marks(division)
    return pattern.sub("", name) if pattern else name


@lru_cache(maxsize=4)
def _marks(division: Division) -> re.Pattern[str] | None:
    marks = "|".join(re.escape(mark) for mark in division.name_marks)
    return re.compile(rf" \(?(?:{marks})\.?\)?\Z") if marks else None


def postcode_of(division: Division, typed: str) -> str:
    """The postcode that ``typed`` says, as it is in the table; empty where it says none."""
    pattern = division.postcode_typed
    match = re.fullmatch(pattern, typed.strip(), re.IGNORECASE) if pattern else None
    return str(match[1]).upper() if match else ""


def find_places(
    dataset: Dataset, typed: str, limit: int = 6, *, kinds: Collection[str] | None = None
) -> tuple[PlaceMatch, ...]:
    """What ``typed`` can mean, the most inhabited first; empty when nothing has that name.

    An exact name wins over a beginning; one region with several matches is named once. ``kinds``,
    where given, leaves out matches of other kinds.
    """
    typed = typed[:_MAX_TYPED]
    postcode = postcode_of(dataset.division, typed)
    if postcode:
        found = _postcodes(dataset).get(postcode)
        return (found,) if found else ()
    key = folded(typed)
    if not key:
        return ()
    names = _names(dataset)
    matches = _of_kinds(names.get(key, ()), kinds)
    if not matches and len(key) >= 3:
        begun = (m for name, each in names.items() if name.startswith(key) for m in each)
        matches = _of_kinds(begun, kinds)
    return _distinct(dataset.division, matches)[:limit]


def find_points(dataset: Dataset, typed: str, limit: int = 6) -> tuple[PlaceMatch, ...]:
    """The places that ``typed`` can mean, as points to measure a distance from.

    ``typed`` may end in a comma and the name of a municipality or region, to tell places with one
    name apart. A municipality with a place of its own name stands for that place.
    """
    found = find_places(dataset, typed, limit, kinds=POINT_KINDS)
    name, comma, area = typed.rpartition(",")
    if not found and comma:
        regions = region_names(dataset)
        found = tuple(
            each
            for each in find_places(dataset, name, limit, kinds=POINT_KINDS)
            if folded(area)
            in (folded(each.gemeente_name), folded(regions[each.arbeidsmarktregio_code]))
        )
    once: dict[tuple[str, ...], PlaceMatch] = {}
    for each in found:
        once.setdefault((*_WORD.findall(folded(each.name)), each.arbeidsmarktregio_code), each)
    return tuple(_at_its_place(dataset, each) for each in once.values())


def _at_its_place(dataset: Dataset, match: PlaceMatch) -> PlaceMatch:
    if match.kind != "gemeente":
        return match
    division = dataset.division
    name = unmarked(division, match.name)
    for each in find_places(dataset, name, kinds=("place",)):
        if (unmarked(division, each.name), each.gemeente_name) == (name, match.name):
            return replace(match, lon=each.lon, lat=each.lat)
    return match


def _of_kinds(
    matches: Iterable[PlaceMatch], kinds: Collection[str] | None
) -> tuple[PlaceMatch, ...]:
    return tuple(match for match in matches if kinds is None or match.kind in kinds)


def _distinct(division: Division, matches: tuple[PlaceMatch, ...]) -> tuple[PlaceMatch, ...]:
    order = {"arbeidsmarktregio": 0, "gemeente": 1, "place": 2, "former_gemeente": 3}
    seen: set[tuple[str, str]] = set()
    kept = []
    for match in sorted(matches, key=lambda m: (-m.population, order[m.kind], m.name)):
        same = (folded(unmarked(division, match.name)), match.arbeidsmarktregio_code)
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
    division = dataset.division
    for name, match in named_places(dataset):
        for key in dict.fromkeys((folded(name), folded(unmarked(division, name)))):
            found.setdefault(key, []).append(match)
    return {key: tuple(value) for key, value in found.items()}


def named_places(dataset: Dataset) -> Iterator[tuple[str, PlaceMatch]]:
    """Every name of a region, municipality or place, former ones too, with what it means."""
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
