"""Asking a service page by page, and writing down what it answered to which question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from inspiratiekaart.sources.fetching import Client, FetchError, pages
from inspiratiekaart.sources.fetching.paging import Following
from inspiratiekaart.sources.published.recorded import Answer

_GONE = "gone"


@dataclass(frozen=True)
class Service:
    """A service at ``address`` that is asked with ``headers`` (a key)."""

    client: Client
    address: str
    headers: Mapping[str, str]

    def one(self, path: str, mark: str, send: Any = None) -> Answer:
        """The answer to one question, an object with the name ``mark``; ``send`` is asked with it.

        Raises:
            FetchError: it cannot be had, or is not what it was.
        """
        url = f"{self.address}/{path}"
        body = self.client.json(url, headers=self.headers, send=send)
        if not _is_marked(body, frozenset({mark})):
            raise FetchError("shape", url)
        return Answer(path, body)

    def one_if_any(self, path: str, mark: str) -> Answer | None:
        """The same, or None where the service has nothing there."""
        try:
            return self.one(path, mark)
        except FetchError as error:
            if error.code == _GONE:
                return None
            raise

    def all(self, path: str, following: Following, marks: frozenset[str]) -> Iterator[Answer]:
        """The pages from ``path`` on. Each item has one of the names ``marks``.

        Raises:
            FetchError: a page cannot be had, or its items are not what they were.
        """
        here = [f"{self.address}/{path}"]

        def step(page: Any, at: str) -> str:
            here[0] = following(page, at)
            return here[0]

        for page in pages(self.client, here[0], step, headers=self.headers):
            answer = Answer(self._path(here[0]), page)
            items = [item for _, item in answer.numbered()]
            is_page = isinstance(page, dict | list)
            if not is_page or not all(_is_marked(each, marks) for each in items):
                raise FetchError("shape", here[0])
            yield answer

    def _path(self, url: str) -> str:
        own = urlsplit(self.address).path.rstrip("/")
        parts = urlsplit(url)
        path = parts.path.removeprefix(f"{own}/")
        return f"{path}?{parts.query}" if parts.query else path


def _is_marked(item: object, marks: frozenset[str]) -> bool:
    return isinstance(item, dict) and not marks.isdisjoint(item)
