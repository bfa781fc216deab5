"""Tests of the Data Package: whole, stable, and valid in the eyes of Frictionless."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import frictionless
import pytest

from inspiratiekaart import provenance, schema
from inspiratiekaart.editions import changelog, datapackage
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.paths import PROJECT
from tests.validation import synthetic


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An invented dataset."""
    return synthetic.write(tmp_path)


def _described(home: Path) -> dict[str, Any]:
    return datapackage.describe(home / "datasets", home / "geodata")


def _judged(home: Path) -> frictionless.Report:
    report: frictionless.Report = frictionless.validate(str(home / "datasets/datapackage.json"))
    return report


def test_descriptor_is_version_2_and_names_every_table() -> None:
    """The shipped descriptor says it is version 2, and lists each table of each edition."""
    shipped = json.loads((PROJECT / "datasets/datapackage.json").read_text(encoding="utf-8"))
    assert "https://datapackage.org/profiles/2.0/datapackage.json" == shipped["$schema"]
    names = {one["name"] for one in shipped["resources"]}
    for table in schema.tables().values():
        folders = ["common"] if table.folder == schema.COMMON else ["2021", "2026"]
        assert {f"{folder}-{table.name}" for folder in folders} <= names


def test_resource_describes_its_file(home: Path) -> None:
    """A resource has path, size, hash, key, foreign keys across folders, sources and licences."""
    offers = next(one for one in _described(home)["resources"] if one["name"] == "2026-offers")
    path = home / "datasets/2026/offers.csv"
    assert ("2026/offers.csv", "table", "csv", "text/csv", "utf-8") == tuple(
        offers[name] for name in ("path", "type", "format", "mediatype", "encoding")
    )
    assert (path.stat().st_size, provenance.file_hash(path)) == (offers["bytes"], offers["hash"])
    assert ["offer_id"] == offers["schema"]["primaryKey"]
    keys = {
        one["fields"][0]: one["reference"]["resource"] for one in offers["schema"]["foreignKeys"]
    }
    assert {"site_id": "2026-sites", "crebo": "common-kwalificaties"}.items() <= keys.items()
    assert ["synthetic"] == [one["name"] for one in offers["sources"]]
    assert ["own-work"] == [one["name"] for one in offers["licenses"]]


def test_field_describes_its_column(home: Path) -> None:
    """A field has type, both titles with the unit, and the constraints of the schema."""
    resources = {one["name"]: one for one in _described(home)["resources"]}
    fields = {one["name"]: one for one in resources["common-kwalificaties"]["schema"]["fields"]}
    assert {"minimum": 1, "maximum": 4} == fields["level"]["constraints"]
    expected = {"required": True, "enum": ["yes", "no", "unknown"]}
    assert expected == fields["is_current"]["constraints"]
    sites = {one["name"]: one for one in resources["2026-sites"]["schema"]["fields"]}
    assert ("lengtegraad", "longitude (degree)") == (
        sites["lon"]["title"],
        sites["lon"]["description"],
    )


def test_same_files_give_the_same_bytes(home: Path) -> None:
    """Describing twice changes nothing."""
    path = home / "datasets/datapackage.json"
    before = path.read_bytes()
    assert path == datapackage.write(home / "datasets", home / "geodata")
    assert before == path.read_bytes()


@pytest.mark.parametrize(
    "changed",
    [
        "datasets/2026/offers.csv",
        "datasets/sources.toml",
        "geodata/2021/gemeenten.geojson",
    ],
)
def test_revision_follows_every_file(home: Path, changed: str) -> None:
    """A change of a table, of the sources or of the boundaries gives another revision."""
    before = provenance.revision(home / "datasets")
    path = home / changed
    path.write_bytes(path.read_bytes() + b"\n")
    datapackage.write(home / "datasets", home / "geodata")
    assert before != provenance.revision(home / "datasets")


def test_frictionless_finds_the_package_valid(home: Path) -> None:
    """The independent Frictionless reads the descriptor and its tables without an error."""
    report = _judged(home)
    assert [] == report.flatten(["title", "fieldName", "note"])
    assert report.valid
    assert len(_described(home)["resources"]) == len(report.tasks)


@pytest.mark.parametrize(
    ("path", "old", "new", "error"),
    [
        ("2026/offers.csv", "a-ergens", "b-ergens", "foreign-key"),
        ("2026/offers.csv", ",offered,", ",perhaps,", "constraint-error"),
        ("common/kwalificaties.csv", "25002", "25001", "primary-key"),
    ],
)
def test_frictionless_can_find_faults(
    home: Path, path: str, old: str, new: str, error: str
) -> None:
    """The twin: a broken link, word or key is found through our descriptor."""
    file = home / "datasets" / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    datapackage.write(home / "datasets", home / "geodata")
    found = [row[0] for row in _judged(home).flatten(["type"])]
    assert error in found


def test_version_is_the_newest_in_the_change_log(tmp_path: Path) -> None:
    """The first heading with a number is the version; a log without one is an error."""
    path = tmp_path / "CHANGELOG.md"
    path.write_text("# Changes\n\n## 1.2.0 (soon)\n\n## 1.1.0\n")
    assert "1.2.0" == changelog.version(path)
    path.write_text("# Changes\n")
    with pytest.raises(DatasetError, match="no heading such as"):
        changelog.version(path)
    with pytest.raises(DatasetError, match=r"CHANGELOG\.md is missing"):
        changelog.version(tmp_path / "nowhere" / "CHANGELOG.md")
