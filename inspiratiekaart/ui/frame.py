"""The frame around every page: settings, language, navigation, notices, the page's own value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import assets, query
from inspiratiekaart.ui import cache as kept
from inspiratiekaart.ui.html import fragment

_PAGES = {
    "map": "kaart.py",
    "region": "regio.py",
    "occupations": "beroepen.py",
    "offers": "opleidingen.py",
    "about": "verantwoording.py",
}


@dataclass(frozen=True)
class Here:
    """Where a visitor is: the data, what is chosen, and the sentences of the chosen language."""

    dataset: Dataset
    selection: Selection
    t: Texts
    ignored: tuple[str, ...]


def here() -> Here:
    """Read the address bar into the value that a page works with."""
    reading = query.read()
    selection = reading.selection
    data = kept.dataset(selection.edition)
    return Here(data, selection, texts(selection.language), reading.ignored)


@cache
def texts(language: Language) -> Texts:
    """The sentences of ``language``; one value for all visitors."""
    return Texts(language)


def start() -> Here:
    """Set up the page as a whole: title, width, styles and the language of the document."""
    current = here()
    t = current.t
    st.set_page_config(page_title=t("app.name"), page_icon=_icon(), layout="wide")
    st.html(
        fragment("start", stylesheet=assets.page_stylesheet(), language=t.language),
        unsafe_allow_javascript=True,
    )
    return current


def navigate(current: Here) -> StreamlitPage:
    """Draw the header with its navigation, and hand back the page to run."""
    t = current.t
    pages = {
        key: st.Page(
            PROJECT / "pages" / name,
            title=t(f"nav.{key}"),
            url_path=None if key == "map" else Path(name).stem,
            default=key == "map",
        )
        for key, name in _PAGES.items()
    }
    page = st.navigation(list(pages.values()), position="hidden")
    chosen = current.selection.to_query()
    with st.container(horizontal=True, vertical_alignment="center", key="ik-header"):
        st.html(fragment("brand", t=t))
        for each in pages.values():
            st.page_link(each, query_params=chosen)
        other: Language = "en" if t.language == "nl" else "nl"
        st.page_link(
            page,
            label=t("app.other_language"),
            query_params=replace(current.selection, language=other).to_query(),
        )
    return page


def notices(current: Here) -> None:
    """Say which parts of a link made no sense."""
    if current.ignored:
        st.html(fragment("notice", text=current.t("notice.ignored", names=", ".join(current.ignored))))


def _icon() -> str:
    return str(Path(__file__).parent / "assets" / "icon.png")
