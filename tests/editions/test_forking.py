"""The folder of a region: whole, explained, and linked to the edition that it came from."""

from __future__ import annotations

import shlex
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from inspiratiekaart.editions.forking import OWN_TABLES, fork
from inspiratiekaart.editions.national import contents, read_national
from inspiratiekaart.editions.overlay import read
from inspiratiekaart.editions.region_folder import (
    ForkError,
    following,
    is_region_folder,
    read_region,
    region_text,
)
from inspiratiekaart.editions.sheets import read_sheet
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.schema import tables
from inspiratiekaart.texts import Texts
from tests.editions.small_home import REGIONS, write_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A small national home."""
    return write_home(tmp_path / "home", {"sectors": {}})


def test_it_is_whole(tmp_path: Path, home: Path) -> None:
    """Own tables, the national data to the byte, how to go on, licence, checks."""
    out = tmp_path / "mijn regio"
    region = fork(out, "AM05", home)
    assert region == read_region(out)
    assert ("AM05", REGIONS["AM05"], "2026") == (region.code, region.name, region.edition)
    assert read_national(home).revision == region.revision
    for name in ("datasets", "geodata"):
        assert contents(home / name) == contents(out / "landelijk" / name)
    expected = {
        ".github", ".gitignore", ".pre-commit-config.yaml", "LEESMIJ.md", "LICENSE", "datasets",
        "landelijk", "regio.toml",
    }  # fmt: skip
    assert expected == {path.name for path in out.iterdir()}
    assert is_region_folder(out)
    assert not (tmp_path / ".inspiratiekaart-stage").exists()


def test_its_tables_are_empty_and_explained(tmp_path: Path, home: Path) -> None:
    """The heading of the schema, and comments that no one can take for a fact."""
    out = tmp_path / "regio"
    fork(out, "AM05", home)
    reading = read(out)
    assert () == reading.findings
    assert {} == reading.overlay.rows
    assert ["regio-am05"] == list(reading.overlay.sources)
    for name in OWN_TABLES:
        names = tables()[name].column_names
        sheet = read_sheet((out / "datasets" / f"{name}.csv").read_bytes(), names)
        assert tuple(names) == sheet.heading
        assert 2 == len(sheet.records)
        assert all(cells[0].startswith("# ") for cells in sheet.records)
        assert "VOORBEELD" in "".join(sheet.records[1])
        example = dict(zip(names, sheet.records[1], strict=True))
        assert "regio-am05" == example["source_id"]
        for column in tables()[name].columns:
            is_filled = bool(example[column.name])
            assert is_filled or not column.required, (name, column.name)
            assert not (is_filled and column.enum) or example[column.name] in column.enum


def test_it_says_how_to_go_on(tmp_path: Path, home: Path) -> None:
    """In Dutch, with the verbs, and with the edition and the licence."""
    out = tmp_path / "regio"
    region = fork(out, "AM05", home, licence="CC0-1.0")
    read_me = (out / "LEESMIJ.md").read_text(encoding="utf-8")
    for word in ("validate", "merge", "status", "--undo", region.revision, region.name, "Zero"):
        assert word in read_me
    licence = (out / "LICENSE").read_text(encoding="utf-8")
    assert "SPDX-License-Identifier: CC0-1.0" in licence
    assert "- Toets (Creative Commons Zero" in licence
    assert (
        "CC0-1.0"
        == tomllib.loads((out / "datasets" / "sources.toml").read_text())["regio-am05"]["licence"]
    )
    for name in (".github/workflows/controle.yml", ".pre-commit-config.yaml"):
        assert "python -m inspiratiekaart validate" in (out / name).read_text(encoding="utf-8")


def test_its_checks_can_be_read_and_run(tmp_path: Path, home: Path) -> None:
    """The workflow and the hook are YAML, and the workflow finds the address in regio.toml."""
    out = tmp_path / "regio"
    region = fork(out, "AM05", home)
    workflow = yaml.safe_load((out / ".github/workflows/controle.yml").read_text())
    assert {"contents": "read"} == workflow["permissions"]
    script = workflow["jobs"]["controle"]["steps"][2]["run"]
    command = next(line for line in script.splitlines() if "sed -n" in line)
    text = region_text(replace(region, origin="https://example.org/kaart.git"))
    (out / "regio.toml").write_text(text, encoding="utf-8")
    said = subprocess.run(
        ["sh", "-c", f'{command}\necho "$adres"'],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "https://example.org/kaart.git\n" == said.stdout
    hooks = yaml.safe_load((out / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    command = shlex.split(hooks[0]["entry"])
    assert ["bash", "-c"] == command[:2]
    subprocess.run(["bash", "-n", "-c", command[2]], check=True)


@pytest.mark.parametrize("name", sorted(OWN_TABLES))
def test_every_table_has_an_example(name: str) -> None:
    """The names are those of the schema, and the templates know them all."""
    text = (PROJECT / "inspiratiekaart/editions/templates/fork/examples.toml").read_text()
    document: dict[str, Any] = tomllib.loads(
        text.replace("{% autoescape false %}", "").replace("{% endautoescape %}", "")
    )
    assert set(OWN_TABLES) == set(document)
    assert set(document[name]) <= set(tables()[name].column_names)


def test_a_folder_in_use_is_refused(tmp_path: Path, home: Path) -> None:
    """What is there stays; an empty folder is fine."""
    out = tmp_path / "regio"
    out.mkdir()
    fork(out, "AM05", home)
    before = contents(out)
    with pytest.raises(ForkError, match="al in gebruik"):
        fork(out, "AM01", home)
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(ForkError, match="al in gebruik"):
        fork(tmp_path / "bestand", "AM01", home)
    assert before == contents(out)


def test_an_unknown_region_is_told_which_there_are(tmp_path: Path, home: Path) -> None:
    """In both languages, and nothing is made."""
    with pytest.raises(ForkError) as caught:
        fork(tmp_path / "regio", "AM99", home)
    assert f"AM01 {REGIONS['AM01']}, AM05 {REGIONS['AM05']}" in str(caught.value)
    assert "AM99 is no region in these data" in caught.value.sentence(Texts("en"))
    assert not (tmp_path / "regio").exists()


def test_a_home_that_is_not_whole_is_refused(tmp_path: Path, home: Path) -> None:
    """A file that is not as described is named, and nothing is made."""
    (home / "datasets" / "common" / "sectors.csv").write_text("sector_id\n")
    with pytest.raises(ForkError, match=r"common/sectors\.csv ontbreekt of is veranderd"):
        fork(tmp_path / "regio", "AM05", home)
    with pytest.raises(ForkError, match="geen landelijke gegevens"):
        fork(tmp_path / "regio", "AM05", tmp_path)
    (home / "datasets" / "datapackage.json").write_text("{")
    with pytest.raises(ForkError, match="niet te volgen"):
        fork(tmp_path / "regio", "AM05", home)
    assert not (tmp_path / "regio").exists()


def test_what_a_region_writes_in_its_file_stays(tmp_path: Path, home: Path) -> None:
    """A merge changes the lines on what is followed, and no other."""
    region = fork(tmp_path / "regio", "AM05", home)
    text = region_text(region).replace("\n[follows]", "\n# van ons\n[follows]")
    new = following(text, "2027", 'a"\\1', "2.0.0")
    changed = {"edition", "revision", "version"}
    lines = zip(text.splitlines(), new.splitlines(), strict=True)
    assert changed == {old.split(" ")[0] for old, now in lines if old != now}
    (tmp_path / "regio.toml").write_text(new, encoding="utf-8")
    assert 'a"\\1' == read_region(tmp_path).revision


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "AM05"', "", r"\[region\]: code ontbreekt"),
        ('edition = "2026"', 'edition = "nu"', r"\[follows\]: edition ontbreekt of klopt niet"),
        ('licence = "CC-BY-4.0"', 'licence = "vrij"', "licentie ‘vrij’ kennen wij niet"),
        ("[region]", "[region", "niet te lezen"),
        ("[follows]", "[other]", r"\[follows\]: edition ontbreekt"),
    ],
)
def test_a_mistake_in_its_file_is_named(
    tmp_path: Path, home: Path, old: str, new: str, said: str
) -> None:
    """The field, and what to do."""
    text = region_text(fork(tmp_path / "regio", "AM05", home))
    (tmp_path / "regio.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ForkError, match=said):
        read_region(tmp_path)
    with pytest.raises(ForkError, match=r"heeft geen regio\.toml"):
        read_region(home)
