"""Courses of private providers and universities, and Fast Switch programmes: dated samples.

They show what such offers look like, with the price of that day; nobody has checked them since.
"""

from __future__ import annotations

import re

import pandas as pd

from inspiratiekaart.sources.claims import as_claims, slug

SOURCES = {
    "Frisse Start Opleidingen": "frisse-start-2025",
    "Orbi Opleidingen": "orbi-2021",
    "NNAOC": "nnaoc-2019",
}
VU = "vu-professionals-2026"
_LANGUAGES = {
    "Arabisch": "ar",
    "Bulgaars": "bg",
    "Engels": "en",
    "Grieks": "el",
    "Pools": "pl",
    "Portugees": "pt",
    "Roemeens": "ro",
    "Russisch": "ru",
    "Spaans": "es",
    "Tigrinya": "ti",
    "Turks": "tr",
}
_BETWEEN = re.compile(r"tussen € ([\d.]+) en € ([\d.]+)")
_DEGREES = {"": "cursus", "MSc": "master"}
_MONTHS = {"maand": 1, "jaar": 12}


def private(raw: pd.DataFrame) -> pd.DataFrame:
    """Claims from ``cursussen_particulier_voorbeelden``; the VAT of the prices is unknown."""
    low, high = pd.to_numeric(raw["prijs_eur_min"]), pd.to_numeric(raw["prijs_eur_max"])
    return as_claims(
        raw.assign(
            provider_id=raw["aanbieder"].map(slug),
            place=raw["plaats"],
            is_online=raw["cursus"].str.contains(r"e-?learning", case=False),
            title=raw["cursus"].map(_tidy_brackets),
            duration_text=raw["duur"],
            price_eur=low,
            price_max_eur=high.where(high > low),
            start_on=raw["eerste_datum"],
            end_on=raw["laatste_datum"],
            language=raw["taal"].map(_LANGUAGES),
            evidence_year=raw["peil"].str[:4].astype(int),
            url=raw["website"],
            source_id=raw["aanbieder"].map(SOURCES),
            period=raw["peil"],
        ),
        learning_form_id="cursus",
        vat="unknown",
        is_funded=False,
        certainty="sample",
        status="provisional",
    )


def university(raw: pd.DataFrame) -> pd.DataFrame:
    """Claims from ``cursussen_vu_voorbeeld``; a price range in words becomes two amounts."""
    price = pd.to_numeric(raw["prijs_eur"])
    ranges = (
        raw["prijs_tekst"]
        .str.extract(_BETWEEN)
        .apply(lambda column: pd.to_numeric(column.str.replace(".", "")))
    )
    whole = raw["duur_waarde"].where(raw["duur"].str.match(r"\d+ (maand|jaar)", na=False))
    return as_claims(
        raw.assign(
            provider_id=raw["aanbieder_brin"],
            place=raw["plaats"].str.split(",").str[-1].str.strip(),
            title=raw["titel"],
            learning_form_id=raw["diploma"].fillna("").map(_DEGREES),
            attendance=raw["titel"]
            .str.contains("deeltijd|part-time", case=False)
            .map({True: "deeltijd"}),
            level=raw["diploma"].map({"MSc": "wo", "PhD": "wo"}),
            duration_months=pd.to_numeric(whole) * raw["duur_eenheid"].map(_MONTHS),
            duration_text=raw["duur"],
            price_eur=price.fillna(ranges[0]),
            price_max_eur=ranges[1],
            start_text=raw["start"],
            url=raw["url"],
            period=raw["peildatum"],
        ),
        vat="unknown",
        evidence_year=2026,
        certainty="sample",
        source_id=VU,
        status="provisional",
    )


def fast_switch(raw: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    """Claims for the Fast Switch programmes whose providers are named.

    ``programmes`` (editorial) names provider, source and year for each; a programme of ``raw``
    without a named provider gives no claim, for an offer needs someone who offers it.
    """
    known = programmes.loc[programmes["programma"].isin(raw["programma"])]
    return as_claims(
        known.assign(
            title=known["programma"],
            url=known["programma"].map(raw.set_index("programma")["source_url"]),
            evidence_year=known["period"].str[:4].astype(int),
        ),
        learning_form_id="fast-switch",
        level="hbo",
        certainty="sample",
        status="provisional",
    )


def _tidy_brackets(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("( ", "(").replace(" )", ")")).strip()
