"""Work shared out over processes: results in order, and no process left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from threading import Event

import psutil
import pytest

from inspiratiekaart.export.workers import in_order
from inspiratiekaart.paths import PROJECT

PATIENCE_S = 20

_PARENT = """
from tests.export.test_workers import idle, number_of_process
from inspiratiekaart.export.workers import in_order

if __name__ == "__main__":
    for number in in_order([number_of_process, number_of_process, idle, idle], 2):
        print(number, flush=True)
"""


def number_of_process() -> int:
    """Which process works on this."""
    return os.getpid()


def idle() -> int:
    """Work without an end."""
    Event().wait()
    return 0


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks(workers: int) -> None:
    """Whoever made them, and whenever."""
    tasks = [partial(pow, number, 2) for number in range(5)]
    assert [0, 1, 4, 9, 16] == list(in_order(tasks, workers))


def test_a_failure_is_told() -> None:
    """Where its result would have come."""
    results = in_order([partial(divmod, 7, 2), partial(divmod, 7, 0)], 2)
    assert (3, 1) == next(results)
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_workers_end_with_a_parent_that_is_killed() -> None:
    """Else they would wait for work for ever."""
    command = [sys.executable, "-c", _PARENT]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        workers = psutil.Process(parent.pid).children(recursive=True)
        assert workers
        parent.kill()
    _, alive = psutil.wait_procs(workers, timeout=PATIENCE_S)
    for each in alive:
        each.kill()
    assert [] == alive
