"""EDU-DEX: a program as both the XML feed and the JSON Data API tell it, and the offers in it.

A program becomes one offer for each place where it is given, with the starts and prices of its runs
together. Of the price only what is required for the whole program counts. Contacts and teachers are
never read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published.gathering import Gathering
from inspiratiekaart.sources.published.lengths import length
from inspiratiekaart.sources.published.values import postcode, year

SOURCE = Source(
    source_id="edu-dex",
    publisher="EDU-DEX",
    title_nl="EDU-DEX, opleidingen van aangesloten opleiders",
    title_en="EDU-DEX, training of affiliated providers",
    url="https://edudex.nl",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: EDU-DEX en de opleider",
    limits_nl="Zoals opleiders het zelf opgeven. Er staat vaak niet bij of btw in de prijs zit.",
    limits_en="As the providers enter it. Whether VAT is in the price is often not said.",
    next_release="",
)

_NO_TRAINING = {"study material", "exam"}
_EXAM = {"exam"}
_NO_TRAINING_TYPES = {"document", "conference"}
_ONLINE = {"distance learning", "e-learning", "virtual classroom"}
_ATTENDANCE = {
    "full-time": "voltijd",
    "part-time": "deeltijd",
    "evening education": "deeltijd",
    "dual": "duaal",
}
_LEVELS: Mapping[str, str] = MappingProxyType(
    {
        **{f"mbo niveau {n}": f"mbo-{n}" for n in (1, 2, 3, 4)},
        **dict.fromkeys(("propedeuse", "bachelor", "master", "post-hbo", "hbo"), "hbo"),
        **dict.fromkeys(
            ("academic bachelor", "academic master", "PhD", "post-academic", "wo"), "wo"
        ),
        "associate": "ad",
    }
)
_NO_DEGREE = {
    "", "none", "certificate", "diploma", "certificate on request", "testimonial",
    "certificate of participation", "module certificate",
}  # fmt: skip
_MASTERS = ("M", "LLM", "E.Ma", "EM", "Ir.", "AAG")
_BACHELORS = ("B", "LLB", "Ing.")
_NO_FORM = {"mbo-verklaring", "PhD", "DBA", "PDEng"}
_PATHS = {"BOL": "bol", "BBL": "bbl", "OVO": "ovo"}
_STARTS = {"agreed starting date": "in overleg", "direct start": "direct"}


@dataclass(frozen=True)
class Cost:
    """One item of a price."""

    amount: float | None
    currency: str
    is_required: bool
    period: str
    vat_code: str
    vat_share: str


@dataclass(frozen=True)
class Run:
    """One time that a program is given, or (without a start) how it is given in general."""

    start_on: str | None
    status: str
    open_to: str
    is_online: bool
    place: Mapping[str, Any]
    costs: tuple[Cost, ...]


@dataclass(frozen=True)
class Program:
    """What is read of a program."""

    program_id: str | None
    unit_id: str | None
    name: str | None
    level: str
    degree: str
    kind: str
    product: str
    forms: tuple[str, ...]
    amount: int | None
    unit: str
    places: tuple[Mapping[str, Any], ...]
    crebos: tuple[str, ...]
    crohos: tuple[str, ...]
    paths: tuple[str, ...]
    is_online: bool
    is_published: bool
    is_public: bool
    start_rule: str
    start_text: str | None
    language: str | None
    url: str | None
    edited_on: str | None
    until: str | None
    runs: tuple[Run, ...]


def keep(
    gathering: Gathering, program: Program, names: Mapping[str, str], at_sheet: str, at_row: int
) -> None:
    """Keep the offers of ``program``; ``names`` are those of the providers by their id."""
    provider = names.get(program.unit_id or "") or program.unit_id
    if reason := _reason(program, provider):
        gathering.reject(reason, at_row, at_sheet, value=program.name or program.program_id or "")
        return
    common = {
        "at_sheet": at_sheet,
        "at_row": at_row,
        "provider_id": f"edudex-{program.unit_id}",
        "provider_name": provider,
        "provider_kind": "particulier",
        **_training(program),
    }
    for run in _given(program):
        price, vat = _price(run)
        gathering.offer(
            **common,
            **run.place,
            is_online=program.is_online or run.is_online,
            start_on=run.start_on,
            start_text=_STARTS.get(program.start_rule) or program.start_text,
            price_eur=price,
            vat=vat,
        )


def _reason(program: Program, provider: str | None) -> str:
    """Why a program is left out; empty where it is not."""
    if not program.name:
        return "no-title"
    if not provider:
        return "no-provider"
    if not program.is_public:
        return "not-public"
    if not program.is_published:
        return "not-published"
    if program.kind in _EXAM or program.product in _EXAM:
        return "exam-only"
    if program.product in _NO_TRAINING or program.kind in _NO_TRAINING_TYPES:
        return "no-training"
    runs = [run for run in program.runs if run.start_on]
    if runs and all(run.status == "canceled" for run in runs):
        return "not-published"
    return ""


def _given(program: Program) -> list[Run]:
    """The runs that are open to all; else how it is given in general, at each of its places."""
    runs = [
        run
        for run in program.runs
        if run.start_on and run.status != "canceled" and run.open_to != "client only"
    ]
    general = next((run for run in program.runs if not run.start_on), None)
    costs = general.costs if general else ()
    places = list(program.places) if not program.is_online else []
    single: Mapping[str, Any] = places[0] if len(places) == 1 else {}
    if runs:
        return [
            Run(r.start_on, r.status, r.open_to, r.is_online, r.place or single, r.costs or costs)
            for r in runs
        ]
    if general and general.place:
        return [general]
    online = bool(general and general.is_online)
    return [Run(None, "", "", online, place, costs) for place in places or [{}]]


def _training(program: Program) -> dict[str, Any]:
    months, said = length(program.amount, program.unit)
    attendance = {_ATTENDANCE[form] for form in program.forms if form in _ATTENDANCE}
    crebos = [each for each in program.crebos if _is_code(each)]
    crohos = [each for each in program.crohos if _is_code(each)]
    return {
        "title": program.name,
        "crebo": crebos[0] if len(crebos) == 1 else None,
        "isat": crohos[0] if len(crohos) == 1 else None,
        "learning_form_id": _form(program),
        "attendance": attendance.pop() if len(attendance) == 1 else None,
        "level": _LEVELS.get(program.level),
        "duration_months": months,
        "duration_text": said,
        "end_on": program.until,
        "language": program.language,
        "url": program.url,
        "evidence_year": year(program.edited_on),
        "period": program.edited_on,
    }


def _form(program: Program) -> str | None:
    degree = program.degree
    if program.crebos and degree in {"diploma", *(f"mbo niveau {n}" for n in (1, 2, 3, 4))}:
        paths = {_PATHS[path] for path in program.paths if path in _PATHS}
        return paths.pop() if len(paths) == 1 else "diploma"
    if degree in _NO_DEGREE:
        return "cursus"
    if degree in _NO_FORM:
        return None
    if degree == "mbo-certificaat":
        return "certificaat"
    if degree.startswith("mbo niveau"):
        return "diploma"
    if degree.split(" ")[0] == "Ad":
        return "ad"
    if degree.startswith(_BACHELORS):
        return "bachelor"
    return "master" if degree.startswith(_MASTERS) else None


def _price(run: Run) -> tuple[float | None, str]:
    """The sum of what must be paid for the whole program, and how VAT stands to it."""
    required = [cost for cost in run.costs if cost.is_required]
    known = all(
        cost.amount is not None and cost.currency == "eur" and cost.period in {"", "program"}
        for cost in required
    )
    if not required or not known:
        return None, "unknown"
    exempt = all(cost.vat_code == "1" or cost.vat_share == "0" for cost in required)
    return round(sum(cost.amount or 0 for cost in required), 2), "exempt" if exempt else "unknown"


def _is_code(text: str) -> bool:
    return len(text) == 5 and text.isascii() and text.isdigit()


def is_at_a_distance(forms: tuple[str, ...], location: str) -> bool:
    """Whether all of it is online, by its forms or by its basic profile."""
    return location == "fully online" or (bool(forms) and set(forms) <= _ONLINE)


def address(
    street: str | None, number: str | None, code: object, city: str | None, country: str | None
) -> dict[str, Any]:
    """The columns of a Dutch address; empty where it is abroad or names no place."""
    if (country or "nl").lower() not in {"nl", "nld", "nederland", "netherlands"} or not city:
        return {}
    return {
        "street": street,
        "house_number": number,
        "postcode": postcode(code),
        "place": city,
    }
