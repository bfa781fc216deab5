"""Tests of UWV's national list: ids that read well and stay, shared codes said aloud."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import uwv_occupations
from inspiratiekaart.sources.raw import read_raw


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Opticiens", "opticiens"),
        ("Verkoopmedewerkers optiek", "verkoopmedewerkers-optiek"),
        ("Timmerlieden (onderhoud en civiele bouw)", "timmerlieden"),
        ("Verzorgenden (individuele gezondheidszorg (ig), kraamzorg)", "verzorgenden"),
        ("(Register)accountants", "registeraccountants"),
        ("Orthopedisch (prothese) technici", "orthopedisch-prothese-technici"),
        ("Diëtisten", "dietisten"),
        ("Managers R&D", "managers-rd"),
    ],
)
def test_occupation_id_is_the_main_name_as_words(name: str, expected: str) -> None:
    """An id is the name without its closing explanation, in plain letters and hyphens."""
    assert expected == uwv_occupations.occupation_id(name)


def test_tidy_names_the_professions_that_share_a_code() -> None:
    """A profession whose code another one has too names that other one, and only then."""
    raw = pd.DataFrame(
        [
            ("Detailhandel", "Autoverkopers", "Middelbaar", "33207"),
            ("Detailhandel", "Verkoopmedewerkers optiek", "Middelbaar", "33207"),
            ("Detailhandel", "Opticiens", "Middelbaar", "103502"),
        ],
        columns=list(uwv_occupations.RAW_COLUMNS[:4]),
    ).assign(brc_beroepsgroep="0332", periode="2025-2026", uitgever="UWV", detail_url="")
    tidy = uwv_occupations.tidy(raw)
    expected = ["Verkoopmedewerkers optiek", "Autoverkopers", ""]
    assert expected == tidy["shares_code_with"].tolist()
    assert ["middelbaar"] * 3 == tidy["level"].tolist()


def test_read_raw_keeps_text_as_it_is_and_trims_it(tmp_path: Path) -> None:
    """Leading zeros stay, the text NA stays text, and an empty cell is empty text."""
    path = tmp_path / "raw.csv"
    path.write_text("code,name,more\n007, NA ,\n", encoding="utf-8")
    expected = [{"code": "007", "more": "", "name": "NA"}]
    assert expected == read_raw(path, ("code", "more", "name")).to_dict("records")


def test_read_raw_names_the_missing_column(tmp_path: Path) -> None:
    """A raw file without an expected column is refused by name of file and column."""
    path = tmp_path / "raw.csv"
    path.write_text("code\n1\n", encoding="utf-8")
    with pytest.raises(RawMaterialError, match=r"raw\.csv: column beroep"):
        read_raw(path, ("code", "beroep"))


def test_read_raw_names_the_missing_file(tmp_path: Path) -> None:
    """A raw file that is not there is refused by name."""
    with pytest.raises(RawMaterialError, match=r"absent\.csv"):
        read_raw(tmp_path / "absent.csv", ("code",))
