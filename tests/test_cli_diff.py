"""The verb ``diff``: two editions or folders compared in the terminal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from inspiratiekaart.cli import main
from inspiratiekaart.paths import DATASETS, HOME


def _said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["diff", *arguments])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A folder with our dataset, in which one name was changed and one row taken out."""
    shutil.copytree(DATASETS, tmp_path / "datasets")
    path = tmp_path / "datasets" / "2026" / "arbeidsmarktregios.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [line.replace("AM01,Groningen", "AM01,Groningen en omstreken") for line in lines]
    path.write_text("".join(changed[:-1]), encoding="utf-8")
    return tmp_path


def test_an_edition_does_not_differ_from_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """It says so, with exit code 0."""
    assert (0, "Er is geen verschil.\n") == _said(capsys, "2026", "2026")
    assert (0, "There is no difference.\n") == _said(capsys, "2026", "2026", "--language", "en")


def test_what_changed_in_a_folder_is_named(capsys: pytest.CaptureFixture[str], other: Path) -> None:
    """The row, the column by its title, the old and the new value."""
    code, said = _said(capsys, str(HOME), f"{other}:2026")
    assert 1 == code
    assert "Arbeidsmarktregio's: 0 erbij, 1 eraf, 1 anders" in said
    assert "naam: 'Groningen' -> 'Groningen en omstreken'" in said
    assert "  - AM" in said


def test_json_has_every_row(capsys: pytest.CaptureFixture[str]) -> None:
    """For other programs: all rows of the tables asked for, with their cells."""
    code, said = _said(capsys, "2021", "2026", "--json", "--table", "arbeidsmarktregios")
    (only,) = json.loads(said)
    assert 1 == code
    assert 35 == len(only["changed"])
    assert {"key", "cells"} == set(only["changed"][0])


def test_long_lists_are_cut_unless_all_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """Some rows of each kind, and how many more there are."""
    _, short = _said(capsys, "2021", "2026", "--table", "gemeenten")
    _, whole = _said(capsys, "2021", "2026", "--table", "gemeenten", "--all")
    assert "en nog" in short
    assert "en nog" not in whole
    assert len(whole) > 10 * len(short)


@pytest.mark.parametrize("named", ["2020", "/nowhere", "/nowhere:2026"])
def test_what_is_not_there_is_named(capsys: pytest.CaptureFixture[str], named: str) -> None:
    """With the editions that there are."""
    code, said = _said(capsys, named, "2026")
    assert 2 == code
    assert f"{named}: no such edition or folder" in said
