"""Tests of how tables join and how one CSV is written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.editions import tables

SHARED = {"source_id": "own", "period": "2026", "status": "final"}


def _gemeenten(*rows: dict[str, object]) -> pd.DataFrame:
    given = {
        "arbeidsmarktregio_code": "AM01",
        "provincie_code": "PV22",
        "provincie_name": "Drenthe",
        "label_lon": 6.5,
        "label_lat": 53.0,
        **SHARED,
    }
    return pd.DataFrame([{**given, **row} for row in rows])


def test_csv_text_is_sorted_by_key_and_in_schema_order() -> None:
    """Rows stand in the order of their key and columns in the order of the schema."""
    frame = _gemeenten(
        {"name": "Assen", "gemeente_code": "GM0106", "population_count": 69000},
        {"name": "Appingedam", "gemeente_code": "GM0003"},
    )
    lines = tables.csv_text("gemeenten", frame).splitlines()
    header = (
        "gemeente_code,name,arbeidsmarktregio_code,provincie_code,provincie_name,"
        "population_count,label_lon,label_lat,source_id,period,status"
    )
    assert lines == [
        header,
        "GM0003,Appingedam,AM01,PV22,Drenthe,,6.5,53,own,2026,final",
        "GM0106,Assen,AM01,PV22,Drenthe,69000,6.5,53,own,2026,final",
    ]


@given(st.permutations(range(6)))
def test_csv_text_does_not_depend_on_row_order(order: list[int]) -> None:
    """The same rows in any order give the same bytes."""
    rows: list[dict[str, object]] = [
        {"gemeente_code": f"GM000{number}", "name": f"Plaats {number}"} for number in order
    ]
    expected = tables.csv_text(
        "gemeenten", _gemeenten(*sorted(rows, key=lambda row: str(row["gemeente_code"])))
    )
    assert expected == tables.csv_text("gemeenten", _gemeenten(*rows))


def test_numbers_are_rounded_by_unit() -> None:
    """Degrees keep five decimals, metres none, and whole numbers carry no decimal point."""
    frame = pd.DataFrame(
        [
            {
                "site_id": "a",
                "lon": 6.123456789,
                "lat": 53.0,
                "x_m": 234567.8,
                "y_m": -0.2,
                "is_head_office": True,
            }
        ]
    )
    row = tables.csv_text("sites", frame).splitlines()[1].split(",")
    assert ["6.12346", "53", "234568", "0", "", "true"] == row[8:14]


def test_quotes_only_where_needed() -> None:
    """A cell with a comma is quoted, others are not."""
    text = tables.csv_text(
        "gemeenten", _gemeenten({"gemeente_code": "GM1", "name": "Nuenen, Gerwen en Nederwetten"})
    )
    assert 'GM1,"Nuenen, Gerwen en Nederwetten",AM01' in text


def test_strange_column_is_refused() -> None:
    """A column that the schema does not know is an error with the way out, never dropped."""
    with pytest.raises(tables.TableError, match="column colour is not in the schema"):
        tables.csv_text("gemeenten", _gemeenten({"gemeente_code": "GM1", "colour": "red"}))


def test_unknown_table_is_refused() -> None:
    """A table that the schema does not know is an error."""
    with pytest.raises(tables.TableError, match="no table nonsense"):
        tables.csv_text("nonsense", pd.DataFrame())


def test_wrong_type_is_refused() -> None:
    """A word in a column of whole numbers is an error that names the table."""
    with pytest.raises(tables.TableError, match="table gemeenten"):
        tables.csv_text(
            "gemeenten", _gemeenten({"gemeente_code": "GM1", "population_count": "many"})
        )


def test_wrong_folder_is_refused(tmp_path: Path) -> None:
    """A table of an edition cannot be written among the common ones."""
    with pytest.raises(tables.TableError, match="belongs in the folder edition, not common"):
        tables.write({("common", "gemeenten"): _gemeenten({"gemeente_code": "GM1"})}, tmp_path)


def test_read_gives_back_what_was_written(tmp_path: Path) -> None:
    """Writing and reading a table changes nothing, missing values and booleans included."""
    frame = pd.DataFrame(
        [
            {"site_id": "a", "place": "'s-Hertogenbosch", "is_head_office": True, "lon": 5.3},
            {"site_id": "b", "place": "Súdwest-Fryslân", "is_head_office": False, "lon": 5.5},
            {"site_id": "c", "place": "NA", "lon": None},
        ]
    )
    (path,) = tables.write({("2026", "sites"): frame}, tmp_path)
    again = tables.read(path)
    assert tables.csv_text("sites", frame) == tables.csv_text("sites", again)
    assert [True, False, pd.NA] == again["is_head_office"].to_list()
    assert "NA" == again["place"].iloc[2]


def test_combine_concatenates_shared_tables() -> None:
    """A table that two parts fill holds the rows of both; empty frames do no harm."""
    first = {("2026", "gemeenten"): _gemeenten({"gemeente_code": "GM1", "population_count": 7})}
    second = {("2026", "gemeenten"): _gemeenten({"gemeente_code": "GM2"})}
    joined = tables.combine(first, {("2026", "gemeenten"): pd.DataFrame()}, second)
    frame = joined["2026", "gemeenten"]
    assert ["GM1", "GM2"] == frame["gemeente_code"].to_list()
    assert "Int64" == str(frame["population_count"].dtype)


def test_complete_adds_every_table_of_the_schema() -> None:
    """A whole dataset has each edition table in each of its editions and each common one once."""
    whole = tables.complete({("2026", "sites"): pd.DataFrame()})
    assert ("2026", "offers") in whole
    assert ("2021", "offers") not in whole
    assert ("common", "sources") not in whole
    assert sorted(tables.expected_keys(("2026",))) == sorted(whole)
