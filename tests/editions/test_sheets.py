"""A CSV as a region keeps it: read whatever spreadsheet saved it, written back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.editions.sheets import Sheet, SheetError, read_sheet

HEADING = ("id", "name", "note")
CELLS = st.text(alphabet="aé#,;|\t\"' \n", max_size=5)
RECORDS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5).map(tuple)
SHEETS = st.builds(
    Sheet,
    st.just(HEADING),
    RECORDS,
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
)


@given(SHEETS)
def test_what_is_written_is_read_back(sheet: Sheet) -> None:
    """Cells, comments, divider, mark and line ends, whatever stands in the cells."""
    assert sheet == read_sheet(sheet.text().encode(), HEADING)


@given(SHEETS)
def test_changing_nothing_changes_nothing(sheet: Sheet) -> None:
    """Each row replaced by itself gives the same sheet."""
    assert sheet == sheet.changed({number: row for number, row, _ in sheet.rows()})


def test_a_row_is_replaced_or_goes_and_the_rest_stays() -> None:
    """Comments stay in place, and a column that the new row does not have keeps its cell."""
    sheet = read_sheet(b"id,name,ours\n# uitleg\na,A,x\nb,B,y\n", HEADING)
    rows: dict[int, dict[str, str] | None] = {3: {"id": "a", "name": "Z", "note": "n"}, 4: None}
    changed = sheet.widened(row for row in rows.values() if row).changed(rows)
    assert "id,name,ours,note\n# uitleg\na,Z,x,n\n" == changed.text()


def test_only_rows_that_count_are_given() -> None:
    """Comments and empty rows are not; short ones are filled, cells that are over are told."""
    sheet = read_sheet(b"id,name,,\n#a,b\n,,,\n\nc\nd,e,f,g\n", HEADING)
    assert ("id", "name") == sheet.heading
    found = list(sheet.rows())
    assert [(5, {"id": "c", "name": ""}, ()), (6, {"id": "d", "name": "e"}, ("f", "g"))] == found


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"", "file-empty", 0),
        (b"\n\n", "file-empty", 0),
        (b"id\n\xe9\n", "file-encoding", 2),
        (b'id\n"a', "file-unreadable", 0),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, code: str, row: int) -> None:
    """By the code of the rule that explains it."""
    with pytest.raises(SheetError) as caught:
        read_sheet(content, HEADING)
    assert (code, row) == (caught.value.code, caught.value.row)
