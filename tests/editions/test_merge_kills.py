"""A merge that is killed leaves a folder that is whole, in which nothing of the region is lost."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from inspiratiekaart.editions.difference import Rows
from inspiratiekaart.editions.forking import fork
from inspiratiekaart.editions.merging import merge, undo
from inspiratiekaart.editions.national import FOLDERS, contents, followed_rows
from inspiratiekaart.editions.overlay import read_overlay
from inspiratiekaart.editions.region_folder import read_region
from inspiratiekaart.editions.region_status import status
from inspiratiekaart.texts import Texts
from tests.editions.killed import Work, kills
from tests.editions.killed_work import merge_or_undo
from tests.editions.small_home import write_home

KILLS = 100
ROWS = 20


def _sectors(count: int, name: str) -> Rows:
    return {(f"s{n}",): {"sector_id": f"s{n}", "name_nl": f"{name} {n}"} for n in range(count)}


def test_a_killed_merge_leaves_a_whole_folder(tmp_path: Path) -> None:
    """100 kills in merges and undoes: national data of one state, own rows all there."""
    homes = tuple(
        write_home(tmp_path / name, {"sectors": _sectors(ROWS, name)}, edition)
        for name, edition in (("first", "2026"), ("second", "2026"), ("third", "2027"))
    )
    states = [{name: contents(home / name) for name in FOLDERS} for home in homes]
    folder = tmp_path / "regio"
    fork(folder, "AM05", homes[0])
    own = "sector_id;name_nl\r\n# van ons;\r\ns1;Bij ons\r\n"
    (folder / "datasets" / "sectors.csv").write_text(own, newline="")
    seen, halfway = set(), 0

    def work(turn: int) -> Work:
        return partial(merge_or_undo, folder, homes[turn % len(homes)], turn % 4 == 3)

    for _ in kills(KILLS, folder, work):
        halfway += (folder / ".inspiratiekaart-stage").exists()
        national = {name: contents(folder / "landelijk" / name) for name in FOLDERS}
        assert national in states
        seen.add(states.index(national))
        assert own == (folder / "datasets" / "sectors.csv").read_bytes().decode()
        assert "Bij ons" == read_overlay(folder).rows["sectors"]["s1",]["name_nl"]
        assert ROWS == len(followed_rows(folder, read_region(folder))["sectors"])
        status(folder, date(2026, 11, 22))
    assert len(seen) > 1
    assert halfway
    merge(folder, homes[1], Texts("nl"))
    before = contents(folder / "landelijk")
    merge(folder, homes[2], Texts("nl"))
    undo(folder)
    assert before == contents(folder / "landelijk")
