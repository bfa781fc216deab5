"""The first visitor's view, worked out once while the server starts and their browser loads."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Thread, current_thread

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.selection import Selection

_log = logging.getLogger(__name__)


@cache
def prepared() -> Thread:
    """The thread that works out the map page without any choice; the first call starts it.

    Whoever needs what it makes joins it, and does not make the same at the same time.
    """
    thread = Thread(target=_prepare, name="first view", daemon=True)
    thread.start()
    return thread


def _prepare() -> None:
    with _no_context_told():
        from inspiratiekaart.ui import cache as kept  # the server answers before all this is loaded
        from inspiratiekaart.ui import folium_frame, map

        folium_frame.rendered()
    selection = Selection()
    try:
        map.prepare(kept.dataset(selection.edition), selection)
    except InspiratiekaartError as error:
        # The visitor's own run meets it again, and says so on the page.
        _log.warning("The first view could not be prepared: %s", error)


@contextmanager
def _no_context_told() -> Iterator[None]:
    """Keep Streamlit from warning that a component is declared outside a visitor's run."""
    name = current_thread().name
    log = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")

    def is_other(record: logging.LogRecord) -> bool:
        return record.threadName != name

    log.addFilter(is_other)
    try:
        yield
    finally:
        log.removeFilter(is_other)
