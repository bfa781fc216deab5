"""Work on an import beside the page: it says how far it is, and it can be stopped between steps."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from threading import Event, Lock, Thread
from typing import Generic, Literal, TypeVar

from inspiratiekaart.errors import InspiratiekaartError

_log = logging.getLogger(__name__)
_ONE_AT_A_TIME = Lock()
"""Reading a file takes memory and time of all; who comes second waits for the first."""

_TURN_S = 0.2

T = TypeVar("T")

Ended = Literal["stopped", "refused", "failed", "done"]


class StoppedError(Exception):
    """Somebody asked the work to stop."""


class Task(Generic[T]):
    """One piece of work, in a thread of its own; it begins when it is made.

    ``work`` is given the task, and calls ``begins`` with the name of each of ``steps``. What it
    hands back is ``made``; what is in the way of that is ``error``.
    """

    def __init__(self, name: str, steps: Sequence[str], work: Callable[[Task[T]], T]) -> None:
        self.name = name
        self.step = ""
        self.made: T | None = None
        self.error: InspiratiekaartError | None = None
        self.ended: Ended = "stopped"
        self._steps = tuple(steps)
        self._stop = Event()
        self._thread = Thread(target=self._run, args=(work,), name="managing", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether it is done, stopped or failed; ``ended`` says which."""
        return not self._thread.is_alive()

    @property
    def share(self) -> float:
        """Which part of the steps is behind it."""
        return self._steps.index(self.step) / len(self._steps) if self.step in self._steps else 0.0

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def begins(self, step: str) -> None:
        """Say that ``step`` begins.

        Raises:
            StoppedError: it has to stop instead.
        """
        if self.is_stopped:
            raise StoppedError
        self.step = step

    def stop(self) -> None:
        """Ask it to stop; what it makes is not kept."""
        self._stop.set()

    def join(self) -> None:
        """Wait until it is over."""
        self._thread.join()

    def _run(self, work: Callable[[Task[T]], T]) -> None:
        while not _ONE_AT_A_TIME.acquire(timeout=_TURN_S):
            if self.is_stopped:
                return
        try:
            self.made = work(self)
            self.ended = "done"
        except StoppedError:
            self.ended = "stopped"
        except InspiratiekaartError as error:
            self.error, self.ended = error, "refused"
        except Exception:
            # Whatever went wrong, the page must say so instead of waiting for ever.
            self.ended = "failed"
            _log.exception("A file that was handed in could not be worked on")
        finally:
            _ONE_AT_A_TIME.release()
