"""The query string is the one truth about what is chosen; widgets follow it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from inspiratiekaart.selection import OWN_PARAMETERS, Reading, Selection
from inspiratiekaart.snapshots.hosting import public_base
from inspiratiekaart.ui import cache


def read() -> Reading:
    """The selection in the address bar; what makes no sense in it is named and ignored."""
    now = st.query_params.to_dict()
    return cache.reading(tuple((key, now[key]) for key in OWN_PARAMETERS if key in now))


def go(selection: Selection, **page: str) -> None:
    """Put ``selection`` into the address bar, keeping the page's own parameters.

    ``page`` sets parameters of the page; an empty value takes one out.
    """
    now = st.query_params.to_dict()
    own = {key: value for key, value in now.items() if key not in OWN_PARAMETERS}
    wanted = {**selection.to_query(), **own, **page}
    wanted = {key: value for key, value in wanted.items() if value}
    if wanted != now:
        st.query_params.from_dict(wanted)


def page_value(name: str, allowed: Mapping[str, object] | None = None) -> str:
    """A parameter of the page itself; empty where absent or not among ``allowed``."""
    value = str(st.query_params.get(name, ""))[:200]
    return value if allowed is None or value in allowed else ""


def base() -> str:
    """The address of the app without a slash at its end: the operator's, else the visitor's own.

    Empty where Streamlit does not know under what address it is seen.
    """
    if given := public_base(os.environ):
        return given
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}{here.path.rpartition('/')[0]}" if here.netloc else ""


def address(page: str, query: str) -> str:
    """The address of ``page`` with ``query``; without a host where that is not known."""
    return f"{base()}/{page}?{query}"
