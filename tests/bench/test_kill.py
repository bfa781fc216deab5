"""One of two processes is killed under load, and nobody notices who should not."""

from __future__ import annotations

import pytest

from bench import postgres
from bench.cluster import cluster, haproxy_program
from bench.gathering import Killed, Plan, kill_figures, kill_one
from bench.load import Event, Report
from bench.viewers import KIND

FEW = Plan(20, 2, 1, 6, composers_pct=20, viewers=20, viewers_over_s=2)

_needs_all = pytest.mark.skipif(
    haproxy_program() is None or postgres.programs() is None,
    reason="NO HAPROXY OR POSTGRESQL here (packages haproxy, postgresql), so nothing was killed",
)


@_needs_all
def test_nobody_loses_anything() -> None:
    """Viewers see no error; people on the killed process come back to what they had."""
    with cluster(2) as served:
        killed = kill_one(served, FEW)
    assert 20 == len(killed.viewers.of(KIND))
    assert [] == killed.viewers.errors()
    assert 20 == len(killed.people.of("look"))
    assert [] == killed.lost + killed.failed
    assert len(killed.people.of("drop")) == len(killed.people.of("back")) > 0


@_needs_all
def test_work_that_is_not_there_any_more_is_noticed() -> None:
    """Twin: where the processes share no store, the maps composed in the killed one are missed."""
    with cluster(2, {"DATABASE_URL": ""}) as served:
        killed = kill_one(served, FEW)
    assert killed.lost
    assert 1 <= (kill_figures(FEW, killed)[-1].value or 0)


def test_what_is_lost_is_a_figure() -> None:
    """Errors of viewers and people's lost work count; that connections dropped does not."""
    people = Report((Event("drop", 0, 0), Event("back", 0, 0.6), Event("look", 0, 0.1, 0, "gone")))
    viewers = Report((Event(KIND, 0, 0.1), Event(KIND, 0, 0.1, 0, "status 503")))
    found = kill_figures(Plan(), Killed(people, viewers))
    assert [0.1, 1, 0.6, 1] == [figure.value for figure in found]
    assert "over" == found[1].verdict == found[3].verdict


def test_without_the_proxy_nothing_is_within() -> None:
    """What could not be tried is not measured."""
    found = kill_figures(Plan(), None, "HAProxy is not installed")
    assert {"not measured"} == {str(figure.verdict) for figure in found}
