"""Budget 8: people in the app itself, two processes behind the shipped proxy; one may be killed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urljoin

from bench.cluster import Cluster, cluster
from bench.figures import Figure, number
from bench.load import LoadError, Report, crowd
from bench.server import ServerError
from bench.sharing import settle, shared_view
from bench.viewers import KIND, view

Seen = TypeVar("Seen")

LIMIT_S = 1.0
LIMIT_MB = 700
LIMIT_VIEWER_S = 0.5
LIMIT_BACK_S = 5.0
"""Not a budget of the project: how soon somebody whose process was killed must be back."""

WORK = ("lost", "look")
_PATIENCE_S = 180


@dataclass(frozen=True)
class Plan:
    """How many come, within how long, and what each does."""

    people: int = 200
    over_s: float = 60
    pause_s: float = 10
    changes: int = 12
    composers_pct: int = 0
    viewers: int = 200
    viewers_over_s: float = 30

    @property
    def takes_s(self) -> float:
        """How long it takes at most."""
        return self.over_s + self.changes * self.pause_s + _PATIENCE_S

    def people_arguments(self, url: str) -> list[object]:
        """What the process with the people is told."""
        return [
            *(url, "--count", self.people, "--over", self.over_s, "--pause", self.pause_s),
            *("--changes", self.changes, "--composers", self.composers_pct),
        ]

    def viewers_arguments(self, url: str) -> list[object]:
        """What the process with the viewers is told."""
        return [url, "--count", self.viewers, "--over", self.viewers_over_s]


SPEC = Plan()
KILL = Plan(over_s=20, changes=5, composers_pct=10)
QUICK = Plan(people=40, over_s=10, pause_s=5, changes=3)
QUICK_KILL = Plan(40, 5, 3, 5, composers_pct=10, viewers=40, viewers_over_s=6)


@dataclass
class Gauge:
    """The most memory that the processes of the app held together."""

    highest_bytes: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def watching(self, served: Cluster) -> Iterator[None]:
        """Look every half second until the block ends."""
        thread = threading.Thread(target=self._watch, args=(served,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def _watch(self, served: Cluster) -> None:
        while not self._stop.wait(0.5):
            self.highest_bytes = max(self.highest_bytes, served.rss_bytes())


@dataclass(frozen=True)
class Stay:
    """How it went for the people: what they told, the memory and processor time of the app."""

    report: Report
    rss_bytes: int
    cpu_s: float


def stay(served: Cluster, plan: Plan) -> Stay:
    """Let the people of ``plan`` come, and wait until they have left. Raises LoadError."""
    gauge, before = Gauge(), served.cpu_seconds()
    with gauge.watching(served), crowd("bench.people", *plan.people_arguments(served.url)) as group:
        report = group.report(plan.takes_s)
    return Stay(report, gauge.highest_bytes, served.cpu_seconds() - before)


def measure(plan: Plan = SPEC) -> list[Figure]:
    """The figures of budget 8."""
    stayed, note = _on_two(lambda served: stay(served, plan))
    return figures(plan, stayed, note)


def figures(plan: Plan, stayed: Stay | None, note: str = "") -> list[Figure]:
    """What is told of people that stayed undisturbed."""
    who = f"{plan.people} people"
    report = stayed.report if stayed else None
    timed = report if report and not report.why_not else None
    if report and stayed:
        done = len(report.of("arrive", "change"))
        spent = f"server CPU {1000 * stayed.cpu_s / done:.1f} ms for each arrival or change"
        note = "; ".join(filter(None, [report.why_not, spent, _said(report)]))
    count = len(report.of("change")) if report else plan.people * plan.changes
    broken = float(len(report.of("drop")) + len(report.errors())) if report else None
    mb = stayed.rss_bytes / 1_000_000 if stayed else None
    arrived = timed.p95_s("arrive") if timed else None
    changed = timed.p95_s("change") if timed else None
    first = f"{who} arrive within {plan.over_s:g} s: first view, p95"
    change = f"{who}, each a change every {plan.pause_s:g} s: p95 of {count}"
    return [
        Figure(8, first, "s", arrived, limit=LIMIT_S, note=note),
        Figure(8, change, "s", changed, limit=LIMIT_S, note=note),
        Figure(8, f"{who}: disconnects and errors", "times", broken, limit=0, note=note),
        Figure(8, f"{who}: memory of both processes", "MB", mb, limit=LIMIT_MB, note=note),
    ]


def _said(report: Report) -> str:
    return ", ".join(
        f"{count} x {error}" for error, count in Counter(report.errors()).most_common(3)
    )


@dataclass(frozen=True)
class Killed:
    """How it went when one of two processes was killed: for the people, and for the viewers."""

    people: Report
    viewers: Report

    @property
    def lost(self) -> list[str]:
        """The work that was not there afterwards."""
        return self.people.errors(*WORK)

    @property
    def failed(self) -> list[str]:
        """What went wrong besides, other than that connections dropped."""
        return self.people.errors("arrive", "change", "back")


def kill_one(served: Cluster, plan: Plan) -> Killed:
    """Kill a process while the people of ``plan`` work and its viewers come. Raises LoadError.

    It happens when all people have arrived and changed something, and half of the viewers have
    been there.
    """
    view(url := urljoin(served.url, shared_view()))
    with crowd("bench.people", *plan.people_arguments(served.url)) as people:
        people.wait_for(lambda told: len(told.of("change")) >= plan.people, plan.takes_s)
        with crowd("bench.viewers", *plan.viewers_arguments(url)) as viewers:
            half = plan.viewers // 2
            viewers.wait_for(lambda told: len(told.of(KIND)) >= half, plan.takes_s)
            served.kill(0)
            seen = viewers.report(plan.takes_s)
        return Killed(people.report(plan.takes_s), seen)


def measure_kill(plan: Plan = KILL) -> list[Figure]:
    """The figures of a process killed under load."""
    killed, note = _on_two(lambda served: kill_one(served, plan))
    return kill_figures(plan, killed, note)


def _on_two(look: Callable[[Cluster], Seen]) -> tuple[Seen | None, str]:
    """What ``look`` sees of two settled processes behind the proxy, or why it saw nothing."""
    try:
        with cluster(2) as served:
            for app in served.apps:
                settle(app)
            return look(served), ""
    except (ServerError, LoadError) as error:
        return None, str(error)


def kill_figures(plan: Plan, killed: Killed | None, note: str = "") -> list[Figure]:
    """What is told of it; who was not on the killed process did not drop."""
    back = seen = failed = lost = None
    if killed:
        dropped = len(killed.people.of("back"))
        note = (
            f"{dropped} of {plan.people} people were on the process that was killed; first view "
            f"p95 {number(killed.people.p95_s('arrive'), 's')}, change p95 "
            f"{number(killed.people.p95_s('change'), 's')}; {_said(killed.people)}"
        ).rstrip("; ")
        late = killed.people.why_not or killed.viewers.why_not
        note = "; ".join(filter(None, [late, note, _said(killed.viewers)]))
        back = None if late else killed.people.p95_s("back")
        seen = None if late else killed.viewers.p95_s(KIND)
        failed = float(len(killed.viewers.errors()))
        lost = float(len(killed.lost) + len(killed.failed))
    who = f"one of two processes killed, {plan.viewers} viewers"
    return [
        Figure(7, f"{who}: p95", "s", seen, limit=LIMIT_VIEWER_S, note=note),
        Figure(7, f"{who}: errors", "errors", failed, limit=0, note=note),
        Figure(8, "the same, people back, p95", "s", back, limit=LIMIT_BACK_S, note=note),
        Figure(8, "the same, work lost or errors", "times", lost, limit=0, note=note),
    ]
