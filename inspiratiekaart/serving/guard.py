"""What a page may do and load, and who may show it in a frame: the headers of every answer."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from functools import cache
from importlib.resources import files
from urllib.parse import unquote_plus

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inspiratiekaart.schema import LANGUAGES
from inspiratiekaart.snapshots.hosting import embedders

COMPONENTS = "/component/"
"""Where Streamlit serves the frames of components, and our own files."""

_REFUSED_PARAMETER = "staticAppId"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_security_policy(path: str, embedders: str) -> str:
    """What the document at ``path`` may load and run, and who may show it in a frame.

    Pages run scripts from this server only, and the two inline ones that are known beforehand.
    streamlit-folium's frame evaluates the script of the map, so that frame may.
    """
    is_component = COMPONENTS in path
    scripts = "'unsafe-inline' 'unsafe-eval'" if is_component else " ".join(_inline_scripts())
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {embedders}",
        )
    )


def without_refused(query: str) -> str:
    """``query`` without the parameter that makes Streamlit's frontend call a third party."""
    parts = query.split("&")
    return "&".join(p for p in parts if unquote_plus(p.partition("=")[0]) != _REFUSED_PARAMETER)


class Doorkeeper:
    """Gives every answer its security headers; sends a refused parameter back without it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._embedders = embedders(os.environ)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request (ASGI)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "Content-Security-Policy" not in headers:  # shared pages have a stricter one
                    policy = content_security_policy(scope["path"], self._embedders)
                    headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        query = scope["query_string"].decode("latin-1")
        kept = without_refused(query)
        # The address is relative to the request's own, so that no path can lead elsewhere.
        app = self.app if kept == query else RedirectResponse(f"?{kept}")
        await app(scope, receive, guarded)


@cache
def _inline_scripts() -> tuple[str, ...]:
    """The hashes of the inline scripts of Streamlit's page and of our header, in each language."""
    page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    header = (files("inspiratiekaart.ui") / "templates" / "header.html").read_text(encoding="utf-8")
    texts = [page, *(header.replace("{{ t.language }}", each) for each in LANGUAGES)]
    scripts = sorted({script for text in texts for script in _SCRIPT.findall(text)})
    return tuple(
        f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'"
        for each in scripts
    )
