"""A national home that regions follow: is it whole, which state is it, and a copy of it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from inspiratiekaart.dataset import editions, living, revision
from inspiratiekaart.editions import changelog
from inspiratiekaart.editions.difference import State, read_state
from inspiratiekaart.editions.region_folder import NATIONAL, ForkError, RegionFolder
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.provenance import PACKAGE_FILE, file_hash, package_hashes

FOLDERS = ("datasets", "geodata")


@dataclass(frozen=True)
class National:
    """The state of a national home: its newest living edition, revision and version."""

    home: Path
    edition: str
    revision: str
    version: str

    @property
    def datasets(self) -> Path:
        """The folder with its tables."""
        return self.home / "datasets"


def read_national(home: Path) -> National:
    """The state of the national home ``home``, of which every file is as its descriptor says.

    Raises:
        ForkError: there is no dataset, or a file is missing or not as described.
    """
    datasets = home / "datasets"
    known = living(editions(datasets))
    if not known:
        raise ForkError("no-national", folder=home)
    try:
        descriptor = json.loads((datasets / PACKAGE_FILE).read_text(encoding="utf-8"))
        state = National(
            home, known[0], revision(datasets), changelog.version(datasets / "CHANGELOG.md")
        )
    except (OSError, ValueError, DatasetError) as error:
        raise ForkError("no-package", folder=home, problem=str(error)) from error
    for name, described in package_hashes(descriptor).items():
        path = datasets / name
        if not path.is_file() or file_hash(path) != described:
            raise ForkError("not-whole", folder=home, file=name)
    return state


def copy_national(home: Path, to: Path) -> None:
    """Copy the tables and boundaries under ``home`` into the new folder ``to``."""
    for name in FOLDERS:
        shutil.copytree(home / name, to / name, ignore=shutil.ignore_patterns(".*", "*.new"))


def followed_rows(folder: Path, region: RegionFolder) -> State:
    """The national rows that the region's ``folder`` follows.

    Raises:
        ForkError: they are not there.
        DatasetError: they cannot be read.
    """
    datasets = folder / NATIONAL / "datasets"
    if not (datasets / region.edition).is_dir():
        raise ForkError("no-inherited", edition=region.edition)
    return read_state(datasets, region.edition)


def contents(folder: Path) -> dict[str, bytes]:
    """Each file under ``folder`` by its path, with its bytes."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
