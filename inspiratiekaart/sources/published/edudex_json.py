"""EDU-DEX Data API (JSON, 1.0.2): suppliers, their metadata, and their programs.

The list of suppliers and the metadata of one are merged into a provider. Programs are read as they
come from ``programs/bulk``, with the client they are for, or by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inspiratiekaart.sources.published import edudex_api_feed
from inspiratiekaart.sources.published.edudex_program import (
    SOURCE,
    Cost,
    Program,
    Run,
    address,
    is_at_a_distance,
    keep,
)
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.gathering import Gathering
from inspiratiekaart.sources.published.recorded import Answer, answers
from inspiratiekaart.sources.published.values import (
    day,
    euros,
    in_language,
    inner,
    maps,
    web_address,
    whole,
    words,
)
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Tidied

_LISTS = ("programs", "suppliers")
_UNITS = {"years": "year", "months": "month", "weeks": "week", "days": "day", "hours": "hour"}
_PUBLIC = {"", "public"}


def fits(document: Document) -> float:
    """1 where there are programs or institutes of the API."""
    for answer in answers(document):
        for number, item in enumerate(_items(answer)):
            if isinstance(item, Mapping) and (_is_program(item) or _is_institute(item)):
                return 1.0
            if number >= 20:
                break
    return 0.0


def tidy(document: Document, columns: Columns) -> Tidied:
    """Providers, sites and offers in ``document``."""
    gathering = Gathering(SOURCE.source_id)
    names: dict[str, str] = {}
    places: dict[str, Mapping[str, Any]] = {}
    programs: list[tuple[str, int, Mapping[str, Any]]] = []
    suppliers: list[tuple[str, int, Mapping[str, Any]]] = []
    for answer in answers(document):
        for at_row, item in gathering.each(list(_items(answer)), answer.name):
            if _is_institute(item):
                _institute(gathering, names, places, item, answer.name, at_row)
            elif _is_program(item):
                programs.append((answer.name, at_row, item))
            elif {"id", "name", "lastMetadataChange"} <= set(item):
                suppliers.append((answer.name, at_row, item))
            else:
                code = "failed" if item.get("error") else "other-record"
                gathering.reject(code, at_row, answer.name, value=item.get("programId", ""))
    for at_sheet, at_row, item in suppliers:
        _provider(gathering, names, item.get("id"), item.get("name"), at_sheet, at_row)
    for at_sheet, at_row, item in programs:
        keep(gathering, _program(item, places), names, at_sheet, at_row)
    return gathering.tidied()


def _items(answer: Answer) -> Iterator[Any]:
    for name in _LISTS:
        listed = inner(answer.body, name)
        if isinstance(listed, list):
            yield from listed
            return
    yield from (item for _, item in answer.numbered())


def _is_program(item: Mapping[str, Any]) -> bool:
    given = item.get("data") if isinstance(item.get("data"), Mapping) else item
    return isinstance(inner(given, "programClassification"), Mapping)


def _is_institute(item: Mapping[str, Any]) -> bool:
    return "instituteName" in item and "orgUnitId" in item


def _provider(
    gathering: Gathering,
    names: dict[str, str],
    unit: object,
    name: object,
    at_sheet: str,
    at_row: int,
    website: str | None = None,
) -> str | None:
    """Keep a provider; its id in the API, where it has one and a name."""
    unit_id, called = words(unit), in_language(name)
    if not unit_id or not called:
        gathering.reject("no-provider", at_row, at_sheet, value=called or unit_id or "")
        return None
    names.setdefault(unit_id, called)
    gathering.provider(
        f"edudex-{unit_id}",
        at_sheet=at_sheet,
        at_row=at_row,
        name=called,
        kind="particulier",
        website=website,
    )
    return unit_id


def _institute(
    gathering: Gathering,
    names: dict[str, str],
    places: dict[str, Mapping[str, Any]],
    item: Mapping[str, Any],
    at_sheet: str,
    at_row: int,
) -> None:
    link = web_address(in_language(item.get("webLink")))
    unit = _provider(
        gathering, names, item["orgUnitId"], item["instituteName"], at_sheet, at_row, link
    )
    for location in maps(item.get("instituteLocation")) if unit else ():
        for given in maps(location.get("address")):
            kind = str(given.get("addressType", "")).lower()
            fields = ("street", "house_number", "zipcode", "city", "country")
            place = address(*(words(given.get(each)) for each in fields))
            if place and not kind.startswith(("post", "mail")):
                places.setdefault(f"{unit}/{words(location.get('id'))}", place)
                gathering.site(
                    at_sheet=at_sheet,
                    at_row=at_row,
                    provider_id=f"edudex-{unit}",
                    provider_name=names[str(unit)],
                    **place,
                )


def _program(item: Mapping[str, Any], places: Mapping[str, Mapping[str, Any]]) -> Program:
    given = item["data"] if isinstance(item.get("data"), Mapping) else item
    sort, told = given["programClassification"], given.get("programDescriptions")
    forms = _words(sort.get("programForm"))
    unit = words(sort.get("orgUnitId")) or words(item.get("orgUnitId"))
    length = next(_pairs(sort.get("programDuration")), ("", None))
    schedule = given.get("programSchedule")
    registered = list(maps(inner(given, "programExternalAcknowledgements", "creboRegistration")))
    croho = list(maps(inner(given, "programExternalAcknowledgements", "crohoRegistration")))
    general = inner(schedule, "genericProgramRun")
    client = words(item.get("clientId")) or words(inner(given, "clientId", "orgUnitId")) or ""
    languages = maps(inner(given, "programCurriculum", "instructionLanguage"))
    return Program(
        program_id=words(sort.get("programId")),
        unit_id=unit,
        name=in_language(inner(told, "programName")),
        level=words(sort.get("programLevel")) or "",
        degree=words(sort.get("degree")) or "",
        kind=words(sort.get("programType")) or "",
        product=words(inner(given, "programBasicProfile", "product")) or "",
        forms=forms,
        amount=whole(length[1]),
        unit=_UNITS.get(length[0], ""),
        places=tuple(_places(sort.get("programLocation"), unit, places)),
        crebos=_codes(sort.get("creboCode"), registered, "creboCode"),
        crohos=_codes(sort.get("crohoCode"), croho, "crohoCode"),
        paths=_words([each.get("learningPath") for each in registered]),
        is_online=sort.get("fullyOnline") is True
        or is_at_a_distance(forms, words(inner(given, "programBasicProfile", "location")) or ""),
        is_published=given.get("inPublication") is not False,
        is_public=client in _PUBLIC,
        start_rule=words(inner(given, "programAdmission", "startDateDetermination")) or "",
        start_text=in_language(inner(general, "genericProgramRunFree")),
        language="|".join(sorted(_words([each.get("languageCode") for each in languages]))) or None,
        url=web_address(in_language(inner(told, "webLink"))),
        edited_on=day(given.get("lastEdited")),
        until=day(sort.get("offeredUntil")),
        runs=tuple(_run(each) for each in (general, *maps(inner(schedule, "programRun"))) if each),
    )


def _run(run: Any) -> Run:
    where = inner(run, "location")
    street, code, city, country = (
        words(inner(where, each)) for each in ("address", "zipcode", "city", "country")
    )
    place = address(street, None, code, city or in_language(inner(where, "locationName")), country)
    return Run(
        start_on=day(inner(run, "startDate", "date") or inner(run, "startDate")),
        status=words(inner(run, "status")) or "",
        open_to=words(inner(run, "openTo")) or "",
        is_online=inner(run, "fullyOnline") is True,
        place=place,
        costs=tuple(_cost(each) for each in maps(inner(run, "cost"))),
    )


def _cost(cost: Mapping[str, Any]) -> Cost:
    return Cost(
        amount=euros(cost.get("amount")),
        currency=(words(cost.get("currency")) or "").lower(),
        is_required=cost.get("isRequiredCost") is True,
        period=words(cost.get("period")) or "",
        vat_code=words(cost.get("VATCode")) or "",
        vat_share=words(cost.get("VATPercentage")) or "",
    )


def _places(
    given: object, unit: str | None, places: Mapping[str, Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    for each in maps(given):
        known = places.get(f"{unit}/{words(each.get('id'))}")
        said = in_language(each.get("description"))
        if known or said:
            yield known or {"place": said}


def _codes(own: object, listed: list[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    found = (words(each) for each in (own, *(entry.get(name) for entry in listed)))
    return tuple(dict.fromkeys(each for each in found if each))


def _words(given: object) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else []
    return tuple(dict.fromkeys(said for each in listed if (said := words(each))))


def _pairs(given: object) -> Iterator[tuple[str, Any]]:
    if isinstance(given, Mapping):
        yield from ((name, given[name]) for name in _UNITS if name in given)


FORMS = (Form("edudex-json", SOURCE, fits, tidy),)
FEEDS = edudex_api_feed.FEEDS
