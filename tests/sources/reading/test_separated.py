"""Tables as text: encoding and separator are told from what is in the file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspiratiekaart.sources.reading import DocumentError, Limits, Sheet, open_document

TEXT = "code;naam\n0363;Café\n"


def _sheet(tmp_path: Path, content: bytes, limits: Limits | None = None) -> Sheet:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    return open_document(path, limits=limits or Limits()).sheets[0]


def _rows(sheet: Sheet) -> list[list[str]]:
    return [[str(number), *row] for number, row in zip(
        sheet.frame.index, sheet.frame.fillna("-").to_numpy().tolist(), strict=True
    )]  # fmt: skip


def _refused(tmp_path: Path, content: bytes, limits: Limits | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        _sheet(tmp_path, content, limits)
    return caught.value


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_spreadsheet_can_have_saved_it(
    tmp_path: Path, separator: str, encoding: str, end: str
) -> None:
    """Whatever stands between cells and however letters are kept, the table is the same."""
    text = TEXT.replace(";", separator).replace("\n", end)
    sheet = _sheet(tmp_path, text.encode(encoding))
    assert ("code", "naam") == sheet.heading
    assert [["2", "0363", "Café"]] == _rows(sheet)


@pytest.mark.parametrize(
    ("text", "heading", "rows"),
    [
        ("a;b\n1;2;3\n\n4\n", ("a", "b", "[C]"), [["2", "1", "2", "3"], ["4", "4", "-", "-"]]),
        ("a;b\n;;\n 1 ; 2\u00a0\n", ("a", "b"), [["3", "1", "2"]]),
        ('a;b\n"1;2";"x\ny"\n3;4\n', ("a", "b"), [["2", "1;2", "x\ny"], ["3", "3", "4"]]),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ("a", "b"), [["2", "1,5", "2,5"], ["3", "3,5", "4,5"]]),
        ("sep=|\na|b;c\n1|2\n", ("a", "b;c"), [["3", "1", "2"]]),
        ("naam\nx\ny\n", ("naam",), [["2", "x"], ["3", "y"]]),
        ("a;a;;a\n1;2;3;4\n", ("a", "a (2)", "[C]", "a (3)"), [["2", "1", "2", "3", "4"]]),
        ("a;b;;\n1;2;;\n", ("a", "b"), [["2", "1", "2"]]),
        ('" a \n b ";c\n1;2\n', ("a b", "c"), [["2", "1", "2"]]),
        ('a,b\n1,"de "A" weg"\n', ("a", "b"), [["2", "1", 'de A" weg"']]),
        ("Titel\n\na;b;c\n1;2;3\n4;5;6\n", ("a", "b", "c"), [["4", *"123"], ["5", *"456"]]),
        ("a;b\n=1+1;'@x\n", ("a", "b"), [["2", "=1+1", "'@x"]]),
        ("a;b", ("a", "b"), []),
    ],
)
def test_a_table_is_read_as_a_person_would(
    tmp_path: Path, text: str, heading: tuple[str, ...], rows: list[list[str]]
) -> None:
    """Ragged rows, empty ones, quotes, decimal commas, headings twice: nothing shifts."""
    sheet = _sheet(tmp_path, text.encode())
    assert heading == sheet.heading == tuple(sheet.frame.columns)
    assert rows == _rows(sheet)
    assert {pd.StringDtype()} == set(sheet.frame.dtypes) or not sheet.heading


def test_the_heading_may_be_elsewhere(tmp_path: Path) -> None:
    """Who knows the format says in which row the heading stands; all cells can be had."""
    path = tmp_path / "a.csv"
    path.write_text("2024;;2025;\nm;v;m;v\n1;2;3;4\n")
    document = open_document(path)
    assert ("m", "v", "m (2)", "v (2)") == document.sheet("", 2).heading
    assert ["2024", "-", "2025", "-"] == list(document.grid().loc[1].fillna("-"))
    assert [1, 2, 3] == document.grid().index.tolist()


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (TEXT.encode() + "ë;ï\n".encode() + b"\xe9;x\n", "encoding-mixed", None),
        (b"\xef\xbb\xbf" + TEXT.encode() + b"\xe9;x\n", "encoding-mixed", None),
        (b"a;b\n\x81\x8d;x\n", "encoding-mixed", None),
        ("a;b\né;ë".encode()[:-1], "cut-off", None),
        ("a;b\né;ë".encode("utf-16")[:-1], "cut-off", None),
        (b'a;b\n1;"2\n3;4\n', "quotes", 2),
        (b'a;b\n1;2\n3;"' + b"x" * 200_000, "cell", 3),
        (b'a;b\n1;"' + b"2\n" * 300 + b'"\n', "quotes", 2),
        (b"a;b\n1;" + b"x" * 40_000, "cell", 2),
        (b"a;b\n" + b"1;" * 600, "columns", 2),
        (b"a;b\n1;\x00\n", "binary", None),
        (b"a;b\n" + b"1;" * 1_000_001, "line", 2),
        (b"a#b#c\n1#2#3\n4#5#6\n", "separator", None),
        (b"\xff\xfe", "empty", None),
        (b" \n\n", "empty", None),
        (b";;\n;;\n", "no-table", None),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    tmp_path: Path, content: bytes, code: str, row: int | None
) -> None:
    """The file, where there is one the row, and what to do."""
    path = tmp_path / "lijst.csv"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        _all_of(path)
    place = "regel" if code == "line" else "rij"
    said = f"lijst.csv, {place} {row}: " if row else "lijst.csv"
    assert code == caught.value.code
    assert str(caught.value).startswith(said)


def _all_of(path: Path) -> None:
    document = open_document(path)
    assert document.headings
    assert document.sheets


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=2), "rows"),
        (Limits(cells=5), "rows"),
        (Limits(columns=1), "columns"),
        (Limits(cell_letters=2), "cell"),
        (Limits(file_bytes=10), "large"),
    ],
)
def test_limits_are_kept(tmp_path: Path, limits: Limits, code: str) -> None:
    """More than a limit is refused, and as much as it is read."""
    content = b"abc;b\n1;2\n3;4\n"
    assert code == _refused(tmp_path, content, limits).code
    enough = Limits(rows=3, cells=6, columns=2, cell_letters=3, file_bytes=len(content))
    assert 2 == len(_sheet(tmp_path, content, enough).frame)


def test_a_large_table_comes_in_pieces(tmp_path: Path) -> None:
    """The pieces have the same heading and go on counting; together they are the whole."""
    path = tmp_path / "a.csv"
    rows = [f"{number};{'x' if number % 7 else ''}" for number in range(1000)]
    path.write_text("\n".join(["code;naam", *rows]))
    document = open_document(path)
    pieces = list(document.pieces(rows=300))
    assert [299, 300, 300, 101] == [len(piece.frame) for piece in pieces]
    assert {("code", "naam")} == {piece.heading for piece in pieces}
    pd.testing.assert_frame_equal(
        document.sheets[0].frame, pd.concat([piece.frame for piece in pieces])
    )


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
                      min_size=2, max_size=4), min_size=2, max_size=6),
    st.sampled_from([";", ",", "\t", "|"]),
)  # fmt: skip
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], separator: str
) -> None:
    """Whatever is in the cells, a well-written file gives them back, or is refused in words."""
    made = io.StringIO(newline="")
    heading = ["kop een", "kop twee", "kop drie", "kop vier"]
    writer = csv.writer(made, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([heading, *rows])
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(made.getvalue().encode())
    frame = open_document(path).sheets[0].frame.fillna("")
    for number, row in enumerate(rows, start=2):
        cells = [cell.strip() for cell in row]
        if any(cells):
            assert cells == list(frame.loc[number])[: len(cells)]
        else:
            assert number not in frame.index
