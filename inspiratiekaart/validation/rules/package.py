"""Rules on the descriptor: it must describe the files as they are now."""

from __future__ import annotations

import json
from collections.abc import Iterator

from inspiratiekaart.division import DIVISION_FILE
from inspiratiekaart.provenance import PACKAGE_FILE, SOURCES_FILE, file_hash, package_hashes
from inspiratiekaart.schema import is_dated
from inspiratiekaart.validation.files import Files
from inspiratiekaart.validation.findings import Spot, rule
from inspiratiekaart.validation.rules.sealed import read_seals

_PATH = f"datasets/{PACKAGE_FILE}"


@rule("package-file")
def package_file(files: Files) -> Iterator[Spot]:
    """There is a readable datapackage.json."""
    if _hashes(files) is None:
        yield Spot(_PATH)


@rule("package-stale")
def package_stale(files: Files) -> Iterator[Spot]:
    """The descriptor names every file of the dataset with the hash that the file has now."""
    described = _hashes(files)
    if described is None:
        return
    datasets = files.home / "datasets"
    tables = (path for path in datasets.glob("*/*.csv") if not is_dated(path.parent.name))
    there = {path.relative_to(datasets).as_posix() for path in tables}
    there -= {stray.removeprefix("datasets/") for stray in files.strays}
    there |= {f"../{one.path}" for one in files.shapes.values() if one.problem != "missing"}
    there |= {name for name in (SOURCES_FILE, DIVISION_FILE) if (datasets / name).exists()}
    sealed = dict(_sealed(files))
    for name in sorted(there | set(described) | set(sealed)):
        path = datasets / name
        now = sealed.get(name) or (file_hash(path) if path.is_file() else "")
        if not now or described.get(name) != now:
            yield Spot(_PATH, value=name)


def _sealed(files: Files) -> Iterator[tuple[str, str]]:
    """The files of sealed editions; whether they are as their seal says is for other rules."""
    for seal in read_seals(files):
        for name, each in seal.files.items():
            path = seal.path(files.home, name).relative_to(files.home).as_posix()
            inner = path.removeprefix("datasets/")
            yield inner if inner != path else f"../{path}", each.hash


def _hashes(files: Files) -> dict[str, str] | None:
    try:
        text = (files.home / _PATH).read_text(encoding="utf-8")
        return package_hashes(json.loads(text))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
