"""The page to share and present: the link for everybody, its code to scan, the scenes, a frame."""

from __future__ import annotations

import os

import streamlit as st

from inspiratiekaart.export.handout import slug
from inspiratiekaart.snapshots.addresses import EMBED, PER, PICTURE, SCENES, STAND, stand
from inspiratiekaart.snapshots.hosting import EMBEDDERS, ITSELF, PUBLIC_URL, embedders
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import bar, present_code, present_short, sharing
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.present_short import Short
from inspiratiekaart.ui.present_what import CHOICES, WHAT, Shown, shown, ways

SCENES_PER = ("regio", "sector")
"""What a presentation can have a screen for, each."""


def draw(current: Here) -> None:
    """Draw the page for what the address bar leads to."""
    seen = shown(current)
    if seen.follows_bar:
        bar.draw(current)
    st.html(
        fragment(
            "present_heading",
            t=current.t,
            shown=seen,
            ways=ways(current) if seen.has_choice else {},
            choices=CHOICES,
            what=WHAT,
        )
    )
    short = Short() if seen.is_pinned else present_short.there(current.t, seen)
    _start(current.t, seen, short)
    _link(current.t, seen)
    if not seen.is_pinned:
        present_short.draw(current.t, seen, short)
    _embed(current.t, seen)


def _start(t: Texts, seen: Shown, short: Short) -> None:
    """Draw the links to the scenes; with a short link, it is that one that stands on each scene."""
    address = short.address or seen.address
    links = [
        (t(f"present.start.{per}"), address.path(t.language, SCENES, **{PER: per}))
        for per in SCENES_PER
    ]
    has_short = seen.is_pinned or short.address is not None
    st.html(fragment("present_start", t=t, links=links, has_short=has_short))


def _link(t: Texts, seen: Shown) -> None:
    address = seen.address
    picture = address.path(t.language, PICTURE, **{STAND: stand(seen.dataset.revision)})
    st.html(fragment("compose_section", title=t("present.link.heading"), text=""))
    left, right = st.columns([7, 4], gap="large")
    with left:
        if seen.is_pinned:
            present_short.typed(t, address, seen.share)
        st.code(sharing.link(address, t), language=None, wrap_lines=True)
        st.html(
            fragment(
                "present_link",
                t=t,
                shown=seen,
                link=address.path(t.language),
                picture=picture,
                is_local=sharing.is_only_here(address.base),
                variable=PUBLIC_URL,
            )
        )
    with right:
        present_code.draw(address, t, f"qr-{slug(seen.title)}.svg", t("present.qr.save"))


def _embed(t: Texts, seen: Shown) -> None:
    names = [each for each in embedders(os.environ).split() if each != ITSELF]
    st.html(fragment("present_embed", t=t, names=names, variable=EMBEDDERS, base=seen.address.base))
    if link := seen.address.whole(t.language, **{EMBED: "1"}):
        snippet = fragment("present_frame", title=seen.title, link=link)
        st.code(snippet, language=None, wrap_lines=True)
