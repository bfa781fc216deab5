"""The page before there is a map: the ways to start one."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from inspiratiekaart.composition import draft
from inspiratiekaart.composition_entries import area_name
from inspiratiekaart.errors import MapFileError
from inspiratiekaart.example import example
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.inspiration_file import MAX_BYTES, from_json
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import OWN_PARAMETERS
from inspiratiekaart.snapshots.addresses import FOLDER, VIEW
from inspiratiekaart.ui import bar, cache, compose_keep, compose_work
from inspiratiekaart.ui.compose_work import MAP
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment

_FILE = "compose_file"
_LINK = "compose_link"
_FAULT = "compose_start_fault"
_MAX_LINK = 2000
_IN_APP = re.compile(rf"[?&]{MAP}=([^&#\s]+)")
_SHARED = re.compile(rf"(?:^|/){FOLDER}/([^/?#\s]+)(?:/[^?#\s]*)?(?:\?([^#\s]*))?")


def draw(current: Here, trouble: str = "") -> None:
    """Draw the ways to start; ``trouble`` says why the map of the link is not here."""
    t, selection = current.t, current.selection
    bar.draw(current)
    last = compose_work.last()
    back = f"?{urlencode({**selection.to_query(), MAP: last.token})}" if last else ""
    st.html(fragment("compose_start", t=t, trouble=trouble, back=back))
    compose_keep.trouble(t)
    area = area_name(current.dataset, selection.regions, t)
    with st.container(key="ik-starts"):
        _way(t("making.start.draft"), t("making.start.draft_text", area=area))
        _button(current, "draft", t("making.start.draft_button", area=area))
        _way(t("making.start.empty"), t("making.start.empty_text"))
        _button(current, "empty", t("making.start.empty_button"))
        if example().regions <= set(region_names(current.dataset)):
            _way(t("making.start.example"), t("making.start.example_text"))
            _button(current, "example", t("making.start.example_button"))
        _link(current)
        _file(current)


def _way(title: str, text: str) -> None:
    st.html(fragment("compose_section", title=title, text=text))


def _button(current: Here, way: str, label: str) -> None:
    kind: Literal["primary", "secondary"] = "primary" if way == "draft" else "secondary"
    st.button(label, key=f"start_{way}", on_click=_start, args=(current, way), type=kind)


def _start(current: Here, way: str) -> None:
    selection = current.selection
    if way == "draft":
        compose_work.begin(draft(current.dataset, selection, current.t))
    elif way == "example":
        compose_work.begin(example())
    else:
        compose_work.begin(
            InspirationMap(
                regions=selection.regions,
                edition=current.dataset.edition,
                reach_km=selection.reach_km,
            )
        )


def _link(current: Here) -> None:
    t = current.t
    _way(t("making.start.link"), t("making.start.link_text"))
    with st.form("start_link", border=False):
        st.text_input(t("making.start.link_label"), key=_LINK, max_chars=_MAX_LINK)
        st.form_submit_button(t("making.start.link_button"), on_click=_fork, args=(current,))


def _fork(current: Here) -> None:
    typed = str(st.session_state[_LINK]).strip()
    in_app, shared = _IN_APP.search(typed), _SHARED.search(typed)
    if shared and shared[1] == VIEW:
        given = dict(parse_qsl(shared[2] or ""))
        read = cache.reading(tuple((name, given[name]) for name in OWN_PARAMETERS if name in given))
        made = draft(cache.dataset(read.selection.edition), read.selection, current.t)
        compose_work.begin(made)
        return
    found = in_app or shared
    compose_keep.fork((found[1] if found else typed)[:200], current.t)


def _file(current: Here) -> None:
    t = current.t
    _way(t("making.start.file"), t("making.start.file_text"))
    st.file_uploader(
        t("making.start.file_label"),
        type=["json"],
        key=_FILE,
        on_change=_read_file,
        max_upload_size=MAX_BYTES // 1_000_000,
    )
    if fault := st.session_state.pop(_FAULT, None):
        st.html(fragment("notice", text=compose_work.said(fault, t)))


def _read_file() -> None:
    given = st.session_state[_FILE]
    if given is None:
        return
    try:
        compose_work.begin(from_json(given.getvalue()))
    except MapFileError as error:
        st.session_state[_FAULT] = error
