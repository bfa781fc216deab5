"""Work beside the page: one at a time, told step by step, stopped between steps."""

from __future__ import annotations

from threading import Event

import pytest

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.ui.managing_task import Task

STEPS = ("open", "rows")
PATIENCE_S = 30


def test_what_was_made_is_handed_back() -> None:
    """With the step that it is in, and the part that is behind it."""
    seen: list[tuple[str, float]] = []

    def work(task: Task[int]) -> int:
        for step in STEPS:
            task.begins(step)
            seen.append((task.step, task.share))
        return 7

    task = Task("read", STEPS, work)
    task.join()
    assert (7, "done", True) == (task.made, task.ended, task.is_over)
    assert [("open", 0.0), ("rows", 0.5)] == seen


def test_it_stops_before_the_next_step() -> None:
    """What it would have made is not kept."""
    goes, asked = Event(), Event()

    def work(task: Task[int]) -> int:
        task.begins("open")
        goes.set()
        assert asked.wait(PATIENCE_S)
        task.begins("rows")
        return 7

    task = Task("read", STEPS, work)
    assert goes.wait(PATIENCE_S)
    task.stop()
    asked.set()
    task.join()
    assert (None, "stopped") == (task.made, task.ended)


def test_the_second_waits_and_can_be_stopped_meanwhile() -> None:
    """It never begins."""
    goes, asked = Event(), Event()

    def first(task: Task[int]) -> int:
        goes.set()
        assert asked.wait(PATIENCE_S)
        return 1

    def second(task: Task[int]) -> int:
        raise AssertionError

    one = Task("read", STEPS, first)
    assert goes.wait(PATIENCE_S)
    two = Task("read", STEPS, second)
    assert not two.is_over
    two.stop()
    two.join()
    assert (None, "stopped") == (two.made, two.ended)
    asked.set()
    one.join()
    assert "done" == one.ended


def test_a_refusal_is_kept_to_be_told() -> None:
    """It is the visitor's to mend."""
    error = InspiratiekaartError("no")

    def work(task: Task[int]) -> int:
        raise error

    task = Task("read", STEPS, work)
    task.join()
    assert (error, "refused") == (task.error, task.ended)


def test_a_fault_of_ours_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """The page says that it failed; the log has why."""

    def work(task: Task[int]) -> int:
        raise KeyError("strange")

    task = Task("read", STEPS, work)
    task.join()
    assert (None, "failed") == (task.error, task.ended)
    assert "KeyError: 'strange'" in caplog.text
