"""What a health check asks: does the server answer, and can it be sent visitors.

Both addresses answer in plain text, to ``HEAD`` as well, and never wait for a part that hangs.
"""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from inspiratiekaart.serving.watch import Watch
from inspiratiekaart.ui import first_view

LIVE = "/gezond"
READY = "/gezond/klaar"

_NOT_KEPT = {"Cache-Control": "no-store"}
_FIRST_VIEW, _DATASET, _STORE = "first view", "dataset", "store"
_NEEDED = (_FIRST_VIEW, _DATASET)


def _open_dataset() -> None:
    from inspiratiekaart.ui import cache  # the server answers before all this is loaded

    cache.dataset()


def _ask_store() -> None:
    from inspiratiekaart.ui import cache  # the server answers before all this is loaded

    cache.store().ping()


DATASET = Watch(_DATASET, _open_dataset)
STORE = Watch(_STORE, _ask_store)


async def live(_request: Request) -> PlainTextResponse:
    """Tell a health check that the server answers.

    It needs no thread: those may all be at work, and the server is no less alive.
    """
    return PlainTextResponse("gezond\n", headers=_NOT_KEPT)


async def ready(_request: Request) -> PlainTextResponse:
    """Tell a proxy whether this process can be sent visitors, with a line on each part.

    Ready is: the first view has been worked out and the dataset opens. The store is told and does
    not count. All processes share one database; when it is away and all of them said "not ready",
    the proxy would have nobody left to send visitors to, while everything but keeping and opening
    composed maps works without it, and the app says so where it does not. An operator who wants to
    be woken for it watches the line, or ``inspiratiekaart_store_up``.
    """
    told = await parts()
    lines = [f"{part}: {'ready' if is_well else 'unavailable'}\n" for part, is_well in told.items()]
    status = 200 if is_ready(told) else 503
    return PlainTextResponse("".join(lines), status, headers=_NOT_KEPT)


async def parts() -> dict[str, bool]:
    """Which parts are well; while the first view is being worked out nothing else is begun."""
    if first_view.prepared().is_alive():
        return {_FIRST_VIEW: False}
    dataset, store = await asyncio.gather(DATASET.is_well(), STORE.is_well())
    return {_FIRST_VIEW: True, _DATASET: dataset, _STORE: store}


def is_ready(told: dict[str, bool]) -> bool:
    """Whether a process whose parts are like this can be sent visitors."""
    return all(told.get(part, False) for part in _NEEDED)


def is_store_up(told: dict[str, bool]) -> bool:
    """Whether the store answers, as far as is known."""
    return told.get(_STORE, False)
