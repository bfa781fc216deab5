"""SBB: the *mbo-opleidingskoppeltabel* (XLSX): what a code refers to in each school year.

A row is one code in one school year. Merged: the rows of earlier school years of the same code.
What a code refers to, where that is another code, is what replaced it. This is SBB's own list, and
no match on names.
"""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.provenance import LICENCES, Source
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

_CODE, _NAME, _YEAR = "opleidingscode", "opleidingsnaam", "schooljaar"
_REFERS_TO = "verwijzende opleidingscode kwalificatie schooljaar"
_DOSSIER = "verwijzende opleidingscode dossier schooljaar"
_LEVEL = "niveau beroep"
_SECTORKAMER = "sectorkamer (op opleidingscode)"
HEADINGS = (_CODE, _NAME, _YEAR, _REFERS_TO)

SOURCE = Source(
    source_id="sbb-koppeltabel",
    publisher="SBB",
    title_nl="Mbo-opleidingskoppeltabel: naar welke kwalificatie een code verwijst",
    title_en="Which mbo qualification a code refers to",
    url="https://kwalificatie-mijn.s-bb.nl/Lijsten",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: SBB",
    limits_nl="Per schooljaar. De opvolger is die van SBB zelf.",
    limits_en="By school year. The successor is SBB's own.",
)

_CREBO = r"\d{5}"
_REASONS = (
    *needed(_CODE, _NAME),
    Reason("sbb.no-crebo", _CODE, lambda rows: ~rows[_CODE].str.fullmatch(_CREBO)),
)


def tidy(document: Document, _: Columns) -> Tidied:
    """The codes with what replaced them, as of the last school year in which each is listed."""
    sheet = table_of(document, *HEADINGS)
    rows, rejected = sifted(sheet, _REASONS)
    latest = rows.sort_values([_YEAR, "at_row"], kind="stable").drop_duplicates(_CODE, keep="last")
    refers = latest[_REFERS_TO].where(_is_crebo(latest[_REFERS_TO]))
    dossier = _column(latest, _DOSSIER)
    named = latest.assign(
        crebo=latest[_CODE],
        name=latest[_NAME],
        level=pd.to_numeric(_column(latest, _LEVEL).str.extract(r"([1-4])")[0]).astype("Int64"),
        dossier_crebo=dossier.where(_is_crebo(dossier)),
        sectorkamer=_column(latest, _SECTORKAMER),
        replaced_by_crebo=refers.where(refers.ne(latest[_CODE])),
    ).sort_values("at_row")
    years = rows[_YEAR].dropna()
    drafts = {"kwalificaties": as_drafts("kwalificaties", named)}
    return Tidied(drafts, rejected, len(sheet.frame), str(years.max()) if len(years) else "")


def _is_crebo(cells: pd.Series) -> pd.Series:
    return cells.str.fullmatch(_CREBO).fillna(value=False)


def _column(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[name] if name in rows else pd.Series(pd.NA, index=rows.index, dtype="string")


FORMS = (Form("sbb-koppeltabel", SOURCE, with_headings(*HEADINGS), tidy),)
