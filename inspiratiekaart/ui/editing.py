"""May this visitor write in the folder of own rows? ``ask`` asks for the operator's password.

Only where there is a folder for own rows (a region's own, or one for what is read in for the whole
country) and the operator set ``INSPIRATIEKAART_EDITING``. The answer is kept in the visitor's
session and nowhere else.
"""

from __future__ import annotations

import streamlit as st

from inspiratiekaart import paths
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache
from inspiratiekaart.ui.html import fragment

_IN = "editing_in"
_FIELD = "editing_password"
_TROUBLE = "editing_trouble"


def possible() -> bool:
    """Whether anybody can write here."""
    has_folder = paths.IS_FORK or paths.IMPORTS is not None
    return has_folder and cache.gate().is_there


def allowed() -> bool:
    """Whether this visitor may write; ask it again at the moment of writing."""
    return possible() and (cache.gate().is_open or st.session_state.get(_IN) is True)


def ask(t: Texts) -> bool:
    """Whether this visitor may write; who may not yet is asked for the password.

    Draws nothing where nobody can write. Use it once on a page.
    """
    if not possible():
        return False
    if not allowed():
        _form(t)
        return False
    if not cache.gate().is_open:
        st.html(fragment("compose_said", text=t("editing.in")))
        st.button(t("editing.leave"), key="editing_leave", on_click=_leave)
    return True


def _form(t: Texts) -> None:
    st.html(fragment("trust_subheading", title=t("editing.heading"), text=t("editing.intro")))
    if trouble := st.session_state.pop(_TROUBLE, None):
        code, values = trouble
        st.html(fragment("notice", text=t(f"editing.{code}", **values)))
    with st.form("editing_form", clear_on_submit=True, border=False, width=420):
        st.text_input(
            t("editing.password"), type="password", key=_FIELD, autocomplete="current-password"
        )
        st.form_submit_button(t("editing.enter"), on_click=_enter)


def _enter() -> None:
    from inspiratiekaart.store.errors import TooManyAttemptsError  # every page asks who may write

    given = str(st.session_state.get(_FIELD) or "")
    try:
        if cache.gate().admits(st.context.ip_address or "", given):
            st.session_state[_IN] = True
        else:
            st.session_state[_TROUBLE] = ("wrong", {})
    except TooManyAttemptsError as error:
        st.session_state[_TROUBLE] = ("wait", error.values)


def _leave() -> None:
    st.session_state.pop(_IN, None)
