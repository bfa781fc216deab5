"""The verb ``template``: writes what was asked, and nothing over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspiratiekaart.cli import main
from inspiratiekaart.sources.published import own_template
from inspiratiekaart.sources.reading import open_document


def test_a_workbook_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is named; a second time it is not written over."""
    file = tmp_path / "sjabloon.xlsx"
    assert 0 == main(["template", "--xlsx", str(file), "--region", "AM05"])
    assert f"{file}\n" == capsys.readouterr().out
    assert 1 == own_template.fits(open_document(file))
    before = file.read_bytes()
    assert 2 == main(["template", "--xlsx", str(file)])
    assert "is there already" in capsys.readouterr().err
    assert before == file.read_bytes()


def test_files_are_written_in_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A CSV for each table; a folder with one of them is refused whole."""
    folder = tmp_path / "nieuw"
    assert 0 == main(["template", "--csv", str(folder), "--language", "en"])
    named = capsys.readouterr().out.splitlines()
    assert sorted(named) == sorted(str(path) for path in folder.iterdir())
    (folder / "sites.csv").rename(tmp_path / "sites.csv")
    assert 2 == main(["template", "--csv", str(folder)])
    assert not (folder / "sites.csv").exists()


def test_an_unknown_region_or_folder_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No file is left behind."""
    assert 2 == main(["template", "--xlsx", str(tmp_path / "a.xlsx"), "--region", "AM04"])
    assert "AM04: no such region" in capsys.readouterr().err
    assert 2 == main(["template", "--xlsx", str(tmp_path / "niet" / "a.xlsx")])
    assert "cannot be written" in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())
