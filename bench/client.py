"""A visitor without a screen: speaks Streamlit's own protocol over the websocket, counts bytes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.protocol import STREAM, Exchange, ProtocolError, Run, Visit
from bench.server import NOTHING
from bench.widgets import Value, Widget


class Client:
    """One visitor's session. Use as a context manager; ``open()`` is the first view."""

    def __init__(
        self,
        url: str,
        path: str = "",
        query: str = "",
        *,
        headers: Mapping[str, str] = NOTHING,
        source: str = "",
    ) -> None:
        """Prepare a session with the app at ``url``, at page ``path`` with ``query``.

        ``headers`` go with the request for the session, such as the proxy's cookie; ``source`` is
        an address of this machine to come from.
        """
        self._url, self._headers, self._source = url, headers, source
        self._visit = Visit(url, path, query)
        self._stack = ExitStack()
        self._socket: ClientConnection | None = None

    @property
    def widgets(self) -> dict[str, Widget]:
        """The widgets on the page, by the key the app gave them."""
        return self._visit.widgets

    @property
    def query(self) -> str:
        """What stands behind the question mark in the address bar."""
        return self._visit.query

    @property
    def cookie(self) -> str:
        """What was set when the session began, as a browser sends it back; may be empty."""
        answer = self._socket.response if self._socket else None
        given = answer.headers.get_all("Set-Cookie") if answer else []
        return "; ".join(each.split(";")[0] for each in given)

    def __enter__(self) -> Client:
        self._socket = self._stack.enter_context(
            connect(
                f"ws://{urlsplit(self._url).netloc}{STREAM}",
                subprotocols=[Subprotocol("streamlit")],
                max_size=None,
                max_queue=None,
                proxy=None,
                additional_headers=self._headers,
                source_address=(self._source, 0) if self._source else None,
            )
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def open(self) -> Exchange:
        """The first view of the page."""
        return self._finish(self._visit.run())

    def choose(self, key: str, value: Value) -> Exchange:
        """Set the widget with user key ``key`` to ``value`` and wait until its run is over."""
        return self._finish(self._visit.choose(key, value))

    def follow(self, query: str) -> Exchange:
        """Go back or forward in history to ``query``, as the browser's buttons do."""
        return self._finish(self._visit.follow(query))

    def _finish(self, run: Run) -> Exchange:
        if self._socket is None:
            raise ProtocolError("the session is not open; use it in a with statement")
        self._socket.send(run.outgoing)
        while True:
            try:
                run.take(self._socket.recv(timeout=run.wait_s))
            except TimeoutError:
                return run.exchange()
