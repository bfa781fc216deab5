"""Workbooks: the values that stand in them, whatever tricks the file plays."""

from __future__ import annotations

import shutil
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from inspiratiekaart.sources.reading import Document, DocumentError, Limits, open_document
from tests.sources.reading.workbooks import SHEET, archive, sheet_xml, with_part, workbook

_ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def _read(document: Document) -> list[list[str]]:
    return [list(row) for row in document.sheets[0].frame.fillna("-").to_numpy().tolist()]


def _refused(path: Path, limits: Limits | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        _all_of(path, limits or Limits())
    return caught.value


def _all_of(path: Path, limits: Limits) -> None:
    document = open_document(path, limits=limits)
    assert document.headings
    assert document.sheets


def test_cells_are_read_as_they_are_seen(tmp_path: Path) -> None:
    """Numbers plain, dates as in our tables, a code with its noughts, text trimmed."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Peildatum: november"])
    sheet.append([])
    sheet.append(["code", "naam\n(lang)", "deel", "dag", "moment", "waar", "fout", "uur"])
    moment = datetime(2026, 9, 1, 8, 30)
    sheet.append([363, " é ", 0.5, date(2026, 9, 1), moment, True, "#N/A", time(8, 30)])
    sheet.append([None, "", None])
    sheet.append([12.0, "=tekst", 1e20, datetime(2026, 9, 1)])
    sheet["A4"].number_format = "0000"
    sheet["B6"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    document = open_document(tmp_path / "a.xlsx")
    assert "xlsx" == document.kind
    assert ("code", "naam (lang)", "deel", "dag", "moment", "waar", "fout", "uur") == (
        document.sheets[0].heading
    )
    assert (3, [4, 6]) == (
        document.sheets[0].heading_row, document.sheets[0].frame.index.tolist()
    )  # fmt: skip
    assert [
        ["0363", "é", "0.5", "2026-09-01", "2026-09-01 08:30:00", "true", "#N/A", "08:30:00"],
        ["12", "=tekst", "100000000000000000000", "2026-09-01", "-", "-", "-", "-"],
    ] == _read(document)


def test_only_sheets_with_rows_that_are_seen_count(tmp_path: Path) -> None:
    """Hidden sheets hold lists for choosing from, empty ones nothing."""
    book = Workbook()
    book.active.title = "leeg"
    for title, state in (("rijen", "visible"), ("lijst", "hidden"), ("diep", "veryHidden")):
        sheet = book.create_sheet(title)
        sheet.append(["kop", "tweede"])
        sheet.sheet_state = state
    book.save(tmp_path / "a.xlsx")
    assert {"rijen": ("kop", "tweede")} == dict(open_document(tmp_path / "a.xlsx").headings)


def test_merged_headings_can_be_had_as_they_stand(tmp_path: Path) -> None:
    """A merged cell is filled at its left; who knows the format reads the rest from the grid."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Opleiding", None, "Crebo", None])
    sheet.append(["naam", "niveau", "nu", "was"])
    sheet.append(["Kok", 3, 25180, None])
    sheet.merge_cells("A1:B1")
    book.save(tmp_path / "a.xlsx")
    document = open_document(tmp_path / "a.xlsx")
    assert ["Opleiding", "-", "Crebo", "-"] == list(document.grid("Sheet").loc[1].fillna("-"))
    assert ("naam", "niveau", "nu", "was") == document.sheet("Sheet", 2).heading


def test_a_formula_gives_the_value_that_was_stored(tmp_path: Path) -> None:
    """Nothing is computed: what Excel found stands in the file."""
    path = workbook(tmp_path / "a.xlsx", [["a", "b"]])
    cells = '<c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><f>X()</f><v>b</v></c>'
    row = '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><v>5</v></c>'
    with_part(path, SHEET, sheet_xml(f'<row r="1">{cells}</row><row r="2">{row}</row>'))
    document = open_document(path)
    assert ("a", "b") == document.sheets[0].heading
    assert [["2", "5"]] == _read(document)


def test_a_formula_without_a_value_is_told_with_its_cell(tmp_path: Path) -> None:
    """A workbook that no spreadsheet program saved has none; opening and saving mends that."""
    path = workbook(tmp_path / "a.xlsx", [["a", "b"], [1, '=HYPERLINK("http://x")']], "Cijfers")
    error = _refused(path)
    assert ("formula", "Cijfers", "B2") == (error.code, error.values["sheet"], error.values["cell"])
    assert "blad ‘Cijfers’, cel B2" in str(error)


@pytest.mark.parametrize(
    ("cell", "is_refused"),
    [
        ('<c r="B7"><f>1</f></c>', True),
        ('<c s="1" r="B7"><f>1</f><v/></c>', True),
        ('<c r="B7"><f>1</f><v></v></c>', True),
        ('<c r="B7"><f t="shared" si="0"/></c>', True),
        ('<c r="B7"><f t="shared" ref="B7:B9" si="0">A1</f><v>1</v></c>', False),
        ('<c r="B7" t="str"><f>""</f><v></v></c>', False),
        ('<c r="B7"/><c r="C7"><v>1</v></c>', False),
    ],
)
def test_only_a_formula_without_its_value_is_refused(
    tmp_path: Path, cell: str, is_refused: bool
) -> None:
    """However the cell is written; a text that is empty is a value too."""
    path = workbook(tmp_path / "a.xlsx", [["a", "b"]])
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="7">{cell}</row>'
    filler = "<!--" + "x" * 3_000_000 + "-->"
    with_part(path, SHEET, sheet_xml(filler + rows))
    document = open_document(path, limits=Limits(unpacked_ratio=10_000))
    if not is_refused:
        assert 1 == len(document.sheets)
        return
    with pytest.raises(DocumentError, match="cel B7"):
        assert document.sheets


def test_what_is_beside_the_cells_is_no_matter(tmp_path: Path) -> None:
    """Lists to choose from, colours and a wrong size in the file change nothing."""
    path = tmp_path / "a.xlsx"
    workbook(path, [["a", "b"], [1, 2], [3, 4]])
    book = load_workbook(path)
    book.active.add_data_validation(DataValidation(type="list", formula1='"x,y"', sqref="A1:A9"))
    book.save(path)
    assert [["1", "2"], ["3", "4"]] == _read(open_document(path))
    rows = '<row r="1"><c r="A1"><v>7</v></c></row><row r="2"><c r="A2"><v>8</v></c></row>'
    wrong = sheet_xml(rows).replace(b"<sheetData>", b'<dimension ref="A1"/><sheetData>')
    with_part(path, SHEET, wrong)
    assert [["8"]] == _read(open_document(path))


@pytest.mark.parametrize(
    ("data", "before", "code"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "", "columns"),
        ('<row r="99999999999"><c><v>1</v></c></row>', "", "rows"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "", "columns"),
        ('<row r="1"><c r="A1" t="s"><v>99</v></c></row>', "", "workbook-broken"),
        ('<row r="1"><c r="A1"><v>&b;</v></c></row>', _ENTITIES, "workbook-broken"),
        ('<row r="1"><c r="AAAAAAA1"><v>1</v></c></row>', "", "workbook-broken"),
        ('<row r="x"><c r="A1"><v>1</v></c></row>', "", "workbook-broken"),
        ('<row r="1"><c r="A1"><v>1</v>', "", "workbook-broken"),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c></row>', "", "no-table"),
    ],
)
def test_a_sheet_that_plays_tricks_is_refused(
    tmp_path: Path, data: str, before: str, code: str
) -> None:
    """A cell in the far corner, rows without number, entities: in words, and at once."""
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    with_part(path, SHEET, sheet_xml(data, before))
    assert code == _refused(path).code


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<a>", b"\0\0", _ENTITIES.encode() + b"<w>&b;</w>"])
def test_a_damaged_part_is_told(tmp_path: Path, part: str, content: bytes) -> None:
    """Whatever of the workbook is broken, there is a sentence and no exception of a library."""
    path = workbook(tmp_path / "a.xlsx", [["a"], [1]])
    with_part(path, part, content)
    assert _refused(path).code in {"workbook-broken", "xml-entities", "no-table"}


def test_a_workbook_that_was_cut_off_is_told(tmp_path: Path) -> None:
    """At whatever byte it was cut off."""
    whole = workbook(tmp_path / "a.xlsx", [["a", "b"], [1, 2]]).read_bytes()
    path = tmp_path / "b.xlsx"
    for size in range(4, len(whole), 97):
        path.write_bytes(whole[:size])
        assert "zip-broken" == _refused(path).code


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=3), "rows"),
        (Limits(cells=7), "rows"),
        (Limits(columns=1), "columns"),
        (Limits(cell_letters=2), "cell"),
        (Limits(part_bytes=100), "zip-large"),
        (Limits(unpacked_bytes=1000), "zip-large"),
    ],
)
def test_limits_are_kept(tmp_path: Path, limits: Limits, code: str) -> None:
    """A workbook has the limits of any table, and those of what is packed."""
    path = workbook(tmp_path / "a.xlsx", [["abc", "b"], [1, 2], [3, 4], [5, 6]])
    assert code == _refused(path, limits).code


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "other-spreadsheet"),
        ({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}, "document"),
        ({"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}, "document"),
        ({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}, "workbook-broken"),
    ],
)
def test_other_office_files_are_told_apart(
    tmp_path: Path, files: dict[str, str], code: str
) -> None:
    """What only looks like a workbook is named, with how to save it as one."""
    assert code == _refused(archive(tmp_path / "a.xlsx", files)).code


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    """A workbook that is called .csv is read as the workbook that it is."""
    path = workbook(tmp_path / "a.xlsx", [["a"], [1]])
    shutil.move(path, tmp_path / "a.csv")
    assert "xlsx" == open_document(tmp_path / "a.csv").kind
