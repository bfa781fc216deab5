"""Elements of an XML file, one after another: no document type, no entities, nothing followed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError  # only the names; see below

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from inspiratiekaart.sources.reading.limits import Limits
from inspiratiekaart.sources.reading.refused import DocumentError


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


def elements(path: Path, names: Collection[str], file: str, limits: Limits) -> Iterator[Element]:
    """The elements with one of the local ``names``, in order, each gone once the next is asked.

    One inside another is part of that other.

    Raises:
        DocumentError: it is damaged, too large, nested too deep, or has a document type.
    """
    wanted: list[Element] = []
    for is_start, element, parents in _walked(path, file, limits):
        if is_start:
            if wanted or local(element.tag) in names:
                wanted.append(element)
                _check(len(wanted), file, limits)
        elif wanted and element is wanted[0]:
            yield element
            wanted.clear()
        if not is_start and not wanted and parents:
            parents[-1].remove(element)


def first_names(path: Path, most: int, file: str, limits: Limits) -> tuple[str, ...]:
    """The local names of the first ``most`` elements, each once, the root first."""
    seen: dict[str, None] = {}
    count = 0
    for is_start, element, parents in _walked(path, file, limits):
        seen[local(element.tag)] = None
        count += is_start
        if not is_start and parents:
            parents[-1].remove(element)
        if count >= most:
            break
    return tuple(seen)


def _walked(path: Path, file: str, limits: Limits) -> Iterator[tuple[bool, Element, list[Element]]]:
    """Each start and end of an element, with the elements around it."""
    around: list[Element] = []
    with path.open("rb") as stream:
        source = _Bounded(stream, file, limits)
        try:
            for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
                source.since = 0
                if event == "start":
                    yield True, element, around
                    around.append(element)
                    if len(around) > limits.depth:
                        raise DocumentError("deep", file=file, most=limits.depth)
                else:
                    around.pop()
                    yield False, element, around
        except DefusedXmlException as error:
            raise DocumentError("xml-entities", file=file) from error
        except ParseError as error:
            raise DocumentError("xml-broken", file=file, row=error.position[0]) from error
        except (LookupError, ValueError) as error:  # an encoding that does not exist
            raise DocumentError("xml-broken", file=file, row=1) from error


class _Bounded:
    """A stream that stops where one text or tag goes on and on."""

    def __init__(self, stream: BinaryIO, file: str, limits: Limits) -> None:
        self._stream, self._file, self._limits = stream, file, limits
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        self.since += size
        if self.since > self._limits.element_bytes:
            raise DocumentError("xml-long", file=self._file)
        return self._stream.read(size)


def _check(count: int, file: str, limits: Limits) -> None:
    if count > limits.element_nodes:
        raise DocumentError("xml-long", file=file)
