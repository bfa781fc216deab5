"""The seal of an edition: what it was made from, and the hash of every file that is in it.

An edition with a date for a name is sealed. It lies in ``datasets/<date>`` with its own copies of
all tables and sources, and in ``geodata/<date>``; ``edition.json`` in the former is the seal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from inspiratiekaart.errors import DatasetError
from inspiratiekaart.provenance import PACKAGE_FILE, package_hashes
from inspiratiekaart.schema import COMMON

SEAL_FILE = "edition.json"
GEODATA = "geodata"
"""Where a seal names the boundaries, which lie in a folder of their own."""


@dataclass(frozen=True)
class Sealed:
    """One file under a seal."""

    bytes: int
    hash: str


@dataclass(frozen=True)
class Seal:
    """What a sealed edition says of itself.

    ``made_from`` is the living edition that it was made from, ``version`` that of the dataset on
    that day, ``licences`` those of its sources. ``files`` are named as in ``content_of``.
    """

    name: str
    made_from: str
    boundary_year: int
    made_on: str
    version: str
    note: str
    licences: tuple[str, ...]
    files: Mapping[str, Sealed]

    @property
    def revision(self) -> str:
        """One hash over the hashes of all files: the same content has the same."""
        return revision_of({name: each.hash for name, each in self.files.items()})

    def path(self, home: Path, name: str) -> Path:
        """Where the file ``name`` lies under ``home``."""
        inner = name.removeprefix(f"{GEODATA}/")
        return home / ("datasets" if inner == name else GEODATA) / self.name / inner


def revision_of(hashes: Mapping[str, str]) -> str:
    """One hash over ``hashes`` by name."""
    lines = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()


def content_of(datasets: Path, living: str) -> Mapping[str, str]:
    """The hash of each file that the edition ``living`` is made of, from the descriptor.

    Tables and documents have the name of their file, boundaries ``geodata/`` before it.

    Raises:
        DatasetError: the descriptor is missing or is not ours.
    """
    try:
        described = package_hashes(json.loads((datasets / PACKAGE_FILE).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{PACKAGE_FILE} cannot be read ({error}). Make it with: "
            "python -m inspiratiekaart package"
        ) from error
    found = {}
    for path, digest in described.items():
        folder, _, name = path.rpartition("/")
        if folder in ("", living, COMMON):  # those without a folder are of the whole dataset
            found[name] = digest
        elif folder == f"../{GEODATA}/{living}":
            found[f"{GEODATA}/{name}"] = digest
    return found


def found_at(datasets: Path, living: str, name: str) -> Path:
    """Where the file ``name`` of the edition ``living`` lies, named as in ``content_of``."""
    if name.startswith(f"{GEODATA}/"):
        return datasets.parent / GEODATA / living / name.removeprefix(f"{GEODATA}/")
    places = (datasets / folder / name for folder in (living, COMMON, ""))
    return next((path for path in places if path.is_file()), datasets / name)


def strangers(home: Path, seal: Seal) -> list[Path]:
    """The files that lie with those under ``seal`` and are not."""
    known = {seal.path(home, name) for name in seal.files}
    known.add(home / "datasets" / seal.name / SEAL_FILE)
    folders = (home / "datasets" / seal.name, home / GEODATA / seal.name)
    there = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in there if path not in known]


def document_of(seal: Seal) -> dict[str, Any]:
    """``seal`` as plain values for JSON."""
    told = {field.name: getattr(seal, field.name) for field in fields(seal)}
    files = {name: asdict(seal.files[name]) for name in sorted(seal.files)}
    return {**told, "licences": list(seal.licences), "revision": seal.revision, "files": files}


def seal_text(seal: Seal) -> str:
    """``seal`` as the text of ``edition.json``."""
    return json.dumps(document_of(seal), ensure_ascii=False, indent=2) + "\n"


def read_seal(datasets: Path, name: str) -> Seal:
    """The seal of the edition ``name`` under ``datasets``.

    Raises:
        DatasetError: it is missing or damaged.
    """
    path = datasets / name / SEAL_FILE
    try:
        about = path.stat()
    except OSError:
        raise DatasetError(
            f"{name}/{SEAL_FILE} is missing: {name} is no sealed edition. Put the file back, or "
            "take the folder away."
        ) from None
    return _read(path, name, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, name: str, _changed_at: int, _size: int) -> Seal:
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        revision = document.pop("revision")
        files = {str(key): Sealed(**each) for key, each in document.pop("files").items()}
        document["licences"] = tuple(document["licences"])
        seal = Seal(**document, files=MappingProxyType(files))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(name, f"{type(error).__name__}: {error}") from error
    if seal.name != name or seal.revision != revision or not isinstance(seal.boundary_year, int):
        raise _broken(name, "name, files and revision do not belong together")
    return seal


def _broken(name: str, problem: str) -> DatasetError:
    return DatasetError(
        f"{name}/{SEAL_FILE} is damaged ({problem}). Put it back as it was made: a sealed edition "
        "never changes."
    )
