"""Where the project keeps its files."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
"""The repository's root."""

HOME = Path(os.environ.get("INSPIRATIEKAART_HOME") or PROJECT)
"""The folder whose data is shown: a fork's, when INSPIRATIEKAART_HOME names one."""

DATASETS = HOME / "datasets"
"""The tables, per edition and common, with sources and the data package's descriptor."""

GEODATA = HOME / "geodata"
"""The boundaries, per edition."""

EXAMPLES = PROJECT / "inspiratiekaart" / "examples"
"""Composed maps that come along."""
