"""An edition as a ZIP: complete, true to its descriptor, and always the same."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.export.archive import archive, file_name

EDITIONS = [open_dataset("2021"), open_dataset("2026")]


@pytest.mark.parametrize("dataset", EDITIONS, ids=lambda each: each.edition)
def test_archive_holds_what_its_descriptor_says(dataset: Dataset) -> None:
    """Every file of the descriptor is there with its hash, and no file of another edition."""
    with zipfile.ZipFile(io.BytesIO(archive(dataset))) as packed:
        names = set(packed.namelist())
        described = json.loads(packed.read("datasets/datapackage.json"))
        listed = [*described["resources"], *described["attachments"]]
        for each in listed:
            path = _normal(f"datasets/{each['path']}")
            assert each["hash"] == "sha256:" + hashlib.sha256(packed.read(path)).hexdigest()
    paths = {_normal(f"datasets/{each['path']}") for each in listed}
    documents = {"datasets/datapackage.json", "datasets/README.md", "datasets/CHANGELOG.md"}
    assert paths | documents == names
    assert {dataset.edition, "common"} == {name.split("/")[1] for name in names if "csv" in name}


def _normal(path: str) -> str:
    parts: list[str] = []
    for part in PurePosixPath(path).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_unpacked_it_opens_as_the_same_dataset(tmp_path: Path) -> None:
    """What is packed can be opened as an edition, with the same rows."""
    dataset = EDITIONS[0]
    with zipfile.ZipFile(io.BytesIO(archive(dataset))) as packed:
        packed.extractall(tmp_path)
    again = open_dataset("2021", tmp_path / "datasets", tmp_path / "geodata")
    assert dataset["gemeenten"].equals(again["gemeenten"])
    assert list(dataset.sources) == list(again.sources)


def test_same_revision_gives_the_same_bytes() -> None:
    """Nothing in the ZIP depends on the clock."""
    assert archive(EDITIONS[0]) == archive(EDITIONS[0])


def test_file_name_has_edition_and_revision() -> None:
    """A download says what it is, even years later."""
    dataset = EDITIONS[1]
    assert f"inspiratiekaart-2026-{dataset.revision}.zip" == file_name(dataset)
    expected = f"inspiratiekaart-2026-offers-{dataset.revision}.csv"
    assert expected == file_name(dataset, "offers", "csv")
