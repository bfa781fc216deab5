"""What we wrote by hand about work, read from ``editions/editorial``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

from inspiratiekaart.sources.raw import read_raw

FOLDER = Path(__file__).parent.parent / "editorial"


def toml(name: str) -> dict[str, Any]:
    """The editorial file ``name``.toml."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def csv(name: str, *columns: str) -> pd.DataFrame:
    """The named columns of the editorial file ``name``.csv, all cells text."""
    return read_raw(FOLDER / f"{name}.csv", columns)
