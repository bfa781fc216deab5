"""Fetching the catalogue of an institution that speaks the Open Onderwijs API, version 5 or 6."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import quote

from inspiratiekaart.sources.fetching import Fetched, page_numbers, write_rows
from inspiratiekaart.sources.published.asking import Service
from inspiratiekaart.sources.published.feeds import Errand, Feed
from inspiratiekaart.sources.published.recorded import Answer, recorded

ADDRESS, KEY = "INSPIRATIEKAART_OOAPI_URL", "INSPIRATIEKAART_OOAPI_KEY"
_PAGES = "pageSize=100&pageNumber=1"
_V5 = (
    ("organizations", "organizationId", ""),
    ("courses", "courseId", "offerings"),
    ("programs", "programId", "offerings"),
)
_V6 = (
    ("organisations", "organisationId", ""),
    ("courses", "courseId", "course-offerings"),
    ("programmes", "programmeId", "programme-offerings"),
)
"""The lists of each version: path, identifier, and the path of the offerings of each item."""


def _has_more(page: Any) -> bool:
    return isinstance(page, dict) and page.get("hasNextPage") is True


_NEXT = page_numbers(_has_more, "pageNumber", 1)


def fetch(lists: tuple[tuple[str, str, str], ...], feed: Feed, errand: Errand) -> Fetched:
    """Organisations, courses and programmes with their offerings, at ``errand.setting``.

    Raises:
        FetchError: an answer cannot be had, or is not what it was.
    """
    key = errand.choices.get(KEY, "")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    service = Service(errand.client, errand.setting.strip().rstrip("/"), headers)
    rows = (recorded(each.request, each.body) for each in _answers(service, lists))
    return write_rows(rows, errand.file, service.address, errand.client)


def _answers(service: Service, lists: tuple[tuple[str, str, str], ...]) -> Iterator[Answer]:
    for path, name, below in lists:
        for page in service.all(f"{path}?{_PAGES}", _NEXT, frozenset({name})):
            yield page
            for _, item in page.numbered() if below else ():
                found = quote(str(item[name]), safe="")
                under = f"{path}/{found}/{below}?{_PAGES}"
                yield from service.all(under, _NEXT, frozenset({"offeringId"}))


FEEDS = tuple(
    Feed(f"ooapi-v{number}", "ooapi", f"Open Onderwijs API v{number}", (), get, ADDRESS, (KEY,))
    for number, get in ((5, partial(fetch, _V5)), (6, partial(fetch, _V6)))
)
