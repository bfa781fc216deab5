"""An inspiration map as one JSON file: written, read back, checked, and upgraded from older forms.

The form is published as ``docs/inspiratiekaart.schema.json`` (JSON Schema 2020-12), which is this
module's ``schema()``. Keys are those of the values in ``inspiration``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from inspiratiekaart.errors import MapFileError
from inspiratiekaart.inspiration import (
    KINDS,
    MAX_ITEMS,
    MAX_LINE,
    MAX_TEXT,
    OWN_KINDS,
    InspirationMap,
    Item,
    Own,
    change_item,
    describe,
)
from inspiratiekaart.schema import CODE

FORMAT = "inspiratiekaart"
VERSION = 1
MAX_BYTES = 20_000_000

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: Mapping[int, Upgrade] = MappingProxyType({})
"""What turns a document of a version into one of the next; every version below ``VERSION``."""


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The JSON Schema of the file."""
    line = {"type": "string", "maxLength": MAX_LINE}
    text = {"type": "string", "maxLength": MAX_TEXT}
    code = {"type": "string", "maxLength": MAX_LINE}
    own = _own_schema()
    item = _object(
        {
            "item_id": {"type": "string", "pattern": "^[A-Za-z0-9-]{1,40}$"},
            "kind": {"enum": list(KINDS)},
            "key": code,
            "sector_id": code,
            "note": text,
            "plan": text,
            "own": {"anyOf": [{"type": "null"}, own]},
        },
        ("item_id", "kind"),
    )
    item["if"] = {"properties": {"kind": {"const": "own"}}}
    item["then"] = {"required": ["own"], "properties": {"own": {"type": "object"}}}
    item["else"] = {
        "required": ["key"],
        "properties": {"key": {"minLength": 1}, "own": {"type": "null"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inspiratiekaart",
        "description": "A region's own inspiration map: what was picked, in order, with notes.",
        **_object(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "title": line,
                "introduction": text,
                "organisation": line,
                "made_on": {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$"},
                "regions": {
                    "type": "array",
                    "items": {"type": "string", "pattern": f"^{CODE}$"},
                    "maxItems": 100,
                    "uniqueItems": True,
                },
                "edition": {"type": "string", "pattern": r"^(\d{4}[0-9-]*)?$"},
                "reach_km": {"type": "integer", "minimum": 1, "maximum": 300},
                "items": {"type": "array", "items": item, "maxItems": MAX_ITEMS},
            },
            ("format", "version", "title", "regions", "edition", "items"),
        ),
    }


def _own_schema() -> dict[str, Any]:
    line = {"type": "string", "maxLength": MAX_LINE}
    return _object(
        {
            "kind": {"enum": list(OWN_KINDS)},
            "name": {**line, "minLength": 1},
            "source": {**line, "minLength": 1},
            "place": line,
            "url": {**line, "pattern": "^(https?://[^\\s]+)?$"},
            "description": {"type": "string", "maxLength": MAX_TEXT},
        },
        ("kind", "name", "source"),
    )


def own_faults(own: Own) -> tuple[str, ...]:
    """The fields of ``own`` that a file would not take, in their order."""
    faults = Draft202012Validator(_own_schema()).iter_errors(asdict(own))
    wrong = {str(fault.path[0]) for fault in faults}
    return tuple(each.name for each in fields(own) if each.name in wrong)


def to_json(composed: InspirationMap) -> str:
    """``composed`` as the text of a file; the same map gives the same text."""
    values = asdict(composed)
    document = {
        "format": FORMAT,
        "version": VERSION,
        **values,
        "regions": sorted(composed.regions),
        "items": [
            {k: v for k, v in item.items() if v not in ("", None)} for item in values["items"]
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str | bytes) -> InspirationMap:
    """The map in the text of a file; a file of an older version is upgraded.

    Raises:
        MapFileError: it is not JSON, not an inspiration map, of a newer version, or a value does
            not fit. The error names the place (``items[3].kind``) and the value.
    """
    if len(text) > MAX_BYTES:
        raise MapFileError("size", limit=str(MAX_BYTES // 1_000_000))
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        document = json.loads(plain)
    except UnicodeDecodeError as error:
        raise MapFileError("encoding", place=str(error.start)) from error
    except json.JSONDecodeError as error:
        raise MapFileError("json", line=str(error.lineno), column=str(error.colno)) from error
    except RecursionError as error:
        raise MapFileError("depth") from error
    return _read(upgraded(document))


def upgraded(
    document: object, to: int = VERSION, upgrades: Mapping[int, Upgrade] = UPGRADES
) -> dict[str, Any]:
    """``document`` in version ``to``, step by step by ``upgrades``.

    Raises:
        MapFileError: it is no inspiration map, or of a version that is not known here.
    """
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise MapFileError("foreign")
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise MapFileError("version", value=_shown(version))
    if version > to:
        raise MapFileError("newer", value=str(version), known=str(to))
    for step in range(version, to):
        document = {**upgrades[step](document), "version": step + 1}
    return document


def _read(document: dict[str, Any]) -> InspirationMap:
    fault = best_match(Draft202012Validator(schema()).iter_errors(document))
    if fault:
        raise _error(fault)
    ids = [item["item_id"] for item in document["items"]]
    for at, item_id in enumerate(ids):
        if item_id in ids[:at]:
            raise MapFileError("double", place=f"items[{at}].item_id", value=item_id)
    items = tuple(
        Item(**{**item, "own": Own(**item["own"]) if item.get("own") else None})
        for item in document["items"]
    )
    words = {name: document.get(name, "") for name in _WORDS}
    if words["made_on"] and not _is_date(words["made_on"]):
        raise MapFileError("value", place="made_on", value=_shown(words["made_on"]))
    composed = InspirationMap(
        regions=frozenset(document["regions"]),
        edition=document["edition"],
        reach_km=document.get("reach_km", InspirationMap.reach_km),
        items=items,
    )
    for item_id in ids:
        composed = change_item(composed, item_id)
    return describe(composed, **words)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_WORDS = ("title", "introduction", "organisation", "made_on")


def _error(fault: ValidationError) -> MapFileError:
    place = fault.json_path.removeprefix("$").removeprefix(".") or FORMAT
    keyword = str(fault.validator)
    if keyword == "required":
        missing = next(name for name in fault.validator_value if name not in fault.instance)
        return MapFileError("missing", place=place, value=missing)
    if keyword == "additionalProperties":
        strange = sorted(set(fault.instance) - set(fault.schema["properties"]))
        return MapFileError("strange", place=place, value=_shown(strange[0]))
    if keyword in ("enum", "const"):
        given = [fault.validator_value] if keyword == "const" else fault.validator_value
        allowed = ", ".join(str(each) for each in given)
        return MapFileError("allowed", place=place, value=_shown(fault.instance), allowed=allowed)
    if keyword in ("maxLength", "maxItems"):
        return MapFileError("long", place=place, limit=str(fault.validator_value))
    return MapFileError("value", place=place, value=_shown(fault.instance))


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _object(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
