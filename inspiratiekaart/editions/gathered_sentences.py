"""What there is to say of the regional folders, in plain words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from inspiratiekaart import schema
from inspiratiekaart.editions.gathered import Gathered, Region
from inspiratiekaart.texts import Texts


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
    told = [each.sentence(t) for each in region.findings[:most]]
    more = len(region.findings) - most
    return [*told, t.count("status.more", more)] if more > 0 else told


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


def as_json(status: Gathered) -> dict[str, Any]:
    """``status`` as plain values for JSON, with its sentences in both languages."""
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
                "findings": [
                    {
                        "code": each.code,
                        "severity": each.severity,
                        "file": each.spot.path,
                        "row": each.spot.row,
                        "column": each.spot.column,
                        "sentence": {name: each.sentence(t) for name, t in languages.items()},
                    }
                    for each in region.findings
                ],
            }
            for region in status.regions
        ],
    }
