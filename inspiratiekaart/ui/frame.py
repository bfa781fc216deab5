"""The frame around every page: settings, language, navigation, notices, the page's own value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.pages_manager import PagesManager

from inspiratiekaart.dataset import Dataset, living
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import assets, editing, first_view, query
from inspiratiekaart.ui import cache as kept
from inspiratiekaart.ui.html import fragment

_ICON = str(Path(__file__).parent / "styles" / "icon.png")
_PAGES = {
    "map": "kaart.py",
    "region": "regio.py",
    "occupations": "beroepen.py",
    "offers": "opleidingen.py",
    "making": "samenstellen.py",
    "present": "presenteren.py",
    "about": "verantwoording.py",
}
_QUIET = {"differences": "verschillen.py", "managing": "beheren.py"}
"""Pages that others lead to; the last stands in the header where it may be used."""

_ASKS = {"zet", "compose_works"}
"""What in the address or the session says that somebody makes a map (``put``, ``compose_work``)."""
_NO_NEWS = '<p class="ik-no-news"></p>'


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
    return Here(data, selection, kept.texts(selection.language), reading.ignored)


def _through_app() -> None:
    # A new server takes the folder pages/ for Streamlit's own kind of navigation, and runs the page
    # of the first link without app.py, until st.navigation has been called once.
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def start() -> StreamlitPage:
    """Set up the page as a whole and draw its header; hands back the page to run.

    The header's links, like all links on the pages, are plain links that a small script turns into
    steps in the browser's history, so that following one does not load the app again. The header
    does not know what is chosen: its links take that from the address bar when they are used.
    """
    first_view.prepared().join()
    current = here()
    t = current.t
    news = _news(current)
    pages = _PAGES | _QUIET
    keys = {Path(name).stem: key for key, name in pages.items()}
    page = st.navigation(
        [
            st.Page(
                PROJECT / "pages" / name,
                title=t(f"nav.{key}"),
                url_path="" if key == "map" else Path(name).stem,
                default=key == "map",
            )
            for key, name in pages.items()
        ],
        position="hidden",
    )
    here_key = keys.get(page.url_path, "map")
    title = f"{page.title} · {t('app.name')}"
    st.set_page_config(page_title=title, page_icon=_ICON, layout="wide")
    header = _header(
        here_key, t.language, current.dataset.edition, kept.editions(), editing.possible()
    )
    st.html(header, unsafe_allow_javascript=True)
    st.html(news or _NO_NEWS)
    return page


def _news(current: Here) -> str:
    """What became of a click on *put on my map*; and what waits for the store is tried again."""
    if not (_ASKS & {*st.query_params, *st.session_state}):
        return ""
    from inspiratiekaart.ui import compose_work, put  # visitors who make no map do not wait for it

    compose_work.retry()
    return put.news(current.selection, current.t) if put.PUT in st.query_params else ""


@lru_cache(maxsize=64)
def _header(
    here_key: str, language: Language, edition: str, there: tuple[str, ...], is_managed: bool
) -> str:
    shown = living(there) or there[:1]  # the sealed ones are on the page that accounts for the data
    other: Language = "en" if language == "nl" else "nl"
    led_to = _PAGES | ({"managing": _QUIET["managing"]} if is_managed else {})
    return fragment(
        "header",
        t=kept.texts(language),
        stylesheet=assets.page_stylesheet(),
        paths={key: "./" if key == "map" else Path(name).stem for key, name in led_to.items()},
        path="./" if here_key == "map" else Path((_PAGES | _QUIET)[here_key]).stem,
        here=here_key,
        edition=edition,
        editions=shown if edition in shown else (*shown, edition),
        usual=there[0],
        default=Selection(),
        other=other,
    )


def page(*parts: Callable[[Here], None]) -> None:
    """Draw the parts of a page, each from what is chosen at that moment.

    They form one Streamlit fragment: a change inside it runs the page again and not the frame.
    """
    _through_app()

    @st.fragment
    def body() -> None:
        current = here()
        notices(current)
        for part in parts:
            part(current)
        chosen = current.selection
        usual = Selection(edition=chosen.edition, language=chosen.language)
        first_view.choices(current.dataset, usual)

    body()


def notices(current: Here) -> None:
    """Say which parts of a link made no sense."""
    if current.ignored:
        text = current.t("notice.ignored", names=", ".join(current.ignored))
        st.html(fragment("notice", text=text))
