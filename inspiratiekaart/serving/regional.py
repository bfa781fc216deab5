"""The address that says how the folders of the regions are doing, for who watches them."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from inspiratiekaart.editions.gathered import Gathered
from inspiratiekaart.editions.gathered_sentences import as_json
from inspiratiekaart.ui import cache

_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
}


async def status(_request: Request) -> JSONResponse:
    """The regions with their state, rows, age, licence and findings; none where there are none."""
    found = await run_in_threadpool(_found)
    return JSONResponse(found, headers=_HEADERS)


def _found() -> dict[str, Any]:
    return as_json(cache.regional() or Gathered(), cache.to_check)
