"""The files in which an edition as a whole is passed on, each with its size and hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions.catalogue import File
from inspiratiekaart.editions.catalogue_terms import FILES
from inspiratiekaart.export.archive import archive, file_name


@dataclass(frozen=True)
class Distribution:
    """One form of an edition; ``stem`` tells files with the same suffix apart."""

    key: str
    stem: str
    suffix: str
    media_type: str
    write: Callable[[Dataset], bytes]

    def file_name(self, dataset: Dataset) -> str:
        """The name of the file, with edition and revision."""
        return file_name(dataset, self.stem, self.suffix)


@dataclass(frozen=True)
class Made:
    """A file that was made of an edition."""

    edition: str
    key: str
    path: Path
    size: int
    sha256: str

    def described(self, dataset: Dataset) -> File:
        """What the catalogue needs to know of the file, of ``dataset``."""
        from inspiratiekaart.export.geo import borders_source  # with what else draws a map

        borders = borders_source(dataset) if self.key.startswith("geojson-") else None
        return File(
            self.edition,
            self.key,
            f"{FILES}/{self.path.name}",
            self.size,
            self.sha256,
            borders.licence if borders else None,
        )


def _parquet(dataset: Dataset) -> bytes:
    from inspiratiekaart.export import parquet  # pyarrow costs a part of a second

    return parquet.write(dataset)


def _geopackage(dataset: Dataset) -> bytes:
    from inspiratiekaart.export import geopackage_edition  # geopandas costs a second

    return geopackage_edition.write(dataset)


def _sqlite(dataset: Dataset) -> bytes:
    from inspiratiekaart.export import sqlite  # a server needs it only when somebody asks

    return sqlite.write(dataset)


def _shapes(name: str, dataset: Dataset) -> bytes:
    return dataset.shapes_path(name).read_bytes()


DISTRIBUTIONS: Mapping[str, Distribution] = MappingProxyType(
    {
        each.key: each
        for each in (
            Distribution("csv", "", "zip", "application/zip", archive),
            Distribution("gpkg", "", "gpkg", "application/geopackage+sqlite3", _geopackage),
            Distribution("parquet", "parquet", "zip", "application/zip", _parquet),
            Distribution("sqlite", "", "sqlite", "application/vnd.sqlite3", _sqlite),
            *(
                Distribution(
                    f"geojson-{name}", name, "geojson", "application/geo+json",
                    partial(_shapes, name),
                )
                for name in ("arbeidsmarktregios", "gemeenten")
            ),
        )
    }
)  # fmt: skip
"""All of them by key, in the order in which they are offered."""

_SEALED = "csv"


def offered(dataset: Dataset) -> tuple[str, ...]:
    """The forms in which ``dataset`` is offered: of a sealed edition the tables as they are.

    The other forms of it are made for who asks by name. There may be many sealed editions.
    """
    return (_SEALED,) if dataset.is_sealed else tuple(DISTRIBUTIONS)


def make(dataset: Dataset, key: str, folder: Path) -> Made:
    """Write ``dataset`` in the form ``key`` into ``folder``; half a file is never seen there.

    Raises:
        ExportError: the data breaks its own keys or types.
        DatasetError: a table is missing or cannot be read.
    """
    distribution = DISTRIBUTIONS[key]
    content = distribution.write(dataset)
    path = folder / distribution.file_name(dataset)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
    return Made(dataset.edition, key, path, len(content), hashlib.sha256(content).hexdigest())
