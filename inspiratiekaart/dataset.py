"""A folder of tables and shapes, opened as one unchanging value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from inspiratiekaart import provenance
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.paths import DATASETS, GEODATA
from inspiratiekaart.provenance import Source
from inspiratiekaart.schema import Table, tables

if TYPE_CHECKING:
    import geopandas as gpd

_REVISION_LETTERS = 12


@dataclass(frozen=True)
class Dataset:
    """One edition of the dataset: its tables, shapes and sources, and the hash of its files.

    Two datasets are equal when their edition and ``revision`` are, so one is a good cache key.
    """

    root: Path
    geo_root: Path
    edition: str
    revision: str

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The table ``name`` in the types of the schema; a new frame, yours to change.

        Raises:
            DatasetError: the file is missing or cannot be read.
        """
        table = tables()[name]
        frame = _read(table, table.path(self.root, self.edition), self.revision)
        return frame.copy(deep=False)

    def shapes(self, name: str) -> gpd.GeoDataFrame:
        """The boundaries ``name`` (arbeidsmarktregios or gemeenten), EPSG:4326."""
        import geopandas as gpd  # it costs a second that most commands need not spend

        return gpd.read_file(self.shapes_path(name))

    def shapes_path(self, name: str) -> Path:
        """The GeoJSON file of the boundaries ``name``."""
        return self.geo_root / self.edition / f"{name}.geojson"

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources of all rows, by ``source_id``."""
        return _sources(self.root, self.revision)


def editions(root: Path = DATASETS) -> tuple[str, ...]:
    """The editions under ``root``, the newest first."""
    return tuple(sorted((path.name for path in root.glob("2*") if path.is_dir()), reverse=True))


def open_dataset(edition: str = "2026", root: Path = DATASETS, geo_root: Path = GEODATA) -> Dataset:
    """Open ``edition`` of the dataset under ``root``, with its shapes under ``geo_root``.

    Raises:
        DatasetError: there is no such edition, or the folder has no datapackage.json.
    """
    if not (root / edition).is_dir():
        known = ", ".join(reversed(editions(root)))
        raise DatasetError(f"{root.name}/{edition}: no such edition; there are: {known or 'none'}")
    return Dataset(root, geo_root, edition, revision(root))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of ``frame`` as plain dictionaries, with None for missing values."""
    columns = [
        cells.astype("object").where(cells.notna(), None).tolist() for _, cells in frame.items()
    ]
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def revision(root: Path) -> str:
    """A short hash over the hashes of all files of the dataset, from its descriptor.

    Raises:
        DatasetError: datapackage.json is missing or damaged.
    """
    return provenance.revision(root)[:_REVISION_LETTERS]


@lru_cache(maxsize=128)
def _read(table: Table, path: Path, _revision: str) -> pd.DataFrame:
    try:
        frame = pd.read_csv(path, dtype="string", keep_default_na=False, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise DatasetError(f"{path.parent.name}/{path.name}: cannot be read ({error})") from error
    try:
        return table.typed(frame)
    except (ValueError, TypeError) as error:
        raise DatasetError(
            f"{path.parent.name}/{path.name}: a value does not fit its column ({error}). "
            "Find it with: python -m inspiratiekaart validate"
        ) from error


@lru_cache(maxsize=8)
def _sources(root: Path, _revision: str) -> Mapping[str, Source]:
    return provenance.read_sources(root / provenance.SOURCES_FILE)
