"""Where formats can be fetched: what the verb ``refresh`` knows.

A module of this package that has an address of its own has a constant ``FEEDS``, a tuple of
``Feed``, beside its ``FORMS``. One feed gives one file, that fits its form::

    FEEDS = (
        Feed("duo-adressen-mbo", "duo-adressen-mbo", "Adressen mbo-instellingen", (URL,)),
        Feed("rio-aanbieders", "rio", "RIO: onderwijsaanbieders", (URL,), paged, "RIO_KEY"),
    )

    def paged(feed: Feed, errand: Errand) -> Fetched:
        client, url = errand.client, feed.urls[0]
        key = {"X-Api-Key": errand.setting}
        found = pages(client, url, next_link("_links", "next", "href"), headers=key)
        rows = (row for page in found for row in rows_of(page, "_embedded.items", url))
        return write_rows(rows, errand.file, url, client)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from inspiratiekaart.sources.fetching import Client, Fetched, Known
from inspiratiekaart.sources.fetching.fetched import NOTHING_KNOWN
from inspiratiekaart.sources.published.form import published_modules


@dataclass(frozen=True)
class Errand:
    """One time that a feed is fetched: with what, into which file, and what is there already.

    ``setting`` is the value of the variable that the feed names (an API key, an address), and
    ``choices`` those of the variables that it heeds, by name, where they are set.
    """

    client: Client
    file: Path
    known: Known = NOTHING_KNOWN
    setting: str = ""
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Feed:
    """A source with an address.

    ``feed_id`` is what ``refresh`` calls it, ``form_id`` the form that its file must fit, ``title``
    what its publisher calls it. ``get`` puts the file at ``errand.file`` and takes all addresses
    from ``urls``, so that a test can put others there. ``setting`` names the variable of the
    environment without which it cannot be fetched; ``heeds`` names others that may be set.
    """

    feed_id: str
    form_id: str
    title: str
    urls: tuple[str, ...]
    get: Callable[[Feed, Errand], Fetched] | None = None
    setting: str = ""
    heeds: tuple[str, ...] = ()

    def fetch(self, errand: Errand) -> Fetched:
        """Put the file at ``errand.file``, or say that it is the same as before.

        Raises:
            FetchError: it cannot be had.
        """
        if self.get is not None:
            return self.get(self, errand)
        return errand.client.fetch(self.urls[0], errand.file, known=errand.known)


@cache
def feeds() -> tuple[Feed, ...]:
    """All sources with an address, by the order of their modules."""
    return tuple(feed for module in published_modules() for feed in getattr(module, "FEEDS", ()))
