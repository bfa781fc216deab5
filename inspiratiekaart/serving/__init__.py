"""What stands between the visitor's browser and Streamlit when the app is served by ``asgi.py``.

Headers that limit what a page may do and load, answers that a browser may keep for ever, addresses
that need no session, and a start that does the first visitor's work before they are there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.middleware import Middleware
from starlette.routing import Route

from inspiratiekaart.serving import health
from inspiratiekaart.serving.guard import Doorkeeper
from inspiratiekaart.serving.keeper import Keeper
from inspiratiekaart.ui import first_view


@asynccontextmanager
async def ready(_app: object) -> AsyncIterator[None]:
    """While the server runs; at its start the first view is worked out in the background."""
    first_view.prepared()
    yield


ROUTES = (Route("/gezond", health.live),)
MIDDLEWARE = (Middleware(Doorkeeper), Middleware(Keeper))
