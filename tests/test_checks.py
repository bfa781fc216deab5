"""Marks on rows: what they say, of which row, and for how long."""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path

import pytest

from inspiratiekaart.ages import faded
from inspiratiekaart.checks import (
    COLUMNS,
    Check,
    Trust,
    checks_of,
    checks_text,
    fingerprint,
    marks_on,
    newest,
    rows_of,
    trusted,
)
from inspiratiekaart.dataset import open_dataset, records
from inspiratiekaart.occupations import work
from tests.marked_data import marked

TODAY = date(2026, 11, 22)
ROW = {"contact_point_id": "x", "organisation": "Loket", "website": "https://a.example"}
MARK = Check("contact_points", "x", "2026-10-01", "gemeente", fingerprint("contact_points", ROW))


def test_a_mark_holds_while_the_row_says_the_same() -> None:
    """Under what id its source stands, and when it was seen, is not what it says."""
    assert MARK.holds(ROW, TODAY)
    assert MARK.holds({**ROW, "source_id": "other", "checked_on": "2020", "place": ""}, TODAY)
    assert not MARK.holds({**ROW, "website": "https://b.example"}, TODAY)
    assert replace(MARK, row="").holds({**ROW, "website": "https://b.example"}, TODAY)


def test_a_mark_of_tomorrow_does_not_hold_yet() -> None:
    """Nor one without a day; without today the day cannot be held against anything."""
    for day, expected in (("2026-11-22", True), ("2026-11-23", False), ("ooit", False)):
        assert expected == replace(MARK, checked_on=day).holds(ROW, TODAY)
    assert replace(MARK, checked_on="2026-11-23").holds(ROW, None)


def test_a_role_that_is_none_counts_for_nothing(tmp_path: Path) -> None:
    """Whoever wrote it in the national file."""
    named = replace(MARK, role="Jan Jansen")
    assert (MARK,) == checks_of(marked(tmp_path, [named, MARK]))


def test_the_newest_mark_counts() -> None:
    """Of one day the last line."""
    older = replace(MARK, checked_on="2025-01-01")
    same_day = replace(MARK, role="uwv")
    assert {MARK.place: MARK} == newest([older, MARK])
    assert {MARK.place: MARK} == newest([MARK, older])
    assert {MARK.place: same_day} == newest([MARK, same_day])


def test_the_file_reads_back_as_written() -> None:
    """Whatever stands in a key."""
    odd = replace(MARK, key='a"b,c\nd|e')
    found = list(csv.DictReader(io.StringIO(checks_text([MARK, odd]), newline="")))
    assert [dict(zip(COLUMNS, astuple(each), strict=True)) for each in (MARK, odd)] == found


def test_fading_has_two_steps() -> None:
    """At 6 and at 12 months; without a day, or without today, nothing fades."""
    assert [0, 6, 6, 12] == [
        faded(date(2026, month, 22), date(2026, 11, 22)) for month in (6, 5, 4)
    ] + [faded(date(2025, 11, 22), date(2026, 11, 22))]
    assert 0 == faded(None, TODAY)
    assert 0 == faded(date(2000, 1, 1), None)


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_mark_makes_a_row_fresh_again(tmp_path: Path, is_changed: bool) -> None:
    """In the day that it speaks of and in how far it has faded; a changed row has no mark."""
    rows = rows_of(open_dataset(), "outlooks")
    key, row = next((k, r) for k, r in rows.items() if r["period_end_year"] < "2022")
    seen = "0" * 12 if is_changed else fingerprint("outlooks", row)
    dataset = marked(tmp_path, [Check("outlooks", key[0], "2026-11-01", "uwv", seen)], TODAY)
    assert (not is_changed) == (key in marks_on(dataset, "outlooks"))
    typed = next(r for r in records(dataset["outlooks"]) if (r["outlook_id"],) == key)
    expected = Trust(12) if is_changed else Trust(0, "2026-11-01", "uwv")
    assert expected == trusted(dataset, "outlooks")(typed)
    outlook = next(
        o for o in work(dataset).outlooks if o.trust == expected and o.name == row["name_as_said"]
    )
    assert is_changed == outlook.is_old


def test_without_a_day_nothing_fades() -> None:
    """What is made from an edition to take along does not change by itself."""
    dataset = open_dataset()
    assert dataset.today is None
    trust = trusted(dataset, "outlooks")
    assert {0} == {trust(row).fade for row in records(dataset["outlooks"])}
