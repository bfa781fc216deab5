"""Tests of the command line: exit codes, output, and pages of docs/ that are kept in step."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from inspiratiekaart import cli
from inspiratiekaart.paths import PROJECT
from tests.validation import synthetic


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented dataset; leave it whole."""
    return synthetic.write(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def broken(whole: Path, tmp_path: Path) -> Path:
    """A copy with one mistake."""
    home = Path(shutil.copytree(whole, tmp_path / "home"))
    path = home / "datasets/common/providers.csv"
    path.write_text(path.read_text().replace("particulier", "kapper"))
    assert cli.main(["package", str(home)]) == 0
    return home


def test_validate_without_faults_is_0(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A good dataset gives exit code 0 and says so in the language asked for."""
    assert cli.main(["validate", str(whole)]) == 0
    assert "Alles klopt: geen fouten en geen waarschuwingen.\n" == capsys.readouterr().out
    assert cli.main(["validate", str(whole / "datasets"), "--language", "en"]) == 0
    assert "All is well: no errors and no warnings.\n" == capsys.readouterr().out


def test_validate_with_faults_is_1(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An error gives exit code 1 and one line with file, row, column, value and remedy."""
    assert cli.main(["validate", str(broken)]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("[fout] datasets/common/providers.csv, rij 3, kolom kind: ‘kapper’")


def test_validate_as_json(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The findings can be read by a program."""
    assert cli.main(["validate", str(broken), "--json", "--language", "en"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert 1 == told["errors_count"]
    finding = told["findings"][0]
    assert ("enum", 3, "kind", "kapper") == tuple(
        finding[name] for name in ("code", "row", "column", "value")
    )


def test_many_alike_are_counted(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of many alike findings a few are shown and the rest is counted, unless all are asked for."""
    path = broken / "datasets/2026/gemeenten.csv"
    path.write_text(path.read_text().replace("PV20", "Utrecht"))
    cli.main(["validate", str(broken)])
    told = capsys.readouterr().out
    assert "en nog 339 keer hetzelfde" in told
    cli.main(["validate", str(broken), "--all"])
    assert capsys.readouterr().out.count("(code-form)") == 342


def test_wrong_folder_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be done gives exit code 2 and one line on stderr that says why."""
    assert cli.main(["validate", str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err
    assert cli.main(["build", "--raw", str(tmp_path / "nowhere"), "--out", str(tmp_path)]) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_unknown_verb_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    """A verb that does not exist gives exit code 2 and the usage."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(["dance"])
    assert 2 == stopped.value.code
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("name", cli.DOCS)
def test_page_of_docs_is_current(name: str) -> None:
    """The committed page is what the code says now; else run: python -m inspiratiekaart docs."""
    committed = (PROJECT / "docs" / name).read_text(encoding="utf-8")
    assert cli.page(name) == committed, "run: python -m inspiratiekaart docs"


def test_docs_writes_every_page(tmp_path: Path) -> None:
    """The verb writes the pages that the test above compares."""
    assert cli.main(["docs", "--out", str(tmp_path)]) == 0
    assert sorted(cli.DOCS) == sorted(path.name for path in tmp_path.iterdir())


def test_every_verb_has_a_chapter() -> None:
    """No verb is undocumented."""
    for verb in ("build", "validate", "package", "docs"):
        assert f"## `{verb}`" in cli.page("cli.md")


def test_show_says_what_the_map_says(capsys: pytest.CaptureFixture[str]) -> None:
    """The terminal gives the page's heading, sentences and rows for the same selection."""
    arguments = ["show", "--sector", "optiek", "--region", "AM01", "--region", "AM02"]
    assert cli.main([*arguments, "--region", "AM03"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Optiek in Noord-Nederland"
    assert "Deltion College in Zwolle" in lines[1]
    assert "AM36  Regio Zwolle: 1 opleider" in lines
    assert len(lines) == 38


def test_show_names_a_value_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong code is named and nothing is shown."""
    assert cli.main(["show", "--region", "AM04"]) == 2
    said = capsys.readouterr()
    assert (said.out, "regios=AM04" in said.err) == ("", True)
