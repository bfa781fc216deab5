"""kill -9 at any moment of an import, or of its undo, leaves the old state or the new one."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from inspiratiekaart.editions.staging import stage
from inspiratiekaart.importing import accept, imports, undo
from inspiratiekaart.importing.journal import hashes
from tests.importing.small_imports import home_in, proposal_of

KILLS = 100
"""Of each of the two: 120 in all, spread over all lines that write."""

_TRACED = ("accepting.py", "journal.py", "memory.py", "own_rows.py", "staging.py", "shutil.py")


def _traced(work: Callable[[], object], stop_at: int = 0) -> int:
    """How many lines of the modules that write ``work`` goes through; dies at ``stop_at``."""
    seen = 0

    def at_line(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal seen
        if event == "line":
            seen += 1
            if seen == stop_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return at_line

    def at_call(frame: FrameType, _event: str, _arg: Any) -> Any:
        return at_line if frame.f_code.co_filename.endswith(_TRACED) else None

    sys.settrace(at_call)
    try:
        work()
    finally:
        sys.settrace(None)
    return seen


def _killed(work: Callable[[], object], stop_at: int) -> None:
    """Do ``work`` in a child that dies at its line ``stop_at``."""
    child = os.fork()
    if child == 0:
        try:
            _traced(work, stop_at)
        finally:
            os._exit(3)
    _, status = os.waitpid(child, 0)
    assert signal.SIGKILL == os.WTERMSIG(status), "the child was to die of the kill"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork there")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # the child only runs our code
@pytest.mark.parametrize("verb", ["accept", "undo"])
def test_a_killed_import_leaves_the_old_state_or_the_new_one(tmp_path: Path, verb: str) -> None:
    """Own rows and journal always tell the same, and the next import goes on from there."""
    home, start = home_in(tmp_path), tmp_path / "start"
    accept(proposal_of(home, start, "Een", "Twee"), start, home)
    proposal = proposal_of(home, start, "Drie", "Vier", period="2026-03-01")
    folder = tmp_path / "imports"

    def again() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(start, folder)
        if verb == "undo":
            accept(proposal, folder, home)

    def work() -> object:
        return accept(proposal, folder, home) if verb == "accept" else undo(folder)

    again()
    old, had = hashes(folder), len(imports(folder))
    lines = _traced(work)
    new, has = hashes(folder), len(imports(folder))
    assert (old, had) != (new, has)
    assert lines > KILLS
    reached = set()
    for number in range(KILLS):
        again()
        _killed(work, 1 + number * (lines - 1) // KILLS)
        found = hashes(folder), len(imports(folder))
        assert found in ((old, had), (new, has))
        reached.add(found[1])
        with stage(folder):  # what a dead process left behind is put right
            assert found[0] == hashes(folder)
        if found == (old, had):
            work()
        assert (new, has) == (hashes(folder), len(imports(folder)))
    assert {had, has} == reached, "some died before, some after the change"
