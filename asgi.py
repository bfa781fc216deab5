"""The app as an ASGI application: headers, lasting files, shared pages, health, one log."""

import os

import streamlit as st

from inspiratiekaart import serving
from inspiratiekaart.serving import logs

# Arrow's own pool keeps some 30 MB that it is done with.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
logs.start(os.environ)
app = st.App("app.py", routes=serving.ROUTES, middleware=serving.MIDDLEWARE, lifespan=serving.ready)
