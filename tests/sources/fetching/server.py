"""A server on this machine that answers as a source does, well or badly.

For who tests a source::

    from tests.sources.fetching.server import LOCAL, json_page, serving

    def test_all_pages_are_read(tmp_path: Path) -> None:
        with serving({
            "/items": json_page({"value": [1], "next": "/items?page=2"}),
            "/items?page=2": json_page({"value": [2]}),
        }) as site:
            feed = replace(FEED, urls=(site.url("/items"),))
            fetched = feed.fetch(Errand(LOCAL, tmp_path / "items.json"))
        assert ["/items", "/items?page=2"] == site.paths

``serving`` takes answers by path, with the query where the path alone does not tell: the whole of
it is looked for first, then the path without its query. Anything else is what stands under
``ANYTHING``, else a 404. ``{site}`` in a
text or a value of JSON becomes the address of the server. What is asked stands in ``site.asked``.

An answer is

- ``Answer(status, body, headers)``, or bytes or text for a plain 200;
- ``json_page(value)``; ``moved(to)``; ``same_if("etag", body)``, which says 304 to who has it;
- ``keyed("X-Api-Key", "secret", answer)``, which says 401 without the key;
- ``cut_off(body)``, ``cut_off_chunks(body)``: less than was promised; ``drip()``: a byte now and
  then, for ever; ``silent()``: the connection is closed without an answer;
- a list or tuple of answers, given one after another, the last for ever:
  ``[Answer(429, headers={"Retry-After": "1"}), Answer(500), json_page({})]``;
- a function of the ``Asked`` to one of these.

``LOCAL`` is a client that may ask this machine and never really waits; ``LOCAL.waited`` is how long
it would have, newest last.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, TypeAlias

from inspiratiekaart.sources.fetching import Client, Limits

ANYTHING = "*"
"""In the place of a path: whatever has no answer of its own."""

_DRIP_S = 0.02


@dataclass(frozen=True)
class Asked:
    """One question: its path with the query, its headers by their names in lower case, its body."""

    path: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """A status, a body and headers; ``way`` is how the body is sent."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    way: str = "whole"


Given: TypeAlias = "Answer | bytes | str | Callable[[Asked], Given] | Sequence[Given]"


def json_page(value: Any, **headers: str) -> Answer:
    """``value`` as JSON."""
    sent = {"Content-Type": "application/json", **headers}
    return Answer(200, json.dumps(value, ensure_ascii=False).encode(), sent)


def moved(to: str, status: int = 302) -> Answer:
    """Sends on to ``to``."""
    return Answer(status, headers={"Location": to})


def same_if(etag: str, body: bytes, last_modified: str = "") -> Callable[[Asked], Answer]:
    """``body``, or 304 for who has the one with ``etag`` already."""
    dated = {"Last-Modified": last_modified} if last_modified else {}

    def answer(asked: Asked) -> Answer:
        has_it = asked.headers.get("if-none-match") == etag
        return Answer(304 if has_it else 200, b"" if has_it else body, {"ETag": etag, **dated})

    return answer


def keyed(header: str, value: str, answer: Given) -> Callable[[Asked], Given]:
    """``answer`` for who sends the key, and 401 for others."""

    def keyed_answer(asked: Asked) -> Given:
        return answer if asked.headers.get(header.lower()) == value else Answer(401)

    return keyed_answer


def packed(body: bytes) -> Answer:
    """``body``, packed with gzip."""
    return Answer(200, gzip.compress(body), {"Content-Encoding": "gzip"})


def cut_off(body: bytes) -> Answer:
    """Promises twice as much as it sends."""
    return Answer(200, body, {"Content-Length": str(2 * len(body))})


def cut_off_chunks(body: bytes) -> Answer:
    """Sends a chunk and never says that it was the last."""
    return Answer(200, body, {"Transfer-Encoding": "chunked"}, "chunk")


def drip() -> Answer:
    """Sends a byte now and then, until nobody listens."""
    return Answer(200, way="drip")


def drip_headers() -> Answer:
    """Sends its headers a byte at a time, until nobody listens."""
    return Answer(200, way="drip-headers")


def silent() -> Answer:
    """Closes the connection without a word."""
    return Answer(way="silent")


@dataclass(frozen=True)
class LocalClient(Client):
    """A client for tests: what it would have waited is in ``waited``."""

    waited: list[float] = field(default_factory=list)


def local_client(**limits: Any) -> LocalClient:
    """A client that may ask this machine, with ``limits``, and does not really wait."""
    waited: list[float] = []
    allowed = Limits(**{"total_s": 20.0, **limits}, is_local_allowed=True)
    return LocalClient(allowed, sleep=waited.append, jitter=lambda: 1.0, waited=waited)


LOCAL = local_client()


class Site:
    """A running server; ``asked`` holds every question in order."""

    def __init__(self, answers: Mapping[str, Given]) -> None:
        self.answers = dict(answers)
        self.asked: list[Asked] = []
        self.is_over = Event()
        self._next: dict[int, int] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it is, without a path."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def url(self, path: str = "/") -> str:
        """The address of ``path``."""
        return f"{self.address}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def close(self) -> None:
        """Stop, and let no thread behind."""
        self.is_over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, asked: Asked) -> Answer:
        """What is said to ``asked``."""
        path = asked.path.partition("?")[0]
        other = self.answers.get(ANYTHING, Answer(404))
        given: Given = self.answers.get(asked.path, self.answers.get(path, other))
        while not isinstance(given, Answer):
            if isinstance(given, bytes | str):
                given = Answer(200, given.encode() if isinstance(given, str) else given)
            elif callable(given):
                given = given(asked)
            else:
                at = self._next.get(id(given), 0)
                self._next[id(given)] = at + 1
                given = given[min(at, len(given) - 1)]
        return given

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name that http.server asks for
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = self.rfile.read(int(headers.get("content-length", "0")))
                asked = Asked(self.path, headers, body)
                site.asked.append(asked)
                try:
                    _send(self, site, site.answer(asked))
                except OSError:  # nobody listens any more
                    self.close_connection = True

            do_POST = do_GET  # noqa: N815  # the name that http.server asks for

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


def _send(handler: BaseHTTPRequestHandler, site: Site, answer: Answer) -> None:
    handler.close_connection = True
    if answer.way == "silent":
        return
    if answer.way == "drip-headers":
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        _drip(handler, site)
        return
    is_text = "Content-Encoding" not in answer.headers
    body = answer.body.replace(b"{site}", site.address.encode()) if is_text else answer.body
    handler.send_response(answer.status)
    for name, value in answer.headers.items():
        handler.send_header(name, value.replace("{site}", site.address))
    if not {"Content-Length", "Transfer-Encoding"} & set(answer.headers) and answer.way == "whole":
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    if answer.way == "drip":
        _drip(handler, site)
        return
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(body), body) if answer.way == "chunk" else body)


def _drip(handler: BaseHTTPRequestHandler, site: Site) -> None:
    while not site.is_over.wait(_DRIP_S):
        handler.wfile.write(b".")
        handler.wfile.flush()


@contextmanager
def serving(answers: Mapping[str, Given]) -> Iterator[Site]:
    """A server that gives ``answers`` by path, as long as the block lasts."""
    site = Site(answers)
    try:
        yield site
    finally:
        site.close()
