"""The app with an address that breaks, in a way that quotes what it was sent."""

import asyncio
import logging
import os
import threading
import warnings

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from inspiratiekaart import serving
from inspiratiekaart.serving import logs

ASKED = "zoek"

logs.start(os.environ)


def _raise(text: str) -> None:
    raise ValueError(text)


async def _fail(text: str) -> None:
    raise ValueError(text)


async def broken(request: Request) -> PlainTextResponse:
    """Break in the way that the address names."""
    text = request.query_params[ASKED]
    # A logger that is made late and gets a handler of its own, as Streamlit's do.
    late = logging.getLogger(f"late.{request.path_params['way']}")
    late.propagate = False
    late.addHandler(logging.StreamHandler())
    match request.path_params["way"]:
        case "message":
            late.warning("GET %s", request.url)
        case "warning":
            warnings.warn(f"odd: {request.url}", stacklevel=1)
        case "thread":
            thread = threading.Thread(target=_raise, args=(text,))
            thread.start()
            thread.join()
        case "task":
            task = asyncio.create_task(_fail(text))
            await asyncio.wait([task])
            del task
        case _:
            _raise(text)
    return PlainTextResponse("done")


_ROUTES = (*serving.ROUTES, Route("/breek/{way}", broken))
app = st.App("broken_page.py", routes=_ROUTES, middleware=serving.MIDDLEWARE)
