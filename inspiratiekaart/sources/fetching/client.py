"""Fetching a file or an answer: with patience where that helps, and within limits."""

from __future__ import annotations

import hashlib
import http.client
import json
import random
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit

from inspiratiekaart.project import project
from inspiratiekaart.sources.fetching.body import CutOffError, body_of
from inspiratiekaart.sources.fetching.connection import asked, left_s
from inspiratiekaart.sources.fetching.fetched import Fetched, Known
from inspiratiekaart.sources.fetching.limits import USUAL, Limits
from inspiratiekaart.sources.fetching.refused import FetchError
from inspiratiekaart.sources.fetching.waiting import Again, wait_s

NO_HEADERS: Mapping[str, str] = MappingProxyType({})

_MOVED = (301, 302, 303, 307, 308)
_AGAIN = (408, 429, 500, 502, 503, 504)
_WORDS = {401: "key", 403: "key", 404: "gone", 410: "gone"}
_BUSY, _SAME = 429, 304


def _untold(count: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Client:
    """Asks servers for what they publish.

    ``progress`` is told the bytes of each file so far; ``sleep`` and ``jitter`` are for tests.
    """

    limits: Limits = USUAL
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    jitter: Callable[[], float] = field(default=random.random, repr=False)
    progress: Callable[[int], None] = field(default=_untold, repr=False)

    def fetch(
        self,
        url: str,
        to: Path | None = None,
        *,
        known: Known | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
        send: bytes | None = None,
    ) -> Fetched:
        """What stands at ``url``: in the file ``to``, or in memory where no file is named.

        With ``known`` it is only fetched where it has changed since. ``to`` is written at the end,
        all at once. ``headers`` (a key) are sent to that server only, not where it leads to. A
        question that is too long for an address goes in ``send``; it is never sent on elsewhere.

        Raises:
            FetchError: it cannot be had, after as many tries as make sense.
        """
        ends_at = time.monotonic() + self.limits.total_s
        for attempt in range(1, self.limits.tries + 1):
            try:
                return self._followed(url, to, known or Known(), headers, ends_at, send)
            except Again as again:
                self._wait(again, attempt, ends_at)
            except TimeoutError as error:
                self._wait(Again("slow", url, cause=error), attempt, ends_at)
            except CutOffError as error:
                self._wait(Again("cut-off", url, cause=error), attempt, ends_at)
            except socket.gaierror as error:  # who looks names up has tried again already
                raise FetchError("unreachable", url) from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                code = "unreachable" if time.monotonic() < ends_at else "slow"
                self._wait(Again(code, url, cause=error), attempt, ends_at)
        raise AssertionError("the last try raises")

    def json(self, url: str, *, headers: Mapping[str, str] = NO_HEADERS, send: Any = None) -> Any:
        """The value of the JSON that stands at ``url``, or answers the question ``send`` there.

        Raises:
            FetchError: it cannot be had, or is no JSON.
        """
        sent = {"Accept": "application/json", **headers}
        body = None if send is None else json.dumps(send).encode()
        if body is not None:
            sent["Content-Type"] = "application/json"
        content = self.fetch(url, headers=sent, send=body).content
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise FetchError("shape", url) from error

    def _wait(self, again: Again, attempt: int, ends_at: float) -> None:
        """Wait before the next try, where there is one and there is time for it."""
        seconds = wait_s(again.retry_after, attempt, self.jitter())
        is_too_long = seconds > min(self.limits.longest_wait_s, ends_at - time.monotonic())
        if attempt == self.limits.tries or is_too_long:
            raise again.as_error(seconds) from again.cause
        self.sleep(seconds)

    def _followed(
        self,
        url: str,
        to: Path | None,
        known: Known,
        headers: Mapping[str, str],
        ends_at: float,
        send: bytes | None,
    ) -> Fetched:
        at = url
        for _ in range(self.limits.redirects + 1):
            own = headers if _server(at) == _server(url) else {}
            sent = {**_HELLO, **known.headers, **own}
            with asked(at, sent, self.limits, ends_at, send) as response:
                if response.status in _MOVED and send is None:
                    at = urljoin(at, response.getheader("Location") or "")
                    continue
                self._check(response, at, known)
                if response.status == _SAME:
                    return Fetched(url, known=known, is_same=True)
                return self._kept(response, url, to, ends_at)
        raise FetchError("redirects", url, most=self.limits.redirects)

    def _check(self, response: http.client.HTTPResponse, at: str, known: Known) -> None:
        status = response.status
        if status == http.client.OK or (status == _SAME and known):
            return
        if status in _AGAIN:
            code = "busy" if status == _BUSY else "server"
            raise Again(code, at, status, response.getheader("Retry-After") or "")
        raise FetchError(_WORDS.get(status, "status"), at, status=status)

    def _kept(
        self, response: http.client.HTTPResponse, url: str, to: Path | None, ends_at: float
    ) -> Fetched:
        known = Known(response.getheader("ETag") or "", response.getheader("Last-Modified") or "")
        hashed, count = hashlib.sha256(), 0
        pieces = body_of(response, self.limits, url, lambda: left_s(ends_at, self.limits.silent_s))
        if to is None:
            content = b"".join(pieces)
            sha256 = hashlib.sha256(content).hexdigest()
            return Fetched(url, content=content, known=known, sha256=sha256, size=len(content))
        part = to.with_name(f".{to.name}.deel")
        try:
            with part.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
                    hashed.update(piece)
                    count += len(piece)
                    self.progress(count)
            part.replace(to)
        finally:
            part.unlink(missing_ok=True)
        return Fetched(url, path=to, known=known, sha256=hashed.hexdigest(), size=count)


def fetch(url: str, to: Path | None = None, known: Known | None = None) -> Fetched:
    """What stands at ``url``, as ``Client`` fetches it within the usual limits."""
    return Client().fetch(url, to, known=known)


def _server(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


_HELLO = MappingProxyType(
    {"User-Agent": f"Inspiratiekaart/{project().version}", "Accept-Encoding": "gzip"}
)
