"""Tests of corrections: what is read otherwise than it stands, and when that must stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from inspiratiekaart.corrections import (
    CORRECTIONS_FILE,
    Correction,
    corrected,
    read_corrections,
)
from inspiratiekaart.editions.build import OfficialParts
from inspiratiekaart.errors import DatasetError, RawMaterialError
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.provenance import SOURCES_FILE, read_sources

RAW = pd.DataFrame({"code": ["1", "2", "3"], "name": ["Asen", "Assen", None]}, dtype="string")
RECORD = Correction(
    file="places.csv",
    key={"code": "1"},
    column="name",
    expected="Asen",
    value="Assen",
    status="open",
    made_on=date(2026, 11, 22),
    source_id="places",
    reason_nl="tikfout",
    reason_en="slip",
)
TEXT = """
[[correction]]
file = "places.csv"
key.code = "1"
column = "name"
expected = "Asen"
value = "Assen"
status = "open"
made_on = 2026-11-22
source_id = "places"
reason_nl = "tikfout"
reason_en = "slip"
"""


def test_only_the_named_cell_is_read_otherwise() -> None:
    """The cell of the record changes; the frame that was given and all other cells do not."""
    made = corrected(RAW, "places.csv", [RECORD])

    assert made["name"].fillna("-").tolist() == ["Assen", "Assen", "-"]
    assert RAW.loc[0, "name"] == "Asen"


def test_a_record_is_of_one_file() -> None:
    """Another file stays as it is, whatever it says."""
    assert corrected(RAW, "other.csv", [RECORD]).equals(RAW)


def test_an_empty_cell_can_be_expected() -> None:
    """What the source does not say is expected as an empty text."""
    record = replace(RECORD, key={"code": "3"}, expected="", value="Rolde")

    assert corrected(RAW, "places.csv", [record]).loc[2, "name"] == "Rolde"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expected": "Aßen", "value": "Asen"}, "has repaired itself and says 'Asen' now"),
        ({"expected": "Aßen"}, "says 'Asen' now, and the record expects 'Aßen'"),
        ({"key": {"code": "4"}}, "the row is not there any more"),
        ({"key": {"town": "1"}}, "the file has no column town"),
        ({"column": "town"}, "the file has no column town"),
    ],
)
def test_a_record_whose_reason_is_gone_stops_the_build(
    change: dict[str, object], said: str
) -> None:
    """A source that repaired itself, changed or lost the row is told with the record's place."""
    record = replace(RECORD, **change)  # type: ignore[arg-type]  # the parameters vary

    with pytest.raises(RawMaterialError, match=said) as error:
        corrected(RAW, "places.csv", [record])

    assert str(error.value).startswith("corrections.toml: places.csv, ")


def test_a_row_that_stands_twice_is_not_guessed() -> None:
    """A key that fits two rows stops the build."""
    with pytest.raises(RawMaterialError, match="stands there 2 times"):
        corrected(pd.concat([RAW, RAW], ignore_index=True), "places.csv", [RECORD])


def test_records_are_read_as_written(tmp_path: Path) -> None:
    """A record in TOML is the value."""
    path = tmp_path / CORRECTIONS_FILE
    path.write_text(TEXT, encoding="utf-8")

    assert read_corrections(path) == (RECORD,)
    assert read_corrections(tmp_path / "absent.toml") == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('status = "open"', 'status = "done"', "record 1: status is one of open, reported"),
        ('reason_nl = "tikfout"', "", "record 1: reason_nl is missing"),
        ('key.code = "1"', "", "record 1: key is missing"),
        ("made_on = 2026-11-22", "", "record 1: made_on is missing"),
        ('column = "name"', 'columns = "name"', "record 1: a record has these fields only"),
        ("[[correction]]", "[[correction", "is not readable TOML"),
    ],
)
def test_a_record_that_lacks_something_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """What is wrong with a record is said with its number and the remedy."""
    path = tmp_path / CORRECTIONS_FILE
    path.write_text(TEXT.replace(old, new), encoding="utf-8")

    with pytest.raises(DatasetError, match=said):
        read_corrections(path)


def test_our_own_corrections_name_sources_of_ours() -> None:
    """Every record in datasets/ has a source, and is of a file in which corrections are made."""
    records = read_corrections(PROJECT / "datasets" / CORRECTIONS_FILE)

    OfficialParts(records)
    sources = read_sources(PROJECT / "datasets" / SOURCES_FILE)
    assert [] == [each.source_id for each in records if each.source_id not in sources]
    assert len(records) > 0


def test_a_correction_of_a_file_that_nobody_corrects_is_refused() -> None:
    """A record that would silently do nothing stops the build."""
    with pytest.raises(DatasetError, match=r"no corrections are made in places\.csv"):
        OfficialParts((RECORD,))
