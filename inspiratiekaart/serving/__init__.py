"""What stands between the visitor's browser and Streamlit when the app is served by ``asgi.py``.

Headers that limit what a page may do and load, answers that a browser may keep for ever, addresses
that need no session, a start that does the first visitor's work before they are there, and what an
operator looks at: health, figures and the log.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Timer
from types import ModuleType

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from inspiratiekaart.editions.catalogue_terms import FILES, JSONLD, TURTLE
from inspiratiekaart.serving import health, metrics
from inspiratiekaart.serving.guard import Doorkeeper
from inspiratiekaart.serving.keeper import Keeper
from inspiratiekaart.serving.meter import Meter
from inspiratiekaart.snapshots.addresses import FOLDER, PICTURE, SCENES
from inspiratiekaart.ui import first_view

_SHARED = "inspiratiekaart.serving.sharing"
_INBOX = "inspiratiekaart.ui.managing_inbox"
_OPEN_DATA = "inspiratiekaart.serving.open_data"
_REGIONAL = "inspiratiekaart.serving.regional"
_SHARED_AFTER_S = 6.0


def _later(module_name: str, name: str) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint ``name`` of a module; the server starts without what that needs."""
    loaded: list[ModuleType] = []

    async def endpoint(request: Request) -> Response:
        if not loaded:
            loaded.append(await run_in_threadpool(import_module, module_name))
        answered: Response = await getattr(loaded[0], name)(request)
        return answered

    return endpoint


def _warm() -> None:
    first_view.prepared().join()
    import_module(_SHARED).warm()
    import_module(_INBOX).INBOX.swept()


@asynccontextmanager
async def ready(_app: object) -> AsyncIterator[None]:
    """While the server runs; at its start the first view is worked out in the background.

    What shared pages need follows some seconds later, so that it delays nobody's first view; and
    files that were handed in to a process that died are removed.
    """
    first_view.prepared()
    later = Timer(_SHARED_AFTER_S, _warm)
    later.daemon = True
    later.start()
    yield
    later.cancel()


ROUTES = (
    Route(health.LIVE, health.live),
    Route(health.READY, health.ready),
    Route(metrics.ADDRESS, metrics.shown),
    Route(f"/{FOLDER}/{{key}}", _later(_SHARED, "page")),
    Route(f"/{FOLDER}/{{key}}/{PICTURE}", _later(_SHARED, "picture")),
    Route(f"/{FOLDER}/{{key}}/{SCENES}", _later(_SHARED, "scenes")),
    Route(f"/{JSONLD}", _later(_OPEN_DATA, "jsonld")),
    Route(f"/{TURTLE}", _later(_OPEN_DATA, "turtle")),
    Route(f"/{FILES}/{{name}}", _later(_OPEN_DATA, "file")),
    Route("/status.json", _later(_REGIONAL, "status")),
)
MIDDLEWARE = (
    Middleware(Meter, own=[route.path for route in ROUTES]),  # measures the other layers too
    Middleware(Doorkeeper),
    Middleware(Keeper),
)
