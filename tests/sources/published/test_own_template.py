"""Our own template: what is written is read back, and nothing that nobody filled in."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.sources.published import fitting, own_template
from inspiratiekaart.sources.reading import open_document
from inspiratiekaart.sources.template import SHEETS, workbook, write_files
from inspiratiekaart.sources.tidied import Tidied
from inspiratiekaart.texts import Texts
from tests.importing.filled_template import filled
from tests.sources.published.drafts import shown

(FORM,) = own_template.FORMS
DATASET = open_dataset("2026")
FILLED: dict[str, list[list[object]]] = {
    "outlooks": [
        ["Opticiens", "Twente", "kansrijk", 2026, "31-01-2026", "https://www.example.org"],
        ["Lasrobotprogrammeurs", "Twente", "Minder kansrijk", "2026"],
    ],
    "providers": [["Lasschool", "particulier", "", "nee"]],
    "sites": [["Lasschool", "Dorpsstraat", "1a", "7511 AB", "Enschede", "", "ja"]],
    "offers": [
        ["Lasschool", "Lassen", "Enschede", "", "25756 Vakman gww", "cursus: cursus", "deeltijd",
         "mbo-2", 3, "", "1.250,50", "", "exclusief btw", "2026-09-01", "", "", 2026],
        ["Lasschool", "Lassen online", "", "ja", *[""] * 12, "2026"],
    ],
    "contact_points": [["Twente", "leerwerkloket", "Leerwerkloket Twente", *[""] * 6, "https://a.nl"]],
}  # fmt: skip


def _filled(tmp_path: Path, rows: dict[str, list[list[Any]]], language: Language = "nl") -> Tidied:
    path = tmp_path / "ingevuld.xlsx"
    path.write_bytes(filled(rows, language))
    return FORM.tidy(open_document(path), {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_template_says_nothing(tmp_path: Path, language: Language) -> None:
    """Explanation, example and a region filled in beforehand are no rows."""
    path = tmp_path / "leeg"
    path.write_bytes(workbook(DATASET, language, "AM05"))
    document = open_document(path)
    assert (FORM, 1.0) == fitting(document)[0]
    assert Tidied({}, (), 0) == FORM.tidy(document, {})


def test_what_is_filled_in_is_read_back(tmp_path: Path) -> None:
    """Every table, with names where a person has no ids, numbers as Dutch people write them."""
    at = {sheet.table: sheet.title("nl") for sheet in SHEETS}
    offer = {
        "at_sheet": at["offers"], "provider_name": "Lasschool", "at_head_office": False,
        "certainty": "offered", "students_status": "unknown", "status": "final",
        "source_id": "eigen-sjabloon", "evidence_year": 2026,
    }  # fmt: skip
    expected = {
        "drafts": {
            "outlooks": [
                {
                    "at_sheet": at["outlooks"], "at_row": 4, "name_as_said": "Opticiens",
                    "region_as_said": "Twente", "status": "kansrijk",
                    "status_as_said": "kansrijk", "period_end_year": 2026,
                    "found_on": "2026-01-31", "url": "https://www.example.org",
                },
                {
                    "at_sheet": at["outlooks"], "at_row": 5,
                    "name_as_said": "Lasrobotprogrammeurs", "region_as_said": "Twente",
                    "status": "minder kansrijk", "status_as_said": "Minder kansrijk",
                    "period_end_year": 2026,
                },
            ],
            "providers": [
                {
                    "at_sheet": at["providers"], "at_row": 4, "name": "Lasschool",
                    "kind": "particulier", "is_funded": False,
                },
            ],
            "sites": [
                {
                    "at_sheet": at["sites"], "at_row": 4, "provider_name": "Lasschool",
                    "street": "Dorpsstraat", "house_number": "1a", "postcode": "7511 AB",
                    "place": "Enschede", "is_head_office": True,
                },
            ],
            "offers": [
                {
                    **offer, "at_row": 4, "title": "Lassen", "place": "Enschede",
                    "is_online": False, "crebo": "25756", "learning_form_id": "cursus",
                    "attendance": "deeltijd", "level": "mbo-2", "duration_months": 3.0,
                    "price_eur": 1250.5, "vat": "excluded", "start_on": "2026-09-01",
                },
                {**offer, "at_row": 5, "title": "Lassen online", "is_online": True},
            ],
            "contact_points": [
                {
                    "at_sheet": at["contact_points"], "at_row": 4, "region_as_said": "Twente",
                    "kind": "leerwerkloket", "organisation": "Leerwerkloket Twente",
                    "url": "https://a.nl",
                },
            ],
        },
        "rejected": [],
        "read_count": 7,
        "period": "",
    }  # fmt: skip
    assert expected == shown(_filled(tmp_path, FILLED))


def test_an_english_template_is_read_too(tmp_path: Path) -> None:
    """Headings and words of the other language mean the same."""
    rows: dict[str, list[list[Any]]] = {
        "providers": [["Welding school", "particulier", "", "no"]],
        "offers": [
            [
                "Welding school",
                "Welding",
                "Enschede",
                "no",
                *[""] * 8,
                "including VAT",
                *[""] * 3,
                2026,
            ]
        ],
    }
    drafts = _filled(tmp_path, rows, "en").drafts
    assert [False] == list(drafts["providers"]["is_funded"])
    assert [(False, "included")] == list(
        drafts["offers"][["is_online", "vat"]].itertuples(index=False, name=None)
    )


@pytest.mark.parametrize(
    ("table", "row", "code"),
    [
        ("outlooks", ["", "Twente", "kansrijk", 2026], "template.needed"),
        ("outlooks", ["Koks", "Twente", "prima", 2026], "template.choice"),
        ("outlooks", ["Koks", "Twente", "kansrijk", "volgend jaar"], "template.number"),
        ("outlooks", ["Koks", "Twente", "kansrijk", 26], "template.number"),
        ("outlooks", ["Koks", "Twente", "kansrijk", 2026, "gisteren"], "template.day"),
        ("offers", ["S", "T", "P", "misschien", *[""] * 12, 2026], "template.choice"),
        ("offers", ["S", "T", "P", "", "vakman", *[""] * 11, 2026], "template.code"),
        ("contact_points", ["Twente", "rmt", "Jan, jan@example.org"], "template.personal"),
        ("contact_points", ["Twente", "rmt", "Loket 06-12345678"], "template.personal"),
        ("contact_points", ["Twente", "rmt", "L", *[""] * 4, "053 123 45 67"], "template.personal"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_left_out_with_its_place(
    tmp_path: Path, table: str, row: list[object], code: str
) -> None:
    """The sheet, the row, the column and what to do; what may be of a person is not repeated."""
    tidied = _filled(tmp_path, {table: [row]})
    (wrong,) = tidied.rejected
    title = next(sheet.title("nl") for sheet in SHEETS if sheet.table == table)
    assert (code, 4, title, {}) == (wrong.code, wrong.at_row, wrong.at_sheet, dict(tidied.drafts))
    assert code != "template.personal" or not wrong.value
    for language in LANGUAGES:
        t = Texts(language)
        assert t(f"published.rejected.{code}", value=wrong.value, **wrong.values)


def test_numbers_of_a_school_are_no_phone_number(tmp_path: Path) -> None:
    """A postcode, a price, a code and a chamber-of-commerce number are taken."""
    rows: dict[str, list[list[Any]]] = {
        "providers": [["School 12345678", "overig", "", "", "https://x.nl/0101234567"]]
    }
    assert 1 == len(_filled(tmp_path, rows).drafts["providers"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_table_as_a_csv(tmp_path: Path, language: Language) -> None:
    """Five files, each known by its headings; a row that is added is read."""
    paths = write_files(tmp_path / "csv", DATASET, language)
    assert [f"{sheet.table}.csv" for sheet in SHEETS] == [path.name for path in paths]
    for path, sheet in zip(paths, SHEETS, strict=True):
        assert 1.0 == FORM.fits(open_document(path))
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerow(["", *FILLED[sheet.table][0]])
        tidied = FORM.tidy(open_document(path), {})
        assert {sheet.table: 1} == {name: len(frame) for name, frame in tidied.drafts.items()} or (
            language == "en"  # the words of the Dutch choices are none of the English template
        )
        assert 1 == tidied.read_count


def test_a_template_without_its_first_column_is_known(tmp_path: Path) -> None:
    """Somebody who takes the first column away, and the rows of help, has the same table."""
    path = tmp_path / "zonder.csv"
    headings = ";".join(SHEETS[1].headings("nl"))
    path.write_text(f"{headings}\nLasschool;particulier;;nee;\n", encoding="utf-8")
    document = open_document(path)
    assert 0.95 == FORM.fits(document)
    assert ["Lasschool"] == list(FORM.tidy(document, {}).drafts["providers"]["name"])
