"""The address that says how the folders of the regions are doing, for who watches them."""

from __future__ import annotations

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
    found = await run_in_threadpool(cache.regional)
    return JSONResponse(as_json(found or Gathered()), headers=_HEADERS)
