"""From claims to offers: what several sources say of the same training becomes one row.

The rule. Two claims are about the same offer when provider, site, code (else title), form and
attendance agree. Of those the strongest certainty is kept: offered, then had students, then
recognised, then sample; within one certainty the latest year. Before that:

- an offered programme without a place takes the only site where the same provider has the same
  programme and attendance; when it is offered elsewhere already, the row without place is dropped;
- a count of students knows no attendance: it takes the attendance when the provider has only one
  for that programme at that site, else it stays a row of its own;
- a count of students goes with the row that is kept, with its own year and source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from inspiratiekaart.sources.claims import rows_of, slug

_STRENGTH = {"offered": 0, "had_students": 1, "recognised": 2, "sample": 3}
_COUNT = ["students_count", "students_status", "students_year", "students_source_id"]
_KIND = {"ad": "ho", "hbo": "ho", "wo": "ho"}


ORDER = {"offer_id": True, "strength": True, "evidence_year": False, "title": True, "url": True}
"""Which of the claims on one offer is kept, and whether the lowest comes first."""


def build(located: pd.DataFrame) -> pd.DataFrame:
    """Table ``offers`` from claims with a ``site_id``."""
    return joined(identified(located), ORDER)


def identified(located: pd.DataFrame) -> pd.DataFrame:
    """The claims that are of an offer, with its id and how strong each is."""
    claims = located.assign(
        code=[
            isat or crebo or slug(title)
            for isat, crebo, title in zip(
                located["isat"], located["crebo"], located["title"], strict=True
            )
        ]
    )
    claims = _with_attendance(_with_site(claims))
    return claims.assign(
        offer_id=[_offer_id(row) for row in rows_of(claims)],
        strength=claims["certainty"].map(_STRENGTH),
        counted=claims["students_source_id"].notna(),
    )


def joined(claims: pd.DataFrame, order: Mapping[str, bool]) -> pd.DataFrame:
    """One row per offer of the ``identified`` claims: the first in ``order``, the latest count."""
    ranked = claims.sort_values(
        list(order), ascending=list(order.values()), na_position="last", kind="stable"
    )
    kept = ranked.drop_duplicates("offer_id")
    counts = (
        ranked.loc[ranked["counted"]]
        .sort_values("students_year", ascending=False, kind="stable")
        .drop_duplicates("offer_id")
        .set_index("offer_id")[_COUNT]
    )
    kept = kept.set_index("offer_id")
    for column in _COUNT:
        kept[column] = counts[column].reindex(kept.index)
    kept["students_status"] = kept["students_status"].fillna("unknown")
    dropped = ["place", "gemeente_code", "at_head_office", "code", "strength", "counted"]
    return kept.drop(columns=dropped).reset_index()


def _with_site(claims: pd.DataFrame) -> pd.DataFrame:
    sites: dict[tuple[str, str, str], set[str]] = {}
    offered: set[tuple[str, str, str]] = set()
    for row in rows_of(claims.loc[claims["site_id"].notna() & claims["isat"].notna()]):
        same = (row.provider_id, row.code, row.attendance)
        sites.setdefault(same, set()).add(row.site_id)
        if row.certainty == "offered":
            offered.add(same)
    site_id, keep = [], []
    for row in rows_of(claims):
        same = (row.provider_id, row.code, row.attendance)
        loose = row.site_id is None and row.certainty == "offered"
        options = sites.get(same, set())
        keep.append(not (loose and same in offered))
        site_id.append(min(options) if loose and len(options) == 1 else row.site_id)
    return claims.assign(site_id=pd.Series(site_id, index=claims.index, dtype="object")).loc[keep]


def _with_attendance(claims: pd.DataFrame) -> pd.DataFrame:
    known: dict[tuple[str, str | None, str], set[str]] = {}
    for row in rows_of(claims.loc[claims["attendance"].notna() & claims["isat"].notna()]):
        known.setdefault((row.provider_id, row.site_id, row.isat), set()).add(row.attendance)
    attendance = []
    for row in rows_of(claims):
        options = known.get((row.provider_id, row.site_id, row.isat), set())
        only = row.attendance is None and len(options) == 1
        attendance.append(min(options) if only else row.attendance)
    return claims.assign(attendance=pd.Series(attendance, index=claims.index, dtype="object"))


def _offer_id(row: Any) -> str:
    level = row.level or ""
    kind = "mbo" if level.startswith("mbo") or row.crebo else _KIND.get(level, "cursus")
    if row.certainty == "sample":
        kind = "cursus"
    place = row.site_id.removeprefix(f"{row.provider_id}-") if row.site_id else "zonder-locatie"
    form = row.attendance or (row.learning_form_id if kind == "mbo" else None)
    return "-".join(part for part in (kind, row.provider_id, place, row.code, form) if part)
