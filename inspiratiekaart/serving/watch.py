"""Whether a part is well, asked in a thread of its own, so that nobody waits long for one."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread

from inspiratiekaart.errors import InspiratiekaartError

_log = logging.getLogger(__name__)


class Watch:
    """Asks a part how it is, at most once per ``fresh_s`` seconds and one question at a time.

    Who asks waits ``patience_s`` seconds at most and is told the answer before where there is none
    yet, so that a server which is only busy does not seem ill. A part that has not answered for
    ``grace_s`` seconds is not well; it keeps that one thread and no more, and when it answers after
    all, its answer counts.
    """

    def __init__(
        self,
        name: str,
        ask: Callable[[], object],
        *,
        fresh_s: float = 5.0,
        patience_s: float = 0.5,
        grace_s: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._ask = ask
        self._fresh_s = fresh_s
        self._patience_s = patience_s
        self._grace_s = grace_s
        self._clock = clock
        self._lock = Lock()
        self._asked: Future[bool] | None = None
        self._asked_at = self._answered_at = 0.0
        self._was_well: bool | None = None

    async def is_well(self) -> bool:
        """Whether the part answered well when it was asked last."""
        asked = self._current()
        left_s = self._asked_at + self._patience_s - self._clock()
        if not asked.done() and left_s > 0:
            await asyncio.wait((asyncio.wrap_future(asked),), timeout=left_s)
        if asked.done():
            return self._told(asked.result())
        is_late = self._clock() - self._asked_at >= self._grace_s
        return self._told(self._was_well is True and not is_late)

    def _current(self) -> Future[bool]:
        """The question that is under way or was answered lately, else a new one."""
        with self._lock:
            asked, now = self._asked, self._clock()
            if asked is None or (asked.done() and now - self._answered_at >= self._fresh_s):
                asked = self._asked = Future()
                asked.set_running_or_notify_cancel()  # who stops waiting does not call it off
                self._asked_at = now
                Thread(target=self._answer, args=(asked,), name=self.name, daemon=True).start()
            return asked

    def _answer(self, asked: Future[bool]) -> None:
        is_well = False
        try:
            self._ask()
            is_well = True
        except InspiratiekaartError as error:
            if self._was_well is not False:
                _log.warning("%s: %s", self.name, error)
        except Exception:  # a bug of ours: said in full, and no reason to stop asking
            _log.exception("%s: the question how it is failed", self.name)
        finally:
            self._answered_at = self._clock()
            asked.set_result(is_well)

    def _told(self, is_well: bool) -> bool:
        """Hand on ``is_well``, with a line in the log where that has changed."""
        if is_well is not self._was_well:
            self._was_well = is_well
            _log.log(
                logging.INFO if is_well else logging.WARNING,
                "%s: %s",
                self.name,
                "ready" if is_well else "unavailable",
            )
        return is_well
