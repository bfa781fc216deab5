"""Instrument guides Dennis and Eva (VNG): what a region has to help people find work.

Only what is training is an offer: the tile *Opleiden* (EW06) or a path of learning and working. An
instrument at several addresses is an offer at each. Contact persons, managers and texts for clients
are never read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.gathering import Gathering
from inspiratiekaart.sources.published.lengths import length
from inspiratiekaart.sources.published.recorded import answers, some_items
from inspiratiekaart.sources.published.values import (
    euros,
    inner,
    maps,
    postcode,
    whole,
    words,
    year,
)
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Tidied

SOURCE = Source(
    source_id="vng-instrumentengids",
    publisher="VNG",
    title_nl="Instrumentengidsen Dennis en Eva, opleidingen",
    title_en="Instrument guides Dennis and Eva, training",
    url="https://vng.nl",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: instrumentengids Dennis/Eva (VNG)",
    limits_nl="Alleen wat een regio zelf als opleiden of leerwerktraject heeft ingevoerd.",
    limits_en="Only what a region itself entered as training or learning and working.",
    next_release="",
)

_TRAINING = {"EW06", "OPLEIDEN"}
_NAMES = ("tiles", "provider", "organisation")


def fits(document: Document) -> float:
    """1 where there are instruments with tiles and an organisation."""
    return float(
        any(
            "name" in item and sum(name in item for name in (*_NAMES, "is_national")) >= 3
            for item in some_items(document)
        )
    )


def tidy(document: Document, columns: Columns) -> Tidied:
    """Providers, sites and offers in ``document``."""
    gathering = Gathering(SOURCE.source_id)
    for answer in answers(document):
        items = [item for _, item in answer.numbered()]
        for at_row, instrument in gathering.each(items, answer.name):
            _instrument(gathering, instrument, answer.name, at_row)
    return gathering.tidied()


def _instrument(
    gathering: Gathering, instrument: Mapping[str, Any], at_sheet: str, at_row: int
) -> None:
    title, provider = words(instrument.get("name")), instrument.get("provider")
    name, number = words(inner(provider, "name")), whole(inner(provider, "id"))
    if reason := _reason(instrument, title, name):
        gathering.reject(reason, at_row, at_sheet, value=title or "")
        return
    who = {"provider_id": f"dennis-{number}" if number else None, "provider_name": name}
    at = {"at_sheet": at_sheet, "at_row": at_row}
    if who["provider_id"]:
        gathering.provider(str(who["provider_id"]), **at, name=name, kind="overig")
    for place in _places(instrument) or [{}]:
        if place:
            gathering.site(**at, **who, **place)
        gathering.offer(
            **at, **who, provider_kind="overig", title=title, **_training(instrument), **place
        )


def _reason(instrument: Mapping[str, Any], title: str | None, provider: str | None) -> str:
    """Why an instrument is left out; empty where it is not."""
    given = maps(instrument.get("tiles"))
    tiles = {str(tile.get(name)).upper() for tile in given for name in ("code", "key", "name")}
    if not (tiles & _TRAINING or instrument.get("is_leerwerktraject") is True):
        return "other-service"
    unpublished = False in (instrument.get("publish"), instrument.get("published"))
    if unpublished or instrument.get("deleted_at"):
        return "not-published"
    if not title:
        return "no-title"
    return "" if provider else "no-provider"


def _training(instrument: Mapping[str, Any]) -> dict[str, Any]:
    months, said = length(
        whole(instrument.get("total_duration_value")),
        str(instrument.get("total_duration_unit_key")).lower(),
    )
    return {
        "duration_months": months,
        "duration_text": said,
        "price_eur": euros(instrument.get("total_costs")),
        "vat": "unknown",
        "evidence_year": year(instrument.get("updated_at")),
    }


def _places(instrument: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for location in maps(instrument.get("locations")):
        address = location.get("address")
        street, place = words(inner(address, "straatnaam")), words(inner(address, "woonplaats"))
        if location.get("is_active") is not False and street and place:
            found.append(
                {
                    "street": street,
                    "house_number": words(inner(address, "huisnummer")),
                    "postcode": postcode(inner(address, "postcode")),
                    "place": place,
                }
            )
    return found


FORMS = (Form("instrumentengids", SOURCE, fits, tidy),)
