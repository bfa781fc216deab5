"""Fetching the EDU-DEX feed of a provider: its address book, and every file that stands in it.

The files are put in one document, as an EDU-DEX catalogue has several programs under one root. Each
is read and written anew first: whatever is no element of the feed does not come along.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, tostring  # defusedxml parses

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse

from inspiratiekaart.sources.fetching import Client, Fetched, FetchError
from inspiratiekaart.sources.published.feeds import Errand, Feed

_DEEPEST = 3
_START = b'<?xml version="1.0" encoding="UTF-8"?>\n<edudexCatalog>\n'
_END = b"</edudexCatalog>\n"


def fetch(feed: Feed, errand: Errand) -> Fetched:
    """All institutes and public programs of the address book at ``errand.setting``.

    Raises:
        FetchError: a file cannot be had, is no XML, or no file of EDU-DEX.
    """
    address = errand.setting.strip()
    part = errand.file.with_name(f".{errand.file.name}.deel")
    hashed, size = hashlib.sha256(), 0
    try:
        with part.open("wb") as file:
            for piece in (_START, *_pieces(errand.client, address), _END):
                size += file.write(piece)
                hashed.update(piece)
        part.replace(errand.file)
    finally:
        part.unlink(missing_ok=True)
    return Fetched(address, path=errand.file, sha256=hashed.hexdigest(), size=size)


def _pieces(client: Client, address: str) -> Iterator[bytes]:
    """What stands in the files of the address book, each file one element."""
    seen: set[str] = set()
    size = 0
    for url, name in _listed(client, address, seen, 1):
        element = _element(client, url, name, seen)
        piece = tostring(element, encoding="utf-8", short_empty_elements=True) + b"\n"
        size += len(piece)
        if size > client.limits.most_bytes:
            raise FetchError("large", address, most=client.limits.most_bytes // (1 << 20))
        yield piece


def _listed(client: Client, url: str, seen: set[str], depth: int) -> Iterator[tuple[str, str]]:
    """The files in an address book and in those below it, each with the name of its root."""
    book = _element(client, url, "edudexDirectory", seen)
    for each in book.findall("{*}instituteDataResource"):
        if found := _text(each, "resourceUrl") or (each.text or "").strip():
            yield urljoin(url, found), "instituteData"
    for each in book.findall("{*}programResource"):
        found = _text(each, "resourceUrl")
        if found and not _text(each, "clientId"):
            yield urljoin(url, found), "program"
    for each in book.findall("{*}subDirectory"):
        found = _text(each, "directoryUrl")
        if found and depth < _DEEPEST and urljoin(url, found) not in seen:
            yield from _listed(client, urljoin(url, found), seen, depth + 1)


def _element(client: Client, url: str, name: str, seen: set[str]) -> Element:
    """The root of the XML at ``url``, which must be called ``name``."""
    if len(seen) >= client.limits.pages:
        raise FetchError("paging", url)
    seen.add(url)
    content = client.fetch(url).content
    try:
        root: Element = parse(io.BytesIO(content), forbid_dtd=True).getroot()
    except (DefusedXmlException, ParseError, LookupError, ValueError) as error:
        raise FetchError("shape", url) from error
    if root.tag.rpartition("}")[2] != name:
        raise FetchError("shape", url)
    return root


def _text(element: Element, name: str) -> str:
    found = element.find(f"{{*}}{name}")
    return (found.text or "").strip() if found is not None else ""


FEEDS = (
    Feed("edudex-xml", "edudex-xml", "EDU-DEX XML feed", (), fetch, "INSPIRATIEKAART_EDUDEX_URL"),
)
