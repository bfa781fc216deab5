"""The dataset's version, read from its change log, which people keep by hand."""

from __future__ import annotations

import re
from pathlib import Path

from inspiratiekaart.errors import DatasetError

CHANGELOG_FILE = "CHANGELOG.md"

_DATED = re.compile(r"^## \d+\.\d+\.\d+\b([^\n]*)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_HEADING = re.compile(r"^## (\d+\.\d+\.\d+)\b", re.MULTILINE)


def version(path: Path) -> str:
    """The newest version in the change log ``path``: its first heading such as ``## 1.0.0``.

    Raises:
        DatasetError: the file is missing or has no such heading.
    """
    try:
        found = _HEADING.search(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DatasetError(
            f"{path.name} is missing in {path.parent.name}. "
            "Write one that begins with a heading such as: ## 1.0.0"
        ) from None
    if not found:
        raise DatasetError(f"{path.name} has no heading such as '## 1.0.0'. Add one on top.")
    return found[1]


def dates(path: Path, edition: str) -> tuple[str, str]:
    """When ``edition`` came out and when the dataset last changed, where the log tells.

    A version has its date in its heading (``## 1.1.0 (2026-11-22)``); the edition came out with
    the oldest version that names it in bold. Empty where there is no such date.
    """
    found = _DATED.findall(path.read_text(encoding="utf-8"))
    days = [(day[0] if (day := _DATE.findall(heading)) else "", text) for heading, text in found]
    first = [day for day, text in days if f"**{edition}**" in text]
    return (first[-1] if first else "", days[0][0] if days else "")
