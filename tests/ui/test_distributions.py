"""The shelf of files: made once a revision, by whoever asks first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.editions import datapackage
from inspiratiekaart.errors import ExportError
from inspiratiekaart.export.distributions import DISTRIBUTIONS, Made
from inspiratiekaart.schema import tables
from inspiratiekaart.ui import distributions
from inspiratiekaart.ui.distributions import Shelf
from tests.validation import synthetic


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """An invented edition."""
    home = synthetic.write(tmp_path)
    return open_dataset("2026", home / "datasets", home / "geodata")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The forms that were made, in their order."""
    made: list[str] = []
    real = distributions.make

    def counting(dataset: Dataset, form: str, folder: Path) -> Made:
        made.append(form)
        return real(dataset, form, folder)

    monkeypatch.setattr(distributions, "make", counting)
    return made


def test_a_file_is_made_once_for_all_who_ask(dataset: Dataset, calls: list[str]) -> None:
    """Twenty at once wait for one file."""
    shelf = Shelf()
    with ThreadPoolExecutor(20) as many:
        found = set(many.map(lambda _: shelf.get(dataset, "sqlite"), range(20)))
    assert 1 == len(found) == len(calls)
    assert found == {shelf.seen(dataset, "sqlite")}


def test_the_background_makes_what_is_not_there(dataset: Dataset, calls: list[str]) -> None:
    """After it nothing is left to do, and nothing was made twice."""
    shelf = Shelf()
    shelf.get(dataset, "csv")
    filling = shelf.fill((dataset,))
    assert filling is not None
    filling.join(60)
    assert shelf.fill((dataset,)) is None
    assert sorted(DISTRIBUTIONS) == sorted(calls)


def test_another_revision_replaces_the_files(dataset: Dataset) -> None:
    """The old file goes; looking does not make the new one."""
    shelf = Shelf()
    old = shelf.get(dataset, "csv")
    path = dataset.root / "CHANGELOG.md"
    table = tables()["sectors"].path(dataset.root, dataset.edition)
    table.write_text(table.read_text() + "\n")
    datapackage.write(dataset.root, dataset.geo_root)
    newer = open_dataset("2026", dataset.root, dataset.geo_root)
    assert path.exists()
    assert shelf.seen(newer, "csv") is None
    assert shelf.get(newer, "csv").path.exists()
    assert not old.path.exists()


def test_what_cannot_be_made_is_tried_once_and_keeps_nothing_else_away(
    dataset: Dataset, calls: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Data with a broken key have no SQLite file; the other forms are there."""
    table = tables()["kwalificaties"].path(dataset.root, dataset.edition)
    table.write_text(table.read_text().replace("25002", "25001"))
    datapackage.write(dataset.root, dataset.geo_root)
    broken = open_dataset("2026", dataset.root, dataset.geo_root)
    shelf = Shelf()
    made = {each.key for _, each in shelf.all([broken])}
    assert set(DISTRIBUTIONS) - {"sqlite"} == made
    assert "could not be made" in caplog.text
    assert shelf.is_tried(broken, "sqlite")
    before = len(calls)
    shelf.all([broken])
    assert before == len(calls)
    with pytest.raises(ExportError, match="kwalificaties"):
        shelf.get(broken, "sqlite")
