"""Which files belong to the project, and which of them a visitor gets to run."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from inspiratiekaart.paths import PROJECT

SHIPPED = ("app.py", "asgi.py", "inspiratiekaart", "pages", ".streamlit")
"""What is served; tests, benchmarks and tools stay at home."""

_TEXT = {
    "", ".cfg", ".cff", ".css", ".csv", ".geojson", ".html", ".ini", ".js", ".json", ".md", ".py",
    ".svg", ".toml", ".txt", ".yml", ".yaml",
}  # fmt: skip  # one suffix a line would fill a page


@cache
def tracked() -> tuple[Path, ...]:
    """Every text file that git has or would take; without git, every file that is not hidden."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout
        paths = [PROJECT / name.decode() for name in listed.split(b"\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in PROJECT.rglob("*") if not _hidden(path)]
    return tuple(sorted(path for path in paths if path.is_file() and path.suffix in _TEXT))


def shipped(*suffixes: str) -> list[Path]:
    """The files with one of ``suffixes`` that are part of the running app."""
    return [
        path
        for path in tracked()
        if path.relative_to(PROJECT).parts[0] in SHIPPED and path.suffix in suffixes
    ]


def _hidden(path: Path) -> bool:
    parts = path.relative_to(PROJECT).parts
    shown = {".ci", ".streamlit", ".gitattributes", ".gitignore"}
    return "__pycache__" in parts or (parts[0].startswith(".") and parts[0] not in shown)
