"""The tables as CSV: what the csv module reads back, and that no spreadsheet runs a cell."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest

from inspiratiekaart.export.csv import cell, write
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.licences import licence_name
from tests.export.handouts import HOSTILE, LINK, LONG, empty, hostile, long, of_regions

DANGEROUS = re.compile(r"\s*[=+\-@\t\r]")


def _files(handout: Handout) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write(handout))) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("handout", [of_regions("AM01"), of_regions("AM01", language="en")])
def test_every_table_is_a_file_with_its_rows(handout: Handout) -> None:
    """A file per table that begins with a byte order mark: its column names, then every row."""
    files = _files(handout)
    assert len(handout.tables) + 1 == len(files)
    for table in handout.tables:
        content = files[f"{table.key}.csv"]
        assert content.startswith(b"\xef\xbb\xbf")
        rows = _rows(content)
        assert [column.key for column in table.columns] == rows[0]
        assert [[cell(value) for value in row] for row in table.rows] == rows[1:]


def test_numbers_are_numbers_and_unknown_is_empty() -> None:
    """A number is written with a point; what is unknown is empty, never nought."""
    table = next(each for each in of_regions("AM01").tables if each.key == "regios")
    rows = _rows(_files(of_regions("AM01"))["regios.csv"])
    at = rows[0].index("value")
    assert [row[at] for row in table.rows] == [float(row[at]) for row in rows[1:]]
    assert ["", "-2.5", "0", "'-2.5"] == [cell(each) for each in (None, -2.5, 0, "-2.5")]


def test_the_text_beside_it_says_what_this_is() -> None:
    """Title, edition, link, every table with its columns, every source with its licence."""
    handout = of_regions("AM01", "AM02", "AM03", language="en")
    text = _files(handout)["README.txt"].decode("utf-8-sig")
    for source in handout.sources:
        assert source.title("en") in text
        assert licence_name(source.licence, handout.t) in text
        assert source.attribution in text
    for table in handout.tables:
        assert f"{table.key}.csv: {table.title}" in text
    assert all(words in text for words in (handout.title, handout.edition_line, LINK))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_begins_like_a_formula(separator: str) -> None:
    """Whatever a spreadsheet takes for the end of a cell, none begins with = + - @ or a tab."""
    for name, content in _files(hostile()).items():
        if not name.endswith(".csv"):
            continue
        text = content.decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for value in row:
                if not re.fullmatch(r"-?\d+(\.\d+)?", value):
                    assert not DANGEROUS.match(value), value


@pytest.mark.parametrize("text", [*HOSTILE, "\t=1", "  =1", "\u200b=1", "a\n=1", "\uff1d1"])
def test_hostile_words_stay_words(text: str) -> None:
    """But for apostrophes, and marks that close what a text opened, a cell is the text."""
    kept = cell(text).replace("'", "")
    assert text.replace("'", "") == kept.replace("\u202c", "")
    assert not DANGEROUS.match(cell(text))


def test_a_cell_with_a_formula_is_found() -> None:
    """Twin: the check would find a cell that was written as it came."""
    assert [] != [text for text in HOSTILE if DANGEROUS.match(text)]


def test_long_words_are_whole() -> None:
    """100 kB of text is all there."""
    rows = _rows(_files(long())["kaart.csv"])
    assert LONG in [row[rows[0].index("note")] for row in rows]


def test_a_map_without_items_still_has_regions_and_sources() -> None:
    """What is empty is left out; the text says that nothing is on the map yet."""
    files = _files(empty())
    assert {"LEESMIJ.txt", "regios.csv", "bronnen.csv"} == set(files)
    assert empty().composition.lead in files["LEESMIJ.txt"].decode("utf-8-sig")


def test_the_same_map_gives_the_same_bytes() -> None:
    """Nothing of the moment or the machine is in the file."""
    assert write(of_regions("AM01")) == write(of_regions("AM01"))
