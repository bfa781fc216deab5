"""What a visitor chose: one value, 1:1 with the query string."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from inspiratiekaart.schema import CODE, Language, is_edition


class Measure(StrEnum):
    """What colours the map; the values stand in links."""

    TRAINERS = "opleiders-in-keuze"
    PROVIDERS = "opleiders"
    OUTLOOKS = "kansberoepen"
    REACH = "bereik"
    TIGHTNESS = "spanning"
    POPULATION = "inwoners"
    JOBS = "banen"


class Layer(StrEnum):
    """What can be laid over the regions; the values stand in links."""

    OUTLOOKS = "kansberoepen"
    PROVIDERS = "opleiders"
    GEMEENTEN = "gemeenten"
    PLACES = "plaatsen"


LEVELS = ("basis", "middelbaar", "hoger")
REACHES_KM = (20, 40, 60)
DEFAULT_LAYERS = frozenset({Layer.PROVIDERS, Layer.PLACES})

_REGION = re.compile(CODE)
_TOPIC = re.compile(r"[a-z0-9-]{1,120}\Z")
_MAX_REGIONS = 60
_NO_LAYERS = "geen"


@dataclass(frozen=True)
class Selection:
    """Regions, sector or theme, level, measure, layers, distance, edition and language.

    ``topic`` is the id of a sector, a theme or a profession (as ``occupations.topic_of`` says).
    ``measure`` None means: the one that suits the rest.
    ``reach_km`` is a straight-line distance. An empty ``regions`` is the whole country. An empty
    ``edition`` is the newest one, whichever that is; a named one stays that one for ever.
    """

    regions: frozenset[str] = frozenset()
    topic: str | None = None
    level: str | None = None
    measure: Measure | None = None
    layers: frozenset[Layer] = DEFAULT_LAYERS
    reach_km: int = 40
    edition: str = ""
    language: Language = "nl"

    def to_query(self) -> dict[str, str]:
        """The query parameters that say this selection; what is default is left out."""
        default = _DEFAULT
        query = {
            "regios": ",".join(sorted(self.regions)),
            "sector": self.topic or "",
            "niveau": self.level or "",
            "kleur": self.measure or "",
            "lagen": layers_value(self.layers),
            "afstand": "" if self.reach_km == default.reach_km else str(self.reach_km),
            "editie": self.edition,
            "taal": "" if self.language == default.language else self.language,
        }
        return {key: str(value) for key, value in query.items() if value}

    def query_string(self) -> str:
        """``to_query`` as text, with a question mark where there is anything to say."""
        query = self.to_query()
        return f"?{urlencode(query, safe=',')}" if query else ""

    def toggled(self, region: str) -> Selection:
        """This selection with ``region`` added, or taken out where it was in."""
        return replace(self, regions=self.regions ^ {region})


_DEFAULT = Selection()


def layers_value(layers: frozenset[Layer]) -> str:
    """How a link names ``layers``; empty for the usual ones."""
    return "" if layers == _DEFAULT.layers else ",".join(sorted(layers)) or _NO_LAYERS


@dataclass(frozen=True)
class Reading:
    """A selection as read from a link, and the parameters whose value made no sense."""

    selection: Selection
    ignored: tuple[str, ...] = ()


OWN_PARAMETERS = ("regios", "sector", "niveau", "kleur", "lagen", "afstand", "editie", "taal")


def read_query(
    query: Mapping[str, str],
    *,
    regions: Iterable[str] | None = None,
    topics: Iterable[str] | None = None,
    editions: Iterable[str] | None = None,
) -> Reading:
    """Read a selection from query parameters, ignoring what is unknown or wrong.

    ``regions``, ``topics`` and ``editions``, where given, are those that exist; others are ignored.
    """
    ignored: list[str] = []

    def one_of(name: str, allowed: Iterable[str]) -> str | None:
        value = query.get(name, "")
        if value and value not in allowed:
            ignored.append(name)
            return None
        return value or None

    codes = [code for code in query.get("regios", "").split(",") if code][: _MAX_REGIONS + 1]
    known = {code for code in codes if _REGION.fullmatch(code)}
    if regions is not None:
        known &= set(regions)
    if len(known) < len(set(codes)):
        ignored.append("regios")

    topic = query.get("sector") or None
    if topic and (not _TOPIC.match(topic) or (topics is not None and topic not in set(topics))):
        ignored.append("sector")
        topic = None

    measure = one_of("kleur", [*Measure])
    distance = one_of("afstand", [str(km) for km in REACHES_KM])
    default = Selection()
    selection = Selection(
        regions=frozenset(known),
        topic=topic,
        level=one_of("niveau", LEVELS),
        measure=Measure(measure) if measure else None,
        layers=_layers(query.get("lagen", ""), ignored),
        reach_km=int(distance) if distance else default.reach_km,
        edition=_edition(query.get("editie", ""), editions, ignored),
        language="en" if one_of("taal", ("nl", "en")) == "en" else "nl",
    )
    return Reading(selection, tuple(ignored))


def _edition(name: str, editions: Iterable[str] | None, ignored: list[str]) -> str:
    if not name or (is_edition(name) and (editions is None or name in editions)):
        return name
    ignored.append("editie")
    return ""


def _layers(text: str, ignored: list[str]) -> frozenset[Layer]:
    if not text:
        return DEFAULT_LAYERS
    if text == _NO_LAYERS:
        return frozenset()
    names = set(text.split(","))
    known = frozenset(layer for layer in Layer if layer in names)
    if len(known) < len(names):
        ignored.append("lagen")
    return known or DEFAULT_LAYERS
