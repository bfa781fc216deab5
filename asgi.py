"""The app as an ASGI application: with security headers, lasting files and a health address."""

import streamlit as st

from inspiratiekaart import serving

app = st.App("app.py", routes=serving.ROUTES, middleware=serving.MIDDLEWARE, lifespan=serving.ready)
