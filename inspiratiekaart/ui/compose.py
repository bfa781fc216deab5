"""The parts of the page where a region puts its own map together: to start, to work on, to read."""

from __future__ import annotations

import functools
from urllib.parse import quote

import streamlit as st

from inspiratiekaart.composition import Composition, compose
from inspiratiekaart.drawing.svg import map_svg
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.selection import Selection
from inspiratiekaart.sentences import caption, title
from inspiratiekaart.share import Share, read_code
from inspiratiekaart.snapshots.addresses import Address
from inspiratiekaart.store.errors import StoreError
from inspiratiekaart.store.kept import Stored
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import (
    cache,
    compose_add,
    compose_items,
    compose_keep,
    compose_start,
    compose_work,
    sharing,
)
from inspiratiekaart.ui.compose_differences import differences
from inspiratiekaart.ui.compose_work import Work
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.put import dataset_of
from inspiratiekaart.views import view

_RETRY_S = 10
_PLAIN = " /:;,.=()-_!*"


def draw(current: Here) -> None:
    """Draw the page for what the address bar leads to."""
    try:
        opened = compose_work.opened()
    except StoreError as error:
        compose_start.draw(current, compose_work.said(error, current.t))
        return
    if opened is None:
        compose_start.draw(current)
    elif isinstance(opened, Stored):
        when = compose_keep.moment(opened.saved_at, current.t)
        state = current.t("making.read.state", when=when)
        _read_only(current, opened.map, state, sharing.kept(opened.read_token))
    elif isinstance(opened, Share):
        state = current.t("making.read.shared", when=current.t.date(opened.made_on))
        address = sharing.kept(read_code(compose_work.token()), opened.language)
        _read_only(current, compose_work.shared_map(opened, current.t), state, address)
    elif opened.theirs:
        _conflict(current, opened, opened.theirs)
    else:
        _edit(current, opened)


def _edit(current: Here, work: Work) -> None:
    t = current.t
    composition = compose(dataset_of(work.map), work.map, t)
    st.html(_heading(current, composition, work))
    if not work.is_kept:
        _wait(t)
    with st.container(horizontal=True, key="ik-steps"):
        st.button(
            t("making.undo"),
            key="compose_undo",
            on_click=compose_work.undo,
            args=(work,),
            disabled=not work.history.past,
        )
        st.button(
            t("making.redo"),
            key="compose_redo",
            on_click=compose_work.redo,
            args=(work,),
            disabled=not work.history.future,
        )
    left, right = st.columns([6, 5], gap="large")
    with left:
        compose_items.describe(current, work)
        compose_items.draw(current, work, composition)
        compose_add.draw(current, work)
        compose_keep.links(current, work)
        address = sharing.kept(work.read_token) if work.token else None
        compose_keep.downloads(current, work.map, address)
        compose_keep.versions(current, work)
    with right, st.container(key="ik-preview"):
        st.html(_preview(composition, t))


def _read_only(current: Here, shown: InspirationMap, state: str, address: Address) -> None:
    t = current.t
    composition = compose(dataset_of(shown), shown, t)
    lead = composition.lead
    st.html(fragment("compose_heading", t=t, composition=composition, lead=lead, state=state))
    st.html(fragment("compose_read", t=t))
    st.button(
        t("making.read.fork"),
        key="compose_fork",
        type="primary",
        on_click=compose_keep.fork,
        args=(address.key, t),
    )
    compose_keep.trouble(t)
    st.html(_preview(composition, t, is_read=True))
    compose_keep.downloads(current, shown, address)


def _conflict(current: Here, work: Work, theirs: Stored) -> None:
    t = current.t
    data = dataset_of(work.map)
    mine = compose(data, work.map, t)
    other = compose(dataset_of(theirs.map), theirs.map, t)
    lead = t("making.conflict.lead", when=compose_keep.moment(theirs.saved_at, t))
    heading = fragment("compose_heading", t=t, composition=mine, lead=lead, state="")
    lists = fragment("compose_conflict", t=t, **differences(mine, other, t))
    st.html(heading + lists)
    with st.container(horizontal=True, key="ik-conflict"):
        for name, act in (
            ("theirs", compose_work.take_theirs),
            ("mine", compose_work.keep_mine),
            ("apart", compose_work.keep_apart),
        ):
            st.button(
                t(f"making.conflict.{name}"), key=f"conflict_{name}", on_click=act, args=(work,)
            )


def _heading(current: Here, composition: Composition, work: Work) -> str:
    t = current.t
    state = t("making.not_kept")
    if work.is_kept and work.saved_at is not None:
        state = t("making.kept", when=compose_keep.moment(work.saved_at, t), number=work.version)
    trouble = compose_work.said(work.trouble, t) if work.trouble else ""
    return fragment(
        "compose_heading",
        t=t,
        composition=composition,
        lead=composition.lead,
        state=state,
        trouble=trouble,
        is_kept=work.is_kept,
    )


def _wait(t: Texts) -> None:
    """Try to keep the map again and again, until the store is back."""

    @st.fragment(run_every=_RETRY_S)
    def again() -> None:
        if compose_work.retry():
            st.rerun()

    again()


@functools.lru_cache(maxsize=64)
def _preview(composition: Composition, t: Texts, *, is_read: bool = False) -> str:
    known = dataset_of(composition.map).sources
    used = [known[key] for key in composition.source_ids if key in known]
    return fragment(
        "compose_preview",
        t=t,
        composition=composition,
        picture=_picture(composition.map.regions, composition.edition, t),
        sources=used,
        is_read=is_read,
    )


@functools.lru_cache(maxsize=64)
def _picture(regions: frozenset[str], edition: str, t: Texts) -> tuple[str, str, str]:
    """The address of a picture of the map with ``regions`` chosen, its name and its caption.

    Streamlit takes an SVG out of a page's HTML, and leaves a picture that carries one.
    """
    data = cache.dataset(edition)
    seen = view(data, Selection(regions=regions, edition=edition, language=t.language))
    drawn = map_svg(
        data, seen, t, width_px=400, detail_km=1.5, with_sites=False, element_id="ik-preview-map"
    )
    return f"data:image/svg+xml,{quote(drawn, safe=_PLAIN)}", title(seen, t), caption(seen, t)
