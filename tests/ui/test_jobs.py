"""Work beside the page: it ends by itself, by a stop, or with a fault that is said."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from threading import Event

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.export.formats import FORMATS
from inspiratiekaart.export.handout import Handout, handout_of_selection
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui.jobs import Job

CSV = FORMATS["csv"]


def _handout(code: str = "AM01") -> Handout:
    selection = Selection(regions=frozenset({code}), topic="optiek")
    return handout_of_selection(open_dataset(), selection, Texts("nl"), date(2026, 11, 22))


def test_a_job_ends_with_all_its_files() -> None:
    """In one ZIP, each under its own name."""
    job = Job("kaarten.zip", [_handout, lambda: _handout("AM02")], CSV)
    job.join()
    assert (True, "done", 2) == (job.is_over, job.ended, job.step.number)
    with zipfile.ZipFile(io.BytesIO(job.content)) as made:
        assert 2 == len(made.namelist())


def test_a_stopped_job_keeps_nothing() -> None:
    """The file that is being made is the last one."""
    begun, go_on = Event(), Event()

    def waits() -> Handout:
        begun.set()
        go_on.wait()
        return _handout()

    job = Job("kaarten.zip", [waits, _handout], CSV)
    begun.wait()
    assert not job.is_over
    job.cancel()
    go_on.set()
    job.join()
    assert (True, "stopped", b"") == (job.is_over, job.ended, job.content)


def test_a_failed_job_says_so(caplog: pytest.LogCaptureFixture) -> None:
    """The page does not wait for ever, and the operator finds the reason in the log."""

    def fails() -> Handout:
        raise ValueError("no such thing")

    job = Job("kaarten.zip", [fails], CSV)
    job.join()
    assert (True, "failed", b"") == (job.is_over, job.ended, job.content)
    assert "no such thing" in caplog.text
