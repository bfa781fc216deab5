"""The only package that knows Streamlit: the frame, the widgets, the cache."""
