"""A page that tells the visitor from which address they come, as the app sees it."""

import streamlit as st

st.selectbox("address", [st.context.ip_address or "this machine"], key="address")
