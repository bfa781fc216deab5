"""KiesMBO's export (SBB): school, location, and per location qualification and learning path.

A study of a location and a learning path is one offer. The list ``studies`` gives names and levels;
it is merged into the offers. Lengths are left out, for some hold dates ("2025-03-04"); so are open
days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.fetching import Fetched
from inspiratiekaart.sources.published.feeds import Errand, Feed
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.gathering import Gathering
from inspiratiekaart.sources.published.recorded import answers
from inspiratiekaart.sources.published.values import (
    day,
    inner,
    maps,
    postcode,
    web_address,
    words,
    year,
)
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Tidied

SOURCE = Source(
    source_id="sbb-kiesmbo",
    publisher="SBB",
    title_nl="KiesMBO.nl, export van scholen, locaties en opleidingen",
    title_en="KiesMBO.nl, export of schools, locations and programmes",
    url="https://www.kiesmbo.nl",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: SBB, KiesMBO.nl",
    limits_nl="Zoals scholen het zelf opgeven. Zonder prijs en zonder duur.",
    limits_en="As the schools themselves enter it. Without price and length.",
    next_release="",
)

_PATHS = {"BOL": "bol", "BBL": "bbl", "OVO": "ovo"}
_KEY_HEADER = "Ocp-Apim-Subscription-Key"
_STARTS = {
    "startingFebruary": "februari",
    "startingSeptember": "september",
    "startingAnytime": "het hele jaar",
}


def fits(document: Document) -> float:
    """1 where there are schools with locations."""
    for export in _exports(document):
        if any("brin" in school and "locations" in school for school in maps(export["schools"])):
            return 1.0
    return 0.0


def tidy(document: Document, columns: Columns) -> Tidied:
    """Providers, sites and offers in ``document``."""
    gathering = Gathering(SOURCE.source_id)
    period = ""
    for export in _exports(document):
        period = day(export.get("lastUpdated")) or period
        studies = {str(study.get("crebo")): study for study in maps(export.get("studies"))}
        offered: set[str] = set()
        for number, school in gathering.each(export["schools"], "schools"):
            offered |= _school(gathering, number, school, studies, period)
        for number, study in gathering.each(export.get("studies"), "studies"):
            if str(study.get("crebo")) not in offered:
                name = words(study.get("creboName")) or ""
                gathering.reject("not-offered", number, "studies", "crebo", name)
    return gathering.tidied(period)


def _exports(document: Document) -> Iterator[Mapping[str, Any]]:
    """The exports in it, also where one is wrapped in an ``ApiResult``."""
    for answer in answers(document):
        body = inner(answer.body, "data") or answer.body
        if isinstance(body, Mapping) and isinstance(body.get("schools"), list):
            yield body


def _school(
    gathering: Gathering,
    number: int,
    school: Mapping[str, Any],
    studies: Mapping[str, Mapping[str, Any]],
    period: str,
) -> set[str]:
    """Keep a school with its locations; the qualifications that it offers."""
    brin, name = words(school.get("brin")), words(school.get("name"))
    if not brin or not name:
        gathering.reject("no-provider", number, "schools", value=name or brin or "")
        return set()
    gathering.provider(
        brin,
        at_sheet="schools",
        at_row=number,
        brin=brin,
        name=name,
        kind="mbo",
        website=web_address(school.get("website")),
    )
    offered: set[str] = set()
    for at_row, location in gathering.each(school.get("locations"), brin):
        place = _place(location)
        who = {"provider_id": brin, "provider_name": name}
        gathering.site(
            at_sheet=brin,
            at_row=at_row,
            is_head_office=location.get("isMainLocation") is True,
            **who,
            **place,
        )
        at_sheet = words(location.get("brinvest")) or brin
        for at, study in gathering.each(location.get("studies"), at_sheet):
            crebo = words(study.get("crebo"))
            offered.add(crebo or "")
            row = {**who, "provider_kind": "mbo", **place, **_training(study, studies, period)}
            _offers(gathering, study, {"at_sheet": at_sheet, "at_row": at, **row})
    return offered


def _offers(gathering: Gathering, study: Mapping[str, Any], row: dict[str, Any]) -> None:
    """Keep an offer for each learning path that is training."""
    at_row, at_sheet = row["at_row"], row["at_sheet"]
    if not row["crebo"]:
        gathering.reject("no-code", at_row, at_sheet, "crebo", study.get("crebo", ""))
        return
    if not row["title"]:
        gathering.reject("unknown-code", at_row, at_sheet, "crebo", row["crebo"])
        return
    given = study.get("learningPaths")
    paths = [str(each).upper() for each in given] if isinstance(given, list) else []
    if paths == ["EX"]:
        gathering.reject("exam-only", at_row, at_sheet, "learningPaths", row["title"])
    for path in dict.fromkeys(paths or [""]):
        if path != "EX":
            gathering.offer(**row, learning_form_id=_PATHS.get(path, "diploma"))


def _training(
    study: Mapping[str, Any], studies: Mapping[str, Mapping[str, Any]], period: str
) -> dict[str, Any]:
    crebo = words(study.get("crebo"))
    known = studies.get(crebo or "", {})
    level = known.get("level")
    starts = [said for name, said in _STARTS.items() if study.get(name) is True]
    return {
        "title": words(known.get("creboName")),
        "crebo": crebo if crebo and crebo.isascii() and crebo.isdigit() else None,
        "level": f"mbo-{level}" if str(level) in {"1", "2", "3", "4"} else None,
        "start_text": ", ".join(starts) or None,
        "evidence_year": year(period),
        "url": next((web_address(each.get("url")) for each in maps(study.get("urls"))), None),
        "period": period or None,
    }


def _place(location: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "street": words(location.get("street")),
        "house_number": words(location.get("houseNumber")),
        "postcode": postcode(location.get("zipCode")),
        "place": words(location.get("city")),
    }


def _fetch(feed: Feed, errand: Errand) -> Fetched:
    headers = {"Accept": "application/json", _KEY_HEADER: errand.setting}
    return errand.client.fetch(feed.urls[0], errand.file, known=errand.known, headers=headers)


FORMS = (Form("kiesmbo", SOURCE, fits, tidy),)
FEEDS = (
    Feed(
        "kiesmbo",
        "kiesmbo",
        "KiesMBO.nl export",
        ("https://gateway.s-bb.nl/kiesmbo/api/v2/export",),
        _fetch,
        "INSPIRATIEKAART_KIESMBO_KEY",
    ),
)
