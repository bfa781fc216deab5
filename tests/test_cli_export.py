"""The verb ``export``: what it writes, and what it says when it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspiratiekaart.cli import main
from inspiratiekaart.dataset import open_dataset, pinned
from inspiratiekaart.example import example
from inspiratiekaart.export.formats import FORMATS
from inspiratiekaart.inspiration_file import to_json


def test_a_region_becomes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the link back of the operator's address."""
    out = tmp_path / "groningen.svg"
    assert 0 == main(["export", "svg", "--region", "AM01", "--sector", "optiek", "-o", str(out)])
    assert "Optiek in Groningen" in out.read_text(encoding="utf-8")
    assert f"Written: {out}\n" == capsys.readouterr().out


def test_the_link_back_is_made_from_the_public_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that whoever has the file finds the page that everybody can open."""
    monkeypatch.setenv("INSPIRATIEKAART_URL", "https://kaart.example.org/")
    out = tmp_path / "x.html"
    assert 0 == main(["export", "html", "--region", "AM01", "-o", str(out)])
    named = pinned(open_dataset()).edition
    link = f"https://kaart.example.org/deel/kaart?regios=AM01&amp;editie={named}&amp;stand="
    assert link in out.read_text(encoding="utf-8")


def test_a_composed_map_becomes_a_file(tmp_path: Path) -> None:
    """In English too; the person's own words stay."""
    saved, out = tmp_path / "kaart.json", tmp_path / "kaart.html"
    saved.write_text(to_json(example()), encoding="utf-8")
    given = ["export", "html", "--map", str(saved), "--language", "en", "-o", str(out)]
    assert 0 == main(given)
    text = out.read_text(encoding="utf-8")
    assert "Inspiratiekaart Noord-Nederland" in text
    assert "white spot" in text


def test_each_region_becomes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of those that are named, with progress on the error stream."""
    regions = ["--region", "AM01", "--region", "AM02"]
    given = ["export", "geojson", "--each-region", *regions, "--sector", "optiek"]
    assert 0 == main([*given, "-o", str(tmp_path)])
    assert 2 == len(list(tmp_path.iterdir()))
    assert "2/2 inspiratiekaart-" in capsys.readouterr().err


def test_all_formats_of_one_region(tmp_path: Path) -> None:
    """Ten files with ten endings."""
    given = ["export", "all", "--region", "AM01", "--sector", "optiek", "-o", str(tmp_path / "new")]
    assert 0 == main(given)
    made = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert len(FORMATS) == len(made)
    for each in FORMATS.values():
        assert any(name.endswith(each.suffix) for name in made), each.key


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--region", "AM99"], "unknown value: regios=AM99"),
        (["--sector", "<b>"], "unknown value: sector=<b>"),
        (["--map", "no.json"], "no.json: cannot be read"),
        (["--map", "no.json", "--region", "AM01"], "leave the other options out"),
    ],
)
def test_what_makes_no_sense_is_said(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to do, and nothing is written."""
    assert 2 == main(["export", "svg", *options, "-o", str(tmp_path / "x.svg")])
    assert said in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())


def test_a_damaged_map_is_named_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the language asked for."""
    saved = tmp_path / "kaart.json"
    document = json.loads(to_json(example()))
    document["items"][2]["kind"] = "beroep"
    saved.write_text(json.dumps(document), encoding="utf-8")
    given = ["export", "svg", "--map", str(saved), "-o", str(tmp_path / "x.svg")]
    assert 2 == main(given)
    assert "kaart.json: items[2].kind" in capsys.readouterr().err


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """More than one file needs a folder."""
    out = tmp_path / "x"
    out.write_text("mine")
    assert 2 == main(["export", "all", "--region", "AM01", "-o", str(out)])
    assert "Name a folder" in capsys.readouterr().err
    assert "mine" == out.read_text()
