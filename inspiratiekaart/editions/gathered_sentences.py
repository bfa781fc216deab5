"""What there is to say of the regional folders, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from inspiratiekaart import schema
from inspiratiekaart.editions import check_sentences, choice_sentences
from inspiratiekaart.editions.gathered import Gathered, Region
from inspiratiekaart.schema import Language
from inspiratiekaart.texts import Texts
from inspiratiekaart.validation import Finding
from inspiratiekaart.worklist import Worklist


def said(region: Region, t: Texts) -> str:
    """How it is with the files of ``region``, in a sentence or two."""
    key = region.state
    if region.is_earlier and key in ("gone", "empty"):
        return t(f"status.said.{key}_kept", day=day(region.good_on, t))
    if key == "last_valid":
        return t(f"status.said.{key}", day=day(region.good_on, t))
    return t(f"status.said.{key}")


def findings(region: Region, t: Texts, most: int) -> list[str]:
    """At most so many remarks on the files of ``region``, and how many more there are."""
    return _at_most([each.sentence(t) for each in region.findings], most, t)


def choices(region: Region, t: Texts, most: int) -> list[str]:
    """At most so many things that ``region`` has still to choose, and how many more there are."""
    return _at_most([choice_sentences.said(one, t) for one in region.open], most, t)


def accepted(region: Region, t: Texts, most: int) -> list[str]:
    """At most so many remarks that ``region`` accepts, each with its reason."""
    told = [
        f"{each.sentence(t)} {t('status.accepted_because', reason=reason)}"
        for each, reason in region.accepted
    ]
    return _at_most(told, most, t)


def open_count(region: Region, t: Texts) -> str:
    """How much ``region`` has still to choose, and how many remarks it accepts."""
    said = t.count("status.open_count", len(region.open))
    if not region.accepted:
        return said
    return f"{said}; {t.count('status.accepted_count', len(region.accepted))}"


def rows(region: Region, t: Texts) -> str:
    """How many rows of ``region`` are on the map, per table."""
    if not region.rows_count:
        return t("status.no_rows")
    tables = schema.tables()
    each = (
        t("status.table_rows", table=tables[name].title(t.language), rows=t.number(count))
        for name, count in region.rows.items()
    )
    return "; ".join(each)


def age(region: Region, t: Texts) -> str:
    """When the rows were looked at by whoever wrote them."""
    if not region.newest:
        return t("status.no_age")
    if region.oldest == region.newest:
        return day(region.newest, t)
    return t("status.between", oldest=day(region.oldest, t), newest=day(region.newest, t))


def day(moment: str, t: Texts) -> str:
    """The day of an ISO moment or date, in words."""
    return t.date(date.fromisoformat(moment[:10]))


def time(moment: str) -> str:
    """The time of an ISO moment, to the minute."""
    return datetime.fromisoformat(moment).strftime("%H:%M")


def as_json(status: Gathered, to_check: Callable[[str], Worklist]) -> dict[str, Any]:
    """``status`` as plain values for JSON, with its sentences in both languages.

    ``to_check`` knows the rows that should be looked at of a region, by its code.
    """
    languages = {name: Texts(name) for name in schema.LANGUAGES}
    return {
        "looked_at": status.looked_at,
        "regions": [
            {
                "name": region.name,
                "code": region.code,
                "state": region.state,
                "sentence": {name: said(region, t) for name, t in languages.items()},
                "rows": dict(region.rows),
                "oldest": region.oldest,
                "newest": region.newest,
                "licence": region.licence,
                "good_since": region.good_on,
                "to_check": check_sentences.as_json(to_check(region.code)),
                "findings": [_finding(each, languages) for each in region.findings],
                "accepted": [
                    {**_finding(each, languages), "reason": reason}
                    for each, reason in region.accepted
                ],
                "choices": [
                    {
                        **asdict(one),
                        "sentence": {
                            name: choice_sentences.said(one, t) for name, t in languages.items()
                        },
                    }
                    for one in region.open
                ],
            }
            for region in status.regions
        ],
    }


def _finding(each: Finding, languages: Mapping[Language, Texts]) -> dict[str, Any]:
    return {
        "code": each.code,
        "severity": each.severity,
        "file": each.spot.path,
        "row": each.spot.row,
        "column": each.spot.column,
        "sentence": {name: each.sentence(t) for name, t in languages.items()},
    }


def _at_most(told: list[str], most: int, t: Texts) -> list[str]:
    more = len(told) - most
    return [*told[:most], t.count("status.more", more)] if more > 0 else told
