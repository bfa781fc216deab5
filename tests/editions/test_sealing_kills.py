"""An edition is sealed as a whole or not at all, and those sealed before stay as they were."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from inspiratiekaart.dataset import editions, open_dataset
from inspiratiekaart.editions import datapackage
from inspiratiekaart.editions.edition_list import listed
from inspiratiekaart.editions.national import FOLDERS, contents
from tests.editions.killed import kills
from tests.editions.killed_work import seal
from tests.editions.small_home import write_home

KILLS = 100
FIRST, SECOND = "2026-11-20", "2026-11-22"


def _home(folder: Path) -> Path:
    """A home with one sealed edition, and a living one that has changed since."""
    write_home(folder, {"sectors": {("s1",): {"sector_id": "s1", "name_nl": "Eerst"}}})
    seal(folder, FIRST)
    path = folder / "datasets" / "common" / "sectors.csv"
    path.write_text(path.read_text().replace("Eerst", "Later"), newline="")
    datapackage.write(folder / "datasets", folder / "geodata")
    return folder


def test_a_killed_seal_leaves_all_or_nothing(tmp_path: Path) -> None:
    """100 kills: the new edition is whole or not there, the old one and the living one stay."""
    before = _home(tmp_path / "before")
    after = shutil.copytree(before, tmp_path / "after")
    seal(after, SECOND)
    states = [{name: contents(home / name) for name in FOLDERS} for home in (before, after)]
    first, living = open_dataset(FIRST, before / "datasets"), open_dataset("", before / "datasets")
    home = shutil.copytree(before, tmp_path / "home")
    seen, halfway = set(), 0

    def ready() -> None:
        shutil.rmtree(home)
        shutil.copytree(before, home)

    for _ in kills(KILLS, home, lambda _turn: partial(seal, home, SECOND), ready):
        halfway += (home / ".inspiratiekaart-stage").exists()
        found = [contents(home / name) for name in FOLDERS]
        is_there = SECOND in editions(home / "datasets")
        seen.add(is_there)
        assert states[is_there]["datasets"] == found[0]
        assert found[1] in [states[is_there]["geodata"], states[1]["geodata"]]
        assert {"living", "whole"} == {each.state for each in listed(home)}
        assert first.revision == open_dataset(FIRST, home / "datasets").revision
        assert living.revision == open_dataset("", home / "datasets").revision
        seal(home, SECOND)
        assert states[1] == {name: contents(home / name) for name in FOLDERS}
    assert {False, True} == seen
    assert halfway
