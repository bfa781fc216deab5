"""What a published file says once it is read: drafts of rows, and every row that was left out.

A module in ``published`` knows one format. It hands back drafts with the columns below, which
``importing`` turns into rows of our tables: it finds the site, the profession, the region.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd

from inspiratiekaart.sources.claims import CLAIM_COLUMNS

AT = ("at_sheet", "at_row")
"""Where a draft stood: the sheet or inner file (empty where there is one), the row (heading = 1);
in XML and JSON the number of the element in its list, from 1."""

_PLACE = (
    "street",
    "house_number",
    "postcode",
    "place",
    "gemeente_code",
    "gemeente_name",
    "lon",
    "lat",
)

DRAFTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "providers": (*AT, "provider_id", "brin", "name", "kind", "is_funded", "website"),
        "sites": (*AT, "provider_id", "provider_name", *_PLACE, "is_head_office"),
        "offers": tuple(
            dict.fromkeys((*AT, *CLAIM_COLUMNS, "provider_name", "provider_kind", *_PLACE))
        ),
        "outlooks": (
            *AT,
            "name_as_said",
            "uwv_code",
            "beroepsgroep_code",
            "region_as_said",
            "status",
            "status_as_said",
            "period",
            "period_end_year",
            "found_on",
            "url",
        ),
        "regional_facts": (
            *AT,
            "area_kind",
            "area_code",
            "area_as_said",
            "gemeente_code",
            "boundary_year",
            "subject_code",
            "subject_as_said",
            "indicator",
            "value",
            "value_class",
            "unit",
            "period",
            "period_end_year",
            "note",
            "status",
        ),
        "kwalificaties": (
            *AT,
            "crebo",
            "name",
            "level",
            "domain",
            "dossier_crebo",
            "dossier",
            "sectorkamer",
            "valid_from",
            "valid_to",
            "replaced_by_crebo",
        ),
        "occupation_kwalificaties": (*AT, "name_as_said", "crebo", "basis", "confidence"),
        "contact_points": (
            *AT,
            "region_as_said",
            "kind",
            "organisation",
            "address",
            "postcode",
            "place",
            "website",
            "opening_hours",
            "checked_on",
            "url",
        ),
    }
)
"""The columns of each kind of draft. An absent value is None.

``region_as_said`` is empty for the whole country. A regional fact of a municipality has its
``gemeente_code`` and is summed to its region by ``importing``. ``subject_*`` is the profession (or
its group) that a fact is about, where it is about one. ``period`` is ISO text, empty where it
is that of the whole file.
"""


@dataclass(frozen=True)
class Rejected:
    """A row that was left out, and why: ``code`` is a key under ``importing.rejected``.

    ``value`` is what stood there; ``values`` fill the sentence.
    """

    at_sheet: str
    at_row: int
    column: str
    code: str
    value: str = ""
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Tidied:
    """All that one file says: drafts by kind, the rows left out, how many rows it has.

    ``period`` is the day or year that the file speaks of, where it says so.
    """

    drafts: Mapping[str, pd.DataFrame]
    rejected: tuple[Rejected, ...]
    read_count: int
    period: str = ""


def as_drafts(kind: str, frame: pd.DataFrame, **constants: Any) -> pd.DataFrame:
    """``frame`` with exactly the columns of ``kind``, with ``constants``; None where absent."""
    filled = frame.assign(**constants).reindex(columns=DRAFTS[kind]).astype("object")
    return filled.where(filled.notna(), None).reset_index(drop=True)
