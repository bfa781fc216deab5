"""Counts each request and writes a line on those for our own addresses; the outermost layer."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inspiratiekaart.serving import health, metrics

BEFORE_ROUTES = "(before routes)"
"""The pattern of what a layer answered itself: a kept file, a link sent back."""

_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_OTHER = "(other)"
_ROUTINE = frozenset((health.LIVE, health.READY, metrics.ADDRESS))
_FAILED = 500

_log = logging.getLogger(__name__)


class Meter:
    """Measures what the app answers; ``own`` are the patterns that get a line in the log.

    The line has the pattern, never the address: that may hold a token, and what a person looks
    for. Health checks come every few seconds and get a line only where they fail.
    """

    def __init__(self, app: ASGIApp, own: Collection[str] = ()) -> None:
        self.app = app
        self._own = frozenset(own)
        metrics.are_shown(os.environ)  # a slip in the setting is told at the start

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request (ASGI)."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._session(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status, size = _FAILED, 0

        async def measuring(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, measuring)
        finally:
            # An error that passes here is answered with 500 by the layer around, and told there.
            self._measured(scope, status, size, time.perf_counter() - began)

    def _measured(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        route, method = _pattern(scope), scope["method"]
        if method not in _METHODS:
            method = _OTHER
        metrics.REQUESTS.labels(route, method, f"{status // 100}xx").inc()
        metrics.SECONDS.labels(route).observe(seconds)
        metrics.SENT_BYTES.labels(route).inc(size)
        is_failure = status >= _FAILED
        if route in self._own and (is_failure or route not in _ROUTINE):
            _log.log(
                logging.WARNING if is_failure else logging.INFO,
                "%s %s: %d in %.1f ms, %d bytes",
                *(method, route, status, 1000 * seconds, size),
                extra={
                    "method": method,
                    "route": route,
                    "status": status,
                    "ms": round(1000 * seconds, 1),
                    "bytes": size,
                },
            )

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_open = False

        async def counting(message: Message) -> None:
            nonlocal is_open
            if message["type"] == "websocket.accept" and not is_open:
                is_open = True
                metrics.SESSIONS.inc()
            await send(message)

        try:
            await self.app(scope, receive, counting)
        finally:
            if is_open:
                metrics.SESSIONS.dec()


def _pattern(scope: Scope) -> str:
    """The pattern of the route that answered; there are as many as there are routes."""
    if "route" not in scope:
        return BEFORE_ROUTES
    return getattr(scope["route"], "path", "") or "/"
