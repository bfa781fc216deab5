"""A folder of tables as one value: what is missing or damaged says so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from inspiratiekaart.dataset import Dataset, open_dataset, records, revision
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.paths import DATASETS, GEODATA
from inspiratiekaart.schema import tables


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with one small edition."""
    root = tmp_path / "datasets"
    (root / "2026").mkdir(parents=True)
    (root / "common").mkdir()
    for name in ("2026/region_sets.csv", "common/sectors.csv", "sources.toml"):
        shutil.copy(DATASETS / name, root / name)
    _describe(root, "sha256:1")
    return root


def _describe(root: Path, file_hash: str, shapes_hash: str = "sha256:0") -> None:
    described = {
        "resources": [{"path": "2026/region_sets.csv", "hash": file_hash}],
        "attachments": [{"path": "../geodata/2026/gemeenten.geojson", "hash": shapes_hash}],
    }
    (root / "datapackage.json").write_text(json.dumps(described), "utf-8")


@pytest.mark.parametrize("edition", ["2021", "2026"])
def test_every_table_opens_in_its_types(edition: str) -> None:
    """Each table that we ship has the columns and types of the schema."""
    dataset = open_dataset(edition)
    for name, table in tables().items():
        expected = {column.name: column.dtype for column in table.columns}
        assert expected == {key: str(value) for key, value in dataset[name].dtypes.items()}, name


def test_an_edition_that_is_not_there_is_named(home: Path) -> None:
    """The error names the edition that was asked for, and those that there are."""
    with pytest.raises(DatasetError, match="datasets/2031: no such edition; there are: 2026"):
        open_dataset("2031", home)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"resources": [{}]}', "\ufffd"])
def test_a_damaged_descriptor_is_named(home: Path, text: str) -> None:
    """The error names the file."""
    (home / "datapackage.json").write_text(text, "utf-8")
    with pytest.raises(DatasetError, match=r"datapackage.json is not a data package of ours"):
        open_dataset("2026", home)


def test_a_missing_descriptor_says_how_to_make_it(home: Path) -> None:
    """A folder without a descriptor is no dataset."""
    (home / "datapackage.json").unlink()
    with pytest.raises(DatasetError, match=r"datapackage.json is missing.*inspiratiekaart package"):
        revision(home)


def test_a_missing_table_is_named(home: Path) -> None:
    """The error names folder and file."""
    with pytest.raises(DatasetError, match=r"2026/offers.csv: cannot be read"):
        open_dataset("2026", home)["offers"]


def test_a_value_that_does_not_fit_is_an_error_with_the_way_out(home: Path) -> None:
    """Letters in a column of numbers point to validation."""
    path = home / "2026" / "gemeenten.csv"
    path.write_text("gemeente_code,population_count\nGM0014,veel\n", "utf-8")
    with pytest.raises(
        DatasetError, match=r"2026/gemeenten.csv: a value.*inspiratiekaart validate"
    ):
        open_dataset("2026", home)["gemeenten"]


def test_the_revision_changes_with_the_content(home: Path) -> None:
    """Another hash of a file is another revision, and another dataset; the same is the same."""
    first = open_dataset("2026", home)
    assert first == open_dataset("2026", home)
    _describe(home, "sha256:2")
    second = open_dataset("2026", home)
    assert first.revision != second.revision
    assert first != second


def test_the_revision_changes_with_boundaries_and_sources(home: Path) -> None:
    """What is no table counts too."""
    first = revision(home)
    _describe(home, "sha256:1", shapes_hash="sha256:9")
    assert first != revision(home)


def test_a_new_revision_is_read_anew(home: Path) -> None:
    """What was read before does not stick to a changed file."""
    before = len(open_dataset("2026", home)["region_sets"])
    path = home / "2026" / "region_sets.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8")
    _describe(home, "sha256:2")
    assert before - 1 == len(open_dataset("2026", home)["region_sets"])


def test_a_frame_is_yours_to_change() -> None:
    """Changing what was handed out does not change what the next one gets."""
    dataset = open_dataset("2026")
    frame = dataset["sectors"]
    frame["name_nl"] = "gewijzigd"
    frame["extra"] = 1
    assert "gewijzigd" not in set(dataset["sectors"]["name_nl"])
    assert "extra" not in dataset["sectors"]


def test_records_have_none_for_what_is_missing() -> None:
    """Missing text and numbers are None, and zero stays zero."""
    frame = pd.DataFrame(
        {
            "name": pd.Series(["a", None], dtype="string"),
            "n": pd.Series([0, None], dtype="Int64"),
        }
    )
    assert [{"name": "a", "n": 0}, {"name": None, "n": None}] == records(frame)


@pytest.mark.parametrize("edition", ["2021", "2026"])
@pytest.mark.parametrize("name", ["arbeidsmarktregios", "gemeenten"])
def test_shapes_have_the_codes_of_the_register(edition: str, name: str) -> None:
    """The boundaries of an edition are those of its register: same codes, same names."""
    dataset = open_dataset(edition)
    key = "arbeidsmarktregio_code" if name == "arbeidsmarktregios" else "gemeente_code"
    shapes = dataset.shapes(name)
    register = dataset[name]
    assert "EPSG:4326" == str(shapes.crs)
    assert dict(zip(register[key], register["name"], strict=True)) == dict(
        zip(shapes["code"], shapes["name"], strict=True)
    )


def test_a_dataset_is_a_cache_key() -> None:
    """Equal datasets hash alike."""
    assert 1 == len(
        {open_dataset("2026"), Dataset(DATASETS, GEODATA, "2026", revision(DATASETS), 2026)}
    )
