"""Writing marks from the page: what was ticked, what became of it, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from inspiratiekaart import paths
from inspiratiekaart.checks import Check
from inspiratiekaart.editions import checking
from inspiratiekaart.editions.checking import CheckingError
from inspiratiekaart.ui import editing

ROLE = "trust_role"
"""Where the session has the role of who marks."""

_DONE = "trust_done"
_NEWS = "trust_news"


@dataclass(frozen=True)
class Marked:
    """What became of the last click: a refusal (the key of its sentence), or the marks made."""

    refused: str = ""
    is_undone: bool = False
    checks: tuple[Check, ...] = ()


def done() -> Marked:
    """What there is to say of the last click; the marks stay until they are taken back."""
    made: Marked = st.session_state.get(_DONE, Marked())
    news: Marked = st.session_state.pop(_NEWS, Marked())
    return Marked(news.refused, news.is_undone, made.checks)


def mark(rows: Sequence[tuple[str, Check]]) -> None:
    """Mark what was ticked of ``rows``, each with the name of its box in the session."""
    role = st.session_state[ROLE]
    checks = tuple(replace(check, role=role) for key, check in rows if st.session_state.get(key))
    if not checks:
        st.session_state[_NEWS] = Marked("trust.mark.nothing")
    elif _write(checking.mark, checks):
        st.session_state[_DONE] = Marked(checks=checks)
        for key, _ in rows:
            st.session_state[key] = False


def undo() -> None:
    """Take the last marks back."""
    made: Marked = st.session_state.get(_DONE, Marked())
    if made.checks and _write(checking.unmark, made.checks):
        del st.session_state[_DONE]
        st.session_state[_NEWS] = Marked(is_undone=True)


def _write(change: checking.Change, checks: tuple[Check, ...]) -> bool:
    if not editing.allowed():
        st.session_state[_NEWS] = Marked("trust.refused.not-allowed")
        return False
    try:
        change(paths.HOME, checks)
    except CheckingError as error:
        st.session_state[_NEWS] = Marked(f"trust.refused.{error.code}")
        return False
    return True
