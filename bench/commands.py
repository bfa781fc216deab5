"""Budget 13: building the dataset from the raw material, and checking it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.apps import PROJECT
from bench.figures import Figure

RAW = PROJECT.parent / "shared" / "data"


def _timed(*arguments: str) -> tuple[float | None, str]:
    """Seconds that ``python -m inspiratiekaart ...`` took, or None and what it said."""
    command = [sys.executable, "-m", "inspiratiekaart", *arguments]
    began = time.perf_counter()
    try:
        done = subprocess.run(
            command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=600
        )
    except subprocess.TimeoutExpired:
        return None, "no end within 600 s"
    taken = time.perf_counter() - began
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no output"]
        return None, f"ended with code {done.returncode}: {last[0][:200]}"
    return taken, ""


def measure() -> list[Figure]:
    """The figures of budget 13, the whole command each time, Python's own start included."""
    if RAW.is_dir():
        with tempfile.TemporaryDirectory() as folder:
            build_s, why_build = _timed("build", "--raw", str(RAW), "--out", str(Path(folder)))
            why_build = why_build.replace(folder, "OUT").replace(str(RAW), "RAW")
    else:
        build_s, why_build = None, "the raw material is not here"
    validate_s, why_validate = _timed("validate")
    return [
        Figure(13, "build of the whole dataset", "s", build_s, limit=60, note=why_build),
        Figure(13, "validate", "s", validate_s, limit=5, note=why_validate),
    ]
