"""Nodes of JSON-LD, and the terms of a catalogue: those of prescribed lists are data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from inspiratiekaart.schema import LANGUAGES
from inspiratiekaart.texts import Texts

Node = dict[str, Any]

JSONLD, TURTLE = "catalogus.jsonld", "catalogus.ttl"
"""The names of the two files; everything in a catalogue is named after the first."""

FILES = "bestanden"
"""The folder beside them, with the files that a catalogue names."""

IANA = "https://www.iana.org/assignments/media-types"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"

_OWN_WORDS = {"own work": "own_work", "not established": "not_established"}
_EU = "http://publications.europa.eu/resource/authority"
PUBLIC = f"{_EU}/access-right/PUBLIC"


@cache
def vocabulary() -> dict[str, Any]:
    """What the catalogue takes from prescribed lists, from ``catalogue.toml``."""
    path = Path(__file__).with_name("catalogue.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def theme(code: str) -> str:
    """The name of a theme in the list of the EU."""
    return f"{_EU}/data-theme/{code}"


def language_name(code: str) -> str:
    """The name of a language in the list of the EU."""
    return f"{_EU}/language/{code}"


def file_type(code: str) -> str:
    """The name of a file type in the list of the EU."""
    return f"{_EU}/file-type/{code}"


def concepts() -> Iterator[Node]:
    """What the terms are, so that a catalogue can be checked without fetching the lists."""
    yield {"@id": PUBLIC, "@type": "dct:RightsStatement"}
    yield {"@id": SHA256, "@type": "spdx:ChecksumAlgorithm"}
    for code in vocabulary()["languages"]:
        yield {"@id": language_name(code), "@type": "dct:LinguisticSystem"}
    for code in vocabulary()["themes"]:
        label = said(f"catalogue.theme.{code}")
        yield {"@id": theme(code), "@type": "skos:Concept", "skos:prefLabel": label}
    for form in vocabulary()["forms"].values():
        for kind in ("media_type", "package"):
            if kind in form:
                yield {"@id": f"{IANA}/{form[kind]}", "@type": "dct:MediaType"}
        if "format" in form:
            yield {"@id": file_type(form["format"]), "@type": "dct:MediaTypeOrExtent"}
        if "standard" in form:
            yield {"@id": form["standard"], "@type": "dct:Standard"}


def licence_word(code: str, t: Texts) -> str:
    """A licence by its code; what is no licence by name is said in the reader's language."""
    own = _OWN_WORDS.get(code)
    return t(f"about.licences.{own}") if own else code


def once(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Each node one time."""
    return tuple({node["@id"]: node for node in nodes}.values())


def languages() -> list[tuple[str, Texts]]:
    """The languages in which a catalogue speaks."""
    return [(language, Texts(language)) for language in LANGUAGES]


def said(key: str, **values: object) -> list[Node]:
    """A sentence in all languages."""
    return [in_language(language, t(key, **values)) for language, t in languages()]


def in_language(language: str, text: str) -> Node:
    """A text that says which language it is in."""
    return {"@value": text, "@language": language}


def typed(text: str, kind: str) -> Node:
    """A value of the XML Schema type ``kind``."""
    return {"@value": text, "@type": f"xsd:{kind}"}


def to(address: str) -> Node:
    """A link to another node."""
    return {"@id": address}
