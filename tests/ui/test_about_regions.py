"""The regional files on the page Verantwoording."""

from __future__ import annotations

import re

import pytest

from inspiratiekaart.editions.gathered import Gathered, Region
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui.about_regions import board
from inspiratiekaart.validation import Finding, Spot
from inspiratiekaart.worklist import Worklist

GOOD_ON = "2026-03-01T10:00:00+00:00"
FINE = Region(
    "am01", "Groningen", "valid", "AM01", {"outlooks": 12, "contact_points": 1},
    "2025-12-01", "2026-03-01", "CC-BY-4.0", GOOD_ON,
)  # fmt: skip


def _broken(findings_count: int = 1, value: str = "<b>x</b>") -> Region:
    findings = tuple(
        Finding("enum", "error", Spot("datasets/offers.csv", row, "level", value, {"allowed": "a"}))
        for row in range(2, 2 + findings_count)
    )
    return Region("am02", "Friesland <i>", "last_valid", "AM02", good_on=GOOD_ON, findings=findings)


def _nothing_to_check(_code: str) -> Worklist:
    return Worklist()


def _status(*regions: Region) -> Gathered:
    return Gathered(regions, "2026-04-01T08:05:00+00:00")


@pytest.mark.parametrize("status", [None, Gathered()])
def test_without_files_it_says_so(status: Gathered | None) -> None:
    """The section is there, and no table."""
    html = board(status, "regiobestanden", Texts("nl"), _nothing_to_check)
    assert '<h2 id="regiobestanden">' in html
    assert Texts("nl")("status.none") in html.replace("&#39;", "'")
    assert "<table" not in html


def test_a_region_that_is_right_is_a_row() -> None:
    """Its rows per table, their age, the licence and since when it is good."""
    html = board(_status(FINE), "regiobestanden", Texts("nl"), _nothing_to_check)
    cells = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", html.split("<tbody>")[1])
    assert [
        "Groningen (AM01)",
        "In orde.",
        "Uitspraken over kansen: 12; Contactpunten: 1",
        "1 december 2025 tot en met 1 maart 2026",
        "niets",
        "Van deze regio zijn er geen rijen om na te kijken.",
        "CC-BY-4.0",
        "1 maart 2026",
    ] == cells
    assert "Met alle bestanden is het in orde." in html
    assert "Voor het laatst bekeken op 1 april 2026 om 08:05 (UTC)." in html


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_wrong_is_said_in_plain_words(language: str) -> None:
    """A sentence on the region, its first findings, and how many more; nothing in it runs."""
    t = Texts("nl" if language == "nl" else "en")
    html = board(_status(FINE, _broken(7)), "regiobestanden", t, _nothing_to_check)
    assert t("status.to_mend") in html
    assert 5 == html.count("datasets/offers.csv")
    assert t.count("status.more", 2) in html
    assert "Friesland &lt;i&gt;" in html
    assert "<b>x" not in html
