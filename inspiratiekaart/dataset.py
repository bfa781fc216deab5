"""A folder of tables and shapes, opened as one unchanging value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from inspiratiekaart import provenance, seals
from inspiratiekaart.division import Division, read_division
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.paths import DATASETS, GEODATA
from inspiratiekaart.provenance import Source
from inspiratiekaart.schema import Table, is_dated, is_edition, tables

if TYPE_CHECKING:
    import geopandas as gpd

_REVISION_LETTERS = 12
_DATE_LETTERS = len("2026-11-22")


@dataclass(frozen=True)
class Dataset:
    """One edition of the dataset: its tables, shapes and sources, and the hash of its files.

    Two datasets are equal when their edition and ``revision`` are, so one is a good cache key.
    ``boundary_year`` says within which borders its figures are. ``today`` is the day on which it is
    looked at, from which rows fade by age; None where what is made of it must not change by itself.
    """

    root: Path
    geo_root: Path
    edition: str
    revision: str
    boundary_year: int
    today: date | None = None

    @property
    def is_sealed(self) -> bool:
        """Whether it never changes."""
        return is_dated(self.edition)

    @property
    def content(self) -> str:
        """A hash of what this edition alone is made of: two of the same content have the same.

        Raises:
            DatasetError: the descriptor or the seal is missing or damaged.
        """
        return self.revision if self.is_sealed else _content(self)

    def table_path(self, name: str) -> Path:
        """The CSV file of the table ``name``."""
        return tables()[name].path(self.root, self.edition)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The table ``name`` in the types of the schema; a new frame, yours to change.

        Raises:
            DatasetError: the file is missing or cannot be read.
        """
        table = tables()[name]
        frame = _read(table, self.table_path(name), self.revision)
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
        return _sources(self.own_root, self.revision)

    @property
    def division(self) -> Division:
        """What is particular to the country or division that these regions are of.

        Raises:
            DatasetError: ``division.toml`` is missing, or not as it should be.
        """
        return _division(self.own_root, self.revision)

    @property
    def own_root(self) -> Path:
        """Where its documents lie: sources, division and the like; a sealed one has its own."""
        return self.root / self.edition if self.is_sealed else self.root


def editions(root: Path = DATASETS) -> tuple[str, ...]:
    """The editions under ``root``: the living ones, newest first, then the sealed, newest first.

    So the first one is what visitors see who ask for none: it gets all corrections. One of which
    the seal is damaged does not count.
    """
    names = (path.name for path in root.glob("2*") if path.is_dir() and is_edition(path.name))
    return in_order(name for name in names if not is_dated(name) or _has_seal(root, name))


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """The editions ``names`` in the order of ``editions``."""
    return tuple(sorted(names, key=_rank, reverse=True))


def living(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the editions ``names`` that are not sealed."""
    return tuple(name for name in names if not is_dated(name))


def open_dataset(edition: str = "", root: Path = DATASETS, geo_root: Path = GEODATA) -> Dataset:
    """Open ``edition`` of the dataset under ``root``, with its shapes under ``geo_root``.

    Without a name it is the newest living one. A sealed one needs nothing but its own files, and
    its revision is that of its seal.

    Raises:
        DatasetError: there is no such edition, the folder has no datapackage.json, or the seal is
            damaged.
    """
    known = editions(root)
    name = edition or (known[0] if known else "")
    if is_dated(name) and (root / name).is_dir():
        seals.read_seal(root, name)  # says what is wrong with it
    if name not in known:
        there = ", ".join(reversed(known)) or "none"
        raise DatasetError(f"{root.name}/{name}: no such edition; there are: {there}")
    if not is_dated(name):
        return Dataset(root, geo_root, name, revision(root), int(name))
    seal = seals.read_seal(root, name)
    return Dataset(root, geo_root, name, seal.revision[:_REVISION_LETTERS], seal.boundary_year)


def pinned(dataset: Dataset) -> Dataset:
    """The newest sealed edition with the content of ``dataset``; itself where there is none.

    What is shared names it, so that it shows the same for ever.
    """
    if dataset.is_sealed:
        return dataset
    for name in editions(dataset.root):
        if is_dated(name):
            sealed = open_dataset(name, dataset.root, dataset.geo_root)
            if sealed.content == dataset.content:
                return sealed
    return dataset


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of ``frame`` as plain dictionaries, with None for missing values."""
    columns = [
        cells.astype("object").where(cells.notna(), None).tolist() for _, cells in frame.items()
    ]
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def revision(root: Path) -> str:
    """A short hash over the hashes of all files of the living editions, from the descriptor.

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


@lru_cache(maxsize=16)
def _content(dataset: Dataset) -> str:
    found = seals.content_of(dataset.root, dataset.edition)
    return seals.revision_of(found)[:_REVISION_LETTERS]


def _has_seal(root: Path, name: str) -> bool:
    try:
        return seals.read_seal(root, name).name == name
    except DatasetError:
        return False


def _rank(name: str) -> tuple[bool, str, int]:
    """The living ones before the sealed, and the tenth of a day before its second."""
    return not is_dated(name), name[:_DATE_LETTERS], int(name[_DATE_LETTERS + 1 :] or 1)


@lru_cache(maxsize=16)
def _sources(root: Path, _revision: str) -> Mapping[str, Source]:
    return provenance.read_sources(root / provenance.SOURCES_FILE)


@lru_cache(maxsize=16)
def _division(root: Path, _revision: str) -> Division:
    return read_division(root)
