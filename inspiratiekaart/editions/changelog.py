"""The dataset's version, read from its change log, which people keep by hand."""

from __future__ import annotations

import re
from pathlib import Path

from inspiratiekaart.errors import DatasetError

CHANGELOG_FILE = "CHANGELOG.md"

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
