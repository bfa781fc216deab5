"""What a visitor's browser keeps and says in Streamlit's protocol, without any connection.

It does what Streamlit's frontend does: asks for a run with the query string and page, keeps the
messages the server marks as cacheable and says which it holds (so the server may answer with a
reference), holds a value for every widget on the page, takes over the ones the server sets, and
reruns only the fragment that a widget belongs to. It draws nothing, so a component that reports
back after drawing (as ``st_folium`` does with its default arguments) costs more in a browser.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.widgets import Value, Widget, state_of, widget_of

STREAM = "/_stcore/stream"

QUIET_S = 0.08
"""A run is over when its end was announced and nothing followed for this long."""

PATIENCE_S = 60
"""No run takes longer than this."""


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


class Visit:
    """What one visitor's browser knows: the page, its query, its widgets and their values."""

    def __init__(self, url: str, path: str = "", query: str = "") -> None:
        """A visit to page ``path`` of the app at ``url``, with ``query``."""
        self.url, self.query = url, query
        self._page_name = path.strip("/")
        self._page_hash = ""
        self._cache = MessageCache()
        self._states: dict[str, WidgetState] = {}
        self._shown: set[str] = set()
        self._words: dict[tuple[int, ...], tuple[str, str]] = {}
        self._said: set[tuple[int, ...]] = set()
        self.session_id = ""
        self.widgets: dict[str, Widget] = {}

    @property
    def words(self) -> tuple[str, ...]:
        """What the page says in pieces of HTML, from top to bottom."""
        return tuple(words for _, (words, _) in sorted(self._words.items()))

    def choose(self, key: str, value: Value) -> Run:
        """A run that begins with setting the widget with user key ``key`` to ``value``."""
        if key not in self.widgets:
            raise ProtocolError(f"no widget {key!r}; there are {sorted(self.widgets)}")
        widget = self.widgets[key]
        self._states[widget.id] = state_of(widget, value)
        return self.run(widget.fragment_id)

    def follow(self, query: str) -> Run:
        """A run that goes back or forward in history to ``query``, as the browser's buttons do."""
        self.query = query
        self._states = {}
        return self.run(history=True)

    def run(self, fragment_id: str = "", *, history: bool = False) -> Run:
        """A run of the page, or of one fragment of it."""
        state = ClientState(
            query_string=self.query,
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
        state.context_info.url = f"{self.url}/{self._page_name}"
        return Run(self, BackMsg(rerun_script=state).SerializeToString())

    def take(self, message: ForwardMsg) -> list[str]:
        """Learn from one message; returns the errors the visitor would see."""
        takers: dict[str, Callable[[ForwardMsg], None]] = {
            "new_session": self._take_session,
            "navigation": self._take_page,
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
        if element.WhichOneof("type") == "html":
            place = tuple(message.metadata.delta_path)
            self._words[place] = element.html.body, meant.delta.fragment_id
            self._said.add(place)
        widget = widget_of(element, meant.delta.fragment_id)
        if widget is not None:
            self._show(widget)
        return [element.exception.message] if element.WhichOneof("type") == "exception" else []

    def end_run(self, fragment_ids: list[str]) -> None:
        """After a run of the whole page, what it no longer shows is forgotten."""
        self._cache.after_run(fragment_ids)
        if not fragment_ids:
            self.widgets = {k: w for k, w in self.widgets.items() if w.id in self._shown}
            self._states = {k: s for k, s in self._states.items() if k in self._shown}
            self._shown = set()
        self._words = {
            place: words
            for place, words in self._words.items()
            if place in self._said or (fragment_ids and words[1] not in fragment_ids)
        }
        self._said = set()

    def _show(self, widget: Widget) -> None:
        """A widget stands on the page: it holds the server's value, the visitor's, or its own."""
        self._shown.add(widget.id)
        if widget.key:
            self.widgets[widget.key] = widget
        if widget.is_set and widget.value is None:
            self._states.pop(widget.id, None)
        elif widget.value is not None and (widget.is_set or widget.id not in self._states):
            self._states[widget.id] = state_of(widget, widget.value)

    def _forget_triggers(self) -> None:
        """A button is pressed for one run."""
        self._states = {
            key: state for key, state in self._states.items() if not state.trigger_value
        }

    def _take_session(self, message: ForwardMsg) -> None:
        self._page_hash = message.new_session.page_script_hash
        self._cache.max_age = message.new_session.config.max_cached_message_age
        self.session_id = message.new_session.initialize.session_id

    def _take_page(self, message: ForwardMsg) -> None:
        self._page_hash = message.navigation.page_script_hash

    def _take_query(self, message: ForwardMsg) -> None:
        self.query = message.page_info_changed.query_string


class Run:
    """One run of a visit: ``outgoing`` asks for it, ``take`` counts what comes back.

    ``began`` and ``ended`` are moments of ``time.perf_counter``.
    """

    def __init__(self, visit: Visit, outgoing: bytes) -> None:
        self.outgoing = outgoing
        self.has_ended = False
        self.began = self.ended = time.perf_counter()
        self._visit = visit
        self._received = self._runs = 0
        self._errors: list[str] = []
        self._weights: list[tuple[str, int]] = []

    @property
    def wait_s(self) -> float:
        """How long to wait for the next frame; then the run is over, if it ``has_ended``."""
        return QUIET_S if self.has_ended else PATIENCE_S

    def take(self, frame: str | bytes) -> None:
        """Take what the server sent."""
        if isinstance(frame, str):
            raise ProtocolError("a text frame; the protocol is binary")
        self._received += len(frame)
        message = ForwardMsg.FromString(frame)
        self._weights.append((_name(message), len(frame)))
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.has_ended = False
        elif kind == "script_finished":
            self._runs += 1
            self.has_ended = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            self.ended = time.perf_counter()
            if self.has_ended:
                self._visit.end_run(list(message.metadata.run.fragment_ids))
        self._errors.extend(self._visit.take(message))

    def exchange(self) -> Exchange:
        """What it came to, once nothing follows any more."""
        if not self.has_ended:
            raise ProtocolError(f"no end of the run within {PATIENCE_S} s")
        return Exchange(
            received_bytes=self._received,
            sent_bytes=len(self.outgoing),
            seconds=self.ended - self.began,
            runs=self._runs,
            errors=tuple(self._errors),
            heaviest=tuple(sorted(self._weights, key=lambda pair: -pair[1])[:5]),
        )


def _name(message: ForwardMsg) -> str:
    """What a message is, in a word: its kind, or that of the element it brings."""
    kind = message.WhichOneof("type") or "nothing"
    if kind != "delta":
        return kind
    part = message.delta.WhichOneof("type") or "nothing"
    return message.delta.new_element.WhichOneof("type") or part if part == "new_element" else part
