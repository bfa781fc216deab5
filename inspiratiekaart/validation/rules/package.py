"""Rules on the descriptor: it must describe the files as they are now."""

from __future__ import annotations

import json
from collections.abc import Iterator

from inspiratiekaart.provenance import PACKAGE_FILE, SOURCES_FILE, file_hash, package_hashes
from inspiratiekaart.validation.files import Files
from inspiratiekaart.validation.findings import Spot, rule

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
    there = {path.relative_to(datasets).as_posix() for path in datasets.glob("*/*.csv")}
    there -= {stray.removeprefix("datasets/") for stray in files.strays}
    there |= {f"../{one.path}" for one in files.shapes.values() if one.problem != "missing"}
    there |= {SOURCES_FILE} if (datasets / SOURCES_FILE).exists() else set()
    for name in sorted(there | set(described)):
        path = datasets / name
        if not path.is_file() or described.get(name) != file_hash(path):
            yield Spot(_PATH, value=name)


def _hashes(files: Files) -> dict[str, str] | None:
    try:
        text = (files.home / _PATH).read_text(encoding="utf-8")
        return package_hashes(json.loads(text))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
