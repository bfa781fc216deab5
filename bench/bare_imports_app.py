"""The bare app with the packages that the first view of the app loads: what imports alone cost.

``tests/bench/test_fairness.py`` keeps this list equal to what the app imports.
"""

from __future__ import annotations

import babel.dates
import babel.lists
import babel.numbers
import branca.element
import folium
import jinja2
import markupsafe
import numpy
import pandas
import streamlit as st
import streamlit_folium

IMPORTED = (babel, branca, folium, jinja2, markupsafe, numpy, pandas, streamlit_folium)
COLOURS = ("rood", "oranje", "geel", "groen", "blauw", "paars", "bruin", "grijs", "wit", "zwart")

colour = st.selectbox("Kleur", COLOURS, key="bar_sector")
number = st.slider("Aantal", 0, 50, 5, key="bar_number")
st.write(f"{number} keer {colour}, {len(IMPORTED)} pakketten")
