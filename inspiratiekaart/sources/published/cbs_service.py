"""Asking CBS for a table: its lists of codes first, then its rows, page by page.

OData v3 gives at most ten thousand rows at a time and counts with ``$skip``; v4 gives a link to the
next page. Where v3 cannot be had, v4 is asked. All answers come in one file, each with what was
asked, as ``cbs_odata`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from inspiratiekaart.sources.fetching import (
    Client,
    Fetched,
    FetchError,
    odata_next,
    pages,
    rows_of,
    with_query,
    write_rows,
)
from inspiratiekaart.sources.published.feeds import Errand, Feed

V3 = "https://opendata.cbs.nl/ODataApi/odata"
V4 = "https://datasets.cbs.nl/odata/v1/CBS"
PAGE = 10_000
"""The most rows that v3 gives at once."""


def addresses(table: str) -> tuple[str, str]:
    """Where ``table`` is: v3, and v4 for when that is gone."""
    return f"{V3}/{table}", f"{V4}/{table}"


def fetch(
    dimensions: tuple[str, ...], fixed: Mapping[str, str], feed: Feed, errand: Errand
) -> Fetched:
    """The table with the codes of ``dimensions``; only the rows with the ``fixed`` codes.

    Raises:
        FetchError: neither address gives it.
    """
    v3, *others = feed.urls
    asked = (partial(_v3, errand.client, v3), *(partial(_v4, errand.client, it) for it in others))
    for at, (url, ask) in enumerate(zip(feed.urls, asked, strict=True), 1):
        try:
            return write_rows(ask(dimensions, fixed), errand.file, url, errand.client)
        except FetchError:
            if at == len(asked):
                raise
    raise AssertionError("the last address raises or returns")


def _v3(
    client: Client, url: str, dimensions: tuple[str, ...], fixed: Mapping[str, str]
) -> Iterator[Mapping[str, Any]]:
    for entity in ("TableInfos", *dimensions):
        yield from _answers(client, with_query(f"{url}/{entity}", **{"$format": "json"}))
    rows = with_query(f"{url}/TypedDataSet", **{"$format": "json", "$top": PAGE, **_only(fixed)})
    yield from _answers(client, rows)


def _v4(
    client: Client, url: str, dimensions: tuple[str, ...], fixed: Mapping[str, str]
) -> Iterator[Mapping[str, Any]]:
    for entity in ("MeasureCodes", *(f"{name}Codes" for name in dimensions)):
        yield from _answers(client, f"{url}/{entity}")
    rows = f"{url}/Observations"
    yield from _answers(client, with_query(rows, **_only(fixed)) if fixed else rows)


def _answers(client: Client, url: str) -> Iterator[Mapping[str, Any]]:
    at = url
    for page in pages(client, url, _following):
        rows = rows_of(page, "value", url)
        parts = urlsplit(at)
        yield {"request": f"{parts.path}?{parts.query}", "value": rows}
        at = _following(page, at)


def _following(page: Any, at: str) -> str:
    """The link to the next page; of v3, which may give none, the next rows after a full page."""
    if link := odata_next(page, at):
        return link
    rows = page.get("value") if isinstance(page, dict) else None
    if not isinstance(rows, list) or len(rows) < PAGE or "TypedDataSet" not in at:
        return ""
    query = dict(part.partition("=")[::2] for part in urlsplit(at).query.split("&"))
    return with_query(at, **{"$skip": int(query.get("%24skip", "0")) + len(rows)})


def _only(fixed: Mapping[str, str]) -> dict[str, str]:
    said = " and ".join(f"{name} eq '{code}'" for name, code in fixed.items())
    return {"$filter": said} if said else {}
