"""The page where official files go in as they were downloaded, and come out again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from inspiratiekaart import paths
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.selection import Measure, Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import editing, managing_desk, managing_preview, managing_start
from inspiratiekaart.ui import managing_answers as answers
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.managing_sentences import region_name, sentence
from inspiratiekaart.ui.managing_task import Task
from inspiratiekaart.ui.managing_work import dataset_of, own_region

_LOOK_AGAIN_S = 0.5


def draw(current: Here) -> None:
    """Draw the page for who may use it; others read why there is nothing to do."""
    t = current.t
    st.html(fragment("managing_heading", t=t))
    folder = paths.IMPORTS
    if folder is None:
        st.html(_closed("no_folder", t))
    elif not editing.possible():
        st.html(_closed("no_gate", t))
    elif editing.ask(t):
        try:
            _desk(current, folder)
        except InspiratiekaartError as error:
            st.html(fragment("notice", text=sentence(error, t)))


def _closed(reason: str, t: Texts) -> str:
    query = Selection(language=t.language).query_string()
    return fragment("managing_closed", t=t, reason=reason, query=query)


def _desk(current: Here, folder: Path) -> None:
    """What lies there: work that goes on, a file that was read, or nothing yet."""
    task = managing_desk.task()
    if task is not None and not task.is_over:
        _follow(current, task)
        return
    managing_desk.finish()
    _news(current)
    found = managing_desk.found()
    current, region = replace(current, dataset=dataset_of(folder)), own_region(folder)
    if found is None:
        managing_start.draw(current, folder, region)
        return
    answers.form(current, found)
    answers.region(current, found, region)
    answers.columns(current, found)
    answers.questions(current, found)
    answers.doubles(current, found)
    managing_preview.draw(current, found)
    managing_preview.wrong(current, found)
    answers.end(current, found, folder)


def _follow(current: Here, task: Task[object]) -> None:
    """Show how far ``task`` is until it is over, with a button that stops it."""
    t = current.t
    st.html(fragment("compose_section", title=t(f"managing.task.{task.name}"), text=""))

    @st.fragment(run_every=_LOOK_AGAIN_S)
    def progress() -> None:
        if task.is_over:
            st.rerun()
        step = task.step or "waiting"
        st.progress(task.share, text=t(f"managing.step.{step}"))

    progress()
    if task.name != "take_back":
        st.button(t("managing.stop"), key="managing_stop", on_click=managing_desk.stop)


def _news(current: Here) -> None:
    """What became of the last work."""
    t, news = current.t, managing_desk.news()
    if news is None:
        return
    if news.error is not None:
        text = sentence(news.error, t)
    else:
        text = t(news.key, **{name: _said(value, current) for name, value in news.values.items()})
    there = Selection(
        frozenset({news.region} if news.region else ()), edition=current.selection.edition,
        language=t.language,
    )  # fmt: skip
    coloured = replace(there, measure=Measure.OUTLOOKS) if news.has_outlooks else there
    name = region_name(current.dataset, news.region, t)
    st.html(
        fragment(
            "managing_news",
            t=t,
            text=text,
            is_done=news.is_done,
            name=name,
            map=coloured.query_string(),
            region=news.region and there.query_string(),
        )
    )


def _said(value: object, current: Here) -> str:
    return current.t.number(value) if isinstance(value, int) else str(value)
