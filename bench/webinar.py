"""``python -m bench.webinar --viewers N``: what this machine can serve, in plain sentences.

First N viewers open one shared view within 30 s. Then, where the proxy and PostgreSQL are there, N
people use the app itself for a minute. With ``--url`` the viewers go to a server that runs already;
its processor time cannot be seen from here.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from urllib.parse import urlsplit

from bench.apps import OURS
from bench.cluster import cluster
from bench.figures import Figure, Verdict, number
from bench.gathering import Plan, figures, stay
from bench.load import LoadError
from bench.server import ServerError, serving
from bench.sharing import OVER_S, Opened, open_by, settle, shared_view, try_once
from bench.sharing import figures as viewer_figures
from bench.viewers import KIND

MOST = 2000
"""So many threads and connections one process for the load still has room for."""

_HALF = 0.5


def verdict(found: Sequence[Figure]) -> Verdict:
    """The verdict of all together: over where one is over, else within where all are."""
    verdicts = {figure.verdict for figure in found}
    if Verdict.OVER in verdicts:
        return Verdict.OVER
    return Verdict.NOT_MEASURED if Verdict.NOT_MEASURED in verdicts else Verdict.WITHIN


def viewers_said(count: int, over_s: float, opened: Opened) -> tuple[str, Verdict]:
    """What is said of viewers of a shared view, and the verdict."""
    found = viewer_figures(count, over_s, opened, "")
    if opened.cpu_s is None:
        found = found[:2]  # of somebody else's server the processor time is not known
    report, cpu = opened.report, opened.cpu_ms
    parts = [f"p95 {number(report.p95_s(KIND), 's')}", f"{len(report.errors())} errors"]
    if cpu is not None:
        parts.append(f"{cpu:.1f} ms of processor time each")
    outcome = verdict(found)
    text = (
        f"{count} viewers opened a shared view within {over_s:g} s: {', '.join(parts)}. "
        f"Verdict: {outcome}."
    )
    if report.why_not:
        text += f" {report.why_not[:1].upper()}{report.why_not[1:]}, so the times do not count."
    if report.errors():
        text += f" The first error: {report.errors()[0]}."
    if cpu:
        # The app is one process: one core, of which half is left for all else.
        each_s = _HALF * 1000 / cpu
        text += (
            f" At this cost one process carries about {each_s * over_s:.0f} viewers in {over_s:g} s"
            f" ({each_s:.0f} a second) with half a core to spare."
        )
    return text, outcome


def _viewers(count: int, url: str) -> tuple[str, Verdict]:
    if url:
        if trouble := try_once(url):
            raise LoadError(f"{url} does not open: {trouble}")
        return viewers_said(count, OVER_S, open_by(url, count, OVER_S))
    with serving(OURS.script) as server:
        settle(server)
        opened = open_by(f"{server.url}{shared_view()}", count, OVER_S, server)
        return viewers_said(count, OVER_S, opened)


def _people(count: int) -> tuple[str, Verdict]:
    plan = Plan(people=count, over_s=OVER_S, changes=3)
    with cluster(2) as served:
        for app in served.apps:
            settle(app)
        stayed = stay(served, plan)
    found = figures(plan, stayed)
    first, change, broken, memory = found
    outcome = verdict(found)
    return (
        f"{count} people used the app itself, two processes behind the proxy: first view p95 "
        f"{number(first.value, 's')}, a change of filter p95 {number(change.value, 's')}, "
        f"{number(broken.value)} disconnects and errors, {number(memory.value, 'MB')} of memory. "
        f"Verdict: {outcome}."
    ), outcome


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= MOST:
        raise argparse.ArgumentTypeError(f"from 1 to {MOST} viewers, not {count}")
    return count


def _url(text: str) -> str:
    if text and (urlsplit(text).scheme not in {"http", "https"} or not urlsplit(text).netloc):
        raise argparse.ArgumentTypeError(f"no address of a page: {text}")
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and say it; 0 when all is within, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m bench.webinar", description=__doc__)
    parser.add_argument("--viewers", type=_count, default=200, metavar="N")
    parser.add_argument(
        "--url", type=_url, default="", help="a shared view on a server that runs already"
    )
    chosen = parser.parse_args(arguments)
    where = urlsplit(chosen.url).netloc or f"this machine, {os.cpu_count()} cores"
    print(f"Webinar test of {where}, with {chosen.viewers} viewers.", flush=True)
    try:
        text, outcome = _viewers(chosen.viewers, chosen.url)
        print(text, flush=True)
    except (ServerError, LoadError) as error:
        print(f"Not measured: {error}")
        return 1
    outcomes = [outcome]
    if not chosen.url:
        try:
            text, outcome = _people(chosen.viewers)
            outcomes.append(outcome)
            print(text)
        except (ServerError, LoadError) as error:
            print(f"People in the app itself were not measured: {error}")
    return int(any(outcome is not Verdict.WITHIN for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
