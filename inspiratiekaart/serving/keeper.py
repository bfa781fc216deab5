"""Files whose names carry the hash of their content: browsers keep them, and so does the server."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inspiratiekaart.serving.guard import COMPONENTS

LASTING = f"{COMPONENTS}inspiratiekaart.ui.assets.assets/"
"""Where files lie whose names carry the hash of their content."""

FOREVER = "public, max-age=31536000, immutable"
_KEPT_ANSWERS = 64


class Keeper:
    """Tells browsers to keep files with hashed names, and keeps their compressed form itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[tuple[str, bool], list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request (ASGI)."""
        if scope["type"] != "http" or LASTING not in scope["path"]:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # An answer to another origin, or of a part, is made for that request only.
        is_plain = scope["method"] == "GET" and not {"origin", "range"} & set(headers)
        key = (scope["path"], "gzip" in headers.get("accept-encoding", ""))
        if is_plain and key in self._kept:
            for message in self._kept[key]:
                await send({**message})
            return
        messages: list[Message] = []

        async def keeping(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message)["Cache-Control"] = FOREVER
            messages.append({**message, "headers": [*message.get("headers", ())]})
            await send(message)

        await self.app(scope, receive, keeping)
        if is_plain and messages and messages[0].get("status") == 200:
            while len(self._kept) >= _KEPT_ANSWERS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = messages
