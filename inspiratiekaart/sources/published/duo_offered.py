"""DUO: programmes that institutions of higher education offer (*HO opleidingsoverzicht*, RIO).

A row is a programme, or a variant of one, as an institution offers it at one place in one
attendance and language. The rules are those of ``sources.duo_higher``; minors, premasters and
closed programmes are left out. Merged: rows of the same programme, place and attendance (variants,
languages, intakes) become one offer. An institution whose code in RIO we know has its BRIN code,
another ``rio-...`` with its name. Rows without institution are programmes that nobody offers;
they still tell the official names. The file does not name its day; its year is told from its dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from inspiratiekaart.sources import duo_higher
from inspiratiekaart.sources.published.duo import dataset, duo_feed, duo_source, years_of
from inspiratiekaart.sources.published.duo_recognised import no_level
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.sifting import (
    Reason,
    missing,
    needed,
    sifted,
    table_of,
    with_headings,
)
from inspiratiekaart.sources.published.spelling import place_names
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.registers import provider_of_rio
from inspiratiekaart.sources.tidied import Tidied, as_drafts

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ONDERWIJSAANBIEDERID": "onderwijsaanbiederid",
        "NIVEAU": "niveau",
        "GRAAD": "graad",
        "STUDIELAST": "studielast",
        "VORM": "vorm",
        "VOERTAAL": "voertaal",
        "EERSTE_INSTROOMDATUM": "eerste_instroom",
        "LAATSTE_INSTROOMDATUM": "laatste_instroom",
        "WEBSITE": "website",
        "ONDERWIJSLOCATIEPLAATS": "plaats",
    }
)
"""The headings that are used as they are, and what ``duo_higher`` calls them."""

HEADINGS = (
    *_NAMES,
    "ONDERWIJSAANBIEDER_NAAM",
    "ERKENDEOPLEIDINGSCODE",
    "VARIANT_VAN",
    "NAAM_LANG",
    "EIGENNAAM",
    "BEGINDATUM",
    "AANGEBODEN_OPLEIDING_EINDDATUM",
)

SOURCE = duo_source(
    "duo-ho-aanbod",
    (
        "HO opleidingsoverzicht: aangeboden opleidingen (RIO)",
        "Offered higher education programmes (RIO)",
    ),
    dataset("ho_opleidingsoverzicht"),
    (
        "Zoals de instellingen het zelf invulden. Bij drie op de tien rijen ontbreekt de plaats. "
        "Varianten van één opleiding zijn samengevoegd per plaats en vorm. Minors en premasters "
        "zijn weggelaten waar de naam dat zegt.",
        "As the institutions filled it in themselves. Three rows in ten lack a place. Variants of "
        "one programme are merged per place and form. Minors and premasters are left out where "
        "the name tells.",
    ),
)

_CARRIED = ("at_sheet", "at_row", "provider_name")


def tidy(document: Document, _: Columns) -> Tidied:
    """An offer for each programme that is open, per institution, place and attendance."""
    sheet = table_of(document, *HEADINGS)
    raw = sheet.frame
    since, year = years_of(raw["BEGINDATUM"], raw["AANGEBODEN_OPLEIDING_EINDDATUM"])
    rows, rejected = sifted(sheet, _reasons(since))
    named = rows.rename(columns=_NAMES).assign(
        opleiding=_name(rows),
        isat_croho=_code(rows),
        provider_name=rows["ONDERWIJSAANBIEDER_NAAM"],
        plaats=place_names(rows["ONDERWIJSLOCATIEPLAATS"]),
    )
    providers = _providers(raw)
    found = duo_higher.programmes(named, providers, _official(raw, providers), since, _CARRIED)
    kind = found["level"].map({"wo": "universiteit"}).fillna("hbo")
    offers = found.assign(provider_kind=kind).sort_values("at_row")
    drafts = as_drafts(
        "offers",
        offers,
        at_head_office=False,
        is_online=False,
        evidence_year=int(year) if year else None,
        certainty="offered",
        students_status="unknown",
        source_id=SOURCE.source_id,
        period=year or None,
        status="final",
    )
    return Tidied({"offers": drafts}, rejected, len(raw), year)


def _reasons(since: str) -> tuple[Reason, ...]:
    return (
        Reason("duo.not-offered", "NAAM_LANG", missing("ONDERWIJSAANBIEDERID")),
        *needed("NAAM_LANG"),
        Reason("duo.level", "NIVEAU", no_level),
        Reason(
            "duo.intake-ended",
            "LAATSTE_INSTROOMDATUM",
            lambda rows: duo_higher.is_closed(rows.rename(columns=_NAMES), since),
            MappingProxyType({"year": since}),
        ),
        Reason(
            "duo.no-programme",
            "EIGENNAAM",
            lambda rows: duo_higher.is_no_programme(rows.assign(opleiding=_name(rows))),
        ),
    )


def _name(rows: pd.DataFrame) -> pd.Series:
    return rows["EIGENNAAM"].fillna(rows["NAAM_LANG"])


def _code(rows: pd.DataFrame) -> pd.Series:
    return rows["ERKENDEOPLEIDINGSCODE"].fillna(rows["VARIANT_VAN"]).astype("object")


def _providers(raw: pd.DataFrame) -> dict[str, str]:
    codes = raw["ONDERWIJSAANBIEDERID"].dropna().unique()
    return {code: provider_of_rio(code) for code in codes}


def _official(raw: pd.DataFrame, providers: Mapping[str, str]) -> pd.DataFrame:
    """What the recognised programmes in the file itself are called, and whose they are."""
    rows = raw.dropna(subset=["ERKENDEOPLEIDINGSCODE", "NAAM_LANG", "NIVEAU"])
    return pd.DataFrame(
        {
            "isat": rows["ERKENDEOPLEIDINGSCODE"],
            "title": rows["NAAM_LANG"],
            "provider_id": rows["ONDERWIJSAANBIEDERID"].map(providers),
            "level": duo_higher.level_of(rows["NIVEAU"]),
            "is_funded": pd.Series(None, index=rows.index, dtype="object"),
        }
    )


FORMS = (Form("duo-ho-aanbod", SOURCE, with_headings(*HEADINGS), tidy),)

FEEDS = (
    duo_feed(
        "duo-ho-aanbod",
        "HO Opleidingsoverzicht",
        "7c0686f4-b5c2-418e-8e44-7be0057d8084",
        "ffffa7ad-e6a2-4ba7-9fc2-a09df4128555",
        "ho_opleidingsoverzicht.csv",
    ),
)
