"""Where the data comes from: sources with their licences, and the revision of a dataset.

Every row of every table carries a ``source_id``; here is what stands behind it.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from inspiratiekaart.errors import DatasetError
from inspiratiekaart.schema import is_dated

SOURCES_FILE = "sources.toml"
PACKAGE_FILE = "datapackage.json"
CHECKS_FILE = "nagekeken.csv"
"""Which rows were checked, beside the tables they stand in (see ``checks``)."""

_SOURCE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Licence:
    """The terms under which a source may be used: ``code`` is SPDX, or a plain word of ours."""

    code: str
    title: str
    url: str = ""

    @property
    def name(self) -> str:
        """The code as a name for a Data Package: no spaces."""
        return self.code.replace(" ", "-")


LICENCES: Mapping[str, Licence] = MappingProxyType(
    {
        licence.code: licence
        for licence in (
            Licence(
                "CC-BY-4.0",
                "Creative Commons Attribution 4.0",
                "https://creativecommons.org/licenses/by/4.0/",
            ),
            Licence(
                "CC-BY-SA-4.0",
                "Creative Commons Attribution Share-Alike 4.0",
                "https://creativecommons.org/licenses/by-sa/4.0/",
            ),
            Licence(
                "CC0-1.0",
                "Creative Commons Zero 1.0 (public domain)",
                "https://creativecommons.org/publicdomain/zero/1.0/",
            ),
            Licence(
                "EUPL-1.2",
                "European Union Public Licence 1.2",
                "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12",
            ),
            Licence("MIT", "MIT License", "https://opensource.org/license/mit"),
            Licence(
                "Apache-2.0", "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0"
            ),
            Licence(
                "ODbL-1.0",
                "Open Data Commons Open Database License 1.0",
                "https://opendatacommons.org/licenses/odbl/1-0/",
            ),
            Licence(
                "EC-reuse-2011-833",
                "European Commission reuse, with acknowledgement (Decision 2011/833/EU)",
                "https://eur-lex.europa.eu/eli/dec/2011/833/oj",
            ),
            Licence("own work", "Own work of this project"),
            Licence("not established", "Licence not established: facts only, with attribution"),
        )
    }
)


@dataclass(frozen=True)
class Source:
    """One source: who published it, when it holds, how it may be used, and its known faults.

    ``retrieved_on`` is an ISO date or empty; ``via`` says where our copy came from; ``optional``
    marks what a build option may leave out.
    """

    source_id: str
    publisher: str
    title_nl: str
    title_en: str
    url: str
    period: str
    retrieved_on: str
    licence: Licence
    attribution: str
    limits_nl: str
    limits_en: str
    via: str = ""
    next_release: str = ""
    optional: bool = False

    def title(self, language: Literal["nl", "en"]) -> str:
        """The title in ``language``."""
        return self.title_nl if language == "nl" else self.title_en

    def limits(self, language: Literal["nl", "en"]) -> str:
        """The known faults, in plain words in ``language``."""
        return self.limits_nl if language == "nl" else self.limits_en


def read_sources(path: Path) -> Mapping[str, Source]:
    """The sources in the TOML file ``path``, by id, sorted.

    Raises:
        DatasetError: the file is missing or not TOML, or a source lacks a field, has one too
            many, a wrong id, licence, date or address. The message names source and field.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DatasetError(f"{path.name} is missing in {path.parent.name}. Add it.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatasetError(f"{path.name} is not readable TOML: {error}") from error
    return MappingProxyType(
        {key: source_of(key, document[key], path.name) for key in sorted(document)}
    )


def source_of(source_id: str, given: object, where: str) -> Source:
    """The ``Source`` that a TOML table describes; ``where`` names the file in an error."""
    place = f"{where}, [{source_id}]"
    if not _SOURCE_ID.fullmatch(source_id):
        raise DatasetError(f"{place}: an id has lower-case letters, digits and hyphens only.")
    if not isinstance(given, dict):
        raise DatasetError(f"{place}: write the source as a table with its fields.")
    known = {field.name: field for field in fields(Source) if field.name != "source_id"}
    strange = sorted(set(given) - set(known))
    if strange:
        raise DatasetError(f"{place}: unknown field {', '.join(strange)}. Remove or rename it.")
    for name in known:
        needed = name not in {"via", "next_release", "optional"}
        if name not in given and needed:
            raise DatasetError(f"{place}: field {name} is missing. Add it (empty text if unknown).")
        if name in given and not isinstance(given[name], bool if name == "optional" else str):
            raise DatasetError(f"{place}: field {name} has the wrong type.")
    return Source(source_id=source_id, **{**given, "licence": _checked(given, place)})


def sources_text(sources: Iterable[Source]) -> str:
    """The TOML text of ``sources``, sorted by id; ``read_sources`` reads it back unchanged."""
    parts = []
    for source in sorted(sources, key=lambda one: one.source_id):
        lines = [f"[{source.source_id}]"]
        for field in fields(Source):
            value: Any = getattr(source, field.name)
            if field.name == "source_id" or (field.name == "optional" and not value):
                continue
            lines.append(f"{field.name} = {_toml(value)}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def file_hash(path: Path) -> str:
    """The SHA-256 of the file's bytes, as ``sha256:<hex>``."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def package_hashes(descriptor: Mapping[str, Any]) -> dict[str, str]:
    """Each file that a Data Package of ours describes, with its recorded hash."""
    listed = [*descriptor.get("resources", ()), *descriptor.get("attachments", ())]
    return {entry["path"]: entry["hash"] for entry in listed}


def revision(datasets: Path) -> str:
    """The revision of the dataset in the folder ``datasets``: one hash over all its files' hashes.

    Reads ``datapackage.json`` only, so it costs a few milliseconds; tables, sources and boundaries
    are all in it. Sealed editions are left out, since making one changes nothing of the others.

    Raises:
        DatasetError: the descriptor is missing or is not ours.
    """
    path = datasets / PACKAGE_FILE
    try:
        hashes = package_hashes(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise DatasetError(
            f"{PACKAGE_FILE} is missing in {datasets.name}. "
            "Make it with: python -m inspiratiekaart package"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(f"{PACKAGE_FILE} is not a data package of ours: {error}") from error
    living = sorted(name for name in hashes if not is_dated(name.split("/")[-2:][0]))
    lines = "".join(f"{name} {hashes[name]}\n" for name in living)
    return hashlib.sha256(lines.encode()).hexdigest()


def _checked(given: Mapping[str, Any], place: str) -> Licence:
    for name in ("publisher", "title_nl", "title_en", "period", "attribution"):
        if not given[name].strip():
            raise DatasetError(f"{place}: field {name} is empty. Fill it in.")
    if given["url"] and not given["url"].startswith(("https://", "http://")):
        raise DatasetError(f"{place}: url must begin with https:// or http://, or be empty.")
    if given["retrieved_on"]:
        try:
            date.fromisoformat(given["retrieved_on"])
        except ValueError:
            raise DatasetError(
                f"{place}: retrieved_on must be a date such as 2026-01-31, or be empty."
            ) from None
    if given["licence"] not in LICENCES:
        raise DatasetError(
            f"{place}: unknown licence {given['licence']!r}. Use one of: {', '.join(LICENCES)}."
        )
    return LICENCES[given["licence"]]


def _toml(value: str | bool | Licence) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value.code if isinstance(value, Licence) else value
    # A TOML basic string escapes as JSON does, except that DEL must be escaped too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
