"""The verb ``catalogue``: two files that describe the editions, and the files that they name."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from inspiratiekaart.cli import main
from inspiratiekaart.cli_catalogue import GAPS
from inspiratiekaart.snapshots.hosting import PUBLIC_URL
from tests.validation import synthetic


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An invented dataset, on a machine whose address nobody set."""
    monkeypatch.delenv(PUBLIC_URL, raising=False)
    return synthetic.write(tmp_path / "home")


def _nodes(folder: Path, kind: str) -> list[dict[str, object]]:
    document = json.loads((folder / "catalogus.jsonld").read_text(encoding="utf-8"))
    return [node for node in document["@graph"] if node["@type"] == kind]


def test_the_files_are_where_the_catalogue_says(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each edition, all its forms; size and hash fit; what is not known is said."""
    out = tmp_path / "out"
    given = ["catalogue", "--home", str(home), "-o", str(out), "--distributions"]
    assert 0 == main(given)
    said = capsys.readouterr().out
    assert ["bestanden", "catalogus.jsonld", "catalogus.ttl"] == sorted(
        path.name for path in out.iterdir()
    )
    assert 2 == len(_nodes(out, "dcat:Dataset"))
    sums = {str(n["@id"]): n for n in _nodes(out, "spdx:Checksum")}
    files = _nodes(out, "dcat:Distribution")
    assert len(list((out / "bestanden").iterdir())) == len(files)
    for node in files:
        content = (out / node["dcat:downloadURL"]["@id"]).read_bytes()  # type: ignore[index]
        assert str(len(content)) == node["dcat:byteSize"]["@value"]  # type: ignore[index]
        checksum = sums[node["spdx:checksum"]["@id"]]["spdx:checksumValue"]  # type: ignore[index]
        assert hashlib.sha256(content).hexdigest() == checksum["@value"]  # type: ignore[index]
    assert "Not known, so not said: where the catalogue will stand" in said
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert 0 == main(given)
    assert before == {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_without_files_only_the_description_is_written(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Addresses begin with the given one, else with the app's; the page is the app's."""
    for url, expected in (("https://data.example.nl/ik/", "https://data.example.nl/ik"), ("", "")):
        out = tmp_path / f"out{len(url)}"
        assert 0 == main(["catalogue", "--home", str(home), "-o", str(out), "--url", url])
        assert ["catalogus.jsonld", "catalogus.ttl"] == sorted(p.name for p in out.iterdir())
        (whole,) = _nodes(out, "dcat:Catalog")
        assert (f"{expected}/" if expected else "") + "catalogus.jsonld#catalogus" == whole["@id"]
    monkeypatch.setenv(PUBLIC_URL, "https://kaart.example.nl/")
    assert 0 == main(["catalogue", "--home", str(home), "-o", str(tmp_path / "app")])
    (whole,) = _nodes(tmp_path / "app", "dcat:Catalog")
    assert "https://kaart.example.nl/catalogus.jsonld#catalogus" == whole["@id"]
    assert {"@id": "https://kaart.example.nl/verantwoording"} == whole["foaf:homepage"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--url", "example"], "example: is no address of a site"),
        (["--home", "nowhere"], "nowhere: has no datasets/"),
        (["-o", "{home}/datasets/sources.toml"], "cannot be written"),
    ],
)
def test_a_mistake_is_said_with_the_way_out(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """Exit code 2 and a sentence; the folder is as it was."""
    filled = [each.format(home=home) for each in arguments]
    given = [] if "--home" in filled else ["--home", str(home)]
    assert 2 == main(["catalogue", *given, *filled])
    assert said in capsys.readouterr().err


def test_every_gap_has_its_words() -> None:
    """No name of a gap is printed bare (``gaps`` of the catalogue are its keys)."""
    source = (Path(__file__).parents[1] / "inspiratiekaart/editions/catalogue.py").read_text()
    assert set(GAPS) == {line.split('"')[1] for line in source.splitlines() if 'yield "' in line}
