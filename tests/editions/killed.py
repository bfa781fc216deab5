"""Work that is killed at a moment of our choosing: after so many operations on files, and lines.

The moment is counted, not timed, so that a slow machine is killed at the same places. The process
kills itself with SIGKILL, of which nothing in it is told: no ``finally`` runs, no file is closed.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

Work = Callable[[], object]

_EVENTS = frozenset(
    [
        "open",
        *(f"os.{name}" for name in ("mkdir", "rename", "remove", "rmdir", "scandir", "listdir")),
        *(f"os.{name}" for name in ("utime", "chmod", "truncate")),
        *(f"shutil.{name}" for name in ("copyfile", "copytree", "rmtree")),
    ]
)
_FROM_FOLDER = frozenset(["os.remove", "os.rmdir"])  # how a whole folder is taken away
_SEED = 20261122  # the same moments in each run
_MOST_LINES = 60
_COUNTED = 4
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.editions.killed_work"])


@dataclass(frozen=True)
class Moment:
    """When to die: after so many operations within the folder, and so many lines of Python."""

    operations: int
    lines: int


def kills(
    count: int,
    folder: Path,
    work: Callable[[int], Work],
    ready: Callable[[], object] = lambda: None,
) -> Iterator[int]:
    """Let ``work(turn)`` be killed ``count`` times in another process; yields after each time.

    A work that is done before its moment comes does not count; one that first clears away what a
    dead one left takes longer than others. ``ready`` is called before each.
    """
    chance, killed, turn = random.Random(_SEED), 0, 0
    with _server() as asked:
        most = 0
        for turn in range(_COUNTED):
            ready()
            most = max(most, _answer(asked, (folder, work(turn), None)))
        assert most > 1
        while killed < count:
            turn += 1
            ready()
            moment = Moment(chance.randint(1, 3 * most // 2), chance.randint(0, _MOST_LINES))
            code = _answer(asked, (folder, work(turn), moment))
            assert code in (0, -signal.SIGKILL)
            if code:
                killed += 1
                yield turn


@contextmanager
def _server() -> Iterator[Connection]:
    """A process that has imported all that the works need, and forks itself for each of them."""
    here, there = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        process.join()


def _answer(asked: Connection, question: tuple[Path, Work, Moment | None]) -> int:
    asked.send(question)
    answer: int = asked.recv()
    return answer


def _serve(told: Connection) -> None:
    while True:
        try:
            folder, work, moment = told.recv()
        except EOFError:
            return
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            counted = 0
            try:
                counted = _counted(folder, work) if moment is None else _die(folder, work, moment)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os.write(writing, str(counted).encode())
            os._exit(0)
        os.close(writing)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with os.fdopen(reading) as read:
            counted_text = read.read()
        told.send(int(counted_text) if moment is None and counted_text else code)


def _counted(folder: Path, work: Work) -> int:
    """How many operations the whole work takes."""
    seen = 0

    def one_more() -> None:
        nonlocal seen
        seen += 1

    _listen(folder, one_more)
    work()
    return seen


def _die(folder: Path, work: Work, moment: Moment) -> int:
    """Begin the work, and die at the ``moment``; 0 where it was done before."""
    left = moment.operations

    def one_less() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            _die_after(moment.lines)

    _listen(folder, one_less)
    work()
    return 0


def _listen(folder: Path, told: Callable[[], None]) -> None:
    """Call ``told`` before each operation on something within ``folder``."""
    within = os.fspath(folder)

    def heard(event: str, given: tuple[Any, ...]) -> None:
        if event not in _EVENTS or not given:
            return
        path = os.fspath(given[0]) if isinstance(given[0], (str, os.PathLike)) else ""
        is_of_open_folder = event in _FROM_FOLDER and not os.path.isabs(path)
        if is_of_open_folder or path.startswith(within):
            told()

    sys.addaudithook(heard)


def _die_after(lines: int) -> None:
    """Die when so many more lines of Python have run."""
    left = lines

    def trace(frame: FrameType, event: str, _given: object) -> Callable[..., Any]:
        nonlocal left
        left -= event == "line"
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    if not lines:
        os.kill(os.getpid(), signal.SIGKILL)
    sys.settrace(trace)
    frame: FrameType | None = sys._getframe(1)
    while frame:  # what runs already is not traced by itself
        frame.f_trace = trace
        frame = frame.f_back
