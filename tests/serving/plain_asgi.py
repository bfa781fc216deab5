"""The page that breaks, without our log."""

import streamlit as st

app = st.App("broken_page.py")
