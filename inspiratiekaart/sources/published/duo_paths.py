"""DUO: sectoral development paths (*Sectorale ontwikkelpaden*): sector, profession, training.

A row says that a sector sees one training as a step towards one profession. A row with an mbo
qualification links the profession to it. Merged: rows that link the same profession to the same
qualification (of another sector, path or specialisation). Other rows are left out, each with its
reason: hbo, parts of a programme, and trainings of the sector itself, which have no crebo.
"""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

from inspiratiekaart.sources.published.cells import periods
from inspiratiekaart.sources.published.duo import dataset, duo_feed, duo_source
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.sifting import (
    Reason,
    missing,
    needed,
    sifted,
    table_of,
    with_headings,
)
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Tidied, as_drafts

HEADINGS = (
    "INGANGSDATUM_ONTWIKKELPAD",
    "EINDDATUM_ONTWIKKELPAD",
    "BRANCHE_NAAM",
    "FUNCTIE_TITEL",
    "SPECIALISATIE_TITEL",
    "TYPE_OPLEIDING",
    "ERKENDEOPLEIDINGSCODE",
    "OPLEIDINGSSTELSEL",
)

SOURCE = duo_source(
    "duo-ontwikkelpaden",
    ("Sectorale ontwikkelpaden", "Sectoral development paths"),
    dataset("sectorale_ontwikkelpaden"),
    (
        "Wat een sector een passende stap naar een beroep vindt. Alleen de stappen met een "
        "mbo-kwalificatie zijn overgenomen.",
        "What a sector sees as a fitting step towards a profession. Only the steps with an mbo "
        "qualification are taken over.",
    ),
)

_CODE = "ERKENDEOPLEIDINGSCODE"
_PARTS = r"certificaat|keuzedeel|^deel "


def tidy(document: Document, _: Columns) -> Tidied:
    """A link from each profession to each mbo qualification that a sector names for it."""
    sheet = table_of(document, *HEADINGS)
    begun = periods(sheet.frame["INGANGSDATUM_ONTWIKKELPAD"]).dropna()
    day = str(begun.max()) if len(begun) else ""
    rows, rejected = sifted(sheet, _reasons(day))
    links = rows.assign(
        name_as_said=rows["FUNCTIE_TITEL"],
        crebo=rows[_CODE],
        basis=_basis(rows),
    ).drop_duplicates(["name_as_said", "crebo"])
    drafts = as_drafts("occupation_kwalificaties", links, confidence="direct")
    return Tidied({"occupation_kwalificaties": drafts}, rejected, len(sheet.frame), day)


def _basis(rows: pd.DataFrame) -> pd.Series:
    special = rows["SPECIALISATIE_TITEL"]
    said = "sectoraal ontwikkelpad " + rows["BRANCHE_NAAM"].fillna("zonder sector")
    return said.where(special.isna(), said + ", " + special.fillna(""))


def _reasons(day: str) -> tuple[Reason, ...]:
    return (
        *needed("FUNCTIE_TITEL"),
        Reason(
            "duo.path-ended",
            "EINDDATUM_ONTWIKKELPAD",
            lambda rows: periods(rows["EINDDATUM_ONTWIKKELPAD"]).lt(day),
            MappingProxyType({"day": day}),
        ),
        Reason("duo.sector-training", "TYPE_OPLEIDING", missing(_CODE)),
        Reason("duo.higher", _CODE, lambda rows: rows["OPLEIDINGSSTELSEL"].eq("ISAT")),
        Reason(
            "duo.part",
            "TYPE_OPLEIDING",
            lambda rows: rows["TYPE_OPLEIDING"].str.lower().str.contains(_PARTS),
        ),
        Reason("duo.no-crebo", _CODE, lambda rows: ~rows[_CODE].str.fullmatch(r"\d{5}")),
    )


FORMS = (Form("duo-ontwikkelpaden", SOURCE, with_headings(*HEADINGS), tidy),)

FEEDS = (
    duo_feed(
        "duo-ontwikkelpaden",
        "Sectorale Ontwikkelpaden",
        "c30f0f1a-410d-4b4b-ada7-0aee9db56289",
        "f5884514-3a92-401b-aebf-063c619c6e22",
        "sectorale_ontwikkelpaden.csv",
    ),
)
