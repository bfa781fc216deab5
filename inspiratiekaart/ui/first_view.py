"""What visitors will see, worked out once and ahead: the first view, then the first choices."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from threading import Thread, Timer, current_thread
from typing import TYPE_CHECKING

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.selection import Selection

if TYPE_CHECKING:  # the server answers before all this is loaded
    from inspiratiekaart.dataset import Dataset

_log = logging.getLogger(__name__)

_FETCHED_AFTER_S = 3.0


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


@lru_cache(maxsize=8)
def choices(data: Dataset, usual: Selection) -> Thread:
    """The thread that works out what the first choices of a visitor will need.

    ``usual`` is without any choice but those of edition and language. Called when a page has been
    drawn; it waits until the browser has fetched its files too, so that
    it delays no first view.
    """
    thread = Timer(_FETCHED_AFTER_S, _choices, (data, usual))
    thread.daemon = True
    thread.start()
    return thread


def _choices(data: Dataset, usual: Selection) -> None:
    from inspiratiekaart.ui import map

    map.prepare_choices(data, usual)
    gc.collect()
    gc.freeze()  # what lives as long as the process is not walked again at each collection


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
