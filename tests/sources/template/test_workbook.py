"""The template as a workbook: everything is explained, and lists hold what can be chosen."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.schema import LANGUAGES, Language, tables
from inspiratiekaart.sources.template import SHEETS, workbook
from inspiratiekaart.sources.tidied import DRAFTS

DATASET = open_dataset("2026")


def _book(language: Language = "nl", region: str = "") -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(DATASET, language, region)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_sheet_for_each_table(language: Language) -> None:
    """First how to fill it in, last the lists, which are hidden."""
    book = _book(language)
    assert [sheet.title(language) for sheet in SHEETS] == book.sheetnames[1:-1]
    assert "hidden" == book.worksheets[-1].sheet_state


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_explained_and_has_an_example(language: Language) -> None:
    """Headings are those of the schema; no cell of the explanation or the example is empty."""
    book = _book(language)
    for sheet in SHEETS:
        page = book[sheet.title(language)]
        heading, explained, example, *rest = page.iter_rows(max_row=5, values_only=True)
        width = len(sheet.fields) + 1
        assert sheet.headings(language) == heading[1:width]
        assert all(explained[:width])
        assert all(example[:width])
        assert not any(cell for row in rest for cell in row)


def test_columns_are_those_of_schema_and_drafts() -> None:
    """What the template asks has a place in a draft, and what the schema needs is asked."""
    for sheet in SHEETS:
        assert {field.draft for field in sheet.fields} <= set(DRAFTS[sheet.table])
        asked = {field.of.partition(".")[2] for field in sheet.fields}
        assert {field.of.partition(".")[0] for field in sheet.fields} <= set(tables())
        assert len(asked) == len(sheet.fields)


def test_lists_hold_what_can_be_chosen() -> None:
    """Professions and municipalities may be others, judgements may not."""
    book = _book()
    lists = book.worksheets[-1]
    page = book[SHEETS[0].title("nl")]
    found: dict[str, list[object]] = {}
    kinds = {}
    for rule in page.data_validations.dataValidation:
        name, _, cells = rule.formula1.partition("!")
        assert f"'{lists.title}'" == name
        column = str(rule.sqref)[0]
        found[column] = [cell.value for (cell,) in lists[cells.replace("$", "")]]
        kinds[column] = rule.errorStyle or "stop"
    assert set(DATASET["occupations"]["name_nl"]) == set(found["B"])
    assert 35 == len(found["C"])
    assert list(tables()["outlooks"]["status"].enum) == found["D"]
    assert {"B": "information", "C": "stop", "D": "stop"} == kinds


def test_a_region_is_filled_in_beforehand() -> None:
    """Who makes it for Twente need not choose Twente."""
    page = _book("nl", "AM05")[SHEETS[0].title("nl")]
    assert "Twente" == page["C4"].value
    assert _book("nl")[SHEETS[0].title("nl")]["C4"].value is None
    with pytest.raises(InspiratiekaartError, match="AM04"):
        workbook(DATASET, "nl", "AM04")


def test_no_cell_can_run() -> None:
    """All cells are text: no formulas, and codes keep their zeros."""
    for page in _book().worksheets:
        for row in page.iter_rows():
            assert all(
                cell.data_type in ("s", "n") and cell.number_format == "@"
                for cell in row
                if cell.value
            )
            assert not any(str(cell.value or "").startswith(("=", "+", "-", "@")) for cell in row)
