"""Single facts on the labour market of an area, per edition, and the scales they are read by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.editions.work import editorial
from inspiratiekaart.editions.work.areas import area_code, region_names
from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import news_facts
from inspiratiekaart.sources.raw import read_raw
from inspiratiekaart.sources.uwv_occupations import slug

PUBLISHER_SOURCES = {
    "UWV": "uwv-cijfers-via-nieuws",
    "CBS": "cbs-cijfers-via-nieuws",
    "SBB": "sbb-regionale-atlas-2026",
    "Het Noorden Leert Door": "het-noorden-leert-door-2023",
}
VACANCIES_FOUND_AT = "openbare repository TechnicalRecruitmentNews (GitHub)"
VACANCIES_URL = "https://opendata.cbs.nl/ODataApi/odata/83599NED"
LAST_YEAR_OF_2021 = 2021
_EDITIONS = ("2021", "2026")


def build(raw: Path) -> Tables:
    """Our rows of ``regional_facts`` for both editions, and the table ``scales``.

    Edition 2021 has the facts on a period that ended in 2021 or before, with the region names of
    2021; edition 2026 has all facts, with present names. ``boundary_year`` says which division a
    figure on a region was made for.
    """
    facts = _facts(raw)
    tables: Tables = {("common", "scales"): _scales(editorial.toml("scales"))}
    for edition in _EDITIONS:
        names = region_names(raw, edition)
        own = facts if edition == "2026" else facts[facts["period_end_year"] <= LAST_YEAR_OF_2021]
        named = own["area_code"].map(names).fillna(own["area_name"])
        tables[edition, "regional_facts"] = own.assign(area_name=named).reset_index(drop=True)
    return tables


def _facts(raw: Path) -> pd.DataFrame:
    indicators = editorial.csv("fact_indicators", "indicator_as_said", "indicator", "unit")
    said = _news(raw)
    vacancies = news_facts.tidy_vacancies(
        read_raw(
            raw / "jobs" / "cbs_openstaande_vacatures_provincie.csv", news_facts.VACANCY_COLUMNS
        )
    ).assign(
        found_at=VACANCIES_FOUND_AT, url=VACANCIES_URL, source_id="cbs-openstaande-vacatures-2026"
    )
    figures = pd.concat([said, vacancies], ignore_index=True)
    unknown = sorted(set(figures["indicator"]) - set(indicators["indicator_as_said"]))
    if unknown:
        raise RawMaterialError(f"fact_indicators.csv lacks {unknown[0]!r}. Add it with its unit.")
    by_words = indicators.set_index("indicator_as_said")
    figures["unit"] = figures["indicator"].map(by_words["unit"])
    figures["indicator"] = figures["indicator"].map(by_words["indicator"])
    pilots = news_facts.tidy_pilots(
        read_raw(raw / "jobs" / "pilots_praktijkverklaring_2019.csv", news_facts.PILOT_COLUMNS)
    ).assign(unit="class", source_id="sbb-pilots-praktijkverklaring-2019")
    return _placed(pd.concat([figures, pilots], ignore_index=True), region_names(raw, "2026"))


def _news(raw: Path) -> pd.DataFrame:
    path = raw / "jobs" / "regionale_feiten.csv"
    facts = news_facts.tidy(read_raw(path, news_facts.RAW_COLUMNS))
    classes = news_facts.classes_in_notes(facts, "spanning (typering)")
    said = pd.concat([facts, classes], ignore_index=True)
    said["source_id"] = said["publisher"].map(_source_id)
    said["note"] = _worded(said)
    for spec in editorial.toml("fact_notes")["fact"]:
        said = _with_note(said, spec)
    return said.drop(columns="part_of")


def _worded(facts: pd.DataFrame) -> list[str]:
    wordings = editorial.csv("fact_wordings", "note_as_found", "note")
    words = dict(zip(wordings["note_as_found"], wordings["note"], strict=True)) | {"": ""}
    unknown = sorted(set(facts["note"]) - set(words))
    if unknown:
        raise RawMaterialError(f"fact_wordings.csv lacks {unknown[0]!r}. Say it in plain Dutch.")
    return [
        " ".join(part for part in (f"Van {whole}." if whole else "", words[note]) if part)
        for whole, note in zip(facts["part_of"], facts["note"], strict=True)
    ]


def _source_id(publisher: str) -> str:
    for name, source_id in PUBLISHER_SOURCES.items():
        if publisher.startswith(name):
            return source_id
    raise RawMaterialError(f"regionale_feiten.csv: no source for the publisher {publisher!r}.")


def _with_note(facts: pd.DataFrame, spec: dict[str, Any]) -> pd.DataFrame:
    keys = ("area_name", "area_kind", "indicator", "period")
    rows = pd.Series(True, index=facts.index)
    for key in keys:
        rows &= facts[key] == spec[key]
    if rows.sum() != 1:
        raise RawMaterialError(
            f"fact_notes.toml: {int(rows.sum())} facts fit {[spec[key] for key in keys]}; "
            "one was expected. Correct the note or drop it."
        )
    changed = facts.copy()
    for column in ("note", "found_at", "url"):
        if column in spec:
            changed.loc[rows, column] = spec[column]
    return changed


def _placed(facts: pd.DataFrame, regions: dict[str, str]) -> pd.DataFrame:
    codes = [
        area_code(name, kind, regions)
        for name, kind in zip(facts["area_name"], facts["area_kind"], strict=True)
    ]
    placed = facts.assign(area_code=codes)
    is_region = placed["area_kind"] == "arbeidsmarktregio"
    year = (placed["period_end_year"] <= LAST_YEAR_OF_2021).map({True: 2021, False: 2026})
    placed["boundary_year"] = year.where(is_region).astype("Int64")
    parts = placed["area_code"].str.lower() + "-" + placed["indicator"]
    placed["fact_id"] = parts + "-" + placed["period"].map(slug)
    return placed


def _scales(specs: dict[str, Any]) -> pd.DataFrame:
    rows = [
        {"scale_id": scale_id, "source_id": spec["source_id"], "period": spec["period"]}
        | {"status": spec["status"]}
        | {"class": entry["class"], "lower": entry.get("lower"), "upper": entry.get("upper")}
        | {"confirmed": entry["confirmed"], "source": entry["source_nl"]}
        for scale_id, spec in specs.items()
        for entry in spec["class"]
    ]
    return pd.DataFrame(rows)
