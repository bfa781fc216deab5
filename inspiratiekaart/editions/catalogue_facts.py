"""What a catalogue must look up of an edition: its sources, licences, dates and version."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions import changelog
from inspiratiekaart.provenance import Licence, Source
from inspiratiekaart.schema import tables
from inspiratiekaart.seals import read_seal


def used_sources(dataset: Dataset) -> list[Source]:
    """The sources of the rows of ``dataset``, in the order of their ids."""
    used = _used(dataset)
    return [source for key, source in dataset.sources.items() if key in used]


@lru_cache(maxsize=64)
def _used(dataset: Dataset) -> frozenset[str]:
    """The ids of the sources of all rows; the tables of old editions need not stay in memory."""
    used: set[str] = set()
    for name in tables():
        with dataset.table_path(name).open(encoding="utf-8", newline="") as file:
            used |= {row["source_id"] for row in csv.DictReader(file) if row.get("source_id")}
    return frozenset(used)


def used_licences(dataset: Dataset) -> list[Licence]:
    """The licences of all that is in ``dataset``, in the order of their codes.

    Some sources gave a column or the boundaries and no row, so all of them count.
    """
    found = {source.licence.code: source.licence for source in dataset.sources.values()}
    return [found[code] for code in sorted(found)]


def dates(dataset: Dataset) -> tuple[str, str]:
    """When the edition came out and when it last changed; a sealed one never does."""
    if dataset.is_sealed:
        made_on = read_seal(dataset.root, dataset.edition).made_on
        return made_on, made_on
    return changelog.dates(_log(dataset), dataset.edition)


def version(dataset: Dataset) -> str:
    """The version of the dataset; of a sealed edition the one of its day."""
    if dataset.is_sealed:
        return read_seal(dataset.root, dataset.edition).version
    return changelog.version(_log(dataset))


def _log(dataset: Dataset) -> Path:
    return dataset.root / changelog.CHANGELOG_FILE
