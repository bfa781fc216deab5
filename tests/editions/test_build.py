"""Tests of a whole build, with small parts instead of the official ones."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from inspiratiekaart import provenance
from inspiratiekaart.division import DIVISION_FILE
from inspiratiekaart.editions import shapes, tables
from inspiratiekaart.editions.build import (
    STEPS,
    BuildReport,
    OfficialParts,
    build,
    editorial_sources,
)
from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.provenance import Source
from tests.validation import synthetic


class InventedParts:
    """Parts that deal out the tables of the invented dataset."""

    def __init__(self, home: Path) -> None:
        whole = tables.read_all(home / "datasets")
        self.home = home
        self.whole: Tables = {key: frame for key, frame in whole.items() if len(frame)}

    def where(self, raw: Path) -> Tables:
        """The tables of areas."""
        return {key: one for key, one in self.whole.items() if key[1].endswith(("en", "regios"))}

    def work(self, raw: Path, *, with_skills: bool) -> Tables:
        """The other common tables."""
        mine = {key: one for key, one in self.whole.items() if key not in self.where(raw)}
        return {key: one for key, one in mine.items() if key[0] == "common"}

    def training(self, raw: Path, where: Tables, work: Tables) -> Tables:
        """The rest."""
        return {key: one for key, one in self.whole.items() if key not in {**where, **work}}

    def shapes(self, raw: Path) -> shapes.Shapes:
        """The invented boundaries."""
        return {
            (edition, name): _frame(self.home / "geodata" / edition / f"{name}.geojson")
            for edition in synthetic.EDITIONS
            for name in ("arbeidsmarktregios", "gemeenten")
        }

    def sources(self) -> Mapping[str, Source]:
        """The invented source."""
        return provenance.read_sources(self.home / "datasets/sources.toml")


def _frame(path: Path) -> gpd.GeoDataFrame:
    features = json.loads(path.read_text())["features"]
    codes = [one["properties"]["code"] for one in features]
    geometry = [shapely.from_geojson(json.dumps(one["geometry"])) for one in features]
    return gpd.GeoDataFrame({"code": codes, "name": codes}, geometry=geometry, crs="EPSG:4326")


@pytest.fixture
def parts(tmp_path: Path) -> InventedParts:
    """The parts of the invented dataset, with boundaries on the grid that we write."""
    return InventedParts(synthetic.write(tmp_path / "source"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a dataset's hand-kept files."""
    folder = tmp_path / "out"
    (folder / "datasets").mkdir(parents=True)
    (folder / "datasets" / "CHANGELOG.md").write_text("## 0.1.0\n")
    (folder / "datasets" / "README.md").write_text("kept by hand\n")
    shutil.copy(DATASETS / DIVISION_FILE, folder / "datasets")
    return folder


def _build(parts: InventedParts, out: Path) -> BuildReport:
    return build(parts.home, out, parts=parts)


def _bytes(out: Path) -> dict[str, bytes]:
    found = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def test_build_writes_everything_and_keeps_what_people_wrote(
    parts: InventedParts, out: Path
) -> None:
    """All tables, shapes, sources and the descriptor are there, beside the hand-kept files."""
    report = _build(parts, out)
    assert () == report.checked.errors
    assert report.replaced
    names = set(_bytes(out))
    expected = {
        f"datasets/{folder}/{name}.csv" for folder, name in tables.expected_keys(synthetic.EDITIONS)
    }
    assert expected <= names
    assert {"datasets/sources.toml", "datasets/datapackage.json"} <= names
    assert "geodata/2026/gemeenten.geojson" in names
    assert "kept by hand\n" == (out / "datasets/README.md").read_text()
    assert provenance.revision(out / "datasets") == report.revision
    assert 342 == report.rows["2026", "gemeenten"]
    assert 35 == report.shapes["2021", "arbeidsmarktregios"]


def test_building_again_changes_no_byte(parts: InventedParts, out: Path) -> None:
    """The same input gives the same bytes, and the report says that nothing changed."""
    _build(parts, out)
    before = _bytes(out)
    report = _build(parts, out)
    assert before == _bytes(out)
    assert () == report.changed


def test_errors_leave_the_old_dataset_in_place(parts: InventedParts, out: Path) -> None:
    """A build that finds errors replaces nothing and says so."""
    _build(parts, out)
    before = _bytes(out)
    broken = parts.whole["common", "providers"].copy()
    broken["kind"] = "kapper"
    parts.whole["common", "providers"] = broken
    report = _build(parts, out)
    assert not report.replaced
    assert {"enum"} == {one.code for one in report.checked.errors}
    assert before == _bytes(out)


def test_unused_optional_source_is_left_out(parts: InventedParts, out: Path) -> None:
    """A source that a build option left out does not stay behind in the sources."""
    path = parts.home / "datasets/sources.toml"
    given = path.read_text()
    more = given.replace("[synthetic]", "[skills]") + "optional = true\n"
    path.write_text(given + "\n" + more)
    _build(parts, out)
    assert ["synthetic"] == list(provenance.read_sources(out / "datasets/sources.toml"))


def test_progress_names_each_step_in_order(parts: InventedParts, out: Path) -> None:
    """Progress is told step by step."""
    said: list[str] = []
    build(parts.home, out, parts=parts, progress=said.append)
    assert list(STEPS) == said


def test_missing_raw_folder_is_said_plainly(out: Path) -> None:
    """A wrong folder is an error that names it, and nothing is touched."""
    with pytest.raises(RawMaterialError, match="is not a folder"):
        build(out / "nowhere", out)


def test_editorial_sources_are_all_described() -> None:
    """The sources that the official parts use can be joined, and are many."""
    assert len(OfficialParts().sources()) > 20


def test_source_in_two_files_in_other_words_is_refused(tmp_path: Path) -> None:
    """Two parts may share a source only in the same words."""
    one = synthetic.write(tmp_path / "home") / "datasets/sources.toml"
    text = one.read_text()
    (tmp_path / "sources_a.toml").write_text(text)
    (tmp_path / "sources_b.toml").write_text(text)
    assert ["synthetic"] == list(editorial_sources(tmp_path))
    (tmp_path / "sources_b.toml").write_text(text.replace("Nobody", "Somebody"))
    with pytest.raises(RawMaterialError, match=r"sources_b.toml, \[synthetic\]"):
        editorial_sources(tmp_path)
