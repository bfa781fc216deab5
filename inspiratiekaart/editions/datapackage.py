"""The dataset described as a Data Package (version 2), so that other tools can read and check it.

https://datapackage.org/standard/data-package/ is the standard; Frictionless reads the result. The
boundaries and ``sources.toml`` are not tables of the package; they stand under ``attachments``, an
addition of ours, so that the descriptor has the hash of every file of the dataset.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from inspiratiekaart import schema
from inspiratiekaart.editions import changelog, tables
from inspiratiekaart.provenance import (
    PACKAGE_FILE,
    SOURCES_FILE,
    Licence,
    Source,
    file_hash,
    read_sources,
)

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TITLE = "Inspiratiekaart arbeidsmarktregio's"
DESCRIPTION = (
    "Waar is werk, wie leidt ervoor op en wat ontbreekt: de 35 arbeidsmarktregio's van Nederland. "
    "/ Where is work, who trains for it and what is missing: the 35 Dutch labour-market regions. "
    "Licences differ by source; each table lists the sources of its rows."
)


def describe(datasets: Path, geodata: Path) -> dict[str, Any]:
    """The descriptor of the tables in ``datasets`` and the boundaries in ``geodata``.

    It is made from the files alone, without a date, so the same files give the same descriptor.

    Raises:
        DatasetError: ``sources.toml`` or ``CHANGELOG.md`` is missing or wrong.
    """
    sources = read_sources(datasets / SOURCES_FILE)
    paths = [path for path in sorted(datasets.glob("*/*.csv")) if path.stem in schema.tables()]
    present = {(path.parent.name, path.stem) for path in paths}
    shapes = sorted(geodata.glob("*/*.geojson"))
    return {
        "$schema": PROFILE,
        "name": "inspiratiekaart",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": changelog.version(datasets / changelog.CHANGELOG_FILE),
        "licenses": _licences(sources.values()),
        "sources": [_source(source) for source in sources.values()],
        "resources": [_resource(path, sources, present) for path in paths],
        "attachments": [
            _attachment(datasets / SOURCES_FILE, SOURCES_FILE),
            *(_attachment(path, f"../geodata/{path.parent.name}/{path.name}") for path in shapes),
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


def _resource(
    path: Path, sources: Mapping[str, Source], present: set[tuple[str, str]]
) -> dict[str, Any]:
    folder, table = path.parent.name, schema.tables()[path.stem]
    used = tables.read(path)["source_id"].dropna().unique()
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
    home = schema.COMMON if schema.tables()[target].folder == schema.COMMON else folder
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
