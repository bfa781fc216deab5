"""Where an address is: by our own table of postcodes, or by PDOK's Locatieserver when asked.

The table needs no network and knows four digits of a postcode; the Locatieserver knows every
address in the Netherlands. It is asked only where ``INSPIRATIEKAART_GEOCODER=pdok``, of schools
and desks, never of people. When it does not answer, the table does, for the rest of the run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, Protocol

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.errors import SettingError
from inspiratiekaart.sources.claims import slug
from inspiratiekaart.sources.fetching import Client, FetchError, with_query

SETTING = "INSPIRATIEKAART_GEOCODER"
LOCATIESERVER = "https://api.pdok.nl/bzk/locatieserver/search/v3_1/free"
Precision = Literal["address", "postcode", "place", "gemeente"]

_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})?")
_POINT = re.compile(r"POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)")
_PRECISIONS: Mapping[str, Precision] = {
    "adres": "address",
    "postcode": "postcode",
    "weg": "postcode",
    "woonplaats": "place",
    "gemeente": "gemeente",
}
_FIELDS = "type,centroide_ll,gemeentecode,woonplaatsnaam,postcode"


@dataclass(frozen=True)
class Address:
    """What is known of an address; anything may be empty."""

    street: str = ""
    house_number: str = ""
    postcode: str = ""
    place: str = ""
    gemeente_code: str = ""

    @classmethod
    def of(cls, row: Any, place: str, gemeente_code: str) -> Address:
        """The address in a draft, at the place and in the municipality that were found for it."""
        street, number, postcode = row.street or "", row.house_number or "", row.postcode or ""
        return cls(street, number, postcode, place, gemeente_code)


@dataclass(frozen=True)
class Located:
    """A point (EPSG:4326) with its municipality, and how exact it is."""

    lon: float
    lat: float
    gemeente_code: str
    precision: Precision


class Geocoder(Protocol):
    """Finds where an address is."""

    def find(self, address: Address) -> Located | None:
        """Where ``address`` is; None where it cannot be told."""


class PostcodeTable:
    """By the first four digits of the postcode, else by place, else by municipality."""

    def __init__(self, dataset: Dataset) -> None:
        """Read the tables of ``dataset``."""
        self._postcodes = {row["postcode"]: row for row in records(dataset["postcodes"])}
        self._gemeenten = {row["gemeente_code"]: row for row in records(dataset["gemeenten"])}
        self._places: dict[str, list[Mapping[str, Any]]] = {}
        for row in records(dataset["places"].sort_values("population_count", ascending=False)):
            aliases = str(row["aliases"] or "").split("|")
            for name in dict.fromkeys(slug(text) for text in (row["name"], *aliases)):
                self._places.setdefault(name, []).append(row)

    def find(self, address: Address) -> Located | None:
        """Where ``address`` is; None where nothing of it is known.

        Of several places with one name it is the one in the municipality, if that is given; else
        none, since it would be a guess.
        """
        digits = _POSTCODE.match(address.postcode.strip())
        if digits and (row := self._postcodes.get(digits[1])):
            return _located(row, "postcode")
        rows = self._places.get(slug(address.place), []) if address.place else []
        if address.gemeente_code:
            rows = [row for row in rows if row["gemeente_code"] == address.gemeente_code]
        if len({row["gemeente_code"] for row in rows}) == 1:
            return _located(rows[0], "place")
        if row := self._gemeenten.get(address.gemeente_code):
            return Located(row["label_lon"], row["label_lat"], row["gemeente_code"], "gemeente")
        return None


@dataclass
class Locatieserver:
    """By PDOK's register of addresses; ``otherwise`` is asked where that has no answer."""

    client: Client
    otherwise: Geocoder
    url: str = LOCATIESERVER
    _known: dict[Address, Located | None] = field(default_factory=dict)
    _is_off: bool = False

    def find(self, address: Address) -> Located | None:
        """Where ``address`` is, asked once; by ``otherwise`` where it is not in the register."""
        if address not in self._known:
            self._known[address] = self._asked(address)
        return self._known[address] or self.otherwise.find(address)

    def _asked(self, address: Address) -> Located | None:
        words = _words(address)
        if self._is_off or not words:
            return None
        wanted = "(adres OR postcode OR weg OR woonplaats)"
        asked = with_query(self.url, q=words, fq=f"type:{wanted}", fl=_FIELDS, rows=1)
        try:
            answer = self.client.json(asked)
        except FetchError:
            self._is_off = True
            return None
        return _answered(answer, address)


def geocoder(
    dataset: Dataset, environment: Mapping[str, str] = os.environ, client: Client | None = None
) -> Geocoder:
    """What the operator wants: the table of postcodes, or the Locatieserver.

    Raises:
        SettingError: the variable names neither.
    """
    wanted = environment.get(SETTING, "").strip().lower()
    table = PostcodeTable(dataset)
    if wanted in ("", "postcodes"):
        return table
    if wanted == "pdok":
        return Locatieserver(client or Client(), table, LOCATIESERVER)
    raise SettingError(f"{SETTING}={wanted}: unknown. Use postcodes (no network) or pdok.")


def exact(dataset: Dataset, address: Address) -> Located | None:
    """Where ``address`` is to the door, by the Locatieserver; None where it is not to be asked.

    None too where it knows the address only roughly, or in another municipality.

    Raises:
        SettingError: the variable names no geocoder.
    """
    wanted = os.environ.get(SETTING, "")
    found = _kept(dataset, wanted).find(address) if wanted else None
    is_right = found and found.gemeente_code == address.gemeente_code
    return found if found and is_right and found.precision == "address" else None


@lru_cache(maxsize=1)
def _kept(dataset: Dataset, wanted: str) -> Geocoder:
    """One for all addresses of an import, since it knows what it has asked."""
    return geocoder(dataset, {SETTING: wanted})


def _located(row: Mapping[str, Any], precision: Precision) -> Located:
    return Located(float(row["lon"]), float(row["lat"]), str(row["gemeente_code"]), precision)


def _words(address: Address) -> str:
    """What is asked: postcode and number tell an address, else street, number and place."""
    found = _POSTCODE.fullmatch(address.postcode.strip())
    if found and found[2] and address.house_number:
        return f"{found[1]}{found[2].upper()} {address.house_number}"
    parts = (address.street, address.house_number if address.street else "", address.place)
    return " ".join(part.strip() for part in parts if part.strip())


def _answered(answer: Any, address: Address) -> Located | None:
    """The first answer, where it is in the Netherlands and has the postcode that was asked."""
    response = answer.get("response") if isinstance(answer, dict) else None
    docs = response.get("docs") if isinstance(response, dict) else None
    doc = docs[0] if isinstance(docs, list) and docs and isinstance(docs[0], dict) else {}
    point = _POINT.fullmatch(str(doc.get("centroide_ll") or ""))
    precision = _PRECISIONS.get(str(doc.get("type") or ""))
    code = str(doc.get("gemeentecode") or "")
    if not point or not precision or not re.fullmatch(r"\d{4}", code):
        return None
    asked = address.postcode.replace(" ", "").upper()
    said = str(doc.get("postcode") or "")
    if said and len(asked) == 6 and said != asked:
        return None
    return Located(float(point[1]), float(point[2]), f"GM{code}", precision)
