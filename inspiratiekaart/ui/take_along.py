"""Buttons to take a map along as a file; the file is made when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from inspiratiekaart.composition_entries import area_name
from inspiratiekaart.export.formats import FORMATS, Format
from inspiratiekaart.export.handout import Handout, handout_of_selection, slug
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Selection
from inspiratiekaart.ui import sharing
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.jobs import Job

_JOB = "take_every_job"
_LOOK_AGAIN_S = 0.5


def draw(current: Here) -> None:
    """Offer what the map page shows of the selection, and the same of each region by itself."""
    t = current.t
    st.html(fragment("compose_section", title=t("take_along.heading"), text=t("take_along.text")))
    area = area_name(current.dataset, current.selection.regions, t)
    made = partial(_handout, current, current.selection, _link(current, current.selection))
    buttons(current, area, current.dataset.edition, date.today().isoformat(), made)
    every_region(current)


def buttons(
    current: Here, area: str, edition: str, made_on: str, handout: Callable[[], Handout]
) -> None:
    """A button per format for ``handout``; area, edition and date name the files."""
    stem = f"inspiratiekaart-{slug(area)}-{edition}-{made_on}"
    with st.container(horizontal=True, key="ik-take-along"):
        for each in FORMATS.values():
            st.download_button(
                current.t(f"take_along.{each.key}"),
                partial(_made, each, handout),
                f"{stem}{each.suffix}",
                each.media_type,
                key=f"take_{each.key}",
                on_click="ignore",
            )


def every_region(current: Here) -> None:
    """Files of all regions in one format, as a ZIP: with progress, and a button that stops it."""
    t = current.t
    box = st.expander(t("take_along.every"), key="take_every", on_change="rerun")
    if not box.open:
        return
    with box:
        key = st.selectbox(
            t("take_along.format"),
            list(FORMATS),
            format_func=lambda name: t(f"take_along.{name}"),
            key="take_every_format",
        )
        job: Job | None = st.session_state.get(_JOB)
        if job is not None and not job.is_over:
            _follow(current, job)
            return
        st.button(
            t("take_along.start"),
            key="take_every_start",
            on_click=_start,
            args=(current, FORMATS[key]),
        )
        if job is not None and job.content:
            label = t("take_along.ready", name=job.name)
            st.download_button(
                label, job.content, job.name, "application/zip", key="take_zip", on_click="ignore"
            )
        elif job is not None:
            st.html(fragment("notice", text=t(f"take_along.{job.ended}")))


def _start(current: Here, made_as: Format) -> None:
    each = [
        replace(current.selection, regions=frozenset({code}))
        for code in region_names(current.dataset)
    ]
    handouts = [partial(_handout, current, one, _link(current, one)) for one in each]
    edition = current.dataset.edition
    name = f"inspiratiekaart-{edition}-{date.today().isoformat()}-{made_as.key}.zip"
    st.session_state[_JOB] = Job(name, handouts, made_as)


def _follow(current: Here, job: Job) -> None:
    """Show how far ``job`` is, again and again until it is over, with a button that stops it."""
    t = current.t
    st.button(t("take_along.stop"), key="take_every_stop", on_click=job.cancel)

    @st.fragment(run_every=_LOOK_AGAIN_S)
    def progress() -> None:
        if job.is_over:
            st.rerun()
        step = job.step
        st.progress(
            (step.number - 1) / step.total,
            text=t("take_along.progress", n=step.number, total=step.total),
        )

    progress()


def _handout(current: Here, selection: Selection, link: str) -> Handout:
    return handout_of_selection(current.dataset, selection, current.t, date.today(), link)


def _made(made_as: Format, handout: Callable[[], Handout]) -> bytes:
    return made_as.write(handout())


def _link(current: Here, selection: Selection) -> str:
    """Where everybody can see ``selection`` without the app."""
    return sharing.view(selection, current.dataset).whole(selection.language)
