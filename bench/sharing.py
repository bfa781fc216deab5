"""Budget 7: viewers that open one shared view in the same half minute, from a second process."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from bench.apps import OURS
from bench.figures import Figure
from bench.load import LoadError, Report, crowd
from bench.server import Server, ServerError, serving
from bench.viewers import KIND, view
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.selection import Selection
from inspiratiekaart.snapshots.addresses import address_of_view

VIEWERS = 200
OVER_S = 30.0
LIMIT_S = 0.5
LIMIT_CPU_MS = 5.0

NORTH = Selection(regions=frozenset({"AM01", "AM02", "AM03"}), topic="zorg")
"""What is shown at the webinar: a sector in three regions."""

_IDLE_S, _IDLE_CPU_S = 9, 0.3
"""Idle is: no more than this in so many seconds. The proxy asks after its health all the while."""

_SETTLES_WITHIN_S = 60
_PATIENCE_S = 120


@dataclass(frozen=True)
class Opened:
    """How it went for a crowd of viewers; ``cpu_s`` of the server is None where it is not ours."""

    report: Report
    cpu_s: float | None = None

    @property
    def cpu_ms(self) -> float | None:
        """Processor time of the server for each viewer."""
        count = len(self.report.of(KIND))
        return 1000 * self.cpu_s / count if self.cpu_s is not None and count else None


def shared_view(selection: Selection = NORTH) -> str:
    """The address of a shared view, below the app's root."""
    data = open_dataset()
    named = replace(selection, edition=data.edition)
    return f"/{address_of_view(named, data.revision).path('nl')}"


def settle(server: Server) -> None:
    """Wait until the server has done what it does after its start, and stands idle."""
    spent, since = server.cpu_seconds(), time.monotonic()
    until = since + _SETTLES_WITHIN_S
    while time.monotonic() - since < _IDLE_S:
        if time.monotonic() > until:
            raise ServerError(f"the server is not idle {_SETTLES_WITHIN_S} s after its start")
        time.sleep(0.2)
        now = server.cpu_seconds()
        if now - spent > _IDLE_CPU_S:
            spent, since = now, time.monotonic()


def open_by(url: str, count: int, over_s: float, server: Server | None = None) -> Opened:
    """Let ``count`` viewers open ``url`` within ``over_s`` seconds. Raises LoadError."""
    before = server.cpu_seconds() if server else 0.0
    with crowd("bench.viewers", url, "--count", count, "--over", over_s) as viewers:
        report = viewers.report(over_s + _PATIENCE_S)
    return Opened(report, server.cpu_seconds() - before if server else None)


def measure(count: int = VIEWERS, over_s: float = OVER_S) -> list[Figure]:
    """The figures of budget 7: the first crowd that a server ever sees, and the next one."""
    try:
        with serving(OURS.script) as server:
            settle(server)
            url = urljoin(server.url, shared_view())
            cold = open_by(url, count, over_s, server)
            warm = open_by(url, count, over_s, server)
    except (ServerError, LoadError) as error:
        return figures(count, over_s, None, str(error))
    return [
        *figures(count, over_s, cold, _first(cold.report)),
        *figures(count, over_s, warm, "the same again, the page already made", kind="warm, "),
    ]


def _first(report: Report) -> str:
    """What the first of all met: the page was made for it."""
    events = sorted(report.of(KIND), key=lambda event: event.at_s)
    return (
        "nobody had opened any shared page of this server before, and making the page is counted; "
        f"the first viewer waited {events[0].seconds:.2f} s for {events[0].size / 1000:.1f} kB"
    )


def figures(
    count: int, over_s: float, opened: Opened | None, note: str, kind: str = "cold, "
) -> list[Figure]:
    """What is told of one crowd."""
    who = f"{kind}{count} viewers within {over_s:g} s"
    report = opened.report if opened else None
    p95_s = report.p95_s(KIND) if report and not report.why_not else None
    note = "; ".join(filter(None, [report.why_not if report else "", note]))
    failed = float(len(report.errors())) if report else None
    why = f"; first error: {report.errors()[0]}" if report and report.errors() else ""
    return [
        Figure(7, f"{who}: until the page is there, p95", "s", p95_s, limit=LIMIT_S, note=note),
        Figure(7, f"{who}: errors", "errors", failed, limit=0, note=note + why),
        Figure(
            budget=7,
            what=f"{who}: server CPU for each",
            unit="ms",
            value=opened.cpu_ms if opened else None,
            limit=LIMIT_CPU_MS,
            note=note,
        ),
    ]


def try_once(url: str) -> str:
    """Why ``url`` cannot be measured at all, or nothing where it can."""
    return view(url).error
