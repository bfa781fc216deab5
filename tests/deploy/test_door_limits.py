"""The shipped proxy's limits stop somebody who guesses, and no class of two hundred."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.deploy.stubs import Answer, Door, door

SESSION = "/_stcore/stream"
NEIGHBOUR = "127.0.0.3"


def _many(running: Door, path: str, count: int) -> list[Answer]:
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(running.get, [path] * count))


def test_guessing_links_is_stopped() -> None:
    """Who tried too many is told to wait; views, the app and other addresses go on."""
    with door({"GUESSES_PER_MINUTE": "5"}) as running:
        tried = [running.get(f"/deel/guess{number}") for number in range(12)]
        assert {404, 429} == {each.status for each in tried}
        refused = tried[-1]
        assert (429, "60") == (refused.status, refused.headers["Retry-After"])
        assert "over een minuut opnieuw.\nToo many links" in refused.body.decode()
        assert 429 == running.get("/deel/7k3m-92qp-x4vd/presentatie").status
        for path in ("/", "/deel/kaart?editie=2026", "/deel/kaart/beeld.png", SESSION):
            assert 200 == running.get(path).status
        assert 404 == running.get("/deel/guess", source=NEIGHBOUR).status


def test_opening_sessions_without_end_is_stopped() -> None:
    """A session costs the server work; who opens too many is told to wait, and reads on."""
    with door({"SESSIONS_PER_MINUTE": "5"}) as running:
        opened = [running.get(SESSION).status for _ in range(12)]
        assert [200] * 6 + [429] * 6 == opened
        assert "60" == running.get(SESSION).headers["Retry-After"]
        assert {200} == {running.get(path).status for path in ("/", "/deel/kaart", "/deel/abc")}
        assert 200 == running.get(SESSION, source=NEIGHBOUR).status


def test_connections_without_end_are_refused() -> None:
    """What is open at the same time counts, not what was; other addresses go on."""
    with door({"CONNECTIONS_PER_ADDRESS": "3"}) as running, ExitStack() as held:
        assert {200} == {running.get("/").status for _ in range(10)}
        for _ in range(3):
            line = held.enter_context(socket.create_connection(("127.0.0.1", running.port), 10))
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert line.recv(4096).startswith(b"HTTP/1.1 200")
        with pytest.raises(ConnectionError):
            running.get("/")
        assert 200 == running.get("/", source=NEIGHBOUR).status


def test_two_hundred_behind_one_address_are_no_abuse() -> None:
    """With the shipped limits each opens the app five times and mistypes a link once."""
    with door() as running:
        assert {200} == {each.status for each in _many(running, SESSION, 1000)}
        assert {404} == {each.status for each in _many(running, "/deel/guess", 200)}
        assert {200} == {each.status for each in _many(running, "/deel/7k3m-92qp-x4vd", 200)}
