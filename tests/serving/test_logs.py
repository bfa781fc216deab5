"""The log has one form, all libraries in it, and nothing about persons."""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.apps import OURS
from bench.client import Client
from bench.server import PROJECT, Server, serving
from inspiratiekaart.errors import SettingError
from inspiratiekaart.serving import logs
from inspiratiekaart.share import code_of
from inspiratiekaart.store.tokens import fresh_links

BROKEN = Path(__file__).with_name("broken_asgi.py")
PLAIN = Path(__file__).with_name("plain_asgi.py")
TYPED = "Jan-Jansen"
TOKEN = "Abcdefghijklmnopqrstuvwxyz-_0123"  # noqa: S105 - of no map
CODE = "7k3m-92qp-x4vd"
AGENT = "Browser-of-somebody"
URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
FORMS = ["text", "json"]

tokens = st.text(URL_SAFE, min_size=32, max_size=32)
codes = st.from_regex(r"[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}", fullmatch=True)


def _asks(server: Server, path: str) -> int:
    request = urllib.request.Request(f"{server.url}{path}", headers={"User-Agent": AGENT})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def _ended(server: Server) -> str:
    server.process.terminate()
    server.process.wait()
    return server.printed()


def _lines(printed: str) -> list[dict[str, object]]:
    """The lines of a log of JSON; what Streamlit tells the operator at its start is no log."""
    told = [line for line in printed.splitlines() if line and not line.startswith("  ")]
    return [json.loads(line) for line in told]


def _about_somebody(printed: str, port: int) -> list[str]:
    found = re.findall(rf"127\.0\.0\.1:(?!{port}\b)\d+", printed)
    return [*found, *(each for each in (TYPED, TOKEN, CODE, AGENT, "zoek") if each in printed)]


@pytest.mark.parametrize("form", FORMS)
def test_requests_are_told_by_pattern(form: str) -> None:
    """Each of our own addresses gets a line; no address, token, code or word of a visitor does."""
    with serving(OURS.script, environment={logs.FORM: form}) as server:
        statuses = [
            _asks(server, f"{path}?zoek={TYPED}")
            for path in ("/deel/kaart", f"/deel/{TOKEN}", f"/deel/{CODE}", f"/regio/{TOKEN}")
        ]
        assert [200, 404, 404] == statuses[:3]
        with Client(server.url, query=f"zoek={TYPED}") as client:
            assert () == client.open().errors
        printed = _ended(server)
    assert [] == _about_somebody(printed, server.port)
    assert 3 == printed.count("GET /deel/{key}: ")
    if form == "json":
        lines = _lines(printed)
        told = [each for each in lines if each.get("route") == "/deel/{key}"]
        assert statuses[:3] == [each["status"] for each in told]
        fields = {"time", "level", "logger", "message", "method", "route", "status", "ms", "bytes"}
        assert {frozenset(fields)} == {frozenset(each) for each in told}
        assert "Application startup complete." in {each["message"] for each in lines}


@pytest.mark.parametrize("form", FORMS)
def test_errors_are_told_with_their_place_and_without_their_words(form: str) -> None:
    """In a route, a page, a thread, a task, a warning, a library's message: where, never what."""
    with serving(BROKEN, environment={logs.FORM: form}) as server:
        ways = ("route", "message", "warning", "thread", "task")
        told = [_asks(server, f"/breek/{way}?zoek={TYPED}&{TOKEN}") for way in ways]
        with Client(server.url, query=f"zoek={TYPED}") as client:
            assert client.open().errors
        assert [500, 200, 200, 200, 200] == told
        printed = _ended(server)
    assert [] == _about_somebody(printed, server.port)
    assert 1 == printed.count("Exception in ASGI application")
    assert 1 == printed.count("Uncaught in a thread")
    assert 1 == printed.count("Task exception was never retrieved")
    assert 1 == printed.count("Uncaught app execution")
    newline = "\\n" if form == "json" else "\n"
    assert 4 == printed.count(f"{newline}ValueError")
    assert 1 == printed.count(f"in broken{newline}")
    assert 1 == printed.count(f"/breek/message?{logs.HIDDEN}")
    assert 1 == printed.count(f"/breek/warning?{logs.HIDDEN}")
    if form == "json":
        traces = [str(each["traceback"]) for each in _lines(printed) if "traceback" in each]
        assert 4 == len(traces)
        assert all(each.endswith("\nValueError") for each in traces)


def test_another_log_tells_who_came() -> None:
    """Twin: of the same visit to an app without our log, the words of the visitor are found."""
    with serving(PLAIN) as server:
        with Client(server.url, query=f"zoek={TYPED}") as client:
            assert client.open().errors
        printed = _ended(server)
    assert [TYPED] == _about_somebody(printed, server.port)


def test_what_a_server_says_of_its_visitors_is_refused() -> None:
    """The address of a visitor and the query of a page are in it; the rest it says is kept."""
    for message, is_kept in (
        ('%s - "WebSocket %s" [accepted]', False),
        ("connection open", False),
        ("Shutting down", True),
    ):
        record = logging.makeLogRecord({"name": "uvicorn.error", "msg": message, "args": None})
        assert is_kept == logs.discreet(record)


@given(st.text(), tokens, st.text())
@example("https://x/samenstellen?bewerk=", TOKEN, "")
@example("-", TOKEN, "_")
def test_a_token_is_hidden_wherever_it_stands(before: str, token: str, after: str) -> None:
    """Between any other text, and against it."""
    assert token not in logs.hidden(before + token + after)


@given(st.text(), codes, st.text())
@example("abcd-", CODE, "-abcd")
@example("/deel/", CODE, "/beeld.png")
def test_a_code_is_hidden_wherever_it_stands(before: str, code: str, after: str) -> None:
    """Between any other text, and against it."""
    assert code not in logs.hidden(before + code + after)


@given(st.text(URL_SAFE + "=&%+./:", min_size=2))
def test_a_query_is_hidden(query: str) -> None:
    """What follows the question mark of an address goes, and the address stays."""
    assert f"GET /kaart?{logs.HIDDEN} 200" == logs.hidden(f"GET /kaart?{query} 200")


@given(st.text())
def test_a_message_is_one_line(text: str) -> None:
    """No message can pass for another one."""
    assert len(logs.hidden(text).splitlines()) <= 1


def test_what_the_store_and_shares_make_is_hidden() -> None:
    """Twin: the real tokens and codes have the forms that are hidden."""
    links = fresh_links()
    for each in (links.edit, links.read, code_of(links.edit)):
        assert logs.HIDDEN == logs.hidden(each)


@pytest.mark.parametrize(
    "text",
    [
        "Application startup complete.",
        "datasets/2026/offers.csv: cannot be read",
        "The store is unavailable: connection refused at 2026-11-22 08:04:05",
        "GET /deel/{key}/beeld.png: 200 in 1.2 ms, 1234567 bytes",
    ],
)
def test_other_messages_stay_as_they_are(text: str) -> None:
    """Twin: what tells of nobody is not touched."""
    assert text == logs.hidden(text)


def test_an_error_is_told_with_what_led_to_it() -> None:
    """Causes, contexts and groups, each by type and place; an error of the system says its kind."""
    try:
        try:
            Path("/none/Jan-Jansen").read_text(encoding="utf-8")
        except OSError as error:
            raise ExceptionGroup(TYPED, [KeyError(TYPED), LookupError(TYPED)]) from error
    except ExceptionGroup as error:
        told = logs.told(error)
    assert TYPED not in told.replace('Path("/none/Jan-Jansen")', "")
    order = ["FileNotFoundError: No such file or directory", "KeyError", "LookupError"]
    places = [told.index(each) for each in order]
    assert sorted(places) == places
    assert told.endswith("\nExceptionGroup")
    assert "test_an_error_is_told_with_what_led_to_it" in told


def test_an_error_that_led_to_itself_is_told_once() -> None:
    """A circle of causes ends."""
    first, second = ValueError("1"), KeyError("2")
    first.__cause__, second.__cause__ = second, first
    assert 1 == logs.told(first).count("KeyError")


def test_a_library_s_own_fields_stay_out() -> None:
    """Only our fields are in a line of JSON, whatever a library adds."""
    stream = io.StringIO()
    handler = logs.handler_for({logs.FORM: "json"}, stream)
    record = logging.makeLogRecord({"name": "x", "msg": "%d", "args": ("no number",)})
    record.color_message = TYPED
    handler.handle(record)
    told = json.loads(stream.getvalue())
    assert {"time", "level", "logger", "message"} == set(told)
    assert "%d" == told["message"]


@pytest.mark.parametrize("value", ["JSON", "yaml", "1"])
def test_a_form_that_is_none_is_named(value: str) -> None:
    """A slip of the operator is told at the start, with what to write."""
    with pytest.raises(SettingError, match=rf"{logs.FORM}.*'text', 'json'"):
        logs.handler_for({logs.FORM: value})


def test_the_package_for_json_is_loaded_only_for_json() -> None:
    """A server without it starts without it."""
    code = "import asgi, sys; print('pythonjsonlogger' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "False" == done.stdout.strip()
