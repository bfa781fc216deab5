"""The page that a run leaves behind: the table, the machine in general terms, how it was done."""

from __future__ import annotations

import os
import platform
import subprocess
from collections import Counter
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from bench.apps import PROJECT
from bench.browser import chromium_path
from bench.figures import Figure, Verdict, markdown, notes

PACKAGES = ("streamlit", "streamlit-folium", "folium", "geopandas", "pandas", "playwright")

METHOD = """\
How it was measured:

- Every figure and what stands beside it come from the same run, in turns, on the same machine,
  with the same Streamlit configuration. Times wobble; ratios and byte counts are what counts.
- *Baseline* is `bench/baseline_app.py`, the plain build on the same dataset. *Bare* is
  `bench/bare_app.py`, two widgets and a line of text; *bare with imports* also imports the
  packages that the app imports.
- Bytes are the payload of websocket frames in both directions, uncompressed, from a client that
  speaks Streamlit's protocol and keeps cacheable messages as Streamlit's frontend does
  (`bench/client.py`). It draws nothing; in a real browser the baseline's map reports back after
  drawing and so reruns once more. The baseline's bytes and CPU here are too low, not too high.
- CPU is the processor time of the server process, read from the kernel before and after.
- The baseline loads its scripts from content networks. Here they come from a server on this
  machine: the same versions from the npm registry, with a year of cache life; map tiles are one
  blank picture. No network distance is counted, which favours the baseline (`bench/cdn.py`).
- Crowds (7, 8) come from a second process on the same two cores, each viewer with a connection of
  its own and the headers of a first visit; it checks its own delay. People (8) hold websockets,
  answer as Streamlit's frontend does and reconnect as it does. They do not load Streamlit's own
  files, which browsers keep. Memory is the resident memory of both processes added up, so what they
  share counts twice.
- Lighthouse (14) is the version in `bench/lighthouse/package-lock.json`, with its own settings for
  a phone: simulated slow network, processor four times slower.
- Matching (16) is measured on names of real files that were labelled by hand
  (`tests/data/matching/`). Precision: of the codes that count without being asked, how many are
  right. Recall: of the names that have a code, how many got it; the note adds those that are asked
  with the right code among the candidates.
- *Until the map has changed* runs from the click on an option to the last change of a path or
  marker in the map, seen by a `MutationObserver`; it is over when nothing changed for 1.5 s.
"""


def chromium_version() -> str:
    """The browser's version number, or that there is none."""
    path = chromium_path()
    if path is None:
        return "Playwright's own"
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    words = [word for word in done.stdout.split() if word[0].isdigit()]
    return words[0] if words else "unknown"


def machine() -> str:
    """Date, cores and versions; nothing that names the machine."""
    found = [f"Python {platform.python_version()}"]
    found += [f"{name} {version(name)}" for name in PACKAGES]
    found.append(f"Chromium {chromium_version()}")
    return f"{date.today().isoformat()}, {os.cpu_count()} cores. {', '.join(found)}."


def summary(figures: Sequence[Figure]) -> str:
    """How many figures are within, over, not measured."""
    counts = Counter(figure.verdict for figure in figures)
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict)


def portable(text: str) -> str:
    """``text`` without the folder this machine keeps the project in."""
    return text.replace(f"{PROJECT}/", "").replace(str(PROJECT), ".")


def page(figures: Sequence[Figure]) -> str:
    """The whole of ``docs/bench.md``."""
    parts = [
        "# Budgets, measured",
        "Written by `make bench`; do not edit. The budgets themselves are agreed per figure: a "
        "number, a number beside it that was measured in the same run, or both.",
        machine(),
        f"**{summary(figures)}**",
        markdown(figures),
    ]
    if remarks := notes(figures):
        parts += ["Remarks:", remarks]
    return portable("\n\n".join([*parts, METHOD]))
