"""A page that breaks with what was typed in its address."""

import streamlit as st

ASKED = "zoek"

raise ValueError(st.query_params[ASKED])
