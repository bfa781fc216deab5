"""The smallest app with something to choose: what a rerun of Streamlit itself costs."""

from __future__ import annotations

import streamlit as st

COLOURS = ("rood", "oranje", "geel", "groen", "blauw", "paars", "bruin", "grijs", "wit", "zwart")

colour = st.selectbox("Kleur", COLOURS, key="bar_sector")
number = st.slider("Aantal", 0, 50, 5, key="bar_number")
st.write(f"{number} keer {colour}")
