"""Open Onderwijs API (SURF), versions 5 and 6: courses and programmes with their offerings.

An offering is joined with its course or programme; one without offerings is an offer without a
start. Organisations are providers. Offerings of one training at one place become one offer.
Coordinators, instructors and groups are never read; a postal address is no place of training.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published import ooapi_feed
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.gathering import Gathering
from inspiratiekaart.sources.published.ooapi_fields import (
    VERSIONS,
    Version,
    place_of,
    reason_of,
    training_of,
)
from inspiratiekaart.sources.published.recorded import Answer, answers, some_items
from inspiratiekaart.sources.published.values import in_language, inner, web_address
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Tidied

SOURCE = Source(
    source_id="open-onderwijs-api",
    publisher="SURF",
    title_nl="Open Onderwijs API (OOAPI), cursussen en opleidingen van een instelling",
    title_en="Open Onderwijs API (OOAPI), courses and programmes of an institution",
    url="https://openonderwijsapi.nl",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: de instelling zelf, via de Open Onderwijs API",
    limits_nl="Wat een instelling zelf via haar Open Onderwijs API aanbiedt.",
    limits_en="What an institution itself offers through its Open Onderwijs API.",
    next_release="",
)

Kind = Literal["offering", "training", "organisation", "other"]


@dataclass(frozen=True)
class _Record:
    at_sheet: str
    at_row: int
    version: Version
    item: Mapping[str, Any]


@dataclass
class _Catalogue:
    """What the answers hold, by identifier."""

    offerings: list[_Record] = field(default_factory=list)
    trainings: dict[str, _Record] = field(default_factory=dict)
    organisations: dict[str, _Record] = field(default_factory=dict)

    def training_of(self, record: _Record) -> _Record | None:
        """The course or programme of an offering, whether named or written out."""
        for name in record.version.training_links:
            linked = record.item.get(name)
            if isinstance(linked, Mapping):
                return _Record(record.at_sheet, record.at_row, record.version, linked)
            if isinstance(linked, str) and linked in self.trainings:
                return self.trainings[linked]
        return None

    def organisation_of(self, *records: _Record | None) -> tuple[str | None, str | None]:
        """The id and name of who offers the first of ``records`` that says so.

        Where they do not, and there is one organisation only, it is that one.
        """
        for record in filter(None, records):
            for name in record.version.organisation_links:
                linked = record.item.get(name)
                known = self.organisations.get(linked) if isinstance(linked, str) else None
                item = linked if isinstance(linked, Mapping) else known.item if known else None
                if item:
                    return _named(item, record.version)
        roots = [_named(each.item, each.version) for each in self.organisations.values()]
        return roots[0] if len(roots) == 1 else (None, None)


def fits(document: Document) -> float:
    """1 where there are courses, programmes or offerings by their identifiers."""
    for item in some_items(document):
        kind, _ = _kind(item)
        if kind in ("offering", "training") or (kind == "organisation" and "name" in item):
            return 1.0
    return 0.0


def tidy(document: Document, columns: Columns) -> Tidied:
    """Providers and offers in ``document``."""
    gathering = Gathering(SOURCE.source_id)
    catalogue = _catalogue(answers(document), gathering)
    for each in catalogue.organisations.values():
        provider_id, name = _named(each.item, each.version)
        gathering.provider(
            str(provider_id),
            at_sheet=each.at_sheet,
            at_row=each.at_row,
            name=name,
            website=web_address(each.item.get("link")),
        )
    started: set[int] = set()
    for offering in catalogue.offerings:
        training = catalogue.training_of(offering)
        started.add(id(training.item) if training else 0)
        _offer(gathering, catalogue, training, offering)
    for training in catalogue.trainings.values():
        if id(training.item) not in started:
            _offer(gathering, catalogue, training, None)
    return gathering.tidied()


def _catalogue(asked: tuple[Answer, ...], gathering: Gathering) -> _Catalogue:
    catalogue = _Catalogue()
    for answer in asked:
        items = [item for _, item in answer.numbered()]
        for at_row, item in gathering.each(items, answer.name):
            kind, version = _kind(item)
            record = _Record(answer.name, at_row, version, item)
            if kind == "offering":
                catalogue.offerings.append(record)
            elif kind == "training":
                catalogue.trainings.setdefault(next(_ids(item, version.training_ids)), record)
            elif kind == "organisation":
                catalogue.organisations.setdefault(
                    next(_ids(item, version.organisation_ids)), record
                )
            else:
                gathering.reject("other-record", at_row, answer.name)
    return catalogue


def _kind(item: Mapping[str, Any]) -> tuple[Kind, Version]:
    """What ``item`` is, and of which version by its spelling."""
    for version in VERSIONS:
        if any(name in item for name in version.only):
            break
    for kind, names in (
        ("offering", ("offeringId",)),
        ("training", version.training_ids),
        ("organisation", version.organisation_ids),
    ):
        if any(True for _ in _ids(item, names)) and "name" in item:
            return kind, version  # type: ignore[return-value]
    return "other", version


def _ids(item: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    yield from (item[name] for name in names if isinstance(item.get(name), str) and item[name])


def _named(item: Mapping[str, Any], version: Version) -> tuple[str | None, str | None]:
    found = next(_ids(item, version.organisation_ids), None)
    return (f"ooapi-{found[:64].lower()}" if found else None), in_language(item.get("name"))


def _offer(
    gathering: Gathering,
    catalogue: _Catalogue,
    training: _Record | None,
    offering: _Record | None,
) -> None:
    """Keep an offer of ``training``, with what ``offering`` says of it; or leave it out."""
    record = offering or training
    if record is None:
        return
    course = training.item if training else {}
    run = offering.item if offering else {}
    provider_id, provider = catalogue.organisation_of(offering, training)
    title = in_language(course.get("name")) or in_language(run.get("name"))
    reason = reason_of(course, run) or ("" if title else "no-title")
    reason = reason or ("" if provider else "no-provider")
    if reason:
        value = inner(run, "state") if reason == "not-published" else title
        gathering.reject(reason, record.at_row, record.at_sheet, value=value or "")
        return
    gathering.offer(
        at_sheet=record.at_sheet,
        at_row=record.at_row,
        provider_id=provider_id,
        provider_name=provider,
        title=title,
        **training_of(course, run, record.version),
        **place_of(run, course),
    )


FORMS = (Form("ooapi", SOURCE, fits, tidy),)
FEEDS = ooapi_feed.FEEDS
