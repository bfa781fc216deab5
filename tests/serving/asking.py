"""Asks an ASGI application in this process, without a server and a socket."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlencode

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What the application answered."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Asker:
    """One event loop for all questions, as a server has."""

    app: ASGIApp
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)

    def get(self, path: str, query: list[tuple[str, str]] | None = None) -> Answer:
        """Ask for ``path``, which is quoted already, with ``query``."""
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request"}

        scope = {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "server": ("127.0.0.1", 80),
            "client": ("203.0.113.7", 1),
            "root_path": "",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": urlencode(query or [], errors="replace").encode(),
            "headers": [(b"host", b"example.org")],
        }

        async def asked() -> None:
            await self.app(scope, receive, send)

        self.runner.run(asked())
        headers = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(sent[0]["status"], headers, body.decode("utf-8", "replace"))


def quoted(text: str) -> str:
    """``text`` as one part of a path."""
    return quote(text, safe="", errors="replace")
