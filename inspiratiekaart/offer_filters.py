"""What a visitor asks of the offers, as it stands in the link: words, place, form, price ..."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace

from inspiratiekaart.offer_index import CERTAINTIES, MONTH_LIMITS, PRICE_LIMITS, OfferIndex
from inspiratiekaart.word_index import words_in

RADII_KM = (10, 20, 40, 60)
DEFAULT_RADIUS_KM = 20
SORTS = ("afstand", "prijs", "start", "naam")
FUNDED = ("ja", "nee")
MAX_TYPED = 100

PARAMETERS = {
    "words": "zoek",
    "place": "plaats",
    "radius_km": "straal",
    "forms": "vorm",
    "levels": "opleidingsniveau",
    "months_max": "duur",
    "price_max": "prijs",
    "start_from": "start",
    "funded": "bekostigd",
    "certainties": "zekerheid",
    "kinds": "soort",
    "occupation": "beroep",
    "provider": "opleider",
    "group": "locatie",
    "sort": "sorteer",
}
"""The name in the link of each field of ``Filters``."""

ORDER_ONLY = ("radius_km", "sort")
"""Fields that leave out no offer by themselves."""

_CERTAINTY = {
    "offered": "aangeboden",
    "had_students": "studenten",
    "sample": "voorbeeld",
    "recognised": "erkend",
}


@dataclass(frozen=True)
class Filters:
    """The filters of the page itself; empty and None ask for nothing.

    ``radius_km`` is a straight line around ``place``; ``group`` is one provider at one site.
    """

    words: str = ""
    place: str = ""
    radius_km: int = DEFAULT_RADIUS_KM
    forms: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    months_max: int | None = None
    price_max: int | None = None
    start_from: str = ""
    funded: str = ""
    certainties: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    occupation: str = ""
    provider: str = ""
    group: str = ""
    sort: str = ""

    @property
    def active(self) -> tuple[str, ...]:
        """The fields that leave out offers."""
        empty = Filters()
        names = (each.name for each in fields(self))
        return tuple(
            name
            for name in names
            if name not in ORDER_ONLY and getattr(self, name) != getattr(empty, name)
        )

    def without(self, *names: str) -> Filters:
        """These filters with the fields ``names`` asking for nothing."""
        empty = Filters()
        kept = {each.name: getattr(self, each.name) for each in fields(self)}
        return Filters(**{**kept, **{name: getattr(empty, name) for name in names}})

    def to_query(self) -> dict[str, str]:
        """The parameters that say these filters; what is default is left out."""
        empty = Filters()
        return {
            PARAMETERS[each.name]: _as_text(getattr(self, each.name))
            for each in fields(self)
            if getattr(self, each.name) != getattr(empty, each.name)
        }


def read_filters(
    query: Mapping[str, str], index: OfferIndex, occupations: Collection[str]
) -> tuple[Filters, tuple[str, ...]]:
    """Read filters from a link; also the parameters whose value made no sense and is left out."""
    ignored: list[str] = []

    def one(field: str, allowed: Collection[str]) -> str:
        value = query.get(PARAMETERS[field], "")
        if value and value not in allowed:
            ignored.append(PARAMETERS[field])
            return ""
        return value

    def several(field: str, allowed: Mapping[str, str]) -> frozenset[str]:
        asked = {each for each in query.get(PARAMETERS[field], "").split(",") if each}
        known = frozenset(allowed[each] for each in asked if each in allowed)
        if len(known) < len(asked):
            ignored.append(PARAMETERS[field])
        return known

    def number(field: str, allowed: Collection[int]) -> int | None:
        value = one(field, [str(each) for each in allowed])
        return int(value) if value else None

    typed = query.get(PARAMETERS["words"], "").strip()[:MAX_TYPED]
    if typed and not words_in(typed):
        ignored.append(PARAMETERS["words"])
        typed = ""
    facets = index.facets
    filters = Filters(
        words=typed,
        place=query.get(PARAMETERS["place"], "").strip()[:MAX_TYPED],
        radius_km=number("radius_km", RADII_KM) or DEFAULT_RADIUS_KM,
        forms=several("forms", {each: each for each in facets["forms"].values}),
        levels=several("levels", {each: each for each in facets["levels"].values}),
        months_max=number("months_max", MONTH_LIMITS),
        price_max=number("price_max", PRICE_LIMITS),
        start_from=one("start_from", index.start_months.values),
        funded=one("funded", FUNDED),
        certainties=several("certainties", {_CERTAINTY[each]: each for each in CERTAINTIES}),
        kinds=several("kinds", {each: each for each in index.kinds.values}),
        occupation=one("occupation", occupations),
        provider=one("provider", index.provider_ids),
        group=one("group", index.group_positions),
        sort=one("sort", SORTS),
    )
    if filters.sort == "afstand" and not filters.place:
        filters = replace(filters, sort="")
    return filters, tuple(ignored)


def _as_text(value: str | int | frozenset[str] | None) -> str:
    if isinstance(value, frozenset):
        return ",".join(sorted(_CERTAINTY.get(each, each) for each in value))
    return str(value)
