"""The files of the dataset as they lie on disk, with an address to download each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import streamlit.components.v1 as components

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.division import DIVISION_FILE
from inspiratiekaart.edition_differences import TableSize
from inspiratiekaart.export.archive import file_name
from inspiratiekaart.paths import DATASETS, GEODATA
from inspiratiekaart.provenance import PACKAGE_FILE, SOURCES_FILE
from inspiratiekaart.seals import SEAL_FILE

_DOCUMENTS = (PACKAGE_FILE, SOURCES_FILE, DIVISION_FILE, "CHANGELOG.md", "README.md")
_SHAPES = ("arbeidsmarktregios", "gemeenten")


@dataclass(frozen=True)
class Download:
    """A file of the dataset: its address as seen from a page, and the name to save it under."""

    address: str
    file_name: str
    label: str = ""


@cache
def _serve() -> None:
    """Streamlit serves a component's folder, with gzip; nothing else is needed of it."""
    for name, folder in (("datasets", DATASETS), ("geodata", GEODATA)):
        if folder.is_dir():
            components.declare_component(name, path=str(folder))


def _download(folder: str, path: str, name: str, revision: str, label: str = "") -> Download:
    _serve()
    address = f"component/{__name__}.{folder}/{path}?revision={revision}"
    return Download(address, name, label)


def table_download(dataset: Dataset, size: TableSize) -> Download:
    """The CSV of a table in the edition of ``dataset``."""
    path = dataset.table_path(size.table.name).relative_to(DATASETS).as_posix()
    name = file_name(dataset, size.table.name, "csv")
    if size.is_common:
        name = name.replace(f"-{dataset.edition}-", "-", 1)
    return _download("datasets", path, name, dataset.revision)


def documents(dataset: Dataset) -> list[Download]:
    """The descriptor, the sources, and what changed: of all editions together."""
    return [
        _download("datasets", name, name, dataset.revision, name)
        for name in _DOCUMENTS
        if (DATASETS / name).exists()
    ]


def seal(dataset: Dataset) -> Download:
    """The seal of a sealed edition."""
    name = file_name(dataset, "zegel", "json")
    return _download("datasets", f"{dataset.edition}/{SEAL_FILE}", name, dataset.revision)


def shapes(dataset: Dataset) -> list[Download]:
    """The boundaries of the edition of ``dataset``, as GeoJSON in EPSG:4326."""
    return [
        _download(
            "geodata",
            f"{dataset.edition}/{name}.geojson",
            file_name(dataset, name, "geojson"),
            dataset.revision,
            name,
        )
        for name in _SHAPES
    ]
