"""The app as an ASGI application: headers, lasting files, shared pages, health, one log."""

import os

import streamlit as st

from inspiratiekaart import serving
from inspiratiekaart.serving import logs

logs.start(os.environ)
app = st.App("app.py", routes=serving.ROUTES, middleware=serving.MIDDLEWARE, lifespan=serving.ready)
