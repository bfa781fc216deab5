"""Which rows of a region somebody should look at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspiratiekaart.checks import Check, Key, Row, fingerprint
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.worklist import REASONS, Stock, Worklist, worklist
from tests.marked_data import marked

TODAY = date(2026, 11, 22)
DATED = Source("dated", "P", "T", "T", "", "2026", "2026-11-01", LICENCES["CC0-1.0"], "P", "", "")
CONTACT = {
    "contact_point_id": "c", "arbeidsmarktregio_code": "AM01", "organisation": "Loket",
    "source_id": "own", "period": "2026",
}  # fmt: skip
OFFER = {
    "offer_id": "o", "site_id": "s", "provider_id": "p", "crebo": "12345", "source_id": "dated",
    "period": "2026",
}  # fmt: skip
SITE = {"site_id": "s", "arbeidsmarktregio_code": "AM01"}
PROVIDER = {"provider_id": "p"}


def _list(checks: tuple[Check, ...] = (), **rows: dict[str, str]) -> Worklist:
    given = {"arbeidsmarktregios": {"arbeidsmarktregio_code": "AM01"}, **rows}
    tables: dict[str, dict[Key, Row]] = {
        name: {(next(iter(row.values())),): row} for name, row in given.items()
    }
    return Stock(tables, {"dated": DATED}).worklist("AM01", TODAY, checks)


def _reasons(found: Worklist) -> tuple[str, ...]:
    assert 1 == found.total
    return found.rows[0].reasons if found.rows else ()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, ("never",)),
        ({"source_id": "dated"}, ()),
        ({"checked_on": "2026-06-01"}, ()),
        ({"checked_on": "2025-11-23"}, ()),
        ({"checked_on": "2025-11-22"}, ("old",)),
        ({"period": "2019"}, ("never", "old")),
        ({"status": "unknown", "source_id": "dated"}, ("unsure",)),
    ],
)
def test_why_a_row_is_on_the_list(cells: dict[str, str], expected: tuple[str, ...]) -> None:
    """Never checked, a year old, or uncertain."""
    assert expected == _reasons(_list(contact_points={**CONTACT, **cells}))


@pytest.mark.parametrize("basis", ["spelling", "editorial", "none"])
def test_a_guess_is_uncertain(basis: str) -> None:
    """A statement that we matched ourselves, until somebody checked it."""
    row = {"outlook_id": "x", "arbeidsmarktregio_code": "AM01", "found_on": "2026-09-01",
           "match_basis": basis}  # fmt: skip
    assert ("unsure",) == _reasons(_list(outlooks=row))
    mark = Check("outlooks", "x", "2026-10-01", "uwv", fingerprint("outlooks", row))
    assert () == _reasons(_list(checks=(mark,), outlooks=row))
    assert () == _reasons(_list(outlooks={**row, "match_basis": "exact"}))


@pytest.mark.parametrize(
    ("offer", "valid_to"),
    [
        ({"crebo": "99999"}, ""),
        ({}, "2026-08-01"),
        ({"end_on": "2026-11-21"}, ""),
        ({"provider_id": "gone"}, ""),
    ],
)
def test_what_names_something_gone_stays(offer: dict[str, str], valid_to: str) -> None:
    """A mark does not mend it; the same row that names what is there is not on the list."""
    row = {**OFFER, **offer}
    mark = Check("offers", "o", "2026-11-20", "opleider", fingerprint("offers", row))
    tables = {"sites": SITE, "providers": PROVIDER,
              "kwalificaties": {"crebo": "12345", "valid_to": valid_to}}  # fmt: skip
    assert ("gone",) == _reasons(_list((mark,), offers=row, **tables))
    whole = {**tables, "kwalificaties": {"crebo": "12345", "valid_to": "2026-11-22"}}
    assert () == _reasons(_list((), offers=OFFER, **whole))


def test_a_row_that_changed_comes_back() -> None:
    """The mark was on another row, and counts no more; an old mark is as old as any row."""
    mark = Check(
        "contact_points", "c", "2026-11-01", "gemeente", fingerprint("contact_points", CONTACT)
    )
    assert () == _reasons(_list(checks=(mark,), contact_points=CONTACT))
    moved = {**CONTACT, "place": "Assen"}
    assert ("changed", "never") == _reasons(_list(checks=(mark,), contact_points=moved))
    stale = Check("contact_points", "c", "2025-01-01", "gemeente")
    assert ("old",) == _reasons(_list(checks=(stale,), contact_points=CONTACT))


def test_of_figures_only_the_newest_counts() -> None:
    """The ones before it are history; each region has its own."""
    row = {"area_kind": "arbeidsmarktregio", "area_code": "AM01", "indicator": "jobs_count"}
    facts: dict[tuple[str, ...], dict[str, str]] = {
        (key,): {"fact_id": key, **row, "period": period, "source_id": "dated"}
        for key, period in (("a", "2019"), ("b", "2025-H2"), ("c", "2017"))
    }
    found = Stock({"regional_facts": facts}, {"dated": DATED}).worklist("AM01", TODAY, ())
    assert (1, ()) == (found.total, found.rows)
    assert Worklist() == Stock({"regional_facts": facts}, {}).worklist("AM02", TODAY, ())
    assert Worklist().share_pct is None


def test_our_own_data_have_a_list_for_every_region(tmp_path: Path) -> None:
    """In order of urgency, with a share; a mark takes a row off, wherever it lies."""
    dataset = open_dataset()
    before = worklist(dataset, "AM01", TODAY)
    order = [REASONS.index(each.reasons[0]) for each in before.rows]
    assert sorted(order) == order
    assert 0 < len(before.rows) < before.total
    assert set(before.reasons) <= set(REASONS)
    row = next(each for each in before.rows if "gone" not in each.reasons)
    mark = Check(row.table, row.key[0], "2026-11-22", "uwv", fingerprint(row.table, row.row))
    for found in (
        worklist(dataset, "AM01", TODAY, [mark]),
        worklist(marked(tmp_path, [mark]), "AM01", TODAY),
    ):
        assert len(before.rows) - 1 == len(found.rows)
        assert row.key not in [each.key for each in found.rows]
