"""Our own data with marks beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from inspiratiekaart.checks import Check, checks_text
from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.provenance import CHECKS_FILE


def marked(folder: Path, checks: Iterable[Check], today: date | None = None) -> Dataset:
    """Our data, of which ``folder`` has only links, with ``checks``, looked at on ``today``."""
    for path in DATASETS.iterdir():
        (folder / path.name).symlink_to(path)
    (folder / CHECKS_FILE).write_text(checks_text(checks), encoding="utf-8")
    return replace(open_dataset(root=folder), today=today)
