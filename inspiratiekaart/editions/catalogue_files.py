"""A catalogue as the bytes of its two files: JSON-LD and Turtle, which say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from inspiratiekaart.editions.catalogue import Catalogue
from inspiratiekaart.editions.catalogue_terms import Node, vocabulary

if TYPE_CHECKING:
    from rdflib import Graph, Literal, URIRef


def jsonld(catalogue: Catalogue) -> bytes:
    """``catalogue`` as JSON-LD; its context stands in it, so that nothing needs to be fetched."""
    document = {"@context": vocabulary()["prefixes"], "@graph": list(catalogue.nodes)}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def turtle(catalogue: Catalogue) -> bytes:
    """``catalogue`` as Turtle."""
    return graph(catalogue).serialize(format="turtle", encoding="utf-8")


def graph(catalogue: Catalogue) -> Graph:
    """The statements of ``catalogue``."""
    from rdflib import RDF, Graph, URIRef  # only who asks for Turtle waits for it

    prefixes = vocabulary()["prefixes"]
    made = Graph(bind_namespaces="none")
    for prefix, name in prefixes.items():
        made.bind(prefix, name)
    for node in catalogue.nodes:
        subject = URIRef(node["@id"])
        for kind in _many(node["@type"]):
            made.add((subject, RDF.type, URIRef(_whole(kind))))
        for key, values in node.items():
            if not key.startswith("@"):
                for value in _many(values):
                    made.add((subject, URIRef(_whole(key)), _term(value)))
    return made


def _term(value: str | Node) -> URIRef | Literal:
    from rdflib import Literal, URIRef

    if isinstance(value, str):
        return Literal(value)
    if "@id" in value:
        return URIRef(value["@id"])
    kind = value.get("@type")
    return Literal(
        value["@value"],
        lang=value.get("@language"),
        datatype=URIRef(_whole(kind)) if kind else None,
    )


def _many(values: Any) -> Iterator[Any]:
    yield from values if isinstance(values, list) else [values]


def _whole(name: str) -> str:
    prefix, _, rest = name.partition(":")
    return f"{vocabulary()['prefixes'][prefix]}{rest}"
