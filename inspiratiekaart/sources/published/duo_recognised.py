"""DUO: recognised programmes of higher education by place (*Overzicht erkenningen ho*, from RIO).

A row is a right to teach one programme at one place in one attendance: one offer. The rules are
those of ``sources.duo_higher``. Ended recognitions are left out. The file does not name its day;
its year is told from its decisions and licences.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from inspiratiekaart.sources import duo_higher
from inspiratiekaart.sources.published.duo import dataset, duo_feed, duo_source, years_of
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.sifting import (
    Reason,
    needed,
    sifted,
    table_of,
    with_headings,
)
from inspiratiekaart.sources.published.spelling import place_names
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Tidied, as_drafts

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "INSTELLINGSCODE": "instellingscode",
        "GEMEENTENAAM": "gemeente",
        "PLAATSNAAM": "plaats",
        "ERKENDEOPLEIDINGSCODE": "isat_croho",
        "INSTROOM_EINDDATUM": "instroom_einddatum",
        "OPLEIDINGSEENHEID_NAAM": "opleiding",
        "STUDIELAST": "studielast",
        "NIVEAU": "niveau",
        "GRAAD": "graad",
        "VORM": "vorm",
        "BEKOSTIGINGSCODE": "bekostiging",
        "VESTIGINGSLICENTIE_EINDDATUM": "licentie_einddatum",
    }
)
"""The headings that are used, and what ``duo_higher`` calls them."""

HEADINGS = (*_NAMES, "INSTELLINGSNAAM", "ACCREDITATIE_BESLUITDATUM")

SOURCE = duo_source(
    "duo-ho-erkenningen",
    ("Overzicht erkenningen hoger onderwijs (RIO)", "Recognised higher education programmes (RIO)"),
    dataset("overzicht-erkenningen-ho"),
    (
        "Een erkenning is het recht om een opleiding op een plaats te geven. Dat zegt niet dat zij "
        "daar nu begint. Opleidingen waarvan de instroom of de licentie voor dit jaar eindigde, "
        "zijn weggelaten. Opleidingen van buitenlandse partners hebben geen plaats.",
        "A recognition is the right to offer a programme at a place. It does not mean that it "
        "starts there now. Programmes whose intake or licence ended before this year are left "
        "out. Programmes of partners abroad have no place.",
    ),
)


def tidy(document: Document, _: Columns) -> Tidied:
    """An offer for each recognition that has not ended."""
    sheet = table_of(document, *HEADINGS)
    raw = sheet.frame
    since, year = years_of(raw["ACCREDITATIE_BESLUITDATUM"], raw["VESTIGINGSLICENTIE_EINDDATUM"])
    rows, rejected = sifted(
        sheet,
        (
            *needed("INSTELLINGSCODE", "ERKENDEOPLEIDINGSCODE", "OPLEIDINGSEENHEID_NAAM"),
            Reason("duo.level", "NIVEAU", no_level),
            Reason(
                "duo.intake-ended",
                "INSTROOM_EINDDATUM",
                lambda rows: duo_higher.has_ended(rows.rename(columns=_NAMES), since),
                MappingProxyType({"year": since}),
            ),
        ),
    )
    named = rows.rename(columns=_NAMES)
    named = named.assign(plaats=place_names(named["plaats"]))
    claims = duo_higher.recognised(named, {}, since).assign(
        at_sheet=rows["at_sheet"].to_numpy(),
        at_row=rows["at_row"].to_numpy(),
        provider_name=rows["INSTELLINGSNAAM"].to_numpy(),
        provider_kind=rows["INSTELLINGSCODE"].map(_kinds(raw)).to_numpy(),
        gemeente_name=rows["GEMEENTENAAM"].to_numpy(),
    )
    offers = as_drafts(
        "offers",
        claims,
        evidence_year=int(year) if year else None,
        source_id=SOURCE.source_id,
        period=year or None,
    )
    return Tidied({"offers": offers}, rejected, len(raw), year)


def no_level(rows: pd.DataFrame) -> pd.Series:
    """Which rows have a level that is none of higher education."""
    return ~rows["NIVEAU"].str.match(r"(?:HBO|WO)-").fillna(value=False)


def _kinds(raw: pd.DataFrame) -> pd.Series:
    """The kind of each institution: funded ones by their levels, others private or abroad."""
    rows = raw.assign(
        is_funded=raw["BEKOSTIGINGSCODE"].eq("BEKOSTIGD").fillna(value=False),
        is_hbo=raw["NIVEAU"].str.startswith("HBO").fillna(value=False),
        is_here=raw["PLAATSNAAM"].notna(),
    )
    found = rows.groupby("INSTELLINGSCODE")[["is_funded", "is_here"]].any()
    is_hbo = rows.groupby("INSTELLINGSCODE")["is_hbo"].mean().ge(0.5)
    funded = is_hbo.map({True: "hbo", False: "universiteit"})
    other = found["is_here"].map({True: "particulier", False: "overig"})
    return funded.where(found["is_funded"] & found["is_here"], other)


FORMS = (Form("duo-ho-erkenningen", SOURCE, with_headings(*HEADINGS), tidy),)

FEEDS = (
    duo_feed(
        "duo-ho-erkenningen",
        "Overzicht Erkenningen ho",
        "bb07cc6e-00fe-4100-9528-a0c5fd27d2fb",
        "28a4d89b-c223-4dbc-8deb-9d02a533f215",
        "ho_erkenningen_rio.csv",
    ),
)
