"""A visitor without a screen: speaks Streamlit's own protocol over the websocket and counts bytes.

It does what Streamlit's frontend does: opens ``/_stcore/stream``, asks for a run with the query
string and page, keeps the messages the server marks as cacheable and says which it holds (so the
server may answer with a reference), holds a value for every widget on the page, takes over the
ones the server sets, and reruns only the fragment that a widget belongs to. It draws nothing, so a
component that reports back after drawing (as ``st_folium`` does with its default arguments) costs
more in a browser than it does here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.widgets import Value, Widget, state_of, widget_of

QUIET_S = 0.08
"""A run is over when its end was announced and nothing followed for this long."""


class ProtocolError(RuntimeError):
    """The server said or left out something that would break a browser too."""


@dataclass(frozen=True)
class Exchange:
    """One run: bytes of websocket payload each way, seconds until its end was announced.

    ``heaviest`` names the five largest messages received, with their bytes.
    """

    received_bytes: int
    sent_bytes: int
    seconds: float
    runs: int
    errors: tuple[str, ...] = ()
    heaviest: tuple[tuple[str, int], ...] = ()

    @property
    def bytes(self) -> int:
        """Payload in both directions."""
        return self.received_bytes + self.sent_bytes


@dataclass
class MessageCache:
    """The frontend's cache of large messages: kept while used in the last ``max_age`` runs."""

    max_age: int = 2
    runs: int = 0
    messages: dict[str, tuple[ForwardMsg, int, str]] = field(default_factory=dict)

    def resolve(self, message: ForwardMsg, fragment_id: str) -> ForwardMsg:
        """The message meant by ``message``: itself, or the kept one it refers to."""
        if message.WhichOneof("type") == "ref_hash":
            if message.ref_hash not in self.messages:
                raise ProtocolError(f"reference to a message never sent: {message.ref_hash}")
            kept, _, of_fragment = self.messages[message.ref_hash]
            self.messages[message.ref_hash] = (kept, self.runs, of_fragment)
            return kept
        if message.metadata.cacheable:
            self.messages[message.hash] = (message, self.runs, fragment_id)
        return message

    def after_run(self, fragment_ids: list[str]) -> None:
        """Count a finished run and drop what is too old."""
        self.runs += 1
        self.messages = {
            key: kept
            for key, kept in self.messages.items()
            if self.runs - kept[1] <= self.max_age or (fragment_ids and kept[2] not in fragment_ids)
        }


def _name(message: ForwardMsg) -> str:
    """What a message is, in a word: its kind, or that of the element it brings."""
    kind = message.WhichOneof("type") or "nothing"
    if kind != "delta":
        return kind
    part = message.delta.WhichOneof("type") or "nothing"
    return message.delta.new_element.WhichOneof("type") or part if part == "new_element" else part


class Client:
    """One visitor's session. Use as a context manager; ``open()`` is the first view."""

    def __init__(self, url: str, path: str = "", query: str = "") -> None:
        """Prepare a session with the app at ``url``, at page ``path`` with ``query``."""
        self._url, self._page_name, self._query = url, path.strip("/"), query
        self._page_hash = ""
        self._cache = MessageCache()
        self._states: dict[str, WidgetState] = {}
        self._shown: set[str] = set()
        self._stack = ExitStack()
        self._socket: ClientConnection | None = None
        self.widgets: dict[str, Widget] = {}

    def __enter__(self) -> Client:
        parts = urlsplit(self._url)
        self._socket = self._stack.enter_context(
            connect(
                f"ws://{parts.netloc}/_stcore/stream",
                subprotocols=[Subprotocol("streamlit")],
                max_size=None,
                max_queue=None,
                proxy=None,
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
        return self._run("")

    def choose(self, key: str, value: Value) -> Exchange:
        """Set the widget with user key ``key`` to ``value`` and wait until its run is over."""
        if key not in self.widgets:
            raise ProtocolError(f"no widget {key!r}; there are {sorted(self.widgets)}")
        widget = self.widgets[key]
        self._states[widget.id] = state_of(widget, value)
        return self._run(widget.fragment_id)

    def follow(self, query: str) -> Exchange:
        """Go back or forward in history to ``query``, as the browser's buttons do."""
        self._query = query
        self._states = {}
        return self._run("", history=True)

    def _run(self, fragment_id: str, *, history: bool = False) -> Exchange:
        state = ClientState(
            query_string=self._query,
            page_script_hash=self._page_hash,
            page_name="" if self._page_hash else self._page_name,
            fragment_id=fragment_id,
            cached_message_hashes=list(self._cache.messages),
            is_history_navigation=history,
        )
        state.widget_states.widgets.extend(self._states.values())
        self._forget_triggers()
        state.context_info.timezone = "Europe/Amsterdam"
        state.context_info.locale = "nl-NL"
        state.context_info.url = f"{self._url}/{self._page_name}"
        outgoing = BackMsg(rerun_script=state).SerializeToString()
        if self._socket is None:
            raise ProtocolError("the session is not open; use it in a with statement")
        began = time.perf_counter()
        self._socket.send(outgoing)
        return self._receive(self._socket, began, len(outgoing))

    def _receive(self, socket: ClientConnection, began: float, sent: int) -> Exchange:
        received, runs, ended, seconds = 0, 0, False, 0.0
        errors: list[str] = []
        weights: list[tuple[str, int]] = []
        while True:
            try:
                frame = socket.recv(timeout=QUIET_S if ended else 60)
            except TimeoutError:
                if ended:
                    heaviest = tuple(sorted(weights, key=lambda pair: -pair[1])[:5])
                    return Exchange(received, sent, seconds, runs, tuple(errors), heaviest)
                raise ProtocolError("no end of the run within 60 s") from None
            if isinstance(frame, str):
                raise ProtocolError("a text frame; the protocol is binary")
            received += len(frame)
            message = ForwardMsg.FromString(frame)
            weights.append((_name(message), len(frame)))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                ended = False
            elif kind == "script_finished":
                runs += 1
                ended = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
                seconds = time.perf_counter() - began
                if ended:
                    self._end_run(list(message.metadata.run.fragment_ids))
            errors.extend(self._take(message))

    def _take(self, message: ForwardMsg) -> list[str]:
        """Learn from one message; returns the errors the visitor would see."""
        takers: dict[str, Callable[[ForwardMsg], None]] = {
            "new_session": self._take_session,
            "page_info_changed": self._take_query,
        }
        kind = message.WhichOneof("type") or ""
        if kind in takers:
            takers[kind](message)
        meant = self._cache.resolve(message, message.delta.fragment_id)
        if meant.WhichOneof("type") != "delta":
            return []
        if meant.delta.WhichOneof("type") != "new_element":
            return []
        element = meant.delta.new_element
        widget = widget_of(element, meant.delta.fragment_id)
        if widget is not None:
            self._show(widget)
        return [element.exception.message] if element.WhichOneof("type") == "exception" else []

    def _show(self, widget: Widget) -> None:
        """A widget stands on the page: it holds the server's value, the visitor's, or its own."""
        self._shown.add(widget.id)
        if widget.key:
            self.widgets[widget.key] = widget
        if widget.is_set and widget.value is None:
            self._states.pop(widget.id, None)
        elif widget.value is not None and (widget.is_set or widget.id not in self._states):
            self._states[widget.id] = state_of(widget, widget.value)

    def _end_run(self, fragment_ids: list[str]) -> None:
        """After a run of the whole page, what it no longer shows is forgotten."""
        self._cache.after_run(fragment_ids)
        if not fragment_ids:
            self.widgets = {k: w for k, w in self.widgets.items() if w.id in self._shown}
            self._states = {k: s for k, s in self._states.items() if k in self._shown}
            self._shown = set()

    def _forget_triggers(self) -> None:
        """A button is pressed for one run."""
        self._states = {
            key: state for key, state in self._states.items() if not state.trigger_value
        }

    def _take_session(self, message: ForwardMsg) -> None:
        self._page_hash = message.new_session.page_script_hash
        self._cache.max_age = message.new_session.config.max_cached_message_age

    def _take_query(self, message: ForwardMsg) -> None:
        self._query = message.page_info_changed.query_string
