"""The gate to writing: one password, compared blindly, with few guesses."""

from __future__ import annotations

import logging

import pytest

from inspiratiekaart.store.attempts import ALLOWED, WINDOW_S, Attempts
from inspiratiekaart.store.errors import TooManyAttemptsError
from inspiratiekaart.store.gate import BEHIND_LOGIN, SETTING, SHORTEST, Gate, gate_of

PASSWORD = "een-lang-wachtwoord"  # noqa: S105  # of this test


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Seconds since the test began."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The time, which stands still."""
    return Clock()


def test_only_the_password_passes(clock: Clock) -> None:
    """Not a part of it, nothing, or another case."""
    gate = Gate(PASSWORD, Attempts(clock))
    assert gate.is_there
    assert not gate.is_open
    assert gate.admits("a", PASSWORD)
    for wrong in ("", PASSWORD[:-1], PASSWORD.upper(), f"{PASSWORD} ", "é" * 20):
        assert not gate.admits("a", wrong)


@pytest.mark.parametrize("setting", ["", "kort", "x" * (SHORTEST - 1)])
def test_without_a_good_password_nobody_passes(setting: str, clock: Clock) -> None:
    """Also not who types nothing, or the short one."""
    gate = Gate(setting, Attempts(clock))
    assert not gate.is_there
    assert not gate.admits("a", setting)
    assert not gate.admits("a", "")


def test_behind_a_login_there_is_nothing_to_ask(clock: Clock) -> None:
    """And the word itself is no password."""
    gate = Gate(BEHIND_LOGIN, Attempts(clock))
    assert gate.is_there
    assert gate.is_open
    assert not gate.admits("a", BEHIND_LOGIN)


def test_guesses_are_limited(clock: Clock) -> None:
    """Per address; while it lasts the right one tells nothing either, also who passed before."""
    gate = Gate(PASSWORD, Attempts(clock))
    assert gate.admits("guesser", PASSWORD)
    for _ in range(ALLOWED):
        assert not gate.admits("guesser", "wrong")
    for given in (PASSWORD, "wrong"):
        with pytest.raises(TooManyAttemptsError):
            gate.admits("guesser", given)
    assert gate.admits("another", PASSWORD)
    clock.now = WINDOW_S
    assert gate.admits("guesser", PASSWORD)


def test_a_short_password_is_told(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """Without repeating it."""
    with caplog.at_level(logging.WARNING):
        assert not gate_of({SETTING: "kort"}, Attempts(clock)).is_there
    assert SETTING in caplog.text
    assert "kort" not in caplog.text
    caplog.clear()
    assert not gate_of({}, Attempts(clock)).is_there
    assert gate_of({SETTING: PASSWORD}, Attempts(clock)).is_there
    assert "" == caplog.text
