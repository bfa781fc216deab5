"""EDU-DEX XML feed: the address book, the institute and the programs of a provider.

Read one program after another, so that a large catalogue can be read. An address book holds
addresses of files only: each entry is left out with that reason. Elements are found by their name,
in whatever order they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element  # only the name; reading parses, safely

from inspiratiekaart.sources.published import edudex_feed
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
from inspiratiekaart.sources.published.values import day, euros, in_language, web_address, whole
from inspiratiekaart.sources.published.values import words as plain
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Tidied

NAMESPACE = "http://studieData.nl/schema/edudex/"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ADDRESSES = ("programResource", "subDirectory")
_POSTAL = ("post", "mail", "correspond")


def fits(document: Document) -> float:
    """1 where elements are of the namespace, 0.8 where only their names are."""
    names = set(document.element_names)
    if "edudexDirectory" in names or {"editor", "generator"} <= names:
        first = next(document.elements("editor"), None)
        if first is not None and first.tag.lower().startswith("{" + NAMESPACE.lower()):
            return 1.0
    return 0.8 if {"program", "programClassification", "programDescriptions"} <= names else 0.0


def tidy(document: Document, columns: Columns) -> Tidied:
    """Providers, sites and offers in ``document``."""
    gathering = Gathering(SOURCE.source_id)
    names: dict[str, str] = {}
    programs: list[Program] = []  # kept until the names of all providers are known
    institutes = addresses = 0
    for element in document.elements("instituteData", "program", *_ADDRESSES):
        gathering.read_count += 1
        name = element.tag.rpartition("}")[2]
        if name == "instituteData":
            institutes += 1
            _institute(gathering, names, element, institutes)
        elif name == "program":
            programs.append(_program(element))
        else:
            addresses += 1
            said = _text(element, "programId") or _text(element, "orgUnitId") or ""
            gathering.reject("address-only", addresses, "edudexDirectory", value=said)
    for number, program in enumerate(programs, 1):
        keep(gathering, program, names, "program", number)
    return gathering.tidied()


def _institute(
    gathering: Gathering, names: dict[str, str], institute: Element, at_row: int
) -> None:
    unit, name = _text(institute, "orgUnitId"), _said(institute, "instituteName")
    if not unit or not name:
        gathering.reject("no-provider", at_row, "instituteData", value=name or unit or "")
        return
    names.setdefault(unit, name)
    at = {"at_sheet": "instituteData", "at_row": at_row}
    link = web_address(_said(institute, "webLink"))
    gathering.provider(f"edudex-{unit}", **at, name=name, kind="particulier", website=link)
    for given in _children(institute, "instituteLocation/address"):
        kind = (_text(given, "addressType") or "").lower()
        if not any(word in kind for word in _POSTAL):
            names_of = ("street", "house_number", "zipcode", "city", "country")
            place = address(*(_text(given, each) for each in names_of))
            gathering.site(**at, provider_id=f"edudex-{unit}", provider_name=name, **place)


def _program(element: Element) -> Program:
    sort, told = _child(element, "programClassification"), _child(element, "programDescriptions")
    forms = _texts(sort, "programForm")
    unit = _child(sort, "programDuration")
    location = _text(element, "programBasicProfile/location") or ""
    schedule = _child(element, "programSchedule")
    runs = [*_children(schedule, "genericProgramRun"), *_children(schedule, "programRun")]
    marked = "programExternalAcknowledgements/creboRegistration"
    return Program(
        program_id=_text(sort, "programId"),
        unit_id=_text(sort, "orgUnitId"),
        name=_said(told, "programName"),
        level=_text(sort, "programLevel") or "",
        degree=_text(sort, "degree") or "",
        kind=_text(sort, "programType") or "",
        product=_text(element, "programBasicProfile/product") or "",
        forms=forms,
        amount=whole((unit.text or "").strip()) if unit is not None else None,
        unit=unit.get("unit", "") if unit is not None else "",
        places=tuple({"place": each} for each in _texts(sort, "programLocation")),
        crebos=_texts(sort, "creboCode"),
        crohos=_texts(sort, "crohoCode"),
        paths=_texts(element, f"{marked}/learningPath"),
        is_online=_text(sort, "fullyOnline") == "true" or is_at_a_distance(forms, location),
        is_published=_text(element, "inPublication") != "false",
        is_public=_child(element, "clientId") is None,
        start_rule=_text(element, "programAdmission/startDateDetermination") or "",
        start_text=_said(schedule, "genericProgramRun/genericProgramRunFree"),
        language="|".join(sorted(_texts(element, "programCurriculum/instructionLanguage"))) or None,
        url=web_address(_said(told, "webLink")),
        edited_on=day(_text(element, "lastEdited")),
        until=day(_text(sort, "offeredUntil")),
        runs=tuple(_run(each) for each in runs),
    )


def _run(run: Element) -> Run:
    where = ("address", "zipcode", "city", "country")
    street, code, city, country = (_text(run, f"location/{each}") for each in where)
    place = address(street, None, code, city or _said(run, "location/locationName"), country)
    return Run(
        start_on=day(_text(run, "startDate") or _text(run, "startDate/date")),
        status=_text(run, "status") or "",
        open_to=_text(run, "openTo") or "",
        is_online=_text(run, "fullyOnline") == "true",
        place=place,
        costs=tuple(_cost(each) for each in _children(run, "cost")),
    )


def _cost(cost: Element) -> Cost:
    return Cost(
        amount=euros(_text(cost, "amount")),
        currency=(_text(cost, "currency") or "").lower(),
        is_required=_text(cost, "isRequiredCost") == "true",
        period=_text(cost, "period") or "",
        vat_code=_text(cost, "VATCode") or "",
        vat_share=_text(cost, "VATPercentage") or "",
    )


def _children(element: Element | None, path: str) -> list[Element]:
    """The elements at ``path`` by their names alone; quicker than ElementPath with ``{*}``."""
    found = [element] if element is not None else []
    for name in path.split("/"):
        end = f"}}{name}"
        found = [each for it in found for each in it if each.tag == name or each.tag.endswith(end)]
    return found


def _child(element: Element | None, path: str) -> Element | None:
    return next(iter(_children(element, path)), None)


def _text(element: Element | None, path: str) -> str | None:
    found = _child(element, path)
    return plain(found.text) if found is not None else None


def _texts(element: Element | None, path: str) -> tuple[str, ...]:
    return tuple(said for each in _children(element, path) if (said := plain(each.text)))


def _said(element: Element | None, path: str) -> str | None:
    """A text that stands there once for each language."""
    said: Mapping[str, Any] = {
        each.get(_LANGUAGE, ""): each.text for each in reversed(_children(element, path))
    }
    return in_language(said)


FORMS = (Form("edudex-xml", SOURCE, fits, tidy),)
FEEDS = edudex_feed.FEEDS
