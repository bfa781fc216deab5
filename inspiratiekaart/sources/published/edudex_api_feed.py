"""Fetching from the EDU-DEX Data API: suppliers, what is known of each, and their public programs.

The list of a supplier's programs has their identifiers only; the programs themselves are asked for
together, some at a time, in ``programs/bulk``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from inspiratiekaart.sources.fetching import Fetched, FetchError, write_rows
from inspiratiekaart.sources.published.asking import Service
from inspiratiekaart.sources.published.feeds import Errand, Feed
from inspiratiekaart.sources.published.recorded import Answer, recorded
from inspiratiekaart.sources.published.values import maps

_PUBLIC = "public"
_TOGETHER = 50


def fetch(feed: Feed, errand: Errand) -> Fetched:
    """All suppliers that the key may see, with their public programs.

    Raises:
        FetchError: an answer cannot be had, or is not what it was.
    """
    address = feed.urls[0].rstrip("/")
    service = Service(errand.client, address, {"Authorization": f"Bearer {errand.setting}"})
    rows = (recorded(each.request, each.body) for each in _answers(service))
    return write_rows(rows, errand.file, address, errand.client)


def _answers(service: Service) -> Iterator[Answer]:
    suppliers = service.one("suppliers", "suppliers")
    yield suppliers
    for supplier in maps(suppliers.body["suppliers"]):
        if not isinstance(supplier.get("id"), str):
            raise FetchError("shape", service.address)
        path = f"suppliers/{quote(supplier['id'], safe='')}"
        metadata = service.one_if_any(f"{path}/metadata", "instituteName")
        yield from filter(None, (metadata,))
        listed = service.one(f"{path}/programs", "items").body["items"]
        public = [_named(each) for each in maps(listed) if each.get("clientId") == _PUBLIC]
        for start in range(0, len(public), _TOGETHER):
            asked = {"programs": public[start : start + _TOGETHER]}
            yield service.one("programs/bulk", "programs", asked)


def _named(program: Any) -> dict[str, Any]:
    return {name: program.get(name) for name in ("orgUnitId", "programId", "clientId")}


FEEDS = (
    Feed(
        "edudex-json",
        "edudex-json",
        "EDU-DEX Data API",
        ("https://api.edudex.nl/data/v1",),
        fetch,
        "INSPIRATIEKAART_EDUDEX_KEY",
    ),
)
