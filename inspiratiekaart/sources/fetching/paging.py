"""Answers that come in pages: which page follows, how many at most, and all rows in one file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from inspiratiekaart.sources.fetching.client import NO_HEADERS, Client
from inspiratiekaart.sources.fetching.fetched import Fetched
from inspiratiekaart.sources.fetching.refused import FetchError

Following = Callable[[Any, str], str]
"""The address of the next page, of a page and its own address; empty after the last."""


def pages(
    client: Client, url: str, following: Following, *, headers: Mapping[str, str] = NO_HEADERS
) -> Iterator[Any]:
    """The pages from ``url`` on, each the value of its JSON.

    Raises:
        FetchError: a page cannot be had, leads to another server, to one that was there already,
            or there is no end to them.
    """
    seen: set[str] = set()
    at = url
    while at:
        if at in seen or len(seen) >= client.limits.pages or _server(at) != _server(url):
            raise FetchError("paging", url)
        seen.add(at)
        page = client.json(at, headers=headers)
        yield page
        at = following(page, at)


def rows_of(page: Any, key: str, url: str) -> list[Any]:
    """The list under ``key`` of a page (``a.b`` for one inside another), or the page itself.

    Raises:
        FetchError: there is none, so the source has changed its format.
    """
    found = page
    for name in key.split(".") if key else ():
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise FetchError("shape", url)
    return found


def next_link(*path: str) -> Following:
    """Pages that give the address of the next one, such as ``next_link("_links", "next", "href")``.

    A list of links with ``rel`` and ``href`` (OGC API) is understood too.
    """

    def following(page: Any, at: str) -> str:
        found = page
        for name in path:
            if isinstance(found, list):
                found = next((each for each in found if _has(each, "rel", name)), None)
            else:
                found = found.get(name) if isinstance(found, dict) else None
        return urljoin(at, found) if isinstance(found, str) and found else ""

    return following


def odata_next(page: Any, at: str) -> str:
    """Pages of OData, version 3 or 4."""
    return next_link("@odata.nextLink")(page, at) or next_link("odata.nextLink")(page, at)


def page_numbers(
    has_more: Callable[[Any], bool], parameter: str = "page", first: int = 0
) -> Following:
    """Pages with a number in their address, as long as ``has_more`` says so of the last one."""

    def following(page: Any, at: str) -> str:
        if not has_more(page):
            return ""
        number = dict(_query(at)).get(parameter, str(first))
        return with_query(at, **{parameter: int(number) + 1 if number.isdecimal() else first + 1})

    return following


def with_query(url: str, **values: object) -> str:
    """``url`` with ``values`` in its query."""
    query = {**dict(_query(url)), **{name: str(value) for name, value in values.items()}}
    return urlunsplit(urlsplit(url)._replace(query=urlencode(query)))


def write_rows(rows: Iterable[Any], to: Path, url: str, client: Client) -> Fetched:
    """Write ``rows`` as one JSON list in ``to``, all at once; the same rows give the same bytes.

    Raises:
        FetchError: they are more than the client may fetch at once.
    """
    part = to.with_name(f".{to.name}.deel")
    hashed, count = hashlib.sha256(), 0
    try:
        with part.open("wb") as file:
            for piece in _pieces(rows):
                file.write(piece)
                hashed.update(piece)
                count += len(piece)
                if count > client.limits.most_bytes:
                    raise FetchError("large", url, most=client.limits.most_bytes // (1 << 20))
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    return Fetched(url, path=to, sha256=hashed.hexdigest(), size=count)


def _pieces(rows: Iterable[Any]) -> Iterator[bytes]:
    before = b"[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False, sort_keys=True).encode()
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _has(value: Any, key: str, wanted: str) -> bool:
    return isinstance(value, dict) and value.get(key) == wanted


def _query(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)


def _server(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
