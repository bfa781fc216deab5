"""Pages that were made once and are kept compressed, for everybody who asks for the same.

When two hundred people ask at once, one page is made and all of them wait for that one.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

import brotli
from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.responses import Response

from inspiratiekaart.serving.metrics import RENDERED, SERVED_KEPT

MAKERS = 1
"""How many pages are made at a time; the others wait, so that those who are in the app do not."""

WAITING = 64
"""How many different pages may wait to be made; more are asked to come back."""

_KEPT_BYTES = 48_000_000
_BROTLI_QUALITY = 9
_GZIP_LEVEL = 9
_DIGEST_LETTERS = 24


class BusyError(Exception):
    """Too many different pages are being made; ask again in some seconds."""


@dataclass(frozen=True)
class Made:
    """What was made for an address; ``policy`` says what a page may do, empty for no page."""

    content: bytes
    media_type: str
    policy: str = ""


@dataclass(frozen=True)
class Body:
    """What an address answers, in each encoding; a picture is compressed already."""

    media_type: str
    policy: str
    encoded: Mapping[str, bytes]
    digest: str

    @cached_property
    def weight(self) -> int:
        """How many bytes it takes to keep."""
        return sum(map(len, self.encoded.values()))


def body_of(made: Made) -> Body:
    """``made`` with its compressed forms, where compressing it pays."""
    content = made.content
    encoded = {"": content}
    if not made.media_type.startswith("image/"):
        # Who cannot read either of these is rare, and gets it unpacked at that moment.
        packed = gzip.compress(content, _GZIP_LEVEL, mtime=0)
        encoded = {"br": brotli.compress(content, quality=_BROTLI_QUALITY), "gzip": packed}
    digest = hashlib.sha256(content).hexdigest()[:_DIGEST_LETTERS]
    return Body(made.media_type, made.policy, encoded, digest)


class Bodies:
    """Keeps what was made, up to a number of bytes; what was not asked for longest goes first."""

    def __init__(self, most_bytes: int = _KEPT_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, Body] = OrderedDict()
        self._bytes = 0
        self._making: dict[Hashable, asyncio.Task[Body]] = {}
        self._limiter: CapacityLimiter | None = None

    async def get(self, key: Hashable, make: Callable[[], Made]) -> Body:
        """The body for ``key``; made by ``make`` where it is not kept.

        What is being made goes on being made when the first who asked for it goes away.

        Raises:
            BusyError: too many others are being made.
        """
        if key in self._kept:
            SERVED_KEPT.inc()
            self._kept.move_to_end(key)
            return self._kept[key]
        task = self._making.get(key)
        if task is None:
            if len(self._making) >= WAITING:
                raise BusyError
            task = asyncio.create_task(self._make(key, make))
            self._making[key] = task
            task.add_done_callback(lambda _: self._making.pop(key, None))
        return await asyncio.shield(task)

    async def _make(self, key: Hashable, make: Callable[[], Made]) -> Body:
        if self._limiter is None:
            self._limiter = CapacityLimiter(MAKERS)
        body = await to_thread.run_sync(lambda: body_of(make()), limiter=self._limiter)
        RENDERED.inc()
        self._kept[key] = body
        self._bytes += body.weight
        while self._bytes > self._most_bytes and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= gone.weight
        return body


def answer(body: Body, asked: Headers, caching: str) -> Response:
    """``body`` as the visitor's browser reads it, or that it has it already.

    ``caching`` is the Cache-Control.
    """
    encoding = _encoding(asked.get("accept-encoding", ""), body)
    tag = f'"{body.digest}{"-" if encoding else ""}{encoding}"'
    said = {"Cache-Control": caching, "ETag": tag, "Vary": "Accept-Encoding"}
    if _has(asked.get("if-none-match", ""), body.digest):
        return Response(status_code=304, headers=said)
    content = body.encoded.get(encoding)
    if content is None:
        content = gzip.decompress(body.encoded["gzip"])
    if encoding:
        said["Content-Encoding"] = encoding
    return Response(content, headers=said, media_type=body.media_type)


def _encoding(accepted: str, body: Body) -> str:
    """The smallest form that ``accepted`` (of Accept-Encoding) allows; empty for the plain one."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, rest = part.strip().partition(";")
        try:
            weights[name.strip()] = float(rest.partition("q=")[2] or 1)
        except ValueError:
            weights[name.strip()] = 0.0
    allowed = (each for each in ("br", "gzip") if weights.get(each, 0.0) > 0)
    return next((each for each in allowed if each in body.encoded), "")


def _has(given: str, digest: str) -> bool:
    """Whether the browser holds the same page, in whatever encoding (If-None-Match)."""
    tags = (each.strip().removeprefix("W/").strip('"') for each in given.split(","))
    return any(each == "*" or each.partition("-")[0] == digest for each in tags)
