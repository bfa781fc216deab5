"""Handing in a file, our own template to fill in, and the list of what was imported."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import streamlit as st

from inspiratiekaart.importing import Import
from inspiratiekaart.sources.reading import LIMITS
from inspiratiekaart.sources.template import workbook
from inspiratiekaart.ui import managing_desk
from inspiratiekaart.ui.compose_keep import moment
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.managing_sentences import form_title, region_name, shown
from inspiratiekaart.ui.managing_work import Told, last

_SHOWN = 20
_FILE = "managing_file"


def draw(current: Here, folder: Path, region: str | None) -> None:
    """Draw the place for a file, the template, and what was imported into ``folder``."""
    t = current.t
    title, text = t("managing.file.heading"), t("managing.file.intro", most=most_mb())
    st.html(fragment("compose_section", title=title, text=text))
    key = f"{_FILE}_{managing_desk.number()}"
    told = Told(region=region)
    st.file_uploader(
        t("managing.file.label"),
        key=key,
        on_change=_take,
        args=(key, told, folder),
        width=640,
    )
    _template(current, region)
    _imports(current, folder)


def most_mb() -> int:
    """The largest file that is taken: what Streamlit lets in, and what is read at most."""
    return min(int(st.get_option("server.maxUploadSize")), LIMITS.file_bytes >> 20)


def _take(key: str, told: Told, folder: Path) -> None:
    given = st.session_state.get(key)
    if given is not None:
        managing_desk.open_file(given.name, given.getvalue(), told, folder)


def _template(current: Here, region: str | None) -> None:
    t = current.t
    title, text = t("managing.template.heading"), t("managing.template.intro")
    st.html(fragment("compose_section", title=title, text=text))
    st.download_button(
        t("managing.template.button"),
        partial(workbook, current.dataset, t.language, region or ""),
        "inspiratiekaart-sjabloon.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="managing_template",
        on_click="ignore",
    )


def _imports(current: Here, folder: Path) -> None:
    t, done = current.t, last(folder)
    rows = [_row(each, current) for each in done[:_SHOWN]]
    st.html(fragment("managing_imports", t=t, rows=rows, more=len(done) - len(rows)))
    if done:
        newest = done[0]
        st.button(
            t("managing.imports.take_back", number=newest.number),
            key="managing_take_back",
            on_click=managing_desk.take_back,
            args=(newest.number, folder),
        )
        st.html(fragment("compose_said", text=t("managing.imports.how")))


def _row(each: Import, current: Here) -> dict[str, object]:
    t = current.t
    return {
        "number": each.number,
        "when": moment(datetime.fromisoformat(each.imported_at), t),
        "file": shown(each.file_name),
        "form": form_title(each.form_id, t),
        "region": region_name(current.dataset, each.region, t),
        "new": sum(counts.get("new", 0) for counts in each.counts.values()),
        "changed": sum(counts.get("changed", 0) for counts in each.counts.values()),
        "left_out": sum(each.left_out.values()),
    }
