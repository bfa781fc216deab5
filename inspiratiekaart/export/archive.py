"""An edition as one ZIP: its tables, the common ones, sources, boundaries and a descriptor.

Unpacked, it is a folder of the same shape as ours, so that other tools (and a fork) can read it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.provenance import PACKAGE_FILE, SOURCES_FILE
from inspiratiekaart.schema import COMMON

_DOCUMENTS = ("README.md", "CHANGELOG.md", SOURCES_FILE)
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP needs a date; a fixed one keeps its bytes the same


def file_name(dataset: Dataset, stem: str = "", suffix: str = "zip") -> str:
    """The name of a download, with edition and revision: ``inspiratiekaart-2026-1a2b3c.zip``."""
    parts = ["inspiratiekaart", dataset.edition, stem, dataset.revision]
    return f"{'-'.join(part for part in parts if part)}.{suffix}"


def archive(dataset: Dataset) -> bytes:
    """The ZIP of ``dataset``; the same revision gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, content in _members(dataset):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return target.getvalue()


def _members(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    described = descriptor(dataset)
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    yield f"datasets/{PACKAGE_FILE}", text.encode()
    for name in _DOCUMENTS:
        path = dataset.root / name
        if path.exists():
            yield f"datasets/{name}", path.read_bytes()
    for resource in described["resources"]:
        yield f"datasets/{resource['path']}", (dataset.root / resource["path"]).read_bytes()
    for path in _shapes(dataset):
        yield f"geodata/{dataset.edition}/{path.name}", path.read_bytes()


def descriptor(dataset: Dataset) -> Mapping[str, Any]:
    """The Data Package descriptor of ``dataset`` alone: the whole one without other editions."""
    whole = json.loads((dataset.root / PACKAGE_FILE).read_text(encoding="utf-8"))
    folders = (f"{dataset.edition}/", f"{COMMON}/")
    shapes = {f"../geodata/{dataset.edition}/{path.name}" for path in _shapes(dataset)}
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
