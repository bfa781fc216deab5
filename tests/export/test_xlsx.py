"""The workbook, read back with openpyxl and as the XML that it is."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.xlsx import MAX_CELL, safe_text, sheet_name, write
from inspiratiekaart.inspiration import clean_text
from inspiratiekaart.texts import Texts
from tests.export.handouts import HOSTILE, LINK, LONG, empty, hostile, long, of_regions


def _book(handout: Handout) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write(handout)))


def _parts(handout: Handout) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(write(handout))) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


@pytest.mark.parametrize(
    "handout",
    [of_regions("AM01"), of_regions("AM01", "AM02", "AM03", language="en"), hostile()],
    ids=["Groningen", "north", "hostile"],
)
def test_every_table_is_a_sheet_with_its_rows(handout: Handout) -> None:
    """After the first sheet one per table, each cell with its value and kind; headings stay put."""
    book = _book(handout)
    assert 1 + len(handout.tables) == len(book.sheetnames)
    for table, sheet in zip(handout.tables, book.worksheets[1:], strict=True):
        rows = list(sheet.iter_rows(values_only=True))
        assert tuple(column.title for column in table.columns) == rows[0]
        assert len(table.rows) == len(rows) - 1
        for expected, actual in zip(table.rows, rows[1:], strict=True):
            for column, value, found in zip(table.columns, expected, actual, strict=True):
                if column.key == "retrieved_on" and value:
                    assert datetime.fromisoformat(str(value)) == found
                elif isinstance(value, str):
                    assert (clean_text(value) or None) == found
                elif isinstance(value, float):
                    assert value == pytest.approx(found, rel=1e-15)  # Excel's own precision
                else:
                    assert value == found
        assert "A2" == sheet.freeze_panes
        assert sheet.dimensions == sheet.auto_filter.ref


def test_numbers_dates_and_links_are_what_they_are() -> None:
    """A sheet can count and sort: figures are numbers, dates are dates, addresses are links."""
    handout = of_regions("AM01")
    book = _book(handout)
    tables = dict(zip((table.key for table in handout.tables), book.worksheets[1:], strict=True))
    assert {"n"} == {row[2].data_type for row in tables["regios"].iter_rows(min_row=2)}
    sources = tables["bronnen"]
    assert {"d"} >= {row[6].data_type for row in sources.iter_rows(min_row=2) if row[6].value}
    linked = [row[8].hyperlink.target for row in sources.iter_rows(min_row=2) if row[8].hyperlink]
    assert [source.url for source in handout.sources if source.url] == linked


def test_the_first_sheet_says_what_this_is() -> None:
    """Title, introduction, sentence, caption, edition, date, link and what an empty cell means."""
    handout = of_regions("AM01", language="en")
    sheet = _book(handout).worksheets[0]
    said = [row[1].value for row in sheet.iter_rows()]
    for words in (handout.title, handout.introduction, handout.composition.lead, handout.caption):
        assert words in said
    assert LINK in said
    assert datetime(2026, 11, 22) in said
    assert Texts("en")("sheets.empty") in said


@pytest.mark.parametrize(
    "handout", [hostile(), long(), of_regions("AM01")], ids=["hostile", "long", "Groningen"]
)
def test_no_cell_is_a_formula(handout: Handout) -> None:
    """Neither as openpyxl reads it nor in the file itself is there a formula or an outside part."""
    for sheet in _book(handout).worksheets:
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    parts = _parts(handout)
    assert [] == [name for name, text in parts.items() if "<f>" in text or "<f " in text]
    assert [] == [name for name in parts if "external" in name.lower() or name.endswith(".bin")]
    relations = "".join(text for name, text in parts.items() if name.endswith(".rels"))
    assert "javascript:" not in relations


def test_a_formula_is_found() -> None:
    """Twin: a workbook with a formula fails the check above."""
    book = openpyxl.Workbook()
    book.active["A1"] = HOSTILE[4]
    assert "f" == book.active["A1"].data_type


def test_hostile_words_are_there_as_text() -> None:
    """Every word that a person wrote is in its cell as it was written."""
    sheet = _book(hostile()).worksheets[1]
    said = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {clean_text(text) for text in HOSTILE} <= said


def test_what_a_cell_cannot_hold_is_cut_with_a_sentence() -> None:
    """100 kB in one cell becomes as much as Excel allows, and says that there is more."""
    sentence = Texts("nl")("sheets.cut")
    cells = [str(cell.value) for sheet in _book(long()) for row in sheet for cell in row]
    cut = [text for text in cells if text.endswith(sentence)]
    assert 2 == len(cut)  # the introduction and the note
    assert all(text.startswith(LONG[:32_000]) and len(text) == MAX_CELL for text in cut)


def test_letters_of_two_units_count_twice() -> None:
    """An emoji takes two units; a text of them is cut between two of them."""
    text = safe_text("\U0001f9d1" * 20_000, Texts("nl"))
    assert MAX_CELL - 1 <= len(text.encode("utf-16-le")) // 2 <= MAX_CELL


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Wie leidt op", "Wie leidt op"),
        ("a/b\\c[d]:e*f?", "a b c d e f"),
        ("'x'", "x"),
        ("", "-"),
        ("x" * 40, "x" * 31),
        ("Bronnen", "Bronnen (2)"),
    ],
)
def test_sheet_names_are_allowed_and_different(title: str, expected: str) -> None:
    """At most 31 letters, none that Excel refuses, and no name twice."""
    assert expected == sheet_name(title, {"bronnen"})


def test_a_map_without_items_has_words() -> None:
    """An empty map says so, and still has its regions and sources."""
    book = _book(empty())
    said = [row[1].value for row in book.worksheets[0].iter_rows()]
    assert empty().composition.lead in said
    assert 3 == len(book.sheetnames)


def test_the_same_map_gives_the_same_bytes() -> None:
    """Nothing of the moment or the machine is in the file; its date is that of the map."""
    assert write(of_regions("AM01")) == write(of_regions("AM01"))
    properties = _book(of_regions("AM01")).properties
    assert datetime(2026, 11, 22) == properties.created
    assert of_regions("AM01").title == properties.title
