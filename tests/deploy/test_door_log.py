"""What the shipped proxy writes down holds nothing of a visitor, and can be read by machine."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.stubs import Door, door, signed_by_ourselves

KEY = "k7Q2mZx9w4VtR8sYb3NcH6jLd5PfGa1E"
VISITOR = "127.0.0.77"


def _lines(running: Door, count: int) -> list[dict[str, Any]]:
    """The lines on requests, as soon as there are so many."""
    until = time.monotonic() + 10
    while True:
        whole = running.printed().rpartition("\n")[0].splitlines()
        lines = [json.loads(line) for line in whole if line.startswith("{")]
        if len(lines) >= count:
            return lines
        assert time.monotonic() < until, running.printed()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of our own with its key."""
    return signed_by_ourselves(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def safe(certificate: Path) -> Iterator[Door]:
    """The proxy with HTTPS."""
    with door(certificate=str(certificate)) as running:
        yield running


def test_a_request_is_one_line_that_names_nobody() -> None:
    """No address, no query, no key, no cookie; the route is the first word of the path."""
    secret = {"Cookie": "naam=Jansen", "User-Agent": "Jansen", "X-Forwarded-For": VISITOR}
    paths = [
        "/",
        f"/deel/{KEY}?q=Jansen",
        f"/{KEY}",
        "/jan.jansen@example.org",
        "/_stcore/health",
        "/%22Jansen%22",
    ]
    with door() as running:
        for path in paths:
            running.get(path, secret, source=VISITOR)
        lines = _lines(running, len(paths))
        printed = running.printed()
    assert ["/", "deel", "other", "other", "_stcore", "other"] == [each["route"] for each in lines]
    assert {"GET"} == {each["method"] for each in lines}
    assert {200} == {each["status"] for each in lines}
    assert {"request", "queue", "connect", "answer", "all"} == set(lines[0]["ms"])
    assert not {each for each in (KEY, "ansen", "127.0.0.", "?") if each in printed}


def test_a_request_that_makes_no_sense_names_nobody() -> None:
    """Twin for broken ones, which proxies like to write down whole."""
    with door() as running:
        own = (VISITOR, 0)
        with socket.create_connection(("127.0.0.1", running.port), 10, own) as line:
            line.sendall(f"GET /{KEY} HTTP/1.1\r\nJansen\x00: 1\r\n\r\n".encode())
            assert line.recv(4096).startswith(b"HTTP/1.1 400")
        assert "no request" == _lines(running, 1)[-1]["error"]
        assert not {each for each in (KEY, "Jansen", VISITOR) if each in running.printed()}


def test_a_connection_that_fails_names_nobody(safe: Door) -> None:
    """Somebody who speaks no TLS to the TLS port is a line without an address."""
    own = (VISITOR, 0)
    with socket.create_connection(("127.0.0.1", safe.tls_port), 10, own) as line:
        line.sendall(b"GET / HTTP/1.1\r\n\r\n")
        while line.recv(4096):
            pass
    assert "no request" == _lines(safe, 1)[-1]["error"]
    assert VISITOR not in safe.printed()


def test_with_a_certificate_everything_is_safe(safe: Door) -> None:
    """HTTP leads to HTTPS, browsers are told to stay there, and the cookie does not leave it."""
    answer = safe.get("/regio?regio=AM01", {"Host": "kaart.example"})
    assert (308, "https://kaart.example/regio?regio=AM01") == (
        answer.status,
        answer.headers["Location"],
    )
    there = safe.get_safely("/")
    assert "max-age=31536000" == there.headers["Strict-Transport-Security"]
    assert "Secure" in there.headers["Set-Cookie"].split("; ")
    assert "https" == safe.seen(there)["x-forwarded-proto"]
