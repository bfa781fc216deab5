"""Fetching from RIO what chosen providers offer, and where.

An offer in RIO names neither its place nor its programme: each has an address of its own. So the
whole country would take hundreds of thousands of questions; for that DUO has files that hold the
same. Here the providers of a region are asked for, by the code that RIO gives them (``110A133``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from inspiratiekaart.sources.fetching import Fetched, FetchError, next_link, write_rows
from inspiratiekaart.sources.published.asking import Service
from inspiratiekaart.sources.published.feeds import Errand, Feed
from inspiratiekaart.sources.published.recorded import Answer, recorded

KEY = "INSPIRATIEKAART_RIO_KEY"
_KEY_HEADER = "X-API-Key"
_EXAMPLE = "110A133"
_CODE = re.compile(r"\d{3}[A-Z]\d{3}")
_OFFER_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_OFFERS = frozenset({"aangebodenOpleidingcode"})
_NEXT = next_link("_links", "next", "href")
_PAGE_SIZE = 100
_OTHER = re.compile(r"AANGEBODEN(BO|SO|VSO|VO|VAVO)OPLEIDING")
"""Types of offers whose place is not asked for, since they are no training for work."""


def fetch(feed: Feed, errand: Errand) -> Fetched:
    """All answers about the providers that ``errand.setting`` lists.

    Raises:
        FetchError: an answer cannot be had, or is not what it was.
    """
    address = feed.urls[0].rstrip("/")
    key = errand.choices.get(KEY, "")
    service = Service(errand.client, address, {_KEY_HEADER: key} if key else {})
    codes = list(dict.fromkeys(_CODE.findall(errand.setting)))
    if not codes:
        raise FetchError("setting", address, variable=feed.setting, example=_EXAMPLE)
    rows = (recorded(each.request, each.body) for each in _answers(service, codes))
    return write_rows(rows, errand.file, address, errand.client)


def _answers(service: Service, codes: list[str]) -> Iterator[Answer]:
    programmes: set[str] = set()
    for code in codes:
        yield service.one(f"organisatorische-eenheden/{code}", "naam")
        path = (
            f"aangeboden-opleidingen?organisatorischeEenheidcode={code}"
            f"&page=0&pageSize={_PAGE_SIZE}"
        )
        for page in service.all(path, _NEXT, _OFFERS):
            yield page
            for _, offer in page.numbered():
                yield from _behind(service, offer, programmes)


def _behind(service: Service, offer: Mapping[str, Any], programmes: set[str]) -> Iterator[Answer]:
    """The place and the programme of an offer, and once for each programme its recognition."""
    code = str(offer["aangebodenOpleidingcode"])
    if not _OFFER_ID.fullmatch(code) or _OTHER.fullmatch(str(offer.get("type"))):
        return
    path = f"aangeboden-opleidingen/{code}"
    place = service.one_if_any(f"{path}/onderwijslocatie", "onderwijslocatiecode")
    is_part = str(offer.get("type")).endswith("ONDERDEEL")
    own = "opleidingsonderdeel" if is_part else "opleiding"
    programme = service.one_if_any(f"{path}/{own}", "opleidingseenheidcode")
    yield from filter(None, (place, programme))
    unit = programme.body.get("opleidingseenheidcode") if programme else None
    if isinstance(unit, str) and re.fullmatch(r"\d{4}O\d{4}", unit) and unit not in programmes:
        programmes.add(unit)
        path = f"{'opleidingsonderdelen' if is_part else 'opleidingen'}/{unit}/opleidingserkenning"
        recognition = service.one_if_any(path, "erkendeopleidingscode")
        yield from filter(None, (recognition,))
