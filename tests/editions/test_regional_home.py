"""A home that is put together: what the settings ask for, and a real server that keeps it up."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.apps import OURS
from bench.server import Server, serving
from inspiratiekaart.division import shown_division
from inspiratiekaart.editions.gathering import gather
from inspiratiekaart.editions.regional_home import RegionalHome, Step, steps
from inspiratiekaart.editions.staging import stage
from inspiratiekaart.paths import PROJECT
from tests.editions.regional_folders import contact, write_region
from tests.validation import synthetic

REGION_CODES = shown_division().regions

BROKEN, EMPTY, OLDER, GONE = "AM02", "AM03", "AM05", "AM06"
_WITHIN_S = 60


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The national data that the regions stand beside."""
    return synthetic.write(tmp_path_factory.mktemp("country"))


def test_what_the_settings_ask_for() -> None:
    """A fork is put together of itself and what it follows; regions come beside it."""
    home, out, place = Path("home"), Path("out"), "https://example.org/am01"
    assert (Step(home, (Path("am01"), place), out),) == steps(home, ["am01", place], out, False)
    own = Step(home / "landelijk", (home,), out, is_own=True)
    assert (own,) == steps(home, [], out, True)
    assert (own, Step(out, (place,), out / "samen")) == steps(home, [place], out, True)


def test_an_ordinary_home_asks_for_no_work() -> None:
    """Without regions nothing of all this is even loaded."""
    program = (
        "import sys; from inspiratiekaart.ui import cache; cache.dataset('2026');"
        "assert cache.regional() is None;"
        "print([name for name in sys.modules if 'editions.' in name])"
    )
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("INSPIRATIEKAART")
    }
    command = [sys.executable, "-c", program]
    printed = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert "[]" == printed.strip()


def test_a_fork_with_regions_beside_it(tmp_path: Path, country: Path) -> None:
    """The region's own home first, then the others beside what came of it."""
    home = write_region(tmp_path / "am01", "AM01")
    shutil.copytree(country, home / "landelijk")
    other = write_region(tmp_path / "am07", "AM07")
    kept = RegionalHome(steps(home, [str(other)], home / ".samengesteld", True))
    assert kept.look()
    assert ["AM01", "AM07"] == [region.code for region in kept.status.regions]
    text = (home / ".samengesteld/samen/datasets/common/contact_points.csv").read_text()
    assert ["wc-am01", "wc-am07"] == [line.split(",")[0] for line in text.splitlines()[1:]]
    assert not kept.look()


def test_a_fork_is_put_together_for_the_command_line(tmp_path: Path, country: Path) -> None:
    """A verb that reads the dataset of a fork's home finds its rows beside the national ones."""
    home = write_region(tmp_path / "am01", "AM01")
    shutil.copytree(country, home / "landelijk")
    program = (
        "from inspiratiekaart.cli_options import make_ready; make_ready();"
        "from inspiratiekaart.dataset import open_dataset;"
        "print(open_dataset('2026')['contact_points']['contact_point_id'].tolist())"
    )
    environment = {**os.environ, "INSPIRATIEKAART_HOME": str(home)}
    command = [sys.executable, "-c", program]
    printed = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert "['wc-am01']" == printed.strip()


def test_a_home_that_another_process_makes_is_waited_for(tmp_path: Path, country: Path) -> None:
    """While there is nothing to show yet, the second process waits for the first."""
    step = Step(country, (write_region(tmp_path / "am01", "AM01"),), tmp_path / "out")
    kept = RegionalHome([step], patience_s=0.3)
    with stage(step.out):
        kept.ready()  # gives up waiting at last, and looks again later
        assert not (step.out / "datasets").exists()
    assert kept.look()
    with stage(step.out):
        write_region(tmp_path / "am01", "AM01", {"contact_points": [contact("AM01", "Nieuw")]})
        assert not kept.look()
    assert kept.look()
    kept.close()


def test_a_change_is_noticed_in_the_background(tmp_path: Path, country: Path) -> None:
    """Who is ready once stays up to date, without being asked."""
    folder = write_region(tmp_path / "am01", "AM01")
    kept = RegionalHome([Step(country, (folder,), tmp_path / "out")])
    kept.ready()
    shutil.rmtree(folder)
    _until(lambda: "gone" == kept.status.regions[0].state)
    kept.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A real server with 35 regional folders beside the national data, three of them not right."""
    folders, out = tmp_path_factory.mktemp("regions"), tmp_path_factory.mktemp("out")
    for code in REGION_CODES:
        place = folders / code.lower()
        if code == BROKEN:
            write_region(place, code, {"contact_points": [contact(code, kind="gemeentehuis")]})
        elif code == EMPTY:
            place.mkdir()
        else:
            write_region(place, code, without=["website"] if code == OLDER else [])
    settings = {
        "INSPIRATIEKAART_REGIONS": " ".join(str(each) for each in sorted(folders.iterdir())),
        "INSPIRATIEKAART_GATHERED": str(out),
    }
    with serving(OURS.script, environment=settings) as running:
        yield running, folders


def test_a_server_shows_all_regions_and_recovers(site: tuple[Server, Path]) -> None:
    """35 regions whatever happens to their folders; each change is noticed without a restart."""
    server, folders = site
    _until(lambda: 35 == len(_status(server)))
    states = _status(server)
    assert ["never_valid", "empty", "older_schema"] == [
        states[code]["state"] for code in (BROKEN, EMPTY, OLDER)
    ]
    assert 32 == sum(each["state"] == "valid" for each in states.values())
    said = {code: states[code]["sentence"] for code in (BROKEN, EMPTY, OLDER)}
    assert {
        BROKEN: "Met de bestanden is iets mis, en een goede versie was er nog niet. Daarom is voor "
        "deze regio alleen de landelijke dataset te zien.",
        EMPTY: "Er staan geen eigen rijen in. Voor deze regio is de landelijke dataset te zien.",
        OLDER: "De bestanden zijn van een ouder schema. Ze zijn te zien; wat erin ontbreekt, staat "
        "er als ‘niet bekend’.",
    } == {code: each["nl"] for code, each in said.items()}
    assert {3} == {len({each[name] for each in said.values()}) for name in ("nl", "en")}
    assert 0 < states[GONE]["to_check"]["rows"] < states[GONE]["to_check"]["of"]
    assert _shows_all_regions(server)
    shutil.rmtree(folders / GONE.lower())
    _until(lambda: "gone" == _status(server)[GONE]["state"])
    assert {"contact_points": 1} == _status(server)[GONE]["rows"]
    assert "De map of het adres is er niet meer." in _status(server)[GONE]["sentence"]["nl"]
    assert _shows_all_regions(server)
    for code in (BROKEN, EMPTY, OLDER, GONE):
        write_region(folders / code.lower(), code)
    _until(lambda: all("valid" == each["state"] for each in _status(server).values()))
    assert _shows_all_regions(server)
    assert "Traceback" not in server.printed()


def _until(holds: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + _WITHIN_S
    while not holds():
        assert time.monotonic() < ends_at
        time.sleep(0.1)


def _ask(server: Server, path: str) -> str:
    with urllib.request.urlopen(f"{server.url}{path}", timeout=60) as answer:
        text: str = answer.read().decode()
    return text


def _status(server: Server) -> dict[str, Any]:
    regions = json.loads(_ask(server, "/status.json"))["regions"]
    return {each["code"] or each["name"].upper(): each for each in regions}


def _shows_all_regions(server: Server) -> bool:
    page = _ask(server, "/deel/kaart?editie=2026")
    return all(code in page for code in REGION_CODES)


def test_a_status_of_nothing(tmp_path: Path, country: Path) -> None:
    """Without folders the home is the national one."""
    assert () == gather(country, [], tmp_path / "out").regions
