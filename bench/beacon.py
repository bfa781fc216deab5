"""Budget 14: Lighthouse on the shared view, as a phone sees it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from bench.apps import OURS
from bench.browser import chromium_path
from bench.figures import Figure, median
from bench.server import ServerError, serving
from bench.sharing import settle, shared_view
from bench.viewers import view

FOLDER = Path(__file__).resolve().parent / "lighthouse"
"""Which Lighthouse: ``package.json`` and the lock beside it."""

LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100}
RUNS = 3

_PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
_STAMP = FOLDER / "node_modules" / ".of-lock"
_SWITCHES = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


class UnavailableError(RuntimeError):
    """Node, npm, its registry or Chromium is not there: Lighthouse cannot run."""


@dataclass(frozen=True)
class Marks:
    """What one run of Lighthouse gave, from 0 to 100, and which audits were not perfect."""

    scores: dict[str, float]
    short: tuple[str, ...]


def install() -> Path:
    """The program, installed as the lock says where that was not done. Raises UnavailableError."""
    npm, lock = shutil.which("npm"), FOLDER / "package-lock.json"
    if npm is None or shutil.which("node") is None:
        raise UnavailableError("npm is not installed")
    known = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not _PROGRAM.exists() or not _STAMP.exists() or _STAMP.read_text() != known:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = _ran(command, FOLDER, dict(os.environ), timeout_s=300)
        if done.returncode:
            raise UnavailableError(f"npm ci: {_last(done.stderr)}")
        _STAMP.write_text(known)
    return _PROGRAM


def marks(program: Path, url: str) -> Marks:
    """Let Lighthouse look at ``url`` once. Raises UnavailableError."""
    browser = chromium_path()
    if browser is None:
        raise UnavailableError("Chromium is not installed; CHROMIUM names another place")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = [str(program), url, "--quiet", "--output=json", f"--output-path={out}"]
        command += [f"--only-categories={','.join(LEAST)}", f"--chrome-flags={_SWITCHES}"]
        environment = {**os.environ, "CHROME_PATH": browser}
        done = _ran(command, FOLDER, environment, timeout_s=180)
        if done.returncode or not out.is_file():
            raise UnavailableError(f"Lighthouse ended with {done.returncode}: {_last(done.stderr)}")
        return read(json.loads(out.read_text(encoding="utf-8")))


def read(report: dict[str, Any]) -> Marks:
    """The marks in a report of Lighthouse; a category without one failed."""
    if trouble := report.get("runtimeError"):
        raise UnavailableError(f"Lighthouse: {trouble.get('message', trouble)}"[:300])
    scores, short = {}, []
    for name in LEAST:
        category = report["categories"][name]
        if category["score"] is None:
            raise UnavailableError(f"Lighthouse gave no mark for {name}")
        scores[name] = 100 * float(category["score"])
        for ref in category["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                said = f" {audit['displayValue']}" if audit.get("displayValue") else ""
                short.append(f"{ref['id']} {100 * audit['score']:.0f}{said}".replace("\xa0", " "))
    return Marks(scores, tuple(short))


def measure(runs: int = RUNS) -> list[Figure]:
    """The figures of budget 14."""
    try:
        program = install()
        with serving(OURS.script) as server:
            settle(server)
            url = urljoin(server.url, shared_view())
            if trouble := view(url).error:
                raise ServerError(f"the shared view does not open: {trouble}")
            return figures([marks(program, url) for _ in range(runs)])
    except (UnavailableError, ServerError, subprocess.TimeoutExpired) as error:
        return figures([], str(error))


def figures(seen: Sequence[Marks], note: str = "") -> list[Figure]:
    """What is told of some runs: the middle of each mark."""
    short = sorted({audit for each in seen for audit in each.short})
    note = note or (f"not perfect in a run: {', '.join(short)}" if short else "")
    return [
        Figure(
            budget=14,
            what=f"Lighthouse, shared view on a phone, {name}, median of {len(seen) or RUNS}",
            unit="points",
            value=median([each.scores[name] for each in seen]) if seen else None,
            least=least,
            note=note,
        )
        for name, least in LEAST.items()
    ]


def _ran(
    command: list[str], folder: Path, environment: dict[str, str], *, timeout_s: float
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout_s,
    )


def _last(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip() and " warn " not in line]
    return " ".join(lines[-2:])[-300:]
