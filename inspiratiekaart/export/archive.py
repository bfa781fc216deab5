"""An edition as one ZIP: its tables, the common ones, sources, boundaries and a descriptor.

Unpacked, it is a folder of the same shape as ours, so that other tools (and a fork) can read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.export.packing import packed
from inspiratiekaart.provenance import PACKAGE_FILE, SOURCES_FILE
from inspiratiekaart.schema import COMMON

FOLDER = "datasets"
"""Where the tables and documents stand in it; the boundaries stand in ``geodata`` beside it."""

_DOCUMENTS = ("README.md", "CHANGELOG.md", SOURCES_FILE)


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
        path = one.root / name
        if path.exists():
            yield f"{FOLDER}/{name}", path.read_bytes()
    for resource in described["resources"]:
        yield f"{FOLDER}/{resource['path']}", (one.root / resource["path"]).read_bytes()
    for dataset in datasets:
        for path in _shapes(dataset):
            yield f"geodata/{dataset.edition}/{path.name}", path.read_bytes()


def descriptor(*datasets: Dataset) -> Mapping[str, Any]:
    """The Data Package descriptor of these editions alone: the whole one without the others."""
    whole = json.loads((datasets[0].root / PACKAGE_FILE).read_text(encoding="utf-8"))
    folders = (*(f"{dataset.edition}/" for dataset in datasets), f"{COMMON}/")
    shapes = {
        f"../geodata/{dataset.edition}/{path.name}"
        for dataset in datasets
        for path in _shapes(dataset)
    }
    return {
        **whole,
        "resources": [r for r in whole["resources"] if r["path"].startswith(folders)],
        "attachments": [
            each
            for each in whole.get("attachments", ())
            if each["path"] in shapes or each["path"] == SOURCES_FILE
        ],
    }


def _shapes(dataset: Dataset) -> list[Path]:
    return sorted((dataset.geo_root / dataset.edition).glob("*.geojson"))
