"""Tests of a difference as a person reads it."""

from __future__ import annotations

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.editions.changes import Change, Changes
from inspiratiekaart.editions.difference import Cell, State, difference

OLD: State = {
    "arbeidsmarktregios": {("AM01",): {"arbeidsmarktregio_code": "AM01", "name": "Groningen"}},
    "providers": {
        ("A",): {"provider_id": "A", "name": "School A", "kind": "mbo"},
        ("B",): {"provider_id": "B", "name": "School B", "kind": "mbo"},
    },
    "sites": {
        ("A-x",): {
            "site_id": "A-x",
            "provider_id": "A",
            "place": "Assen",
            "arbeidsmarktregio_code": "AM01",
        }
    },
    "offers": {
        ("1",): {"offer_id": "1", "provider_id": "A", "site_id": "A-x", "title": "Opticien"},
        ("2",): {"offer_id": "2", "provider_id": "B", "site_id": "", "title": "Kok"},
    },
}
NEW: State = {
    **OLD,
    "offers": {
        ("1",): {"offer_id": "1", "provider_id": "B", "site_id": "A-x", "title": "Opticien"},
        ("3",): {"offer_id": "3", "provider_id": "A", "site_id": "A-x", "title": "Lasser"},
    },
}


def test_a_change_has_names_for_codes() -> None:
    """A row is called by what tells it apart, and a cell that points somewhere by that name."""
    assert {
        "offers": (
            Change("added", "offers", ("3",), "Lasser · School A · Assen", "AM01"),
            Change("removed", "offers", ("2",), "Kok · School B", ""),
            Change(
                "changed",
                "offers",
                ("1",),
                "Opticien · School B · Assen",
                "AM01",
                (Cell("provider_id", "School A", "School B"),),
            ),
        )
    } == Changes(OLD, NEW, "nl").tables


def test_a_region_sees_its_own_rows() -> None:
    """Counts and rows are of the regions asked for; what belongs to none is not theirs."""
    found = Changes(OLD, NEW, "nl")

    assert {"added": 1, "removed": 0, "changed": 1} == found.counts("offers", {"AM01"})
    assert {"added": 1, "removed": 1, "changed": 1} == found.counts("offers")
    assert () == found.rows("offers", {"AM02"})


def test_a_point_that_moved_is_no_cell() -> None:
    """Coordinates are told as a place that is another, and a source by its title."""
    site = OLD["sites"][("A-x",)]
    old = {"sites": {("A-x",): {**site, "lon": "5.1", "x_m": "1", "source_id": "duo"}}}
    new = {"sites": {("A-x",): {**site, "lon": "5.2", "x_m": "2", "source_id": "own"}}}
    (change,) = Changes(old, new, "nl", {"duo": "DUO", "own": "Zelf"}).rows("sites")

    assert change.moved
    assert (Cell("source_id", "DUO", "Zelf"),) == change.cells


@pytest.mark.parametrize("language", ["nl", "en"])
def test_all_our_differences_can_be_said(language: str) -> None:
    """Every row that differs between our own two editions is told, each with a name."""
    old, new = open_dataset("2021"), open_dataset("2026")
    found = Changes.between(old, new, language)  # type: ignore[arg-type]  # one of the two

    assert {each.table: sum(each.counts) for each in difference(found.old, found.new)} == {
        table: len(rows) for table, rows in found.tables.items()
    }
    assert [] == [row for rows in found.tables.values() for row in rows if not row.name]
