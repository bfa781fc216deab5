"""Tests of second-hand facts and statements: what was said, and how sure it is."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import cbs_beroepsgroepen, news_facts, news_statements
from inspiratiekaart.sources.dutch_periods import end_year, iso_period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", "2025"),
        ("2024-2027", "2024-2027"),
        ("2025/2026", "2025-2026"),
        ("juni 2025", "2025-06"),
        ("eind juni 2024", "2024-06-30"),
        ("eind februari 2023", "2023-02-28"),
        ("eind februari 2024", "2024-02-29"),
        ("eind 2021", "2021-12-31"),
        ("1e kwartaal 2021", "2021-Q1"),
        ("2026 2e kwartaal", "2026-Q2"),
        ("2e kwartaal 2021 (medio 2021)", "2021-Q2"),
        ("eind 2e kwartaal 2017", "2017-06-30"),
        ("1e helft 2025", "2025-H1"),
        ("medio 2018", "medio 2018"),
        ("circa 2016 (datum niet in vindplaats)", "circa 2016"),
    ],
)
def test_iso_period_says_the_same_in_iso(text: str, expected: str) -> None:
    """Dutch words for a period become ISO where ISO can say it, and stay where it cannot."""
    assert expected == iso_period(text)


@given(st.integers(1990, 2090), st.integers(1, 4))
def test_end_year_is_the_last_year_named(year: int, quarter: int) -> None:
    """The end year of a quarter is its year, that of a span its last year."""
    assert year == end_year(f"{quarter}e kwartaal {year}")
    assert year + 1 == end_year(f"{year}-{year + 1}")


def test_end_year_refuses_a_period_without_a_year() -> None:
    """A period that names no year is refused with its text."""
    with pytest.raises(RawMaterialError, match="vorig jaar"):
        end_year("vorig jaar")


def _raw(**cells: str) -> pd.DataFrame:
    blank = dict.fromkeys(news_facts.RAW_COLUMNS, "") | {"periode": "2021"}
    return pd.DataFrame([blank | cells])


@pytest.mark.parametrize(
    ("value", "note", "expected"),
    [
        ("5637", "", "provisional"),
        ("10500", "", "estimated"),
        ("230", "afgerond", "estimated"),
        ("900", "", "provisional"),
        ("92", "bijna twee derde bouw", "provisional"),
        ("", "geen exact cijfer gevonden", "unknown"),
        ("zeer krap", "", "provisional"),
        ("zeer krap", "klasse volgt uit de grens van 4", "estimated"),
    ],
)
def test_status_tells_how_sure_a_figure_is(value: str, note: str, expected: str) -> None:
    """Rounded figures and derived classes are estimated, a missing figure unknown."""
    tidy = news_facts.tidy(_raw(waarde=value, toelichting=note))
    assert [expected] == tidy["status"].tolist()


def test_a_class_is_no_number_and_a_missing_figure_no_zero() -> None:
    """A class stands in its own column; neither it nor an absent figure becomes a number."""
    tidy = news_facts.tidy(pd.concat([_raw(waarde="niet zeer krap"), _raw(waarde="")]))
    assert ["niet zeer krap", ""] == tidy["value_class"].tolist()
    assert tidy["value"].isna().all()


def test_classes_in_notes_become_facts_once() -> None:
    """A class that only the note gives becomes a fact; one that is there already does not."""
    facts = news_facts.tidy(
        pd.concat(
            [
                _raw(regio="Drenthe", waarde="3300", toelichting="typering krap"),
                _raw(regio="Groningen", toelichting="tekst; typering zeer krap; meer"),
                _raw(regio="Groningen", indicator="spanning", waarde="zeer krap"),
            ],
            ignore_index=True,
        )
    )
    found = news_facts.classes_in_notes(facts, "spanning")
    assert [("Drenthe", "krap")] == list(zip(found["area_name"], found["value_class"], strict=True))


def test_vacancies_are_units_not_thousands() -> None:
    """CBS's thousands become vacancies; a cell that CBS left empty stays so."""
    raw = pd.DataFrame(
        [("Nederland", "387.3"), ("Zeeland", "")],
        columns=["regio", "openstaande_vacatures_x1000"],
    ).assign(regiotype="land", sbi2008="A-U", periode="2026 2e kwartaal", tabel_gewijzigd="")
    tidy = news_facts.tidy_vacancies(raw)
    assert 387300 == tidy.at[0, "value"]
    assert [False, True] == tidy["value"].isna().tolist()
    assert ["final", "unknown"] == tidy["status"].tolist()


def test_statements_keep_the_words_beside_our_judgement() -> None:
    """A shortage counts as prospects, and the word that was used stays beside it."""
    raw = pd.DataFrame(
        [("Zeeland", "arbeidsmarktregio", "circa 2016", "psychiaters", "krapteberoep")],
        columns=list(news_statements.RAW_COLUMNS[:5]),
    ).assign(uitgever_oordeel="UWV", gevonden_bij="site", bron_url="", bron_datum="")
    tidy = news_statements.tidy(raw)
    assert ("kansrijk", "krapteberoep", "regional", 2016) == (
        tidy.at[0, "status"],
        tidy.at[0, "status_as_said"],
        tidy.at[0, "scope"],
        tidy.at[0, "period_end_year"],
    )


def test_statements_refuse_a_judgement_they_do_not_know() -> None:
    """A new wording is refused, not guessed at."""
    raw = pd.DataFrame([dict.fromkeys(news_statements.RAW_COLUMNS, "2025")])
    with pytest.raises(RawMaterialError, match="no judgement for '2025'"):
        news_statements.tidy(raw)


def test_a_suppressed_wage_stays_empty() -> None:
    """Persons are counted in units; a wage that CBS suppressed is empty and says so."""
    raw = pd.DataFrame(
        [("0222", "8", ""), ("0223", "12", "23.5")],
        columns=["brc_code", "werkzame_beroepsbevolking_x1000", "mediaan_bruto_uurloon_eur"],
    ).assign(niveau="beroepsgroep", naam="x", bovenliggend="022", jaar="2023")
    tidy = cbs_beroepsgroepen.tidy(raw)
    assert [8000, 12000] == tidy["employed_count"].tolist()
    assert ["suppressed", "final"] == tidy["wage_status"].tolist()
    assert [True, False] == tidy["median_hourly_wage_eur"].isna().tolist()
