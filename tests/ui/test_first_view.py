"""The first view is worked out once, reads no more than it shows, and never stops the server."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import replace

import pytest

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.selection import Selection
from inspiratiekaart.trainings import trainings
from inspiratiekaart.ui import cache, first_view, map


def test_it_is_worked_out_once() -> None:
    """Everybody who asks waits for the same thread."""
    assert first_view.prepared() is first_view.prepared()


def test_it_reads_no_offers() -> None:
    """Joining offers to professions costs more than all else on the first view, and is not shown.

    The twin is a choice of a topic, which cannot do without.
    """
    fresh = replace(open_dataset(), revision="never opened before")
    map.prepare(fresh, Selection())
    assert "routes" not in vars(trainings(fresh))
    map.prepare(fresh, Selection(topic="optiek"))
    assert "routes" in vars(trainings(fresh))


def test_a_damaged_dataset_is_only_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The server starts; the visitor's own run says on the page what is wrong."""

    def damaged(_edition: str) -> Dataset:
        raise DatasetError("datasets/2026: no such edition")

    monkeypatch.setattr(cache, "dataset", damaged)
    first_view.prepared.cache_clear()
    with caplog.at_level(logging.WARNING):
        first_view.prepared().join()
    first_view.prepared.cache_clear()
    assert ["The first view could not be prepared: datasets/2026: no such edition"] == [
        record.getMessage() for record in caplog.records if record.name == first_view.__name__
    ]


def test_the_door_opens_before_the_house_is_heated() -> None:
    """``asgi.py`` loads neither pandas nor folium, so that the server answers at once."""
    code = "import asgi, sys; print({'pandas', 'folium', 'jinja2'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "set()\n" == done.stdout, done.stderr[-2000:]
