"""What a health check asks: does the server answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse


def live(_request: Request) -> PlainTextResponse:
    """Tell a health check that the server answers."""
    return PlainTextResponse("gezond\n", headers={"Cache-Control": "no-store"})
