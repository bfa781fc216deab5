"""What a visitor has on their desk in this session: a file that was read, work that goes on, news.

Nothing of it is kept elsewhere; it goes when the session goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import streamlit as st

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.importing import Undone
from inspiratiekaart.inspiration import clean_text
from inspiratiekaart.ui import editing, managing_work
from inspiratiekaart.ui.managing_task import Task
from inspiratiekaart.ui.managing_work import Given, ManagingError, Read, Told, Written

_FOUND = "managing_found"
_TASK = "managing_task"
_NEWS = "managing_news"
_COUNT = "managing_count"
_LONGEST_NAME = 120
_READING = ("read", "again")


@dataclass(frozen=True)
class News:
    """What became of the last work: an error, or a sentence; ``is_done`` where rows changed."""

    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    error: InspiratiekaartError | None = None
    is_done: bool = False
    has_outlooks: bool = False
    region: str = ""


def found() -> Read | None:
    """The file that was read and waits for a decision."""
    return st.session_state.get(_FOUND)


def task() -> Task[object] | None:
    """The work that goes on, or is over and was not looked at yet."""
    return st.session_state.get(_TASK)


def news() -> News | None:
    """What there is to say of the last work; until the next begins."""
    return st.session_state.get(_NEWS)


def number() -> int:
    """A number that is another one after each step, for the names of inputs that begin anew."""
    return int(st.session_state.get(_COUNT, 0))


def open_file(name: str, content: bytes, told: Told, folder: Path) -> None:
    """Begin to read a file."""
    called = " ".join(clean_text(name[:_LONGEST_NAME]).split())
    _read(Given(called, content), told, folder)


def read_again(told: Told, folder: Path) -> None:
    """Begin to read the same file, as the person now says."""
    if (before := found()) is not None:
        _read(before.given, told, folder)


def propose_again(told: Told, folder: Path) -> None:
    """Begin to compare what was read, as the person now says."""
    if (before := found()) is not None:
        work = partial(managing_work.again, before=before, told=told, folder=folder)
        _begin("again", managing_work.AGAIN, work)


def accept(folder: Path) -> None:
    """Begin to write what was read."""
    if (before := found()) is not None:
        work = partial(managing_work.accept, found=before, folder=folder)
        _begin("accept", managing_work.ACCEPT, work)


def take_back(which: int, folder: Path) -> None:
    """Begin to take the import with that number back."""
    work = partial(managing_work.take_back, number=which, folder=folder)
    _begin("take_back", managing_work.TAKE_BACK, work)


def put_away() -> None:
    """Take the file off the desk; nothing of it is taken over."""
    st.session_state.pop(_FOUND, None)
    _tell(News("managing.news.put_away"))


def stop() -> None:
    """Stop what goes on. Reading is left at once; writing first says whether it was in time."""
    going = task()
    if going is None:
        return
    going.stop()
    if going.name in _READING:
        st.session_state.pop(_TASK)
        _tell(News("managing.news.stopped"))


def finish() -> None:
    """Put what was made on the desk, once."""
    over = st.session_state.pop(_TASK, None)
    if over is None:
        return
    if over.ended == "stopped":
        _tell(News("managing.news.stopped"))
    elif over.ended != "done":
        _tell(News(error=over.error or ManagingError("failed")))
    elif isinstance(over.made, Read):
        st.session_state[_FOUND] = over.made
        _tell(None)
    elif isinstance(over.made, Written):
        st.session_state.pop(_FOUND, None)
        _tell(_written(over.made))
    elif isinstance(over.made, Undone):
        _tell(_undone(over.made))


def _written(made: Written) -> News:
    record = made.record
    if record is None:
        return News("managing.news.nothing", {"file": made.proposal.file_name})
    values = {"file": record.file_name, "n": record.rows_count}
    return News(
        "managing.news.accepted",
        values,
        is_done=True,
        has_outlooks="outlooks" in record.counts,
        region=record.region,
    )


def _undone(made: Undone) -> News:
    values: dict[str, object] = {"file": made.record.file_name, "n": made.kept_count}
    key = "managing.news.undone_kept" if made.kept_count else "managing.news.undone"
    return News(key, values, is_done=True, region=made.record.region)


def _read(given: Given, told: Told, folder: Path) -> None:
    work = partial(managing_work.read, given=given, told=told, folder=folder)
    _begin("read", managing_work.READ, work)


def _begin(name: str, steps: tuple[str, ...], work: object) -> None:
    """Begin ``work``, if this visitor still may and nothing else goes on here."""
    going = task()
    if going is not None and not going.is_over:
        return
    if not editing.allowed():
        _tell(News(error=ManagingError("not-allowed")))
        return
    _tell(None)
    st.session_state[_TASK] = Task(name, steps, work)  # type: ignore[arg-type]  # of any kind


def _tell(said: News | None) -> None:
    st.session_state[_NEWS] = said
    st.session_state[_COUNT] = number() + 1
