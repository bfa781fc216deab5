"""The shipped proxy before small servers of ours, whose answers go by the path asked for."""

from __future__ import annotations

import gzip
import http.client
import json
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bench.cluster import haproxy_program, proxying
from bench.server import NOTHING, free_port

PAGE = b"<!doctype html><title>Kaart</title>" + b"<p>Groningen</p>" * 400


@dataclass(frozen=True)
class Answer:
    """What came back through the proxy."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def plain(self) -> bytes:
        """The body, no longer compressed."""
        is_packed = self.headers["Content-Encoding"] == "gzip"
        return gzip.decompress(self.body) if is_packed else self.body

    @property
    def cookie(self) -> str:
        """The cookie that was set, as a browser sends it back; may be empty."""
        return (self.headers["Set-Cookie"] or "").split(";")[0]


class Stub(ThreadingHTTPServer):
    """A server that notes every request; what it answers goes by the path."""

    daemon_threads = True
    request_queue_size = 200

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.name = name
        self.is_ready = True
        self.asked: list[tuple[str, str]] = []

    def handle_error(self, *_: object) -> None:
        """Say nothing of checks that hang up and requests that are given up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Stub

    def _answer(self) -> None:
        if self.path == "/gezond/klaar":
            self._send(200 if self.server.is_ready else 503, b"", "text/plain")
            return
        self.server.asked.append((self.command, self.path))
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        first = self.path.split("?")[0].split("/")[1]
        if first == "dies":
            self.close_connection = True
        elif first == "missing" or self.path.startswith("/deel/guess"):
            self._send(404, b"", "text/plain")
        elif first == "public":
            self._send(200, PAGE, "text/html", {"Cache-Control": "public, max-age=60"})
        elif first == "brotli":
            self._send(200, b"as it was prepared", "text/html", {"Content-Encoding": "br"})
        elif first == "picture":
            self._send(200, PAGE, "image/png")
        elif first == "page":
            self._send(200, PAGE, "text/html; charset=utf-8", {"ETag": '"1"'})
        else:
            seen = {name.lower(): value for name, value in self.headers.items()}
            told = {"process": self.server.name, "headers": seen}
            self._send(200, json.dumps(told).encode(), "text/plain")

    do_GET = do_HEAD = do_POST = do_PUT = _answer  # noqa: N815  # the names that Python asks for

    def _send(self, status: int, body: bytes, kind: str, more: Mapping[str, str] = NOTHING) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **more}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Door:
    """The proxy, and the servers behind it."""

    port: int
    stubs: list[Stub]
    log: Path
    tls_port: int = 0

    def get(
        self,
        path: str,
        headers: Mapping[str, str] = NOTHING,
        *,
        method: str = "GET",
        body: bytes | None = None,
        source: str = "127.0.0.1",
    ) -> Answer:
        """What ``path`` gives a visitor who comes from ``source``."""
        own = (source, 0)
        line = http.client.HTTPConnection("127.0.0.1", self.port, 30, source_address=own)
        return asked(line, method, path, body, headers)

    def get_safely(self, path: str) -> Answer:
        """The same by HTTPS, whoever signed the certificate."""
        anybody = ssl._create_unverified_context()  # noqa: S323  # our own, made for this test
        line = http.client.HTTPSConnection("127.0.0.1", self.tls_port, timeout=30, context=anybody)
        return asked(line, "GET", path, None, NOTHING)

    def process(self, answer: Answer) -> str:
        """Which server gave this answer."""
        return str(json.loads(answer.plain)["process"])

    def seen(self, answer: Answer) -> dict[str, str]:
        """The headers of the request as that server saw them, by name in small letters."""
        return dict(json.loads(answer.plain)["headers"])

    def printed(self) -> str:
        """What the proxy has printed so far."""
        return self.log.read_text(encoding="utf-8")


def asked(
    line: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes | None,
    headers: Mapping[str, str],
) -> Answer:
    """One request over a line of its own."""
    try:
        line.request(method, path, body, dict(headers))
        answer = line.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        line.close()


def haproxy() -> Path:
    """The program; where it is not installed, the tests on it say so."""
    program = haproxy_program()
    if program is None:
        pytest.skip("NO HAPROXY here (package haproxy), so the shipped proxy was not tested")
    return program


def signed_by_ourselves(folder: Path) -> Path:
    """A certificate for this machine with its key, in one file in ``folder``."""
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    made += ["-nodes", "-days", "2", "-subj", "/CN=localhost"]
    made += ["-keyout", f"{folder}/key", "-out", f"{folder}/certificate"]
    subprocess.run(made, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes((folder / "certificate").read_bytes() + (folder / "key").read_bytes())
    return both


@contextmanager
def door(settings: Mapping[str, str] = NOTHING, *, certificate: str = "") -> Iterator[Door]:
    """The proxy before two servers, with ``settings`` of its own."""
    program = haproxy()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ik-door-")))
        stubs = [stack.enter_context(_serving(name)) for name in ("app1", "app2")]
        port, tls_port = free_port(), free_port() if certificate else 0
        known = {
            f"APP_{number}": f"127.0.0.1:{stub.server_port}"
            for number, stub in enumerate(stubs, start=1)
        }
        known |= {"BIND": f"127.0.0.1:{port}", **settings}
        if certificate:
            known |= {"BIND_TLS": f"127.0.0.1:{tls_port}", "TLS_CERTIFICATE": certificate}
        log = folder / "log"
        stack.enter_context(proxying(program, known, log, port))
        yield Door(port, stubs, log, tls_port)


@contextmanager
def _serving(name: str) -> Iterator[Stub]:
    with Stub(name) as stub:
        thread = threading.Thread(target=stub.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield stub
        finally:
            stub.shutdown()
            thread.join()
