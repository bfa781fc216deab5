"""Work shared out over processes, with its results in order; none outlives its parent."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


def in_order(tasks: Sequence[Callable[[], Result]], workers: int) -> Iterator[Result]:
    """The result of each task in turn, made by ``workers`` processes at a time.

    With more than one worker the tasks and their results must be possible to pickle. Who stops
    asking for results waits for those that are being made, and no longer.
    """
    if workers == 1 or len(tasks) < 2:
        yield from (task() for task in tasks)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin) as pool:
        waiting = deque(pool.submit(task) for task in tasks)
        try:
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
