"""The fields of the Open Onderwijs API that say how a training is given, in both spellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspiratiekaart.sources.published.lengths import iso_length
from inspiratiekaart.sources.published.values import (
    day,
    degrees,
    euros,
    in_language,
    inner,
    maps,
    postcode,
    web_address,
    words,
)


@dataclass(frozen=True)
class Version:
    """How a version spells its names; ``only`` are names that no other version has."""

    number: int
    training_ids: tuple[str, ...]
    training_links: tuple[str, ...]
    organisation_ids: tuple[str, ...]
    organisation_links: tuple[str, ...]
    only: tuple[str, ...]


VERSIONS = (
    Version(
        6,
        ("courseId", "programmeId"),
        ("courseId", "course", "programmeId", "programme"),
        ("organisationId",),
        ("organisationId", "organisation"),
        (
            "organisationId",
            "organisation",
            "programmeId",
            "programme",
            "modesOfDelivery",
            "teachingLanguages",
            "startDateTime",
            "programmeType",
            "organisationType",
        ),
    ),
    Version(
        5,
        ("courseId", "programId"),
        ("course", "program"),
        ("organizationId",),
        ("organization",),
        (),
    ),
)

_AWARDS = {
    "associate_degree": "ad",
    "bachelor": "bachelor",
    "master": "master",
    "vocational_diploma": "diploma",
    "certificate": "cursus",
    "none": "cursus",
}
_LEVELS = {f"secondary_vocational_education_{n}": f"mbo-{n}" for n in (1, 2, 3, 4)}
_LEVELS["associate_degree"] = "ad"
_STUDY = {"full_time": "voltijd", "part_time": "deeltijd", "dual_training": "duaal"}
_AT_A_DISTANCE = {"online", "distance_learning"}
_PLACES = ("teaching", "visit")
_PARTS = {"minor", "honours", "specialisation", "specialization", "track", "specification"}
_LANGUAGES = {"nld": "nl", "eng": "en", "deu": "de", "fra": "fr", "spa": "es", "dut": "nl"}


def reason_of(course: Mapping[str, Any], run: Mapping[str, Any]) -> str:
    """Why it is left out; empty where it is not."""
    if _code(run.get("offeringType")) in {"component", "test_component", "learning_component"}:
        return "part-of-programme"
    if _code(course.get("programmeType") or course.get("programType")) in _PARTS:
        return "part-of-programme"
    if _code(run.get("state")) in {"concept", "cancelled", "inactive"}:
        return "not-published"
    return ""


def training_of(
    course: Mapping[str, Any], run: Mapping[str, Any], version: Version
) -> dict[str, Any]:
    """The columns of an offer but for who and where."""
    level = _LEVELS.get(_code(course.get("level")))
    modes = _codes(run, "modesOfDelivery", "modeOfDelivery") or _codes(
        course, "modesOfDelivery", "modeOfDelivery"
    )
    months, said = iso_length(course.get("duration"))
    code = _national_code(course)
    starts = run.get("startDateTime") or run.get("startDate")
    ends = run.get("endDateTime") or run.get("endDate")
    return {
        "is_online": bool(modes) and modes <= _AT_A_DISTANCE,
        "crebo": code if (level or "").startswith("mbo") else None,
        "isat": None if (level or "").startswith("mbo") else code,
        "learning_form_id": _form(course),
        "attendance": _STUDY.get(_code(run.get("modeOfStudy") or course.get("modeOfStudy"))),
        "level": level,
        "duration_months": months,
        "duration_text": said or _load(course),
        "start_on": day(starts),
        "end_on": day(ends),
        "language": _languages(run) or _languages(course),
        "url": web_address(run.get("link")) or web_address(course.get("link")),
        **_price(run),
    }


def place_of(run: Mapping[str, Any], course: Mapping[str, Any]) -> dict[str, Any]:
    """Where it is given: an address for teaching or visiting, of the run or else the course."""
    for item in (run, course):
        addresses = list(maps(item.get("addresses")))
        for kind in _PLACES:
            for address in addresses:
                country = words(address.get("countryCode")) or "NL"
                if _code(address.get("addressType")) == kind and country.upper() == "NL":
                    return _place(address)
    return {}


def _place(address: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "street": words(address.get("street")),
        "house_number": words(address.get("streetNumber")),
        "postcode": postcode(address.get("postCode") or address.get("postalCode")),
        "place": words(address.get("city")),
        "lon": degrees(inner(address, "geolocation", "longitude")),
        "lat": degrees(inner(address, "geolocation", "latitude")),
    }


def _form(course: Mapping[str, Any]) -> str | None:
    if "courseId" in course:
        return "cursus"
    award = _code(course.get("qualificationAwarded"))
    is_mbo = _code(course.get("level")).startswith("secondary_vocational")
    return "certificaat" if award == "certificate" and is_mbo else _AWARDS.get(award)


def _price(run: Mapping[str, Any]) -> dict[str, Any]:
    for cost in maps(run.get("priceInformation")):
        currency = words(cost.get("currency")) or "EUR"
        if _code(cost.get("costType")) != "total_costs" or currency.upper() != "EUR":
            continue
        whole, tax = euros(cost.get("amount")), euros(cost.get("vatAmount"))
        bare = euros(cost.get("amountWithoutVat"))
        if whole is not None:
            return {"price_eur": whole, "vat": _vat(tax)}
        if bare is not None:
            return {"price_eur": bare, "vat": "excluded"}
    return {"vat": "unknown"}


def _vat(tax: float | None) -> str:
    if tax is None:
        return "unknown"
    return "included" if tax else "exempt"


def _national_code(course: Mapping[str, Any]) -> str | None:
    """The crebo or CROHO code, which version 5 calls by one name."""
    listed = [course.get("primaryCode"), *maps(course.get("otherCodes"))]
    for each in maps(listed):
        code = words(each.get("code")) or ""
        is_national = _code(each.get("codeType")) == "crohocrebocode"
        if is_national and len(code) == 5 and code.isascii() and code.isdigit():
            return code
    return None


def _load(course: Mapping[str, Any]) -> str | None:
    given = course.get("studyLoad")
    for load in maps(given if isinstance(given, list) else [given]):
        amount = words(load.get("value"))
        if amount and _code(load.get("studyLoadUnit")) == "ects":
            return f"{amount.replace('.', ',')} EC"
    return None


def _languages(item: Mapping[str, Any]) -> str | None:
    given = item.get("teachingLanguages") or item.get("teachingLanguage")
    listed = given if isinstance(given, list) else [given]
    codes = (str(each).lower().split("-")[0] for each in listed if isinstance(each, str))
    found = {_LANGUAGES.get(code, code if len(code) == 2 else "") for code in codes} - {""}
    return "|".join(sorted(found)) or None


def _codes(item: Mapping[str, Any], *names: str) -> set[str]:
    for name in names:
        given = item.get(name)
        if isinstance(given, list):
            return {_code(each) for each in given}
    return set()


def _code(value: object) -> str:
    """A word of an enumeration, which version 5 writes with spaces and 6 with low lines."""
    said = in_language(value) if isinstance(value, list | dict) else words(value)
    return (said or "").lower().replace(" ", "_").replace("-", "_")
