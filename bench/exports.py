"""Budget 12: files to take along, each of one region and all of all regions; 9: the HTML's size."""

from __future__ import annotations

import gzip
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.apps import PROJECT
from bench.figures import Figure, median
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.export.formats import FORMATS
from inspiratiekaart.export.handout import Handout, handout_of_selection
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts

MEASURED = ("html", "poster", "pptx", "xlsx", "gpkg")
REGION = "AM01"
REPEATS = 5
KB = 1000
_WAIT_S = 600


def measure(budgets: set[int], *, quick: bool = False) -> list[Figure]:
    """The figures of budgets 9 and 12 that files have; ``quick`` leaves out the whole country."""
    dataset, t = open_dataset(), Texts("nl")
    selection = Selection(regions=frozenset({REGION}))
    link = "https://inspiratiekaart.example.org/"
    handout = handout_of_selection(dataset, selection, t, date.today(), link)
    figures = []
    if 9 in budgets:
        whole = handout_of_selection(dataset, Selection(), t, date.today(), link)
        packed = max(len(gzip.compress(FORMATS["html"].write(each))) for each in (handout, whole))
        what = "exported HTML file, the larger of one region and the whole country, gzip"
        figures.append(Figure(9, what, "kB", packed / KB, limit=150))
    if 12 in budgets:
        for key in MEASURED:
            seconds = median([_seconds(key, handout) for _ in range(REPEATS)])
            what = f"export of one region as {key}, median of {REPEATS}"
            figures.append(Figure(12, what, "s", seconds, limit=3))
        figures.append(_everything(quick=quick))
    return figures


def _seconds(key: str, handout: Handout) -> float:
    before = time.perf_counter()
    FORMATS[key].write(handout)
    return time.perf_counter() - before


def _everything(*, quick: bool) -> Figure:
    what = "export of all 35 regions in all formats"
    if quick:
        return Figure(12, what, "s", limit=240, note="left out of a quick run")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "files"
        verb = [sys.executable, "-m", "inspiratiekaart", "export", "all", "--each-region"]
        before = time.perf_counter()
        done = subprocess.run(
            [*verb, "-o", str(out)], cwd=PROJECT, capture_output=True, text=True, timeout=_WAIT_S
        )
        seconds = time.perf_counter() - before
        if done.returncode:
            return Figure(12, what, "s", limit=240, note=done.stderr[-300:])
        made = sum(1 for _ in out.iterdir())
    return Figure(12, what, "s", seconds, limit=240, note=f"{made} files")
