"""Where something is: places, postcodes and municipalities, with those that merged since 2010.

A place is known by its ``place_id``, a municipality by its code. Several places of one name are
told apart by the postcode, the municipality or the province beside them, or else asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from rapidfuzz import fuzz, process

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.matching.match import UNKNOWN, Basis, Candidate, Match, decided
from inspiratiekaart.matching.words import folded

_POSTCODE = re.compile(r"\s*([1-9]\d{3})\s*(?:[A-Za-z]{2})?\s*\Z")
_MARK = re.compile(r" (?:\([^)]*\)|AC|GN|Gld|L|NB|NH|O|Ov|Z|ZH)\.?\Z")
"""What CBS writes behind a name to tell namesakes apart."""

_PROVINCES = {
    "gr": "PV20", "gn": "PV20", "fr": "PV21", "dr": "PV22", "ov": "PV23", "o": "PV23",
    "fl": "PV24", "gld": "PV25", "gl": "PV25", "ut": "PV26", "u": "PV26", "nh": "PV27",
    "zh": "PV28", "ze": "PV29", "z": "PV29", "nb": "PV30", "lb": "PV31", "l": "PV31", "li": "PV31",
}  # fmt: skip
_OTHERS = {"amsterdam zuidoost": "amsterdam"}
"""Parts of a city that the list of places knows only under the city."""

_QUARTERS = frozenset(
    ["stad", "centrum", "noord", "zuid", "oost", "west", "zuidoost", "haven", "buiten", "poort"]
)
_MOST_LETTERS = 120
_LIKE_PCT = 84
_MUCH_LARGER = 10


@dataclass(frozen=True)
class Spot:
    """A point (WGS84) with the place, municipality and region that it lies in, and how precise."""

    place: str
    gemeente_code: str
    arbeidsmarktregio_code: str
    lon: float
    lat: float
    precision: Literal["postcode", "place", "gemeente"]


@dataclass(frozen=True)
class _Known:
    spots: Mapping[str, Spot]
    names: Mapping[str, tuple[str, ...]]
    people: Mapping[str, int]
    postcodes: Mapping[str, Spot]
    province: Mapping[str, str]
    gemeenten: Mapping[str, tuple[str, ...]]
    gemeente_names: Mapping[str, str]
    former: Mapping[str, str]
    former_codes: Mapping[str, str]
    former_regions: Mapping[str, str]


def match_place(
    dataset: Dataset,
    place: str,
    *,
    postcode: str = "",
    gemeente_code: str = "",
    gemeente_name: str = "",
    likely: Collection[str] = (),
) -> Match:
    """The place called ``place``, as its ``place_id``; of a municipality alone as its code.

    ``likely`` are codes of municipalities where it may well be, if there are several of the name.
    """
    known = _known(dataset)
    place = place[:_MOST_LETTERS]
    area = gemeente_code if gemeente_code in known.gemeente_names else ""
    if not area and (gemeente_code or gemeente_name):
        area = match_gemeente(dataset, gemeente_name, code=gemeente_code).code or ""
    mailed = _POSTCODE.match(postcode or "")
    spot = known.postcodes.get(mailed[1]) if mailed else None
    if not folded(place):
        return _without_name(known, area, spot)
    found, province = _named(known, place)
    if not found:
        return _spelled(known, place, {area, spot.gemeente_code if spot else ""} - {""})
    for hint in (spot.gemeente_code if spot else "", area):
        here = [each for each in found if known.spots[each[0]].gemeente_code == hint]
        if here:
            return decided(_candidates(known, here[:1]))
    for codes in (province, frozenset(likely)):
        here = [
            each
            for each in found
            if {known.spots[each[0]].gemeente_code, _province(known, each[0])} & codes
        ]
        if len(here) == 1:
            return decided(_candidates(known, here))
    if area or spot:  # the name says one thing and the area beside it another
        return decided(_candidates(known, found, at_most=84))
    people = [known.people[key] for key, _, _ in found]
    if len(found) > 1 and people[0] < _MUCH_LARGER * max(people[1], 1):
        return decided(_candidates(known, found, at_most=84))
    return decided(_candidates(known, found[:1], at_most=100 if len(found) == 1 else 90))


def match_gemeente(dataset: Dataset, name: str, *, code: str = "") -> Match:
    """The present municipality called ``name``, or with ``code`` (GM0014, 0014 or 14).

    A municipality that has merged gives the one that its main place lies in now.
    """
    known = _known(dataset)
    if code.strip():
        digits = re.sub(r"\D", "", code)
        full = f"GM{int(digits):04d}" if digits and len(digits) <= 4 else ""
        if full in known.gemeente_names:
            return decided([Candidate(full, known.gemeente_names[full], 100, "code")])
        name = known.former_codes.get(full, name)
    key = _plain(name)
    if not key:
        return UNKNOWN
    found: list[tuple[str, int, Basis]] = [
        (each, 100, "exact") for each in known.gemeenten.get(key, ())
    ]
    if not found and key in known.former:
        found = [(known.former[key], 92, "former")]
    if not found:
        names = known.gemeenten.keys()
        close = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=_LIKE_PCT)
        found = [
            (each, int(score) - 4, "spelling")
            for one, score, _ in close
            for each in known.gemeenten[one]
        ]
    return decided(
        Candidate(each, known.gemeente_names[each], sure, basis) for each, sure, basis in found
    )


def spot_of(dataset: Dataset, code: str, postcode: str = "") -> Spot:
    """Where the place or municipality ``code`` is; at ``postcode`` where that lies there."""
    known = _known(dataset)
    spot = known.spots[code]
    mailed = _POSTCODE.match(postcode or "")
    at = known.postcodes.get(mailed[1]) if mailed else None
    if at and at.gemeente_code == spot.gemeente_code:
        return Spot(
            spot.place, at.gemeente_code, at.arbeidsmarktregio_code, at.lon, at.lat, "postcode"
        )
    return spot


def _without_name(known: _Known, area: str, spot: Spot | None) -> Match:
    if spot:
        here = known.names.get(_plain(spot.place), ())
        same = [key for key in here if known.spots[key].gemeente_code == spot.gemeente_code]
        if same:
            return decided([Candidate(same[0], known.spots[same[0]].place, 95, "code")])
        area = area or spot.gemeente_code
    if not area:
        return UNKNOWN
    name = known.gemeente_names[area]
    named = [
        key for key in known.names.get(_plain(name), ()) if known.spots[key].gemeente_code == area
    ]
    if named and not spot:
        return decided([Candidate(named[0], name, 95, "code")])
    return decided([Candidate(area, name, 90, "code")])


def _named(known: _Known, place: str) -> tuple[list[tuple[str, int, Basis]], frozenset[str]]:
    """The places called so, the most inhabited first, and the province that the name ends in."""
    key = _plain(place)
    stem, _, suffix = key.rpartition(" ")
    if key in known.names:
        return [(each, 100, "exact") for each in known.names[key]], frozenset()
    if suffix in _PROVINCES and stem in known.names:
        code = _PROVINCES[suffix]
        return [(each, 97, "spelling") for each in known.names[stem]], frozenset({code})
    if suffix in _QUARTERS and stem in known.names:
        return [(known.names[stem][0], 88, "words")], frozenset()
    return [], frozenset()


def _spelled(known: _Known, place: str, areas: set[str]) -> Match:
    like = process.extract(
        _plain(place), known.names.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_PCT, limit=8
    )
    found: list[tuple[str, int, Basis]] = []
    for one, score, _ in like:
        for each in known.names[one]:
            is_here = known.spots[each].gemeente_code in areas
            found.append((each, int(score) - (0 if is_here else 6), "spelling"))
    return decided(_candidates(known, found))


def _candidates(
    known: _Known, found: list[tuple[str, int, Basis]], at_most: int = 100
) -> Iterator[Candidate]:
    for key, sure, basis in found:
        spot = known.spots[key]
        name = f"{spot.place} ({known.gemeente_names[spot.gemeente_code]})"
        yield Candidate(key, name, min(sure, at_most), basis)


def _province(known: _Known, key: str) -> str:
    return known.province[known.spots[key].gemeente_code]


def _plain(name: str) -> str:
    key = folded(name)
    key = re.sub(r"^(st|sint) ", "sint ", key)
    key = re.sub(r"\bij", "y", key).replace("ij", "y")
    key = re.sub(r"^gemeente ", "", key)
    return _OTHERS.get(key, key)


@lru_cache(maxsize=4)
def _known(dataset: Dataset) -> _Known:
    gemeenten = dataset["gemeenten"]
    places = dataset["places"].fillna({"aliases": "", "population_count": 0})
    places = places.sort_values(["population_count", "place_id"], ascending=[False, True])
    spots: dict[str, Spot] = {}
    names: dict[str, list[str]] = {}
    people: dict[str, int] = {}
    for row in records(places):
        key = row["place_id"]
        spots[key] = _spot(row, row["name"], "place")
        people[key] = int(row["population_count"])
        for text in (row["name"], _MARK.sub("", row["name"]), *row["aliases"].split("|")):
            if text and key not in names.setdefault(_plain(text), []):
                names[_plain(text)].append(key)
    by_gemeente: dict[str, list[str]] = {}
    for row in records(gemeenten):
        code = row["gemeente_code"]
        spots[code] = Spot(
            row["name"], code, row["arbeidsmarktregio_code"], row["label_lon"], row["label_lat"],
            "gemeente",
        )  # fmt: skip
        people[code] = 0
        for text in {row["name"], _MARK.sub("", row["name"])}:
            by_gemeente.setdefault(_plain(text), []).append(code)
    former = dataset["former_gemeenten"]
    now = {_plain(name): _now(names, spots, _plain(name)) for name in former["name"]}
    return _Known(
        spots,
        {name: tuple(keys) for name, keys in names.items()},
        people,
        {
            row["postcode"]: _spot(row, row["place"] or "", "postcode")
            for row in records(dataset["postcodes"])
        },
        dict(zip(gemeenten["gemeente_code"], gemeenten["provincie_code"], strict=True)),
        {name: tuple(codes) for name, codes in by_gemeente.items()},
        dict(zip(gemeenten["gemeente_code"], gemeenten["name"], strict=True)),
        {name: code for name, code in now.items() if code},
        dict(zip(former["gemeente_code"], former["name"], strict=True)),
        {
            row["gemeente_code"]: row["arbeidsmarktregio_code"]
            for row in records(former.dropna(subset=["arbeidsmarktregio_code"]))
        },
    )


def _now(names: Mapping[str, list[str]], spots: Mapping[str, Spot], name: str) -> str:
    """The present municipality of the largest place of a former municipality's name."""
    found = names.get(name, ())
    return spots[found[0]].gemeente_code if found else ""


def _spot(row: dict[str, Any], place: str, precision: Literal["postcode", "place"]) -> Spot:
    code, region = row["gemeente_code"], row["arbeidsmarktregio_code"]
    return Spot(place, code, region, row["lon"], row["lat"], precision)


def region_of_gemeente(dataset: Dataset, code: str, present: str = "") -> str:
    """The region that a municipality lies in now; empty where that is not known.

    ``present`` is the municipality that it is part of now, where that is known.
    """
    known = _known(dataset)
    digits = re.sub(r"\D", "", code)
    full = f"GM{int(digits):04d}" if digits and len(digits) <= 4 else code
    for each in (full, present):
        if each in known.gemeente_names:
            return known.spots[each].arbeidsmarktregio_code
    return known.former_regions.get(full, "")
