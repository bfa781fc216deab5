"""The dataset described as a Data Package (version 2), so that other tools can read and check it.

https://datapackage.org/standard/data-package/ is the standard; Frictionless reads the result. The
boundaries and the two TOML files are not tables of the package; they stand under ``attachments``,
an addition of ours, so that the descriptor has the hash of every file of the dataset.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from inspiratiekaart import schema
from inspiratiekaart.dataset import editions
from inspiratiekaart.division import DIVISION_FILE, read_division
from inspiratiekaart.editions import changelog
from inspiratiekaart.provenance import (
    CHECKS_FILE,
    PACKAGE_FILE,
    SOURCES_FILE,
    Licence,
    Source,
    file_hash,
    read_sources,
)
from inspiratiekaart.seals import SEAL_FILE, Seal, read_seal
from inspiratiekaart.texts import Texts

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def describe(datasets: Path, geodata: Path) -> dict[str, Any]:
    """The descriptor of the tables in ``datasets`` and the boundaries in ``geodata``.

    It is made from the files alone, without a date, so the same files give the same descriptor.

    Raises:
        DatasetError: ``sources.toml``, ``division.toml``, ``CHANGELOG.md`` or a seal is missing or
            wrong.
    """
    sources, division = read_sources(datasets / SOURCES_FILE), read_division(datasets)
    languages = [Texts(language, division) for language in schema.LANGUAGES]
    paths = [path for path in _living(datasets, "csv") if path.stem in schema.tables()]
    present = {(path.parent.name, path.stem) for path in paths}
    shapes = _living(geodata, "geojson")
    sealed = [read_seal(datasets, name) for name in editions(datasets) if schema.is_dated(name)]
    return {
        "$schema": PROFILE,
        "name": "inspiratiekaart",
        "title": languages[0]("catalogue.title"),
        "description": " / ".join(t("catalogue.package") for t in languages),
        "version": changelog.version(datasets / changelog.CHANGELOG_FILE),
        "licenses": _licences(sources.values()),
        "sources": [_source(source) for source in sources.values()],
        "resources": [
            *(_resource(path, sources, present) for path in paths),
            *(one for seal in sealed for one in _sealed_resources(datasets, seal)),
        ],
        "attachments": [
            *(_attachment(datasets / name, name) for name in (SOURCES_FILE, DIVISION_FILE)),
            *(_attachment(path, path.name) for path in datasets.glob(CHECKS_FILE)),
            *(_attachment(path, f"../geodata/{path.parent.name}/{path.name}") for path in shapes),
            *(one for seal in sealed for one in _sealed_attachments(datasets, seal)),
        ],
    }


def package_text(descriptor: Mapping[str, Any]) -> str:
    """The descriptor as the text of ``datapackage.json``."""
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def write(datasets: Path, geodata: Path) -> Path:
    """Describe the files as they are now in ``datasets/datapackage.json`` and return its path."""
    path = datasets / PACKAGE_FILE
    text = package_text(describe(datasets, geodata))
    fresh = path.with_suffix(".json.new")
    fresh.write_text(text, encoding="utf-8", newline="")
    fresh.replace(path)
    return path


def table_schema(table: schema.Table, folder: str, present: set[tuple[str, str]]) -> dict[str, Any]:
    """The Table Schema of ``table`` in ``folder``; foreign keys point to tables in ``present``."""
    described: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    keys = [
        key
        for column in table.columns
        if column.ref and (key := _foreign_key(column, table, folder, present))
    ]
    return described | ({"foreignKeys": keys} if keys else {})


def _living(folder: Path, suffix: str) -> list[Path]:
    paths = sorted(folder.glob(f"*/*.{suffix}"))
    return [path for path in paths if not schema.is_dated(path.parent.name)]


def _sealed_resources(datasets: Path, seal: Seal) -> Iterator[dict[str, Any]]:
    """The tables of a sealed edition as its seal has them, with the columns of that day."""
    sources = read_sources(datasets / seal.name / SOURCES_FILE)
    names = [Path(name).stem for name in seal.files if name.endswith(".csv")]
    present = {(seal.name, name) for name in names if name in schema.tables()}
    for _, name in sorted(present):
        path = datasets / seal.name / f"{name}.csv"
        described = _resource(path, sources, present)
        with path.open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file), [])
        fields = [one for one in described["schema"]["fields"] if one["name"] in columns]
        sealed = seal.files[path.name]
        yield described | {
            "bytes": sealed.bytes,
            "hash": sealed.hash,
            "schema": described["schema"] | {"fields": fields},
        }


def _sealed_attachments(datasets: Path, seal: Seal) -> Iterator[dict[str, Any]]:
    """What a sealed edition has beside tables: documents, boundaries and the seal itself."""
    for name, sealed in sorted(seal.files.items()):
        if Path(name).stem in schema.tables() and name.endswith(".csv"):
            continue
        inner = name.removeprefix("geodata/")
        folder = seal.name if inner == name else f"../geodata/{seal.name}"
        yield {"path": f"{folder}/{inner}", "bytes": sealed.bytes, "hash": sealed.hash}
    yield _attachment(datasets / seal.name / SEAL_FILE, f"{seal.name}/{SEAL_FILE}")


def _resource(
    path: Path, sources: Mapping[str, Source], present: set[tuple[str, str]]
) -> dict[str, Any]:
    folder, table = path.parent.name, schema.tables()[path.stem]
    used = _used(path)
    mine = [sources[source_id] for source_id in sorted(used) if source_id in sources]
    described = {
        "name": f"{folder}-{table.name}",
        "path": f"{folder}/{path.name}",
        "type": "table",
        "title": table.nl if folder == schema.COMMON else f"{table.nl} ({folder})",
        "description": table.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": file_hash(path),
        "schema": table_schema(table, folder, present),
    }
    if mine:
        described |= {"licenses": _licences(mine), "sources": [_source(one) for one in mine]}
    return described


def _used(path: Path) -> set[str]:
    """The ids of the sources of the rows in ``path``."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["source_id"] for row in csv.DictReader(file) if row.get("source_id")}


def _field(column: schema.Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.enum:
        constraints["enum"] = list(column.enum)
    if column.pattern:
        constraints["pattern"] = column.pattern
    for name, bound in (("minimum", column.minimum), ("maximum", column.maximum)):
        if bound is not None:
            constraints[name] = int(bound) if column.type == "integer" else bound
    described: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.nl,
        "description": f"{column.en} ({column.unit})" if column.unit else column.en,
    }
    return described | ({"constraints": constraints} if constraints else {})


def _foreign_key(
    column: schema.Column, table: schema.Table, folder: str, present: set[tuple[str, str]]
) -> dict[str, Any] | None:
    target, field = column.ref.split(".")
    is_shared = schema.tables()[target].folder == schema.COMMON and not schema.is_dated(folder)
    home = schema.COMMON if is_shared else folder
    if target == table.name:
        return {"fields": [column.name], "reference": {"resource": "", "fields": [field]}}
    if (home, target) not in present:
        return None
    reference = {"resource": f"{home}-{target}", "fields": [field]}
    return {"fields": [column.name], "reference": reference}


def _licences(sources: Iterable[Source]) -> list[dict[str, str]]:
    found = {source.licence.code: source.licence for source in sources}
    return [_licence(found[code]) for code in sorted(found)]


def _licence(licence: Licence) -> dict[str, str]:
    described = {"name": licence.name, "title": licence.title}
    return described | ({"path": licence.url} if licence.url else {})


def _source(source: Source) -> dict[str, str]:
    described = {"name": source.source_id, "title": f"{source.publisher}: {source.title_nl}"}
    return described | ({"path": source.url} if source.url else {})


def _attachment(path: Path, name: str) -> dict[str, Any]:
    return {"path": name, "bytes": path.stat().st_size, "hash": file_hash(path)}
