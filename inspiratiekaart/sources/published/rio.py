"""RIO, the register of institutions and programmes (DUO, LOD REST API v2.13).

The answers are read together: *organisatorische eenheden* (providers), *onderwijslocaties*,
*aangeboden opleidingen*, and the *opleiding* with its *erkenning* behind an offer. A location, a
programme and a recognition are merged into the offers that use them, as is an offer that stands in
two answers. When an offer first had students is no coming start and is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published.feeds import Feed
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.gathering import Gathering
from inspiratiekaart.sources.published.lengths import length
from inspiratiekaart.sources.published.recorded import answers, some_items
from inspiratiekaart.sources.published.rio_feed import KEY, fetch
from inspiratiekaart.sources.published.rio_register import Record, Register, kind_of, register_of
from inspiratiekaart.sources.published.values import (
    day,
    degrees,
    postcode,
    web_address,
    whole,
    words,
)
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.registers import provider_of_rio
from inspiratiekaart.sources.tidied import Tidied

SOURCE = Source(
    source_id="duo-rio-lod",
    publisher="DUO",
    title_nl="RIO, Registratie Instellingen en Opleidingen (LOD REST API v2)",
    title_en="RIO, register of institutions and programmes (LOD REST API v2)",
    url="https://lod.onderwijsregistratie.nl/api/rio/v2",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: DUO, RIO",
    limits_nl="Zoals opleiders het zelf opgeven. Zonder prijs en zonder volgende start.",
    limits_en="As the providers themselves enter it. Without price and next start.",
    next_release="dagelijks",
)

_TYPES: Mapping[str, tuple[str | None, str | None]] = MappingProxyType(
    {
        "AANGEBODENMBOOPLEIDING": ("mbo", "diploma"),
        "AANGEBODENMBOOPLEIDINGSONDERDEEL": ("mbo", "certificaat"),
        "AANGEBODENHOOPLEIDING": (None, None),
        "AANGEBODENHOOPLEIDINGSONDERDEEL": (None, "cursus"),
        "AANGEBODENPARTICULIEREOPLEIDING": ("particulier", "cursus"),
    }
)
"""Per type of offer that is training for work: the kind of provider and the form it tells."""

_PATHS = {"BBL": "bbl", "BOL": "bol", "BOL_DT": "bol", "OVO": "ovo"}
_PART_TIME = "BOL_DT"
_ATTENDANCE = {"VOLTIJD": "voltijd", "DEELTIJD": "deeltijd", "DUAAL": "duaal"}
_UNITS = {"J": "year", "M": "month", "W": "week", "D": "day", "U": "hour"}
_LANGUAGES = {
    "ARA": "ar",
    "CHI": "zh",
    "DEU": "de",
    "ENG": "en",
    "FRA": "fr",
    "HRV": "hr",
    "ITA": "it",
    "JPN": "ja",
    "NLD": "nl",
    "NOR": "no",
    "PAP": "pap",
    "POL": "pl",
    "POR": "pt",
    "RON": "ro",
    "RUS": "ru",
    "SPA": "es",
    "SWE": "sv",
    "TUR": "tr",
}


def fits(document: Document) -> float:
    """1 where there are items with the codes of the register."""
    return float(any(kind_of(item) != "other" for item in some_items(document)))


def tidy(document: Document, columns: Columns) -> Tidied:
    """Providers, sites and offers in ``document``."""
    register = register_of(answers(document))
    gathering = Gathering(SOURCE.source_id)
    gathering.read_count = register.read_count
    used: set[str] = set()
    kinds = _kinds(register)
    for offer in register.all("offer"):
        used |= _offer(gathering, register, offer, kinds)
    for each in register.all("provider"):
        gathering.provider(
            provider_of_rio(each.code),
            at_sheet=each.at_sheet,
            at_row=each.at_row,
            name=words(each.item.get("naam")),
            kind=kinds.get(each.code),
        )
    for kind, code in (
        ("location", "place-without-offer"),
        ("programme", "programme-without-offer"),
        ("recognition", "programme-without-offer"),
    ):
        for each in register.all(kind):  # type: ignore[arg-type]
            if each.code not in used:
                gathering.reject(code, each.at_row, each.at_sheet, value=each.code)
    for each in register.others:
        gathering.reject("other-record", each.at_row, each.at_sheet)
    return gathering.tidied()


def _kinds(register: Register) -> dict[str, str]:
    """The kind of each provider by what it offers: a school that also gives courses is a school."""
    found: dict[str, str] = {}
    for offer in register.all("offer"):
        provider = register.of(offer, "onderwijsaanbieder", "provider")
        kind = _TYPES.get(str(offer.item.get("type")), (None, None))[0]
        if provider and kind and found.get(provider.code) != "mbo":
            found[provider.code] = kind
    return found


def _offer(
    gathering: Gathering, register: Register, offer: Record, kinds: dict[str, str]
) -> set[str]:
    """Keep an offer or leave it out; the codes of what it is merged with."""
    provider = register.of(offer, "onderwijsaanbieder", "provider")
    location = register.of(offer, "onderwijslocatie", "location")
    programme = register.of(offer, "opleiding", "programme")
    recognised = register.recognised_code(offer)
    item = offer.item
    title = words(item.get("eigennaam")) or words(item.get("eigennaamEngels"))
    if programme and not title:
        title = words(programme.item.get("volledigeNaam"))
    reason, value = _reason(item, title, provider)
    if reason:
        gathering.reject(reason, offer.at_row, offer.at_sheet, value=value)
    elif provider:
        place = _place(location.item) if location else {}
        if place:
            gathering.site(
                at_sheet=offer.at_sheet,
                at_row=offer.at_row,
                provider_id=provider_of_rio(provider.code),
                provider_name=words(provider.item.get("naam")),
                **place,
            )
        gathering.offer(
            at_sheet=offer.at_sheet,
            at_row=offer.at_row,
            provider_id=provider_of_rio(provider.code),
            provider_name=words(provider.item.get("naam")),
            provider_kind=kinds.get(provider.code),
            title=title,
            **_training(item, recognised),
            **place,
        )
    merged = (location, programme)
    return {each.code for each in merged if each} | ({recognised} if recognised else set())


def _reason(
    item: Mapping[str, Any], title: str | None, provider: Record | None
) -> tuple[str, object]:
    if str(item.get("type")) not in _TYPES:
        return "not-vocational", item.get("type", "")
    if item.get("leertraject") == "EX":
        return "exam-only", title or ""
    if not title:
        return "no-title", item.get("aangebodenOpleidingcode", "")
    return ("", "") if provider else ("no-provider", title)


def _training(item: Mapping[str, Any], recognised: str | None) -> dict[str, Any]:
    kind, form = _TYPES[str(item["type"])]
    path = str(item.get("leertraject", ""))
    months, said = length(
        whole(item.get("afwijkendeOpleidingsduuromvang")),
        _UNITS.get(str(item.get("afwijkendeOpleidingsduureenheid")), ""),
    )
    code = recognised if recognised and recognised.isdigit() and len(recognised) == 5 else None
    attendance = "deeltijd" if path == _PART_TIME else _ATTENDANCE.get(str(item.get("vorm")))
    return {
        "crebo": code if kind == "mbo" else None,
        "isat": code if kind is None else None,
        "learning_form_id": _PATHS.get(path, form),
        "attendance": attendance,
        "level": _level(str(item.get("mboniveau") or item.get("niveau") or "")),
        "duration_months": months,
        "duration_text": said,
        "end_on": day(item.get("laatsteInstroomdatum")) or day(item.get("einddatum")),
        "language": _languages(item.get("voertaal")),
        "url": web_address(item.get("website")),
    }


def _level(code: str) -> str | None:
    if code.lower() in {"mbo-1", "mbo-2", "mbo-3", "mbo-4"}:
        return code.lower()
    return {"HBO-AD": "ad"}.get(code) or {"HBO": "hbo", "WO": "wo"}.get(code.split("-")[0])


def _languages(value: object) -> str | None:
    listed = value if isinstance(value, list) else [value]
    found = {_LANGUAGES[each] for each in listed if isinstance(each, str) and each in _LANGUAGES}
    return "|".join(sorted(found)) or None


def _place(item: Mapping[str, Any]) -> dict[str, Any]:
    number, addition = words(item.get("huisnummer")), words(item.get("huisnummertoevoeging"))
    return {
        "street": words(item.get("straatnaam")),
        "house_number": f"{number or ''}{addition or ''}" or None,
        "postcode": postcode(item.get("postcode")),
        "place": words(item.get("plaatsnaam")),
        "lon": degrees(item.get("gpsLongitude")),
        "lat": degrees(item.get("gpsLatitude")),
    }


FORMS = (Form("rio-lod", SOURCE, fits, tidy),)
FEEDS = (
    Feed(
        "rio-aanbod",
        "rio-lod",
        "RIO LOD REST API v2: aangeboden opleidingen",
        (SOURCE.url,),
        fetch,
        "INSPIRATIEKAART_RIO_AANBIEDERS",
        (KEY,),
    ),
)
