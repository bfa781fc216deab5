"""DUO: mbo programmes on offer by provider and teaching location (*MBO Opleidingsaanbod*, daily).

A row is a programme as a provider offers it at one location along one path. Whole programmes and
parts that end with a certificate become offers; exams without lessons do not. Merged: rows of one
provider with the same programme, path and address (other lengths, own names, languages) become one
offer. A row of a qualification is a qualification too: name, level, domain, dossier. The file does
not say when it was made, nor what it costs and when it starts (the starts are in *cohorten*).
"""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.sources.published.duo import dataset, duo_feed, duo_source
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.lengths import length
from inspiratiekaart.sources.published.sifting import (
    Reason,
    needed,
    sifted,
    table_of,
    with_headings,
)
from inspiratiekaart.sources.published.spelling import place_names, websites
from inspiratiekaart.sources.published.values import postcode, whole
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.registers import provider_of_rio
from inspiratiekaart.sources.tidied import Tidied, as_drafts

HEADINGS = (
    "OPLEIDINGSEENHEIDCODE",
    "OPLEIDINGSEENHEID_TYPE",
    "OPLEIDINGSEENHEID_NIVEAU",
    "OPLEIDINGSEENHEID_NAAM",
    "ERKENDEOPLEIDINGSCODE",
    "KWALIFICATIEDOSSIER",
    "DOMEIN",
    "ONDERWIJSAANBIEDERID",
    "NAAM",
    "STRAATNAAM",
    "HUISNUMMER",
    "HUISNUMMERTOEVOEGING",
    "POSTCODE",
    "PLAATSNAAM",
    "AFWIJKENDE_OPLEIDINGSDUUROMVANG",
    "AFWIJKENDE_OPLEIDINGSDUUREENHEID",
    "LEERTRAJECT",
    "MBONIVEAU",
    "VOERTAAL",
    "WEBSITE",
)

SOURCE = duo_source(
    "duo-mbo-aanbod",
    ("MBO Opleidingsaanbod (RIO)", "Mbo programmes on offer (RIO)"),
    dataset("mbo_opleidingsaanbod"),
    (
        "Zoals de scholen het zelf invulden, met de plaats van de les. Prijs en start staan er "
        "niet in.",
        "As the schools filled it in themselves, with the place of teaching. Price and start are "
        "not in it.",
    ),
)

_QUALIFICATION = "MBOKWALIFICATIE"
_WHOLE = (_QUALIFICATION, "MBOKWALIFICATIEDOSSIER", "MBODOMEIN")
_PARTS = ("MBOKEUZEDEEL", "MBOBEROEPSGERICHTONDERDEEL")
_PATHS = {"BBL": "bbl", "BOL": "bol", "OVO": "ovo"}
_LANGUAGES = {"NLD": "nl", "ENG": "en"}
_UNITS = {"J": "year", "M": "month", "W": "week", "D": "day", "U": "hour"}
_CREBO = r"\d{5}"
_SAME = ("ONDERWIJSAANBIEDERID", "title", "crebo", "learning_form_id", "address")
_REASONS = (
    *needed("ONDERWIJSAANBIEDERID", "NAAM", "OPLEIDINGSEENHEID_NAAM"),
    Reason(
        "duo.unit",
        "OPLEIDINGSEENHEID_TYPE",
        lambda rows: ~rows["OPLEIDINGSEENHEID_TYPE"].isin([*_WHOLE, *_PARTS]),
    ),
    Reason("duo.exam-only", "LEERTRAJECT", lambda rows: rows["LEERTRAJECT"].eq("EX")),
)


def tidy(document: Document, _: Columns) -> Tidied:
    """An offer per provider, programme, path and address, and the qualifications they are of."""
    sheet = table_of(document, *HEADINGS)
    rows, rejected = sifted(sheet, _REASONS)
    offers = _offers(rows)
    drafts = {
        "offers": as_drafts(
            "offers",
            offers.loc[~offers.duplicated(list(_SAME))],
            provider_kind="mbo",
            at_head_office=False,
            is_online=False,
            certainty="offered",
            students_status="unknown",
            source_id=SOURCE.source_id,
            status="final",
        ),
        "kwalificaties": as_drafts("kwalificaties", _qualifications(rows)),
    }
    return Tidied(drafts, rejected, len(sheet.frame))


def _offers(rows: pd.DataFrame) -> pd.DataFrame:
    is_part = rows["OPLEIDINGSEENHEID_TYPE"].isin(_PARTS)
    form = rows["LEERTRAJECT"].map(_PATHS).astype("object").fillna("diploma")
    level = rows["OPLEIDINGSEENHEID_NIVEAU"].fillna(rows["MBONIVEAU"]).str.lower()
    months, said = _lengths(rows)
    number = rows["HUISNUMMER"].fillna("") + rows["HUISNUMMERTOEVOEGING"].fillna("")
    codes = rows["POSTCODE"].map(postcode, na_action="ignore").astype("object")
    return rows.assign(
        provider_id=rows["ONDERWIJSAANBIEDERID"].map(provider_of_rio),
        provider_name=rows["NAAM"],
        street=rows["STRAATNAAM"],
        house_number=number.where(number.ne("")),
        postcode=codes,
        place=place_names(rows["PLAATSNAAM"]),
        address=rows["PLAATSNAAM"].fillna("") + "|" + codes.fillna("") + "|" + number,
        title=rows["OPLEIDINGSEENHEID_NAAM"],
        crebo=_crebo(rows),
        learning_form_id=form.mask(is_part, "certificaat"),
        level=level.where(level.isin(["mbo-1", "mbo-2", "mbo-3", "mbo-4"])),
        duration_months=months,
        duration_text=said,
        language=rows["VOERTAAL"].map(_LANGUAGES),
        url=websites(rows["WEBSITE"]),
    )


def _crebo(rows: pd.DataFrame) -> pd.Series:
    """The crebo of a qualification; a dossier, domain or part has a code of another kind."""
    code = rows["ERKENDEOPLEIDINGSCODE"]
    is_one = rows["OPLEIDINGSEENHEID_TYPE"].eq(_QUALIFICATION)
    return code.where(is_one & code.str.fullmatch(_CREBO).fillna(value=False))


def _lengths(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The months, where it is a number of them, and the length in words."""
    pairs = zip(
        rows["AFWIJKENDE_OPLEIDINGSDUUROMVANG"],
        rows["AFWIJKENDE_OPLEIDINGSDUUREENHEID"],
        strict=True,
    )
    found = [length(whole(amount), _UNITS.get(str(unit), "")) for amount, unit in pairs]
    return (
        pd.Series([months for months, _ in found], index=rows.index, dtype="Int64"),
        pd.Series([said for _, said in found], index=rows.index, dtype="object"),
    )


def _qualifications(rows: pd.DataFrame) -> pd.DataFrame:
    named = rows.assign(
        crebo=_crebo(rows),
        name=rows["OPLEIDINGSEENHEID_NAAM"],
        level=pd.to_numeric(rows["OPLEIDINGSEENHEID_NIVEAU"].str.extract(r"MBO-([1-4])")[0]),
        domain=rows["DOMEIN"],
        dossier=rows["KWALIFICATIEDOSSIER"],
    )
    found = named.loc[named["crebo"].notna()].drop_duplicates("crebo")
    return found.assign(level=found["level"].astype("Int64"))


FORMS = (Form("duo-mbo-aanbod", SOURCE, with_headings(*HEADINGS), tidy),)

FEEDS = (
    duo_feed(
        "duo-mbo-aanbod",
        "MBO Opleidingsaanbod",
        "894ebe77-15e7-48e6-9daf-c93da08b1ab9",
        "5776abd4-d34b-4489-9b1b-fd639b05acdb",
        "mbo_opleidingsaanbod.csv",
    ),
)
