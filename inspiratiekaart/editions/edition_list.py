"""What editions there are and what is in them, for who keeps them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from inspiratiekaart import schema, seals
from inspiratiekaart.dataset import in_order
from inspiratiekaart.editions.difference import difference, read_state
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.provenance import SOURCES_FILE, file_hash, read_sources
from inspiratiekaart.seals import Seal

State = Literal["living", "whole", "damaged"]


@dataclass(frozen=True)
class Edition:
    """An edition: ``seal`` is None of a living one, and of one whose seal is damaged."""

    name: str
    boundary_year: int
    state: State
    rows: Mapping[str, int]
    size: int
    seal: Seal | None = None

    @property
    def rows_count(self) -> int:
        """The rows of all its tables, also of those that it shares with others."""
        return sum(self.rows.values())


@dataclass(frozen=True)
class Detail:
    """An edition in full.

    ``sources`` counts the rows by source. ``differences`` says per table how many rows the living
    edition that it was made from has more, fewer and other; empty of a living one itself.
    """

    edition: Edition
    sources: Mapping[str, int]
    differences: Mapping[str, tuple[int, int, int]]


def listed(home: Path) -> tuple[Edition, ...]:
    """All editions under ``home``, in the order of ``dataset.editions``; also what is damaged."""
    return tuple(_edition(home, name) for name in _names(home))


def detail(home: Path, name: str) -> Detail:
    """The edition ``name`` under ``home``.

    Raises:
        DatasetError: there is no such edition, or it cannot be read.
    """
    there = _names(home)
    if name not in there:
        known = ", ".join(there) or "none"
        raise DatasetError(f"datasets/{name}: no such edition; there are: {known}")
    edition, datasets = _edition(home, name), home / "datasets"
    state = read_state(datasets, name)
    counted: dict[str, int] = {}
    for rows in state.values():
        for row in rows.values():
            counted[row.get("source_id", "")] = counted.get(row.get("source_id", ""), 0) + 1
    known_sources = read_sources(datasets / (name if edition.seal else "") / SOURCES_FILE)
    living = edition.seal.made_from if edition.seal else name
    found = () if living == name else difference(state, read_state(datasets, living))
    return Detail(
        edition,
        {key: counted.get(key, 0) for key in known_sources},
        {each.table: each.counts for each in found},
    )


def problems(home: Path, seal: Seal) -> tuple[str, ...]:
    """The files under ``seal`` that are missing, changed or not named by it, from ``home``."""
    wrong = {
        name
        for name, each in seal.files.items()
        if not seal.path(home, name).is_file() or file_hash(seal.path(home, name)) != each.hash
    }
    paths = {seal.path(home, name) for name in wrong} | set(seals.strangers(home, seal))
    return tuple(sorted(path.relative_to(home).as_posix() for path in paths))


def _names(home: Path) -> tuple[str, ...]:
    folders = (path.name for path in (home / "datasets").glob("2*") if path.is_dir())
    return in_order(name for name in folders if schema.is_edition(name))


def _edition(home: Path, name: str) -> Edition:
    datasets = home / "datasets"
    paths = {key: table.path(datasets, name) for key, table in schema.tables().items()}
    rows = {key: _rows(path) for key, path in paths.items() if path.is_file()}
    if not schema.is_dated(name):
        folders = (datasets / name, home / "geodata" / name)
        size = sum(path.stat().st_size for folder in folders for path in folder.glob("*"))
        return Edition(name, int(name), "living", rows, size)
    try:
        seal = seals.read_seal(datasets, name)
    except DatasetError:
        return Edition(name, 0, "damaged", rows, 0)
    state: State = "damaged" if problems(home, seal) else "whole"
    size = sum(each.bytes for each in seal.files.values())
    return Edition(name, seal.boundary_year, state, rows, size, seal)


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return max(0, sum(1 for row in csv.reader(file) if row) - 1)
