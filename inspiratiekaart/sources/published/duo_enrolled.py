"""DUO: students in hbo by study year, municipality, institution and programme (*p01hoinges*).

A row of the latest year is one offer that had students then; rows of earlier years are left out.
Counts that DUO masks (-1), and those under five, are not shown (``sources.duo_higher``).
"""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

from inspiratiekaart.sources import duo_higher
from inspiratiekaart.sources.published.duo import dataset, duo_feed, duo_source
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.sifting import (
    Reason,
    needed,
    sifted,
    table_of,
    with_headings,
)
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Tidied, as_drafts

HEADINGS = (
    "STUDIEJAAR",
    "GEMEENTENUMMER",
    "GEMEENTENAAM",
    "TYPE_HOGER_ONDERWIJS",
    "INSTELLINGSCODE_ACTUEEL",
    "INSTELLINGSNAAM_ACTUEEL",
    "OPLEIDINGSCODE_ACTUEEL",
    "OPLEIDINGSNAAM_ACTUEEL",
    "AANTAL_INGESCHREVENEN",
)

SOURCE = duo_source(
    "duo-hbo-ingeschrevenen-bestand",
    (
        "Ingeschreven studenten hbo per gemeente en opleiding",
        "Students in higher professional education by municipality and programme",
    ),
    dataset("p01hoinges"),
    (
        "Alleen bekostigd hbo. Het aantal geldt voor een opleiding in een gemeente, voltijd, "
        "deeltijd en duaal samen. Kleine aantallen zijn verborgen.",
        "Funded higher professional education only. The count is for a programme in a "
        "municipality, full-time, part-time and dual together. Small numbers are hidden.",
    ),
)

_COUNT = "AANTAL_INGESCHREVENEN"
_TYPES = ("associate degree", "bachelor", "master")


def tidy(document: Document, _: Columns) -> Tidied:
    """An offer for each programme with students in the latest year of the file."""
    sheet = table_of(document, *HEADINGS)
    raw = sheet.frame
    years = raw["STUDIEJAAR"]
    latest = years.loc[years.str.fullmatch(r"20\d\d").fillna(value=False)].max()
    year = latest if isinstance(latest, str) else ""
    rows, rejected = sifted(sheet, _reasons(year))
    if rows.empty:
        return Tidied({"offers": as_drafts("offers", rows)}, rejected, len(raw), year)
    no_titles = pd.DataFrame({"isat": [], "title": []}, dtype="object")
    numbered = rows.assign(GEMEENTENUMMER=rows["GEMEENTENUMMER"].str.zfill(4))
    claims = duo_higher.enrolled(numbered, int(year), no_titles).assign(
        at_sheet=rows["at_sheet"].to_numpy(),
        at_row=rows["at_row"].to_numpy(),
        provider_name=rows["INSTELLINGSNAAM_ACTUEEL"].to_numpy(),
        provider_kind="hbo",
        gemeente_name=rows["GEMEENTENAAM"].to_numpy(),
    )
    offers = as_drafts(
        "offers", claims, source_id=SOURCE.source_id, students_source_id=SOURCE.source_id
    )
    return Tidied({"offers": offers}, rejected, len(raw), year)


def _reasons(year: str) -> tuple[Reason, ...]:
    values = MappingProxyType({"latest": year})
    return (
        Reason(
            "duo.older-year",
            "STUDIEJAAR",
            lambda rows: rows["STUDIEJAAR"].ne(year).fillna(value=True),
            values,
        ),
        *needed("INSTELLINGSCODE_ACTUEEL", "GEMEENTENUMMER", "OPLEIDINGSNAAM_ACTUEEL"),
        Reason(
            "duo.level",
            "TYPE_HOGER_ONDERWIJS",
            lambda rows: ~rows["TYPE_HOGER_ONDERWIJS"].isin(_TYPES),
        ),
        Reason(
            "duo.no-count",
            _COUNT,
            lambda rows: ~rows[_COUNT].str.fullmatch(r"-1|\d{1,6}").fillna(value=False),
        ),
        Reason("duo.no-students", _COUNT, lambda rows: rows[_COUNT].eq("0"), values),
    )


FORMS = (Form("duo-hbo-ingeschrevenen", SOURCE, with_headings(*HEADINGS), tidy),)

FEEDS = (
    duo_feed(
        "duo-hbo-ingeschrevenen",
        "Ingeschrevenen hoger beroepsonderwijs niveau opleiding",
        "978f900e-088e-4d27-804f-2d897c161c70",
        "7761bd6a-b87b-4389-a943-829872116f92",
        "ingeschrevenenhbo.csv",
    ),
)
