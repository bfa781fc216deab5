"""Drafts as a form hands them over, and a form to go with them, for tests of what is made of them.

The rows are of nobody: places and professions are real, the schools are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published import Form
from inspiratiekaart.sources.tidied import Rejected, Tidied, as_drafts

SOURCE = Source(
    "toets-bestand", "Toetsbureau", "Toets", "Test", "", "onbekend", "", LICENCES["CC0-1.0"],
    "Bron: Toetsbureau", "", "",
)  # fmt: skip

FORM = Form("toets", SOURCE, lambda _: 1.0, lambda _document, _columns: tidied())


def tidied(
    drafts: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
    rejected: tuple[Rejected, ...] = (),
    period: str = "2026-02-01",
) -> Tidied:
    """What a form hands over: each draft at the next row, the first being row 2."""
    made = {
        kind: as_drafts(
            kind,
            pd.DataFrame(
                [{"at_sheet": "", "at_row": number, **row} for number, row in enumerate(rows, 2)]
            ),
        )
        for kind, rows in (drafts or {}).items()
    }
    count = sum(len(each) for each in made.values()) + len(rejected)
    return Tidied(made, rejected, count, period)


def offer(**cells: Any) -> dict[str, Any]:
    """A draft of an offer, as a course provider would give it."""
    return {
        "provider_name": "Lasschool De Vonk",
        "provider_kind": "particulier",
        "title": "Lassen voor beginners",
        "place": "ENSCHEDE",
        "postcode": "7511 AB",
        "house_number": "1",
        "street": "Langestraat",
        "is_online": False,
        "at_head_office": False,
        "certainty": "offered",
        "evidence_year": 2026,
        "students_status": "unknown",
        "status": "final",
        **cells,
    }


def statement(**cells: Any) -> dict[str, Any]:
    """A draft of a statement on prospects."""
    return {
        "name_as_said": "lassers",
        "status": "kansrijk",
        "status_as_said": "kansrijk",
        "period_end_year": 2026,
        **cells,
    }


def contact(region: str, name: str = "Leerwerkloket") -> dict[str, Any]:
    """A draft of a contact point."""
    return {"region_as_said": region, "kind": "leerwerkloket", "organisation": name}
