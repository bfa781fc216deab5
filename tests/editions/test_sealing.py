"""Sealed editions: whole copies under a date, which never change and are made once."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import frictionless
import pytest

from inspiratiekaart.dataset import Dataset, editions, living, open_dataset, pinned, records
from inspiratiekaart.editions import datapackage
from inspiratiekaart.editions.edition_list import detail, listed
from inspiratiekaart.editions.national import contents
from inspiratiekaart.editions.sealing import Made, SealingError, seal
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.export.archive import members
from inspiratiekaart.schema import tables
from inspiratiekaart.seals import read_seal
from inspiratiekaart.texts import Texts
from inspiratiekaart.validation import Report, validate
from tests.validation import synthetic

DAY = date(2026, 11, 22)
NAME = "2026-11-22"
_SECTORS = "datasets/common/sectors.csv"


def _fine(_home: Path) -> Report:
    return Report((), ())


def _seal(home: Path, name: str = "", made_from: str = "") -> Made:
    return seal(home, DAY, name=name, made_from=made_from, check=_fine)


def _change(home: Path) -> None:
    """Another name for the first sector, and the descriptor brought up to date."""
    path = home / _SECTORS
    lines = path.read_text().splitlines()
    cells = lines[1].split(",")
    cells[1] = f"{cells[1]}!"
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", newline="")
    datapackage.write(home / "datasets", home / "geodata")


def _open(home: Path, edition: str = "") -> Dataset:
    return open_dataset(edition, home / "datasets", home / "geodata")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An invented dataset."""
    return synthetic.write(tmp_path)


def test_a_sealed_edition_is_whole_by_itself(home: Path) -> None:
    """It has the same rows, sources, division and boundaries, without those of the living one."""
    made = _seal(home)
    assert made.is_new
    assert (NAME, "2026", 2026) == (made.seal.name, made.seal.made_from, made.seal.boundary_year)
    before = {name: records(_open(home)[name]) for name in tables()}
    for folder in ("2021", "2026", "common"):
        shutil.rmtree(home / "datasets" / folder)
    for name in ("sources.toml", "division.toml", "datapackage.json"):
        (home / "datasets" / name).unlink()
    shutil.rmtree(home / "geodata" / "2026")
    sealed = _open(home)
    assert NAME == sealed.edition
    assert before == {name: records(sealed[name]) for name in tables()}
    assert {"synthetic"} == set(sealed.sources)
    assert 35 == len(sealed.division.regions)
    assert 35 == len(sealed.shapes("arbeidsmarktregios"))


def test_it_never_changes(home: Path) -> None:
    """When the living edition is corrected, the sealed one and its revision stay."""
    _seal(home)
    before, rows = _open(home, NAME), records(_open(home, NAME)["sectors"])
    files = contents(home / "datasets" / NAME)
    living_before = _open(home)
    _change(home)
    assert living_before.revision != _open(home).revision
    assert before == _open(home, NAME)
    assert rows == records(_open(home, NAME)["sectors"]) != records(_open(home)["sectors"])
    assert files == contents(home / "datasets" / NAME)


def test_sealing_changes_nothing_of_the_living_one(home: Path) -> None:
    """The usual edition is the same one with the same revision, and comes first."""
    before = _open(home)
    _seal(home)
    assert before == _open(home)
    assert ("2026", "2021", NAME) == editions(home / "datasets")
    assert ("2026", "2021") == living(editions(home / "datasets"))


def test_what_has_not_changed_is_not_sealed_again(home: Path) -> None:
    """The one that is there is given, and no byte is written."""
    first = _seal(home)
    before = contents(home)
    again = _seal(home, "2026-11-23")
    assert (first.seal, False) == (again.seal, again.is_new)
    assert before == contents(home)


def test_a_name_is_given_once(home: Path) -> None:
    """For another content the way out is another name, which is told; a tenth follows a second."""
    _seal(home)
    _change(home)
    with pytest.raises(SealingError, match=r"--name 2026-11-22-2$") as refused:
        _seal(home)
    assert "Choose another name" in refused.value.sentence(Texts("en"))
    assert _seal(home, "2026-11-22-2").is_new
    _change(home)
    assert _seal(home, "2026-11-22-10").is_new
    there = editions(home / "datasets")
    assert ("2026", "2021", "2026-11-22-10", "2026-11-22-2", NAME) == there


@pytest.mark.parametrize("name", ["2026", "2026-13-40", "nieuw", "../2026-11-22", "2026-11-22-"])
def test_a_name_is_a_date(home: Path, name: str) -> None:
    """What is no date of a day that exists is refused, and nothing is made."""
    with pytest.raises(SealingError, match="2026-11-22"):
        _seal(home, name)
    assert ("2026", "2021") == editions(home / "datasets")


def test_an_older_one_keeps_its_own_year(home: Path) -> None:
    """An edition of 2021 sealed in 2026 is still within the borders of 2021."""
    _seal(home, made_from="2021")
    assert 2021 == _open(home, NAME).boundary_year


def test_only_what_is_described_and_right_is_sealed(home: Path) -> None:
    """A file that changed since, data with errors, and an edition that is none are refused."""
    with pytest.raises(SealingError, match="2031 is geen lopende editie"):
        _seal(home, made_from="2031")
    path = home / _SECTORS
    right = path.read_text()
    path.write_text(right + "x\n")
    with pytest.raises(SealingError, match=r"common/sectors\.csv"):
        _seal(home)
    datapackage.write(home / "datasets", home / "geodata")
    with pytest.raises(SealingError, match="1 fouten"):
        seal(home, DAY)
    assert not (home / "datasets" / NAME).exists()


def test_a_sealed_home_is_right_and_described(home: Path) -> None:
    """Validation is silent, and Frictionless reads the tables of the sealed edition too."""
    seal(home, DAY)
    assert () == validate(home).findings
    described = json.loads((home / "datasets/datapackage.json").read_text())
    assert f"{NAME}-sectors" in {each["name"] for each in described["resources"]}
    report = frictionless.validate(str(home / "datasets/datapackage.json"))
    assert report.valid, report.flatten(["message"])


def test_the_descriptor_never_takes_over_a_fault(home: Path) -> None:
    """Described anew, a damaged file of a sealed edition keeps the hash of its seal."""
    _seal(home)
    path = home / "datasets" / NAME / "sectors.csv"
    path.write_text(f"{path.read_text()}extra,Extra,Extra,,,\n")
    before = (home / "datasets/datapackage.json").read_bytes()
    datapackage.write(home / "datasets", home / "geodata")
    assert before == (home / "datasets/datapackage.json").read_bytes()
    assert ["sealed-changed"] == [one.code for one in validate(home).findings]


def test_a_damaged_seal_hides_that_edition_only(home: Path) -> None:
    """The others open; who names it hears what is wrong, and the list says so."""
    _seal(home)
    (home / "datasets" / NAME / "edition.json").write_text('{"name": "2026-11-22"}')
    assert ("2026", "2021") == editions(home / "datasets")
    assert "2026" == _open(home).edition
    with pytest.raises(DatasetError, match=r"2026-11-22/edition.json is damaged"):
        _open(home, NAME)
    assert "damaged" == listed(home)[-1].state


def test_the_list_finds_damage(home: Path) -> None:
    """A file that is gone or changed makes an edition damaged, and shows in no other."""
    _seal(home)
    assert ["living", "living", "whole"] == [each.state for each in listed(home)]
    (home / "datasets" / NAME / "offers.csv").unlink()
    assert ["living", "living", "damaged"] == [each.state for each in listed(home)]


def test_the_detail_counts_what_differs(home: Path) -> None:
    """Per table, in how many rows the living edition is another now."""
    _seal(home)
    assert {} == detail(home, NAME).differences
    _change(home)
    found = detail(home, NAME)
    assert {"sectors": (0, 0, 1)} == found.differences
    assert found.edition.rows_count == found.sources["synthetic"]
    assert {} == detail(home, "2026").differences


def test_what_is_shared_names_the_sealed_one_of_the_same_content(home: Path) -> None:
    """The newest one with the very same content; without one it is the living edition itself."""
    assert "2026" == pinned(_open(home)).edition
    _seal(home)
    assert NAME == pinned(_open(home)).edition
    assert "2021" == pinned(_open(home, "2021")).edition
    _change(home)
    assert "2026" == pinned(_open(home)).edition
    assert NAME == pinned(_open(home, NAME)).edition


def test_its_archive_stays_the_same(home: Path) -> None:
    """Whatever happens to the living data, the files of a sealed edition have the same bytes."""
    _seal(home)
    before = dict(members(_open(home, NAME)))
    assert f"datasets/{NAME}/sectors.csv" in before
    assert f"datasets/{NAME}/edition.json" in before
    assert f"geodata/{NAME}/gemeenten.geojson" in before
    assert not [name for name in before if name.startswith(("datasets/common", "datasets/2026/"))]
    (home / "datasets/CHANGELOG.md").write_text("# Changes\n\n## 0.2.0\n")
    _change(home)
    assert before == dict(members(_open(home, NAME)))


def test_boundaries_without_a_seal_are_nobodys(home: Path) -> None:
    """What a sealing that died left there is not described, and the next one takes its place."""
    shutil.copytree(home / "geodata" / "2026", home / "geodata" / NAME)
    (home / "geodata" / NAME / "old.geojson").write_text("{}")
    datapackage.write(home / "datasets", home / "geodata")
    assert () == validate(home).findings
    _seal(home)
    assert () == validate(home).findings
    assert NAME == read_seal(home / "datasets", NAME).name
