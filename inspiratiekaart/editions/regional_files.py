"""The files of a region's folder as bytes: from a disk, or from an address where one is published.

They are read once and are then the same for who checks them, shows them and keeps them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspiratiekaart import schema
from inspiratiekaart.editions.overlay import CONFLICTS_FILE, DATASETS, LEFT_OUT_FILE
from inspiratiekaart.editions.region_folder import REGION_FILE
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.provenance import CHECKS_FILE, SOURCES_FILE
from inspiratiekaart.validation import Finding, Spot
from inspiratiekaart.validation.accepted import ACCEPTED_FILE

INDEX_FILE = "regio.json"
MOST_BYTES = 50_000_000
"""How large all files of a region together may be."""

_BESIDE = (SOURCES_FILE, ACCEPTED_FILE)
_ALWAYS = (*_BESIDE, LEFT_OUT_FILE, CONFLICTS_FILE, CHECKS_FILE)
_NAME = re.compile(
    rf"{re.escape(REGION_FILE)}|{DATASETS}/([a-z_]+\.csv|{'|'.join(map(re.escape, _BESIDE))})"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")


class RegionalFilesError(InspiratiekaartError):
    """The files cannot be had; ``finding`` says why, in words for the status board."""

    def __init__(self, code: str, path: str = "", **values: object) -> None:
        super().__init__(code)
        self.finding = Finding(code, "error", Spot(path or INDEX_FILE, values=values))


@dataclass(frozen=True)
class RegionalFiles:
    """The files of a region's folder by their path in it, sorted."""

    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def digest(self) -> str:
        """A hash of all of it."""
        lines = (f"{name} {hashlib.sha256(content).hexdigest()}\n" for name, content in self.files)
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def write(self, folder: Path) -> None:
        """Write the files in ``folder``, which need not be there yet."""
        (folder / DATASETS).mkdir(parents=True, exist_ok=True)
        for name, content in self.files:
            (folder / name).write_bytes(content)


def read(folder: Path) -> RegionalFiles | None:
    """The files in ``folder`` that are a region's, or None where there is no such folder.

    A link that leads out of the folder is no file of it.

    Raises:
        RegionalFilesError: a file cannot be read, or there is too much of it.
    """
    if not folder.is_dir():
        return None
    root = folder.resolve()
    found: list[tuple[str, bytes]] = []
    left = MOST_BYTES
    for path in sorted([folder / REGION_FILE, *(folder / DATASETS).glob("*")]):
        name = path.relative_to(folder).as_posix()
        if not (_NAME.fullmatch(name) and path.is_file()):
            continue
        try:
            left -= path.stat().st_size
            if left < 0:
                raise RegionalFilesError("regional-size", name, most=MOST_BYTES // 1_000_000)
            if path.resolve().is_relative_to(root):
                found.append((name, path.read_bytes()))
        except OSError as error:
            if folder.is_dir():
                reason = error.strerror or ""
                raise RegionalFilesError("file-unreadable", name, reason=reason) from error
            return None  # it went while we were reading
    return RegionalFiles(tuple(found))


def signature(folder: Path) -> str:
    """What the files in ``folder`` look like from outside: names, sizes and times of change."""
    lines = []
    for path in sorted([folder / REGION_FILE, *(folder / DATASETS).glob("*")]):
        try:
            seen = path.stat()
            lines.append(f"{path} {seen.st_size} {seen.st_mtime_ns}\n")
        except OSError:
            lines.append(f"{path} -\n")
    return "".join(lines)


def index(folder: Path) -> str:
    """The text of ``regio.json``, which a region publishes beside its files: names and hashes.

    Raises:
        RegionalFilesError: a file cannot be read.
    """
    files = read(folder) or RegionalFiles()
    listed = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.files
    }
    return json.dumps({"files": listed}, indent=2) + "\n"


def published(get: Callable[[str, int], bytes | None]) -> RegionalFiles | None:
    """The files of a region at an address: those in its index, else those with the usual names.

    ``get`` gives the content of a file by its name, at most so many bytes, None where it is absent.
    Where there is neither index nor ``regio.toml`` there is no such folder: None.

    Raises:
        RegionalFilesError: the index is wrong, or a file is not as the index says.
    """
    told = get(INDEX_FILE, 1_000_000)
    hashes = _indexed(told) if told is not None else {}
    tables = (f"{DATASETS}/{name}.csv" for name in schema.tables())
    usual = (REGION_FILE, *(f"{DATASETS}/{name}" for name in _ALWAYS), *tables)
    found = []
    left = MOST_BYTES
    for name in sorted(hashes) if told is not None else usual:
        content = get(name, left)
        if content is not None:
            left -= len(content)
            if hashes and hashes[name] != hashlib.sha256(content).hexdigest():
                raise RegionalFilesError("regional-hash", name)
            found.append((name, content))
        elif hashes:
            raise RegionalFilesError("file-missing", name)
        elif name == REGION_FILE:
            return None
    return RegionalFiles(tuple(sorted(found)))


def _indexed(told: bytes) -> Mapping[str, str]:
    try:
        files: Any = json.loads(told)["files"]
        hashes = {str(name): str(each["sha256"]) for name, each in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RegionalFilesError("regional-index") from error
    strange = [name for name in hashes if not _NAME.fullmatch(name)]
    if strange or not all(_SHA256.fullmatch(each) for each in hashes.values()):
        raise RegionalFilesError("regional-index")
    return hashes
