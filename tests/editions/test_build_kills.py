"""A build that is killed leaves the dataset as it was, or has put the new one in its place."""

from __future__ import annotations

import hashlib
import shutil
from functools import partial
from pathlib import Path

from inspiratiekaart.division import DIVISION_FILE
from inspiratiekaart.editions.national import FOLDERS, contents
from inspiratiekaart.paths import DATASETS
from tests.editions.killed import Work, kills
from tests.editions.killed_work import build_number
from tests.editions.small_home import write_home

KILLS = 100
NUMBERS = (1, 2, 3)


def _home(folder: Path) -> Path:
    """A folder with what people keep by hand."""
    (folder / "datasets").mkdir(parents=True)
    (folder / "datasets" / "CHANGELOG.md").write_text("# Wijzigingen\n\n## 1.0.0\n")
    shutil.copy(DATASETS / DIVISION_FILE, folder / "datasets")
    return folder


def _digest(folder: Path) -> str:
    """A hash of all that is in ``folder``."""
    return hashlib.sha256(repr(contents(folder)).encode()).hexdigest()


def test_a_killed_build_leaves_whole_folders(tmp_path: Path) -> None:
    """100 kills in builds: tables and boundaries are each of one build, with the kept files."""
    sources = write_home(tmp_path / "sources", {})
    states: dict[str, list[str]] = {name: [] for name in FOLDERS}
    for number in NUMBERS:
        whole = _home(tmp_path / f"whole-{number}")
        build_number(number, sources, whole)
        for name in FOLDERS:
            states[name].append(_digest(whole / name))
    assert states["datasets"][0] != states["datasets"][1]
    out = _home(tmp_path / "out")
    build_number(NUMBERS[0], sources, out)
    seen, halfway = set(), 0

    def work(turn: int) -> Work:
        return partial(build_number, NUMBERS[turn % len(NUMBERS)], sources, out)

    for _ in kills(KILLS, out, work):
        halfway += (out / ".inspiratiekaart-stage").exists()
        found = [states[name].index(_digest(out / name)) for name in FOLDERS]
        seen.update(found)
    assert len(seen) > 1
    assert halfway
    build_number(NUMBERS[1], sources, out)
    assert [1, 1] == [states[name].index(_digest(out / name)) for name in FOLDERS]
    assert sorted(FOLDERS) == sorted(path.name for path in out.iterdir())
