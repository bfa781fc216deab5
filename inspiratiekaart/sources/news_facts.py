"""Single regional figures as news sites passed them on, and two small tables beside them.

Sources: UWV, CBS and SBB, 2017 to 2026, second-hand; CBS StatLine 83599NED (vacancies per
province); SBB's first pilots with the praktijkverklaring (2019).
"""

from __future__ import annotations

import re

import pandas as pd

from inspiratiekaart.sources.dutch_periods import end_year, iso_period

RAW_COLUMNS = (
    "regio",
    "regiotype",
    "indicator",
    "waarde",
    "eenheid",
    "periode",
    "toelichting",
    "uitgever_cijfer",
    "gevonden_bij",
    "bron_url",
    "bron_datum",
)
VACANCY_COLUMNS = (
    "regio",
    "regiotype",
    "sbi2008",
    "periode",
    "openstaande_vacatures_x1000",
    "tabel_gewijzigd",
)
PILOT_COLUMNS = ("arbeidsmarktregio", "toelichting", "bron_url", "bron_datum")
CLASSES = ("zeer ruim", "ruim", "gemiddeld", "krap", "zeer krap", "niet zeer krap")
"""UWV's words for tightness, and the one denial that a news site gave instead of a class."""

_CLASS_IN_NOTE = re.compile(r"typering (zeer ruim|ruim|gemiddeld|zeer krap|krap)\b")
_ROUND_HUNDREDS_FROM = 1000


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Facts under our column names, in the order of the file; ``indicator`` is still as said.

    A cell that holds one of ``CLASSES`` becomes ``value_class``, any other a number. ``status``
    is ``unknown`` without either, ``estimated`` when the note says that the figure is rounded or
    the class derived, or the figure is whole hundreds of 1,000 or more, else ``provisional``: not
    checked at its publisher. ``part_of`` is the whole of which a count is part ("35 regio's").
    """
    is_class = raw["waarde"].isin(CLASSES)
    value = pd.to_numeric(raw["waarde"].mask(is_class, "").replace("", None))
    unit = raw["eenheid"]
    part_of = unit.where(unit.str.startswith("van "), "").str.removeprefix("van ")
    rounded = raw["toelichting"].str.contains("afgerond|klasse volgt uit") | (
        (value >= _ROUND_HUNDREDS_FROM) & (value % 100 == 0)
    )
    status = pd.Series("provisional", index=raw.index).mask(rounded, "estimated")
    return pd.DataFrame(
        {
            "area_name": raw["regio"],
            "area_kind": raw["regiotype"],
            "indicator": raw["indicator"],
            "value": value,
            "value_class": raw["waarde"].where(is_class, ""),
            "note": raw["toelichting"],
            "part_of": part_of,
            "publisher": raw["uitgever_cijfer"],
            "found_at": raw["gevonden_bij"],
            "found_on": raw["bron_datum"],
            "url": raw["bron_url"],
            "period": raw["periode"].map(iso_period),
            "period_end_year": raw["periode"].map(end_year),
            "status": status.mask(value.isna() & ~is_class, "unknown"),
        }
    )


def classes_in_notes(facts: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The tightness classes that ``facts`` have only in their notes, as facts of ``indicator``.

    A class that ``facts`` already give for the same area and period is not repeated.
    """
    named = facts["note"].str.extract(_CLASS_IN_NOTE)[0]
    found = facts[named.notna()].assign(
        indicator=indicator,
        value=float("nan"),
        value_class=named,
        note="",
        part_of="",
        status="provisional",
    )
    place = ["area_name", "area_kind", "period"]
    known = facts[facts["indicator"] == indicator].set_index(place).index
    return found[~found.set_index(place).index.isin(known)]


def tidy_vacancies(raw: pd.DataFrame) -> pd.DataFrame:
    """CBS's open vacancies at the end of a quarter, in vacancies; ``indicator`` is the SBI name."""
    thousands = pd.to_numeric(raw["openstaande_vacatures_x1000"].replace("", None))
    return pd.DataFrame(
        {
            "area_name": raw["regio"],
            "area_kind": raw["regiotype"],
            "indicator": raw["sbi2008"],
            "value": (thousands * 1000).round(),
            "note": "Stand aan het eind van het kwartaal. CBS rondt af op honderdtallen.",
            "publisher": "CBS",
            "found_on": raw["tabel_gewijzigd"],
            "period": raw["periode"].map(iso_period),
            "period_end_year": raw["periode"].map(end_year),
            "status": thousands.notna().map({True: "final", False: "unknown"}),
        }
    )


def tidy_pilots(raw: pd.DataFrame) -> pd.DataFrame:
    """The regions of the pilots of 2019, as facts without a figure.

    Companies are left out; of the remarks only the one that tells of another area is kept.
    """
    area = raw["toelichting"].str.extract(r"^in de bron: (.+)$")[0]
    return pd.DataFrame(
        {
            "area_name": raw["arbeidsmarktregio"],
            "area_kind": "arbeidsmarktregio",
            "indicator": "praktijkverklaring_pilot",
            "value_class": "pilot 2019",
            "note": ("De bron noemt de regio " + area + ".").fillna(""),
            "publisher": "SBB",
            "found_at": "inclusiefwerkt.nl",
            "found_on": raw["bron_datum"],
            "url": raw["bron_url"],
            "period": "2019",
            "period_end_year": 2019,
            "status": "provisional",
        }
    )
