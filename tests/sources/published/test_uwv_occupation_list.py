"""UWV's lists of professions: regions, judgements and periods as people write them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from inspiratiekaart.sources.published import uwv_occupation_list, uwv_tightness
from inspiratiekaart.sources.reading import Document, open_document
from inspiratiekaart.sources.tidied import Tidied

(FORM,) = uwv_occupation_list.FORMS


def _csv(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return open_document(path)


def _read(tmp_path: Path, text: str) -> Tidied:
    return FORM.tidy(_csv(tmp_path, text), {})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Kansrijk", "kansrijk"),
        ("KRAPTEBEROEP", "kansrijk"),
        ("structureel  kansrijk", "structureel kansrijk"),
        ("niet kansrijk", "minder kansrijk"),
        ("geen uitspraak", "geen oordeel"),
        ("x", "kansrijk"),
    ],
)
def test_a_judgement_is_kept_as_said(tmp_path: Path, said: str, expected: str) -> None:
    """What the list says stands beside what the map makes of it."""
    drafts = _read(tmp_path, f"Beroep;Oordeel\nKoks;{said}\n").drafts["outlooks"]
    assert [(expected, said)] == list(
        drafts[["status", "status_as_said"]].itertuples(index=False, name=None)
    )


@pytest.mark.parametrize("country", ["Nederland", "landelijk", "NL"])
def test_the_whole_country_is_no_region(tmp_path: Path, country: str) -> None:
    """A national row among regional ones has no region."""
    text = f"Beroep;Oordeel;Regio\nKoks;kansrijk;{country}\nObers;kansrijk;Twente\n"
    assert [None, "Twente"] == list(_read(tmp_path, text).drafts["outlooks"]["region_as_said"])


def test_a_list_without_a_region_asks_for_it(tmp_path: Path) -> None:
    """One sheet that names no region anywhere: who imports says which region it is."""
    assert [None] == list(
        _read(tmp_path, "Beroep;Oordeel\nKoks;kansrijk\n").drafts["outlooks"]["region_as_said"]
    )


def test_a_code_that_a_spreadsheet_made_a_number_is_a_code(tmp_path: Path) -> None:
    """121503.0 is 121503, and a group of professions has two to four digits."""
    text = "Beroep;UWV-code;BRC-code;Oordeel\nKoks;121503.0;1112;kansrijk\nObers;;alle;kansrijk\n"
    drafts = _read(tmp_path, text).drafts["outlooks"]
    assert [("121503", "1112"), (None, None)] == list(
        drafts[["uwv_code", "beroepsgroep_code"]].itertuples(index=False, name=None)
    )


def test_an_address_that_is_none_is_not_taken(tmp_path: Path) -> None:
    """A script or a word in the column of addresses is left away; the row stays."""
    text = "Beroep;Oordeel;Link\nKoks;kansrijk;javascript:alert(1)\nObers;kansrijk;https://x.nl/a\n"
    assert [None, "https://x.nl/a"] == list(_read(tmp_path, text).drafts["outlooks"]["url"])


def test_the_same_profession_in_two_regions_is_twice_one(tmp_path: Path) -> None:
    """Doubles are told within a region only."""
    text = "Beroep;Regio\nKoks;Twente\nKoks;Drenthe\nKoks;Twente\n"
    tidied = _read(tmp_path, text)
    assert [2, 3] == list(tidied.drafts["outlooks"]["at_row"])
    assert [(4, "uwv.twice")] == [(each.at_row, each.code) for each in tidied.rejected]


@pytest.mark.parametrize(
    "text",
    [
        "crebo;beroep;niveau\n25010;Koks;2\n",
        "brin;naam;plaats\n00GT;Albeda;Rotterdam\n",
        "a;b\n1;2\n",
        "{}",
        "<a/>",
    ],
)
def test_another_file_is_no_list(tmp_path: Path, text: str) -> None:
    """Qualifications, schools, numbers, JSON and XML are something else."""
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    document = open_document(path)
    assert 0 == FORM.fits(document)
    assert 0 == uwv_tightness.FORMS[0].fits(document)


def test_a_sheet_for_each_region_in_a_large_workbook(tmp_path: Path) -> None:
    """More than ten thousand rows are read whole, every row with its sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for region in range(5):
        sheet = book.create_sheet(f"Regio {region}")
        sheet.append(["Beroep", "Oordeel"])
        for number in range(2_100):
            sheet.append([f"Beroep nummer {number}", "kansrijk"])
    book.save(tmp_path / "alle.xlsx")
    tidied = FORM.tidy(open_document(tmp_path / "alle.xlsx"), {})
    drafts = tidied.drafts["outlooks"]
    assert (10_500, 10_500, ()) == (tidied.read_count, len(drafts), tidied.rejected)
    assert drafts["region_as_said"].equals(drafts["at_sheet"])


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("3,14", 3.14, None),
        ("zeer krap", None, "zeer krap"),
        ("-1", None, None),
        ("1e9", None, None),
    ],
)
def test_a_tightness_is_a_figure_or_a_class(
    tmp_path: Path, cell: str, value: float | None, said: str | None
) -> None:
    """Nothing below zero, and nothing that no ratio can be."""
    document = _csv(tmp_path, f"Regio;Beroepsgroep;Spanning;Periode\nTwente;Koks;{cell};2025\n")
    drafts = uwv_tightness.tidy(document, {}).drafts["regional_facts"]
    expected = [] if value is None and said is None else [(value, said)]
    found = drafts[["value", "value_class"]].itertuples(index=False, name=None)
    assert expected == [tuple(None if pd.isna(it) else it for it in row) for row in found]
