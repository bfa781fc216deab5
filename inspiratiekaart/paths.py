"""Where the project keeps its files."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
"""The repository's root."""

HOME = Path(os.environ.get("INSPIRATIEKAART_HOME") or PROJECT)
"""The folder whose data is shown: a fork's, when INSPIRATIEKAART_HOME names one."""

REGIONS = tuple(os.environ.get("INSPIRATIEKAART_REGIONS", "").split())
"""Folders and addresses of regions whose rows are shown beside the data of ``HOME``."""

IS_FORK = (HOME / "regio.toml").is_file()
"""Whether ``HOME`` is a region's own folder, which has only what differs from the national data."""

_IMPORTS = os.environ.get("INSPIRATIEKAART_IMPORTS", "")
IMPORTS = HOME if IS_FORK else Path(_IMPORTS) if _IMPORTS else None
"""Where rows that are read in from files are kept: a fork's own folder, or one for the country."""

IS_GATHERED = IMPORTS is not None or bool(REGIONS)
"""Whether what is shown is put together from several folders."""

NATIONAL = (HOME / "landelijk" if IS_FORK else HOME) / "datasets"
"""The tables of the whole country that is shown, those that a fork follows among them."""

GATHERED = Path(os.environ.get("INSPIRATIEKAART_GATHERED") or HOME / ".samengesteld")
"""Where it is put together."""

SHOWN = HOME if not IS_GATHERED else GATHERED / "samen" if IMPORTS and REGIONS else GATHERED
"""The folder whose ``datasets`` and ``geodata`` are shown."""

DATASETS = SHOWN / "datasets"
"""The tables, per edition and common, with sources and the data package's descriptor."""

GEODATA = SHOWN / "geodata"
"""The boundaries, per edition."""

EXAMPLES = PROJECT / "inspiratiekaart" / "examples"
"""Composed maps that come along."""
