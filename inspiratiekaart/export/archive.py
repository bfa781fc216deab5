"""An edition as one ZIP: its tables, the common ones, sources, boundaries and a descriptor.

Unpacked, it is a folder of the same shape as ours, so that other tools (and a fork) can read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.division import DIVISION_FILE
from inspiratiekaart.export.packing import packed
from inspiratiekaart.provenance import PACKAGE_FILE, SOURCES_FILE
from inspiratiekaart.schema import COMMON
from inspiratiekaart.seals import read_seal

FOLDER = "datasets"
"""Where the tables and documents stand in it; the boundaries stand in ``geodata`` beside it."""

_DOCUMENTS = ("README.md", "CHANGELOG.md", SOURCES_FILE, DIVISION_FILE)


def file_name(dataset: Dataset, stem: str = "", suffix: str = "zip") -> str:
    """The name of a download, with edition and revision: ``inspiratiekaart-2026-1a2b3c.zip``."""
    parts = ["inspiratiekaart", dataset.edition, stem, dataset.revision]
    return f"{'-'.join(part for part in parts if part)}.{suffix}"


def archive(dataset: Dataset) -> bytes:
    """The ZIP of ``dataset``; the same revision gives the same bytes."""
    return packed(members(dataset))


def members(*datasets: Dataset) -> Iterator[tuple[str, bytes]]:
    """The files of one or more editions of a dataset: path and content, the descriptor first."""
    one = datasets[0]
    described = descriptor(*datasets)
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    yield f"{FOLDER}/{PACKAGE_FILE}", text.encode()
    for name in _DOCUMENTS:
        path = (one.own_root if _are_sealed(datasets) else one.root) / name
        if path.exists():
            yield f"{FOLDER}/{name}", path.read_bytes()
    own = [each for each in described["attachments"] if _is_of(each, datasets)]
    for entry in (*described["resources"], *own):
        yield f"{FOLDER}/{entry['path']}", (one.root / entry["path"]).read_bytes()
    for dataset in datasets:
        for path in _shapes(dataset):
            yield f"geodata/{dataset.edition}/{path.name}", path.read_bytes()


def descriptor(*datasets: Dataset) -> Mapping[str, Any]:
    """The Data Package descriptor of these editions alone: the whole one without the others.

    Of sealed editions alone it says nothing of what has changed since.
    """
    whole = json.loads((datasets[0].root / PACKAGE_FILE).read_text(encoding="utf-8"))
    folders = tuple(f"{dataset.edition}/" for dataset in datasets)
    if not _are_sealed(datasets):
        folders = (*folders, f"{COMMON}/")
    shapes = {
        f"../geodata/{dataset.edition}/{path.name}"
        for dataset in datasets
        for path in _shapes(dataset)
    }
    resources = [r for r in whole["resources"] if r["path"].startswith(folders)]
    attachments = [
        each
        for each in whole.get("attachments", ())
        if each["path"] in shapes
        or (each["path"] in _DOCUMENTS and not _are_sealed(datasets))
        or _is_of(each, datasets)
    ]
    of_that_day = _of_that_day(datasets[0], resources) if _are_sealed(datasets) else {}
    return {**whole, **of_that_day, "resources": resources, "attachments": attachments}


def _of_that_day(dataset: Dataset, resources: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The version, licences and sources of a sealed edition."""
    found: dict[str, Any] = {"version": read_seal(dataset.root, dataset.edition).version}
    for kind in ("licenses", "sources"):
        named = {each["name"]: each for one in resources for each in one.get(kind, ())}
        found[kind] = [named[name] for name in sorted(named)]
    return found


def _are_sealed(datasets: Iterable[Dataset]) -> bool:
    return all(dataset.is_sealed for dataset in datasets)


def _is_of(entry: Mapping[str, Any], datasets: Iterable[Dataset]) -> bool:
    """Whether the file belongs to one of the sealed editions among ``datasets``."""
    return any(each.is_sealed and entry["path"].startswith(f"{each.edition}/") for each in datasets)


def _shapes(dataset: Dataset) -> list[Path]:
    return sorted((dataset.geo_root / dataset.edition).glob("*.geojson"))
