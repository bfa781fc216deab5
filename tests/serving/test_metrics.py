"""The figures for Prometheus: counted by pattern, right, cheap, and shown only where asked for."""

from __future__ import annotations

import asyncio
import io
import logging
import time
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample
from starlette.types import Message, Receive, Scope, Send

from bench.apps import OURS
from bench.client import Client
from bench.server import Server, serving
from inspiratiekaart.errors import SettingError
from inspiratiekaart.project import project
from inspiratiekaart.serving import MIDDLEWARE, ROUTES, logs, metrics
from inspiratiekaart.serving.meter import BEFORE_ROUTES, Meter

SHOWN = {metrics.SHOWN: "1"}
TOKEN = "Abcdefghijklmnopqrstuvwxyz-_0123"  # noqa: S105 - of no map
BUDGET_S = 0.0001


def _get(url: str, method: str = "GET") -> tuple[int, str]:
    request = urllib.request.Request(url, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def _samples(server: Server) -> list[Sample]:
    status, text = _get(f"{server.url}{metrics.ADDRESS}")
    assert 200 == status
    return [each for family in text_string_to_metric_families(text) for each in family.samples]


def _value(samples: list[Sample], name: str, **labels: str) -> float:
    found = [
        each.value
        for each in samples
        if each.name == name and labels.items() <= each.labels.items()
    ]
    return sum(found) if found else float("nan")


def test_a_server_counts_what_it_is_asked() -> None:
    """By pattern, method and class of status; sessions, store, app and process are told too."""
    with serving(OURS.script, environment=SHOWN) as server:
        for path in ("/deel/kaart", f"/deel/{TOKEN}", "/gezond", "/gezond", f"/{TOKEN}/x"):
            _get(f"{server.url}{path}?zoek={TOKEN}")
        _get(f"{server.url}/gezond", "HEAD")
        _get(f"{server.url}/gezond", "BREW")
        with Client(server.url) as client:
            assert () == client.open().errors
            during = _samples(server)
        deadline = time.monotonic() + 20
        while _value(after := _samples(server), "inspiratiekaart_open_sessions"):
            assert time.monotonic() < deadline
    requests, live = "inspiratiekaart_requests_total", "/gezond"
    assert 2 == _value(after, requests, route=live, method="GET", status="2xx")
    assert 1 == _value(after, requests, route=live, method="HEAD", status="2xx")
    assert 1 == _value(after, requests, method="(other)")
    shared = {"route": "/deel/{key}"}
    assert 1 == _value(after, requests, status="2xx", **shared)
    assert 1 == _value(after, requests, status="4xx", **shared)
    assert 2 == _value(after, "inspiratiekaart_request_duration_seconds_count", **shared)
    assert 10_000 < _value(after, "inspiratiekaart_sent_bytes_total", **shared)
    assert 1 == _value(during, "inspiratiekaart_open_sessions")
    assert 1 == _value(after, "inspiratiekaart_ready")
    assert 1 == _value(after, "inspiratiekaart_store_up")
    assert 1 == _value(after, "inspiratiekaart_info", version=project().version, edition="2026")
    for name in ("process_cpu_seconds_total", "process_resident_memory_bytes"):
        assert 0 < _value(after, name)
    routes = {each.labels["route"] for each in after if "route" in each.labels}
    assert not any(TOKEN in route for route in routes)


def test_nobody_sees_figures_unless_the_operator_shows_them() -> None:
    """Without the setting the address is not there; the rest of the server is as always."""
    with serving(OURS.script) as server:
        assert (404, "Not Found") == _get(f"{server.url}{metrics.ADDRESS}")
        assert (200, "gezond\n") == _get(f"{server.url}/gezond")


@pytest.mark.parametrize("value", ["yes", "true", "2"])
def test_a_setting_that_says_neither_yes_nor_no_is_named(value: str) -> None:
    """A slip of the operator is told at the start, with what to write."""
    with pytest.raises(SettingError, match=f"{metrics.SHOWN}.*Write 1"):
        metrics.are_shown({metrics.SHOWN: value})
    assert (True, False, False) == tuple(
        metrics.are_shown({metrics.SHOWN: each}) for each in ("1", "0", "")
    )


class _App:
    """An application that answers, breaks, or opens a websocket."""

    def __init__(self, route: str = "", *, is_broken: bool = False) -> None:
        self.route = route
        self.is_broken = is_broken
        self.open_sessions = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.route:
            scope["route"] = SimpleNamespace(path=self.route)
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            self.open_sessions = metrics.SESSIONS._value.get()
        if self.is_broken:
            raise ZeroDivisionError
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"abc", "more_body": True})
            await send({"type": "http.response.body", "body": b"de"})


async def _silent() -> Message:
    return {"type": "http.request"}


async def _ignored(_message: Message) -> None:
    pass


def _serve(app: Meter, kind: str = "http", times: int = 1) -> float:
    """Seconds of CPU for each of so many requests."""

    async def served() -> float:
        began = time.thread_time()
        for _ in range(times):
            await app({"type": kind, "method": "GET", "path": f"/{TOKEN}"}, _silent, _ignored)
        return (time.thread_time() - began) / times

    return asyncio.run(served())


def _counted(route: str, status: str) -> tuple[float, float]:
    return (
        metrics.REQUESTS.labels(route, "GET", status)._value.get(),
        metrics.SENT_BYTES.labels(route)._value.get(),
    )


def test_what_a_layer_answers_itself_is_counted_together() -> None:
    """There is no route then, and the address is no label."""
    before = _counted(BEFORE_ROUTES, "2xx")
    _serve(Meter(_App()))
    assert (before[0] + 1, before[1] + 5) == _counted(BEFORE_ROUTES, "2xx")


def test_an_error_counts_as_one_and_goes_on() -> None:
    """The layer around answers it; the figures have it as a failure."""
    with pytest.raises(ZeroDivisionError):
        _serve(Meter(_App("/breaks", is_broken=True)))
    assert (1, 0) == _counted("/breaks", "5xx")


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_session_counts_while_it_is_open(is_broken: bool) -> None:
    """However it ends, it is counted off."""
    before = metrics.SESSIONS._value.get()
    app = _App("/_stcore/stream", is_broken=is_broken)
    try:
        _serve(Meter(app), "websocket")
    except ZeroDivisionError:
        assert is_broken
    assert (before + 1, before) == (app.open_sessions, metrics.SESSIONS._value.get())


@pytest.mark.parametrize("form", ["text", "json"])
def test_measuring_costs_next_to_nothing(form: str) -> None:
    """Less than 0.1 ms of CPU a request (of the 5 that budget 7 has for a viewer), log line too."""
    app = _App("/deel/{key}")
    meter = Meter(app, own=[app.route])
    lines = io.StringIO()
    handler = logs.handler_for({logs.FORM: form}, lines)
    logger = logging.getLogger("inspiratiekaart.serving.meter")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        cost_s = min(_serve(meter, times=500) for _ in range(5))
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    assert 2500 == lines.getvalue().count("GET /deel/{key}: 200 in ")
    assert cost_s < BUDGET_S


def test_every_route_of_ours_gets_a_line_in_the_log() -> None:
    """A new route cannot be forgotten: the layer is told of all of them."""
    outermost = MIDDLEWARE[0]
    assert Meter is outermost.cls
    assert [route.path for route in ROUTES] == outermost.kwargs["own"]
