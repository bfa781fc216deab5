"""Rules on sealed editions: each file is there as its seal says, and there is nothing else.

What is in those files was judged when they were sealed, and is not judged again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from inspiratiekaart import seals
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.provenance import file_hash
from inspiratiekaart.schema import is_dated
from inspiratiekaart.seals import SEAL_FILE, Seal
from inspiratiekaart.validation.files import Files
from inspiratiekaart.validation.findings import Spot, rule


@rule("sealed-seal")
def sealed_seal(files: Files) -> Iterator[Spot]:
    """Each folder with a date for a name has a seal that is whole."""
    for name in _dated(files):
        try:
            seals.read_seal(files.home / "datasets", name)
        except DatasetError as error:
            yield Spot(f"datasets/{name}/{SEAL_FILE}", values={"problem": str(error)})


@rule("sealed-changed")
def sealed_changed(files: Files) -> Iterator[Spot]:
    """Each file of a sealed edition is as it was when it was sealed."""
    for seal in read_seals(files):
        for path, hashed in _paths(files, seal):
            if path.is_file() and file_hash(path) != hashed:
                yield _spot(files, path, seal)


@rule("sealed-missing")
def sealed_missing(files: Files) -> Iterator[Spot]:
    """Each file of a sealed edition is there."""
    for seal in read_seals(files):
        for path, _ in _paths(files, seal):
            if not path.is_file():
                yield _spot(files, path, seal)


@rule("sealed-added")
def sealed_added(files: Files) -> Iterator[Spot]:
    """Nothing was put with the files of a sealed edition."""
    for seal in read_seals(files):
        for path in seals.strangers(files.home, seal):
            yield _spot(files, path, seal)


def read_seals(files: Files) -> Iterator[Seal]:
    """The seals that can be read."""
    for name in _dated(files):
        try:
            yield seals.read_seal(files.home / "datasets", name)
        except DatasetError:
            continue  # another rule says so


def _dated(files: Files) -> list[str]:
    folders = sorted((files.home / "datasets").glob("2*"))
    return [folder.name for folder in folders if folder.is_dir() and is_dated(folder.name)]


def _paths(files: Files, seal: Seal) -> Iterator[tuple[Path, str]]:
    for name, each in seal.files.items():
        yield seal.path(files.home, name), each.hash


def _spot(files: Files, path: Path, seal: Seal) -> Spot:
    return Spot(path.relative_to(files.home).as_posix(), values={"edition": seal.name})
