"""Broken files on the command line: sentences and an exit code, and a bounded memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inspiratiekaart.cli import PROGRAM, main
from inspiratiekaart.editions.region_folder import NATIONAL
from inspiratiekaart.importing import accept
from inspiratiekaart.paths import PROJECT
from tests.importing.broken import Broken
from tests.importing.broken_files import broken_files
from tests.importing.road import state
from tests.importing.small_imports import proposal_of
from tests.importing.tiny_country import write_country

_EACH = 12  # one in so many goes by the command line
_HEAVY = (
    "geen/een-regel.csv", "geen/een-woord.csv", "geen/een-regel.json", "ten thousand columns",
    "cells of 30,000 letters", "a bomb", "a part that is a bomb", "thousands of files",
    "200,000 lists in each other", "a text of ten million letters", "a billion laughs",
    "a billion laughs in a sheet", "two cells in opposite corners",
)  # fmt: skip
_MOST_MB = 100
_SCRIPT = """
import sys
from pathlib import Path
from inspiratiekaart.cli import main
def peak():
    # of this program alone; ru_maxrss starts at the peak of the process that began it
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
into, good, *files = sys.argv[1:]
verb = ["import", "--into", into, "--dry-run"]
main([*verb, good])
before = peak()
for file in files:
    assert main([*verb, file]) in (0, 1, 2)
print("peak", peak() - before)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of own rows over a part of the country."""
    made = tmp_path_factory.mktemp("land")
    folder = made / "imports"
    home = write_country(folder / NATIONAL)
    accept(proposal_of(home, folder, "Een loket"), folder, home)
    return folder


@pytest.mark.parametrize("broken", broken_files()[::_EACH], ids=str)
def test_the_command_line_says_what_is_wrong(
    broken: Broken, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 and a sentence for a refusal, else a report; a trial writes nothing."""
    path = tmp_path / broken.name
    path.write_bytes(broken.make())
    before = state(folder / "datasets")
    code = main(["import", str(path), "--into", str(folder), "--dry-run"])
    printed = capsys.readouterr()
    assert code in (0, 1, 2)
    assert "Traceback" not in printed.err + printed.out
    assert before == state(folder / "datasets")
    if code == 2:
        assert not printed.out
        (_, told) = printed.err.splitlines()
        assert told.startswith(f"{PROGRAM}: ")
        assert broken.name in told
    else:
        assert "Proef: er is niets geschreven." in printed.out
        assert "refused" != broken.outcome


def test_memory_stays_bounded(folder: Path, tmp_path: Path) -> None:
    """The heaviest files, one after another in one process, take little more than a good one."""
    heavy = [each for each in broken_files() if each.sample in _HEAVY or each.way in _HEAVY]
    by_way = {each.way if each.way in _HEAVY else each.sample: each for each in heavy}
    assert set(_HEAVY) == set(by_way)
    paths = [tmp_path / f"{number}-{each.name}" for number, each in enumerate(by_way.values())]
    for path, each in zip(paths, by_way.values(), strict=True):
        path.write_bytes(each.make())
    good = PROJECT / "tests/data/published/duo-adressen-mbo/instellingenmbo.csv"
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(folder), str(good), *map(str, paths)],
        capture_output=True, text=True, check=True, cwd=PROJECT,
    )  # fmt: skip
    assert int(done.stdout.rpartition("peak ")[2]) < _MOST_MB
