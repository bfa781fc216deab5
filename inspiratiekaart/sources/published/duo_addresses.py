"""DUO: addresses of the publicly funded institutions, one file for mbo and one for hbo and wo.

A row is one institution (BRIN code): a provider, and its head office as a site. Each row gives both
drafts. Telephone numbers and postal addresses in the file are not taken over, nor are the areas:
``RPA-GEBIED`` is an old division; the region follows from the municipality.
"""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.sources.published.duo import dataset, duo_feed, duo_source
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.sifting import (
    Reason,
    first_of,
    needed,
    sifted,
    table_of,
    with_headings,
)
from inspiratiekaart.sources.published.spelling import place_names, websites
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Tidied, as_drafts

_ADDRESS = (
    "INSTELLINGSCODE",
    "INSTELLINGSNAAM",
    "STRAATNAAM",
    "HUISNUMMER-TOEVOEGING",
    "POSTCODE",
    "PLAATSNAAM",
    "GEMEENTENUMMER",
    "GEMEENTENAAM",
    "INTERNETADRES",
)
MBO = ("MBO INSTELLINGSSOORT - CODE", *_ADDRESS)
HIGHER = ("SOORT HO", *_ADDRESS)

_KINDS = {"hbo": "hbo", "wo": "universiteit"}
_BRIN = r"\d{2}[A-Z]{2}"
_REASONS = (
    *needed("INSTELLINGSCODE", "INSTELLINGSNAAM", "PLAATSNAAM"),
    Reason(
        "duo.no-brin",
        "INSTELLINGSCODE",
        lambda rows: ~rows["INSTELLINGSCODE"].str.fullmatch(_BRIN),
    ),
    Reason("duo.double", "INSTELLINGSCODE", lambda rows: first_of(rows, ["INSTELLINGSCODE"])),
)
_LIMITS = (
    "Alleen de hoofdvestiging van elke bekostigde instelling; de leslocaties staan er niet in. "
    "Sommige websites in de lijst zijn verouderd.",
    "Only the head office of each funded institution; teaching locations are missing. Some "
    "websites in the list are outdated.",
)


def tidy_mbo(document: Document, _: Columns) -> Tidied:
    """The mbo institutions and their head offices."""
    return _tidy(document, MBO)


def tidy_higher(document: Document, _: Columns) -> Tidied:
    """The hbo and university institutions and their head offices."""
    kinds = tuple(_KINDS)
    unknown = Reason("duo.kind", "SOORT HO", lambda rows: ~_lower(rows["SOORT HO"]).isin(kinds))
    return _tidy(document, HIGHER, unknown)


def _tidy(document: Document, headings: tuple[str, ...], *more: Reason) -> Tidied:
    sheet = table_of(document, *headings)
    rows, rejected = sifted(sheet, (*_REASONS, *more))
    rows = rows.assign(provider_id=rows["INSTELLINGSCODE"])
    kind = _lower(rows["SOORT HO"]).map(_KINDS) if "SOORT HO" in rows else "mbo"
    providers = rows.assign(
        brin=rows["provider_id"],
        name=rows["INSTELLINGSNAAM"],
        kind=kind,
        website=websites(rows["INTERNETADRES"]),
    )
    sites = rows.assign(
        provider_name=rows["INSTELLINGSNAAM"],
        street=rows["STRAATNAAM"],
        house_number=rows["HUISNUMMER-TOEVOEGING"],
        postcode=rows["POSTCODE"],
        place=place_names(rows["PLAATSNAAM"]),
        gemeente_code="GM" + rows["GEMEENTENUMMER"].str.zfill(4),
        gemeente_name=place_names(rows["GEMEENTENAAM"]),
    )
    drafts = {
        "providers": as_drafts("providers", providers, is_funded=True),
        "sites": as_drafts("sites", sites, is_head_office=True),
    }
    return Tidied(drafts, rejected, len(sheet.frame))


def _lower(cells: pd.Series) -> pd.Series:
    return cells.str.strip().str.lower()


FORMS = (
    Form(
        "duo-adressen-mbo",
        duo_source(
            "duo-adressen-mbo",
            ("Adressen van mbo-instellingen", "Addresses of mbo institutions"),
            dataset("adressen_mbo"),
            _LIMITS,
        ),
        with_headings(*MBO),
        tidy_mbo,
    ),
    Form(
        "duo-adressen-ho",
        duo_source(
            "duo-adressen-ho",
            (
                "Adressen van hogescholen en universiteiten",
                "Addresses of hbo and university institutions",
            ),
            dataset("adressen_ho"),
            _LIMITS,
        ),
        with_headings(*HIGHER),
        tidy_higher,
    ),
)

FEEDS = (
    duo_feed(
        "duo-adressen-mbo",
        "Adressen mbo: instellingenmbo.csv",
        "1bafae09-10e4-47b5-a54e-1c01f5776a60",
        "1a946297-a7ca-48d5-9ae8-19ad73bf8176",
        "instellingenmbo.csv",
    ),
    duo_feed(
        "duo-adressen-ho",
        "Adressen in het hoger onderwijs: instellingenho.csv",
        "37051cda-b681-43eb-a385-efa18e99cdd2",
        "bf1da9c6-c688-4873-91b1-b12c9ac2c132",
        "instellingenho.csv",
    ),
)
