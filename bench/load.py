"""A load from a second process: who arrives when, whether the process kept up, what it tells.

The measured server and the crowd must not share one interpreter. So the crowd is a process of its
own (``bench.viewers``, ``bench.people``) that prints each event as a line of JSON, and at the end
how late it was itself: a crowd that was late measured its own slowness, and then there is no
figure.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.figures import p95

PROJECT = Path(__file__).resolve().parent.parent

MAX_LAG_S = 0.05
"""A crowd that acts later than this after it meant to (p95) is too slow to measure with."""

_TICK_S = 0.01
_TELLING = threading.Lock()


class LoadError(RuntimeError):
    """The crowd's process failed; the message ends with what it said."""


@dataclass(frozen=True)
class Event:
    """Something that one of the crowd did: what, when, for how long, how much, what went wrong.

    ``at_s`` is seconds since the epoch.
    """

    kind: str
    at_s: float
    seconds: float
    size: int = 0
    error: str = ""


@dataclass(frozen=True)
class Report:
    """What a crowd told: its events, and how late it was itself (p95)."""

    events: tuple[Event, ...]
    lag_s: float = 0.0

    def of(self, *kinds: str) -> list[Event]:
        """The events of some kinds."""
        return [event for event in self.events if event.kind in kinds]

    def p95_s(self, *kinds: str) -> float | None:
        """What 95 of 100 events that went well did not exceed, or None where there is none."""
        times = [event.seconds for event in self.of(*kinds) if not event.error]
        return p95(times) if times else None

    def errors(self, *kinds: str) -> list[str]:
        """What went wrong, of some kinds or of all."""
        return [e.error for e in self.events if e.error and (not kinds or e.kind in kinds)]

    @property
    def why_not(self) -> str:
        """Why these times are no good, or nothing where they are."""
        if self.lag_s <= MAX_LAG_S:
            return ""
        return f"the crowd's own process was {1000 * self.lag_s:.0f} ms late (p95)"


def tell(event: Event) -> None:
    """Print ``event`` for whoever started this process."""
    _print(list(asdict(event).values()))


def _print(told: object) -> None:
    with _TELLING:
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()


class Lag:
    """How late this process does what it meant to do, sampled all the while."""

    def __init__(self) -> None:
        self._late: list[float] = []

    async def watch(self) -> None:
        """Sample the running event loop until cancelled."""
        while True:
            due = time.perf_counter() + _TICK_S
            await asyncio.sleep(_TICK_S)
            self.note(time.perf_counter() - due)

    def note(self, late_s: float) -> None:
        """Take down one delay."""
        self._late.append(late_s)

    def tell(self) -> None:
        """Print what it came to; the last line of a crowd."""
        _print({"lag_s": p95(self._late) if self._late else 0.0})


def arrivals(count: int, over_s: float, seed: int) -> list[float]:
    """When each of ``count`` arrives: spread evenly over ``over_s`` seconds, a little irregular."""
    chance = random.Random(seed)  # noqa: S311  # the same crowd each time, no secret
    step = over_s / count
    return [step * (each + chance.random()) for each in range(count)]


class Crowd:
    """A running crowd."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._events: list[Event] = []
        self._lag_s: float | None = None
        self._news = threading.Condition()
        self._has_ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, enough: Callable[[Report], bool], timeout_s: float) -> None:
        """Come back when ``enough`` has been told. Raises LoadError when that does not happen."""
        with self._news:
            self._news.wait_for(lambda: self._has_ended or enough(self._report()), timeout_s)
            if not enough(self._report()):
                raise LoadError("the crowd did not come so far")

    def report(self, timeout_s: float) -> Report:
        """Wait until it is done, and give what it told. Raises LoadError."""
        try:
            code = self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise LoadError(f"the crowd was not done within {timeout_s:.0f} s") from None
        self._reader.join()
        if code or self._lag_s is None:
            said = self._process.stderr.read() if self._process.stderr else ""
            raise LoadError(f"the crowd's process failed: {said.strip()[-500:]}")
        return self._report()

    def _report(self) -> Report:
        return Report(tuple(self._events), self._lag_s or 0.0)

    def _read(self) -> None:
        for line in self._process.stdout or ():
            told = json.loads(line)
            with self._news:
                if isinstance(told, dict):
                    self._lag_s = told["lag_s"]
                else:
                    self._events.append(Event(*told))
                self._news.notify_all()
        with self._news:
            self._has_ended = True
            self._news.notify_all()


@contextmanager
def crowd(module: str, *arguments: object) -> Iterator[Crowd]:
    """``python -m module arguments`` as a process of its own, until the block ends."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Crowd(process)
        finally:
            if process.poll() is None:
                process.kill()
