"""Asking a part how it is: rarely, in one thread, and without waiting for one that hangs."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable

import pytest

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.serving.watch import Watch

AT_ONCE_S = 0.05


class _Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class _Part:
    """A part that counts the questions; its state is set from outside."""

    def __init__(self) -> None:
        self.questions = 0
        self.error: Exception | None = None
        self.free = threading.Event()
        self.free.set()

    def __call__(self) -> None:
        self.questions += 1
        assert self.free.wait(20)
        if self.error:
            raise self.error


def _asked(watch: Watch, times: int = 1) -> set[bool]:
    async def together() -> list[bool]:
        return await asyncio.gather(*(watch.is_well() for _ in range(times)))

    return set(asyncio.run(together()))


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.001)


def test_many_who_ask_are_one_question() -> None:
    """Within the time that an answer is good for, a part is asked once."""
    part, clock = _Part(), _Clock()
    watch = Watch("part", part, fresh_s=5, clock=clock)
    assert {True} == _asked(watch, 50)
    clock.now += 4.9
    assert {True} == _asked(watch, 50)
    assert 1 == part.questions
    clock.now += 0.1
    assert {True} == _asked(watch)
    assert 2 == part.questions


def test_a_part_that_goes_away_and_comes_back_is_told_each_time_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The verdict follows within the time that an answer is good for; the log has the changes."""
    caplog.set_level(logging.INFO, "inspiratiekaart")
    part, clock = _Part(), _Clock()
    watch = Watch("part", part, clock=clock)
    told = []
    for error in (None, InspiratiekaartError("away"), InspiratiekaartError("away"), None):
        part.error = error
        told.append(_asked(watch))
        clock.now += 5
    assert [{True}, {False}, {False}, {True}] == told
    assert ["part: ready", "part: away", "part: unavailable", "part: ready"] == caplog.messages


def test_a_part_that_hangs_keeps_one_thread_and_nobody_waiting() -> None:
    """A hundred questions later there is one thread; when it answers at last, that counts."""
    part, before = _Part(), threading.active_count()
    part.free.clear()
    watch = Watch("hangs", part, fresh_s=60, patience_s=AT_ONCE_S)
    began = time.monotonic()
    assert {False} == _asked(watch, 50)
    assert {False} == _asked(watch, 50)
    assert time.monotonic() - began < 20 * AT_ONCE_S
    assert (1, before + 1) == (part.questions, threading.active_count())
    part.free.set()
    _until(lambda: _asked(watch) == {True})
    _until(lambda: threading.active_count() == before)
    assert 1 == part.questions


def test_a_part_that_is_only_slow_stays_well() -> None:
    """A busy server is not sent away from its visitors; one that hangs is, after the grace."""
    part, clock = _Part(), _Clock()
    watch = Watch("slow", part, fresh_s=5, patience_s=AT_ONCE_S, grace_s=10, clock=clock)
    assert {True} == _asked(watch)
    part.free.clear()
    clock.now += 5
    assert {True} == _asked(watch)
    clock.now += 9.9
    assert {True} == _asked(watch)
    clock.now += 0.1
    assert {False} == _asked(watch)
    part.free.set()
    _until(lambda: _asked(watch) == {True})
    assert 2 == part.questions


def test_a_bug_in_the_question_is_told_and_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """An unexpected error counts as not well, with its traceback in the log; it is asked again."""
    part, clock = _Part(), _Clock()
    watch = Watch("part", part, clock=clock)
    part.error = ZeroDivisionError()
    assert {False} == _asked(watch)
    assert caplog.records[0].exc_info
    part.error = None
    clock.now += 5
    assert {True} == _asked(watch)
