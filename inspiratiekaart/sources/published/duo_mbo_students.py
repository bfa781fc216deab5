"""DUO: mbo students by institution, route, level and qualification, in columns per year.

A row with students in the latest year is one offer at the head office of the school; the place in
the file is that head office too. Schools that merged since get the BRIN code of today. Merged: rows
of schools that are one now, and full-time and part-time bol, are added up per qualification and
route. The qualification keeps the code of then; what replaced it is found when rows are matched.
The rules are those of ``sources.duo_mbo``: counts of one to four are not shown.
"""

from __future__ import annotations

import re
from types import MappingProxyType

import pandas as pd

from inspiratiekaart.sources.duo_mbo import ROUTES, with_students
from inspiratiekaart.sources.published.duo import duo_source
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.sifting import (
    Reason,
    needed,
    sifted,
    table_of,
    with_headings,
)
from inspiratiekaart.sources.reading import Document, DocumentError
from inspiratiekaart.sources.registers import successors
from inspiratiekaart.sources.tidied import Tidied, as_drafts

HEADINGS = (
    "BRIN NUMMER",
    "INSTELLINGSNAAM",
    "TYPE MBO",
    "KWALIFICATIENIVEAU",
    "KWALIFICATIE CODE",
    "KWALIFICATIE NAAM",
)

SOURCE = duo_source(
    "duo-mbo-deelnemers",
    (
        "Mbo-studenten per instelling, leerweg en kwalificatie",
        "Mbo students by institution, route and qualification",
    ),
    "https://duo.nl/open_onderwijsdata/",
    (
        "Een rij zegt dat de school in het laatste jaar van het bestand studenten had, niet dat "
        "zij de opleiding nu geeft. De plaats is de hoofdvestiging, ook waar de les elders was. "
        "Aantallen van 1 tot en met 4 zijn verborgen.",
        "A row says that the school had students in the latest year of the file, not that it "
        "offers the programme now. The place is the head office, even where teaching was "
        "elsewhere. Counts of 1 to 4 are hidden.",
    ),
)

_TOTAL = re.compile(r"TOTAAL\s?(20\d\d)")
_CARRIED = ("at_sheet", "at_row", "provider_name")


def fits(document: Document) -> float:
    """Certain with its headings and the total of at least one year."""
    if not with_headings(*HEADINGS)(document):
        return 0.0
    return float(bool(_totals(document)))


def tidy(document: Document, _: Columns) -> Tidied:
    """An offer for each school, qualification and route with students in the latest year."""
    totals = _totals(document)
    if not totals:
        raise DocumentError("no-table", file=document.name)
    year, total = max(totals.items())
    sheet = table_of(document, *HEADINGS, total)
    rows, rejected = sifted(sheet, _reasons(year, total))
    school = rows["BRIN NUMMER"]
    found = with_students(
        rows.assign(
            provider_id=school.map(successors()).fillna(school),
            provider_name=rows["INSTELLINGSNAAM"].mask(school.isin(list(successors()))),
            crebo=rows["KWALIFICATIE CODE"],
            title=rows["KWALIFICATIE NAAM"],
            leerweg=rows["TYPE MBO"],
            niveau=rows["KWALIFICATIENIVEAU"],
            students=rows[total],
        ),
        int(year),
        _CARRIED,
    )
    drafts = as_drafts(
        "offers",
        found.sort_values("at_row"),
        provider_kind="mbo",
        at_head_office=True,
        is_online=False,
        is_funded=True,
        evidence_year=int(year),
        certainty="had_students",
        source_id=SOURCE.source_id,
        students_source_id=SOURCE.source_id,
        period=f"{year}-10-01",
        status="final",
    )
    return Tidied({"offers": drafts}, rejected, len(sheet.frame), f"{year}-10-01")


def _totals(document: Document) -> dict[str, str]:
    """The heading of the total of each year."""
    try:
        headings = [name for heading in document.headings.values() for name in heading]
    except DocumentError:
        return {}
    found = ((_TOTAL.fullmatch(name), name) for name in headings)
    return {match[1]: name for match, name in found if match}


def _reasons(year: str, total: str) -> tuple[Reason, ...]:
    values = MappingProxyType({"latest": year})
    return (
        *needed("BRIN NUMMER", "KWALIFICATIE CODE", "KWALIFICATIE NAAM"),
        Reason("duo.no-students", total, lambda rows: _is_none(rows[total]), values),
        Reason(
            "duo.no-count",
            total,
            lambda rows: ~rows[total].str.fullmatch(r"-1|\d{1,6}").fillna(value=False),
        ),
        Reason("duo.route", "TYPE MBO", lambda rows: ~rows["TYPE MBO"].isin(list(ROUTES))),
        Reason(
            "duo.level",
            "KWALIFICATIENIVEAU",
            lambda rows: ~rows["KWALIFICATIENIVEAU"].isin(["1", "2", "3", "4"]),
        ),
    )


def _is_none(cells: pd.Series) -> pd.Series:
    return cells.isna() | cells.eq("0")


FORMS = (Form("duo-mbo-deelnemers", SOURCE, fits, tidy),)
