"""The verdict for a webinar is said in sentences that the figures bear out."""

from __future__ import annotations

import pytest

from bench import webinar
from bench.figures import Figure, Verdict
from bench.load import Event, Report
from bench.sharing import Opened
from bench.viewers import KIND


def _opened(seconds: float, *, errors: int = 0, cpu_s: float | None = 0.4) -> Opened:
    good = [Event(KIND, 0, seconds, 30_000) for _ in range(200 - errors)]
    bad = [Event(KIND, 0, 0.1, 0, "status 503") for _ in range(errors)]
    return Opened(Report((*good, *bad)), cpu_s)


def test_what_is_within_is_said() -> None:
    """Times, errors, cost, verdict, and how many there could be."""
    text, outcome = webinar.viewers_said(200, 30, _opened(0.04))
    assert Verdict.WITHIN is outcome
    assert (
        "200 viewers opened a shared view within 30 s: p95 0.04 s, 0 errors, 2.0 ms of processor "
        "time each. Verdict: within. At this cost one process carries about 7500 viewers in 30 s "
        "(250 a second) with half a core to spare."
    ) == text


@pytest.mark.parametrize(
    ("opened", "said"),
    [
        (_opened(0.6), "p95 0.60 s"),
        (_opened(0.04, errors=1), "The first error: status 503."),
        (_opened(0.04, cpu_s=1.2), "6.0 ms of processor time each"),
    ],
)
def test_what_is_over_is_said(opened: Opened, said: str) -> None:
    """Twin: too slow, one error, or too costly is not within."""
    text, outcome = webinar.viewers_said(200, 30, opened)
    assert Verdict.OVER is outcome
    assert said in text
    assert "Verdict: over." in text


def test_of_another_server_the_cost_is_not_known() -> None:
    """From outside times and errors are all there is, and that is enough for a verdict."""
    text, outcome = webinar.viewers_said(200, 30, _opened(0.04, cpu_s=None))
    assert Verdict.WITHIN is outcome
    assert "processor" not in text
    assert "carries" not in text


def test_one_that_is_not_measured_spoils_the_rest() -> None:
    """Within is said only where all of it was measured."""
    within, missing = Figure(7, "a", "s", 0.1, limit=1), Figure(7, "b", "s", limit=1)
    assert Verdict.NOT_MEASURED is webinar.verdict([within, missing])
    assert Verdict.WITHIN is webinar.verdict([within])


@pytest.mark.parametrize(
    "arguments", [["--viewers", "0"], ["--viewers", "many"], ["--url", "ftp://example.org/"]]
)
def test_nonsense_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is started, with the words of what is wrong."""
    with pytest.raises(SystemExit):
        webinar.main(arguments)
    assert "error" in capsys.readouterr().err


def test_an_address_that_does_not_open_is_not_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """A server that is away gets no verdict, and the exit code says so."""
    assert 1 == webinar.main(["--viewers", "2", "--url", "http://127.0.0.1:9/deel/kaart"])
    assert "Not measured: http://127.0.0.1:9/deel/kaart does not open" in capsys.readouterr().out
