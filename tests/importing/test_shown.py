"""What was read in is on the map: over the national data, and under what a region says itself."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from inspiratiekaart.editions.regional_home import RegionalHome, Step, steps
from inspiratiekaart.importing import accept, undo
from inspiratiekaart.paths import PROJECT
from tests.editions.regional_folders import contact, write_region
from tests.importing.small_imports import home_in, proposal_of

KEYS = ("leerwerkloket-AM01", "leerwerkloket-AM05")


def _names(home: Path) -> dict[str, str]:
    with (home / "datasets" / "common" / "contact_points.csv").open(encoding="utf-8") as file:
        return {row["contact_point_id"]: row["organisation"] for row in csv.DictReader(file)}


def test_the_folder_for_the_country_comes_before_the_regions() -> None:
    """It is put together first; the regions stand beside what came of it."""
    home, out, folder = Path("home"), Path("out"), Path("imports")
    own = Step(home, (folder,), out, is_own=True, is_quiet=True)
    assert (own,) == steps(home, [], out, False, folder)
    beside = Step(out, (Path("am01"),), out / "samen", base=home)
    assert (own, beside) == steps(home, ["am01"], out, False, folder)


def test_a_folder_that_is_not_there_is_nothing_to_tell(tmp_path: Path) -> None:
    """Before the first import the map is the national one, and the status board is quiet."""
    home = home_in(tmp_path)
    kept = RegionalHome(steps(home, [], tmp_path / "out", False, tmp_path / "imports"))
    assert kept.look()
    assert () == kept.status.regions
    assert {KEYS[0]: "Landelijk loket"} == _names(tmp_path / "out")


def test_a_regions_own_row_goes_before_what_was_read_in(tmp_path: Path) -> None:
    """Rows read in count for all; the region's own row of the same key wins, also a new one."""
    home, folder, out = home_in(tmp_path), tmp_path / "imports", tmp_path / "out"
    accept(proposal_of(home, folder, "Ingelezen 1", "Ingelezen 5"), folder, home)
    mine = {"contact_point_id": KEYS[1], "kind": "leerwerkloket"}
    row = contact("AM05", "Van de regio zelf", **mine)
    region = write_region(tmp_path / "am05", "AM05", {"contact_points": [row]})
    other = {"contact_point_id": KEYS[0], "kind": "leerwerkloket"}
    strange = contact("AM05", "Van een ander", **other)
    another = write_region(tmp_path / "am05b", "AM05", {"contact_points": [strange]})
    kept = RegionalHome(steps(home, [str(region), str(another)], out, False, folder))
    assert kept.look()
    assert dict(zip(KEYS, ("Ingelezen 1", "Ingelezen 5"), strict=True)) == _names(out)
    both = dict(zip(KEYS, ("Ingelezen 1", "Van de regio zelf"), strict=True))
    assert both == _names(out / "samen")
    assert {"landelijk", "AM05"} == {each.code for each in kept.status.regions}
    undo(folder)
    assert kept.look()
    assert dict(zip(KEYS, ("Landelijk loket", "Van de regio zelf"), strict=True)) == _names(
        out / "samen"
    )


@pytest.mark.parametrize(
    ("setting", "shown"),
    [("INSPIRATIEKAART_IMPORTS=/x", "True /x .samengesteld"), ("A=", "False None main")],
)
def test_the_setting_makes_a_home_that_is_put_together(setting: str, shown: str) -> None:
    """The operator names a folder for what is read in; without it all is as it was."""
    program = (
        "from inspiratiekaart import paths as p; print(p.IS_GATHERED, p.IMPORTS, "
        "p.SHOWN.name if p.IS_GATHERED else 'main')"
    )
    name, _, value = setting.partition("=")
    printed = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env={name: value, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert shown == printed.strip()
