"""Answers of a service, as a person saved one or as a fetch wrote them down one after another.

A fetch keeps what was answered unchanged, with what was asked: which school's offers a page lists
often stands in the question only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from inspiratiekaart.sources.published.values import inner
from inspiratiekaart.sources.reading import Document

_KEYS = {"request", "answer"}
_PAGE = {"_embedded", "_links", "page"}


@dataclass(frozen=True)
class Answer:
    """One answer; ``request`` is the path and query that was asked, empty where not known.

    ``name`` tells it from the other answers in a file; empty where it is the only one.
    """

    request: str
    body: Any
    name: str = ""

    def asked(self, name: str) -> str | None:
        """The value of a parameter in the question."""
        try:
            return parse_qs(urlsplit(self.request).query).get(name, [None])[0]
        except ValueError:
            return None

    def numbered(self) -> Iterator[tuple[int, Any]]:
        """The items of a page, a plain list or a single answer, numbered from 1.

        A page has its items under ``_embedded`` (HAL), ``items``, ``data`` or ``results``.
        """
        yield from enumerate(_items(self.body), 1)


def answers(document: Document) -> tuple[Answer, ...]:
    """The answers in a JSON document; nothing in another kind of document.

    Raises:
        DocumentError: it is no JSON that can be read.
    """
    if document.kind != "json":
        return ()
    value = document.json
    if isinstance(value, list) and value and all(_is_recorded(each) for each in value):
        asked = ((_text(each["request"]), each["answer"]) for each in value)
        return tuple(Answer(request, body, _name(request)) for request, body in asked)
    return (Answer(_text(inner(value, "_links", "self", "href")), value),)


def some_items(document: Document) -> Iterator[Mapping[str, Any]]:
    """A few objects of each answer, by which a format is known."""
    for answer in answers(document)[:50]:
        for number, item in answer.numbered():
            if isinstance(item, Mapping):
                yield item
            if number >= 20:
                break


def recorded(request: str, body: Any) -> dict[str, Any]:
    """An answer as a fetch writes it down, so that ``answers`` reads it back."""
    return {"request": request, "answer": body}


def _name(request: str) -> str:
    """The path that was asked with what was asked for: ``courses 2`` is its second page."""
    path, _, query = request.partition("?")
    values = (each.partition("=") for each in query.split("&") if each)
    return " ".join([path, *(value for name, _, value in values if name != "pageSize")])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_recorded(each: object) -> bool:
    return isinstance(each, Mapping) and set(each) == _KEYS


def _items(body: Any) -> Iterator[Any]:
    if isinstance(body, list):
        yield from body
        return
    if not isinstance(body, Mapping):
        return
    if set(body) <= _PAGE:
        embedded = body.get("_embedded")
        for each in embedded.values() if isinstance(embedded, Mapping) else ():
            yield from each if isinstance(each, list) else [each]
        return
    for name in ("items", "data", "results"):
        if isinstance(body.get(name), list):
            yield from body[name]
            return
    yield body
