"""Measuring the budgets: the app, beside a plain build of it and bare Streamlit, in one run."""
