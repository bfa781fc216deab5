"""The verb ``edition``: new, list and show, in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspiratiekaart.cli import main
from inspiratiekaart.dataset import editions, living
from tests.validation import synthetic


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An invented dataset with an edition of 2021 that was sealed."""
    made = synthetic.write(tmp_path)
    options = ("--from", "2021", "--name", "2020-02-03", "--note", "Een <b>proef</b>")
    assert 0 == main(["edition", "new", "--home", str(made), *options])
    return made


def _said(capsys: pytest.CaptureFixture[str], *given: str) -> str:
    capsys.readouterr()
    assert 0 == main(["edition", *given])
    return capsys.readouterr().out


def test_new_names_today_and_says_how_to_link(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a name it is the date; the sentence says which link pins it."""
    said = _said(capsys, "new", "--home", str(home), "--language", "en")
    made = next(name for name in editions(home / "datasets") if name not in ("2026", "2021"))
    assert f"sealed as {made}" in said
    assert f"editie={made}" in said
    again = _said(capsys, "new", "--home", str(home), "--language", "en")
    assert "Nothing was made" in again


def test_list_tells_all_editions(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The living ones first; note and borders of the sealed one."""
    lines = _said(capsys, "list", "--home", str(home)).splitlines()
    assert ["2026", "2021", "2020-02-03"] == [line.partition(":")[0] for line in lines]
    assert "vastgelegd, heel, grenzen van 2021" in lines[2]
    assert "Een <b>proef</b>" in lines[2]
    found = json.loads(_said(capsys, "list", "--home", str(home), "--json"))
    assert ["living", "living", "whole"] == [each["state"] for each in found]
    assert found[1]["rows_count"] == found[2]["rows_count"] > 0


def test_show_tells_one_in_full(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its seal, the rows of each table and source, and what is different now."""
    said = _said(capsys, "show", "2020-02-03", "--home", str(home))
    assert "Gemaakt van editie 2021" in said
    assert "Sectoren: " in said
    assert "nog hetzelfde" in said
    found = json.loads(_said(capsys, "show", "2020-02-03", "--home", str(home), "--json"))
    assert {} == found["differences"]
    assert found["rows_count"] == sum(found["tables"].values()) == sum(found["sources"].values())
    assert found["files"]["sectors.csv"]["hash"].startswith("sha256:")
    assert 0 == main(["edition", "show", "2026", "--home", str(home)])


def test_damage_gives_another_exit_code(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sealed edition that is not whole is said, with exit code 1."""
    (home / "datasets/2020-02-03/edition.json").write_text("{}")
    assert 1 == main(["edition", "list", "--home", str(home)])
    assert "BESCHADIGD" in capsys.readouterr().out
    assert 1 == main(["edition", "show", "2020-02-03", "--home", str(home)])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("show",), "name the edition"),
        (("show", "2031"), "no such edition"),
        (("new", "--from", "2031"), "geen lopende editie"),
        (("new", "--name", "gisteren"), "Gebruik een datum"),
    ],
)
def test_a_refusal_names_the_way_out(
    home: Path, capsys: pytest.CaptureFixture[str], given: tuple[str, ...], said: str
) -> None:
    """Exit code 2 and one sentence."""
    assert 2 == main(["edition", *given, "--home", str(home)])
    assert said in capsys.readouterr().err


def test_a_region_has_none_of_its_own(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the folder of a region it is refused, whatever is asked."""
    (home / "regio.toml").write_text("")
    assert 2 == main(["edition", "list", "--home", str(home)])
    assert "volgt de landelijke edities" in capsys.readouterr().err


def test_a_sealed_one_is_no_living_one() -> None:
    """Our own data has living editions, whatever else is sealed."""
    assert {"2021", "2026"} <= set(living(editions()))
