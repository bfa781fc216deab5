"""The crowds come as they should, and what goes wrong for them is told."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.load import MAX_LAG_S, Crowd, Event, LoadError, Report, arrivals, crowd
from bench.sharing import Opened, figures
from bench.viewers import KIND, unpacked, view

PAGE = b"<!doctype html><title>kaart</title><p>kaart</p></html>\n"


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = 503 if self.path == "/away" else 302 if self.path == "/moved" else 200
        body = PAGE[:20] if self.path == "/half" else PAGE
        packed = gzip.compress(body)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/whole")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a small site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_arrivals_are_spread_evenly() -> None:
    """One arrives in each part of the time, and the same ones the next time."""
    whens = arrivals(200, 30, seed=7)
    assert list(range(200)) == [int(when / 0.15) for when in whens]
    assert whens == arrivals(200, 30, seed=7) != arrivals(200, 30, seed=8)


def test_what_went_wrong_has_no_time() -> None:
    """A fast error does not make the times better."""
    report = Report((Event(KIND, 0, 2.0), Event(KIND, 1, 0.0, error="status 503")))
    assert (2.0, ["status 503"]) == (report.p95_s(KIND), report.errors(KIND))
    assert None is Report((Event(KIND, 0, 0.1, error="x"),)).p95_s(KIND)


def test_a_crowd_that_is_late_gives_no_times() -> None:
    """Its own slowness would be taken for the server's, so that is not measured; errors still."""
    late = Report((Event(KIND, 0, 0.1),), lag_s=MAX_LAG_S + 0.01)
    seconds, errors, _ = figures(1, 1, Opened(late, 0.001), "")
    assert (None, 0.0) == (seconds.value, errors.value)
    assert "60 ms late" in seconds.note


def test_a_page_is_seen_whole(site: str) -> None:
    """What travelled is counted, and a redirect is followed."""
    seen = [view(f"{site}/{path}") for path in ("whole", "moved")]
    packed = len(gzip.compress(PAGE))
    assert [(packed, ""), (2 * packed, "")] == [(each.size, each.error) for each in seen]


@pytest.mark.parametrize(("path", "error"), [("away", "status 503"), ("half", "not whole")])
def test_a_page_that_fails_is_an_error(site: str, path: str, error: str) -> None:
    """Twin: an error page and half a page are not views."""
    assert error in view(f"{site}/{path}").error


def test_an_unknown_compression_is_an_error() -> None:
    """A browser could not read it either."""
    with pytest.raises(ValueError, match="not asked for"):
        unpacked(b"", "zstd")


def test_a_crowd_of_viewers_tells_what_it_met(site: str) -> None:
    """Each viewer is one event, told as it happens."""
    with crowd("bench.viewers", f"{site}/whole", "--count", 12, "--over", 0.3) as viewers:
        viewers.wait_for(lambda told: len(told.of(KIND)) >= 6, 10)
        report = viewers.report(10)
    assert (12, []) == (len(report.of(KIND)), report.errors())


def test_a_crowd_before_a_closed_door_tells_errors() -> None:
    """A server that is not there is an error for each viewer, not a failed measurement."""
    with crowd("bench.viewers", "http://127.0.0.1:9/", "--count", 3, "--over", 0.1) as viewers:
        assert 3 == len(viewers.report(10).errors(KIND))


def _failing(viewers: Crowd) -> None:
    viewers.report(10)


def _waiting(viewers: Crowd) -> None:
    viewers.wait_for(lambda told: bool(told.of(KIND)), 10)


@pytest.mark.parametrize(("ask", "said"), [(_failing, "usage"), (_waiting, "did not come")])
def test_a_crowd_that_does_not_start_is_named(ask: object, said: str) -> None:
    """A crowd that cannot run is told, not waited for."""
    assert callable(ask)
    with (
        crowd("bench.viewers", "http://127.0.0.1:9/", "--count", "many") as viewers,
        pytest.raises(LoadError, match=said),
    ):
        ask(viewers)
