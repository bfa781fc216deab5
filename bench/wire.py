"""Budgets 1, 2 and 5: what a first view and a filter change cost on the wire and in the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice

from bench.apps import BARE, BASELINE, OURS, App, changes
from bench.client import Client
from bench.figures import Figure, median, p95
from bench.protocol import Exchange, ProtocolError
from bench.server import Server, ServerError, serving
from bench.widgets import Value

ROUNDS = 10
CHANGES = 5
KB = 1000


@dataclass
class Session:
    """A visitor of one app, with what its first view and its changes cost so far."""

    server: Server
    client: Client
    first: Exchange
    todo: Iterator[tuple[str, Value]]
    changed: list[Exchange] = field(default_factory=list)
    cpu_s: float = 0.0

    def round(self, count: int) -> None:
        """Make ``count`` changes."""
        before = self.server.cpu_seconds()
        for key, value in islice(self.todo, count):
            exchange = self.client.choose(key, value)
            if exchange.errors:
                raise ProtocolError(f"{key}={value!r} showed an error: {exchange.errors[0]}")
            self.changed.append(exchange)
        self.cpu_s += self.server.cpu_seconds() - before

    @property
    def cpu_ms(self) -> float:
        """Processor time of the server per change."""
        return 1000 * self.cpu_s / len(self.changed)

    @property
    def kilobytes(self) -> list[float]:
        """Payload per change, both directions."""
        return [exchange.bytes / KB for exchange in self.changed]


def _open(stack: ExitStack, app: App) -> Session | str:
    """A session that has seen its first view and one change, or why there is none."""
    try:
        server = stack.enter_context(serving(app.script))
        # The first visitor fills the server's caches; the second one is measured.
        with Client(server.url, query=app.query) as first:
            first.open()
        client = stack.enter_context(Client(server.url, query=app.query))
        session = Session(server, client, client.open(), iter(()))
        if session.first.errors:
            return f"the first view showed an error: {session.first.errors[0]}"
        session.todo = changes(client.widgets)
        session.round(1)
    except (ServerError, ProtocolError, LookupError) as error:
        return str(error)
    session.changed.clear()
    session.cpu_s = 0.0
    return session


def _sessions(rounds: int) -> dict[str, Session | str]:
    with ExitStack() as stack:
        opened = {app.name: _open(stack, app) for app in (OURS, BASELINE, BARE)}
        for _ in range(rounds):
            for name, session in opened.items():
                if isinstance(session, Session):
                    try:
                        session.round(CHANGES)
                    except ProtocolError as error:
                        opened[name] = str(error)
        return opened


def _heaviest(session: Session) -> str:
    """The largest messages of the largest change, for whoever has to make it smaller."""
    largest = max(session.changed, key=lambda exchange: exchange.bytes)
    words = [f"{name} {size / KB:.1f} kB" for name, size in largest.heaviest]
    return f"of the largest change: {', '.join(words)}, sent {largest.sent_bytes / KB:.1f} kB"


def measure(rounds: int = ROUNDS) -> list[Figure]:
    """The figures of budgets 1, 2 and the websocket part of 5."""
    opened = _sessions(rounds)
    ours, baseline, bare = (opened[app.name] for app in (OURS, BASELINE, BARE))
    why = "; ".join(f"{name}: {got}" for name, got in opened.items() if isinstance(got, str))
    us = ours if isinstance(ours, Session) else None
    base = baseline if isinstance(baseline, Session) else None
    floor = bare if isinstance(bare, Session) else None
    count = rounds * CHANGES
    spread = f"median {median(us.kilobytes):.1f} kB; {_heaviest(us)}" if us else ""
    return [
        Figure(
            budget=1,
            what=f"filter change, websocket payload both ways, p95 of {count}",
            unit="kB",
            value=p95(us.kilobytes) if us else None,
            limit=25,
            reference="baseline",
            reference_value=p95(base.kilobytes) if base else None,
            ratio_limit=1 / 20,
            note=why or spread,
        ),
        Figure(
            budget=2,
            what=f"filter change, server CPU, mean of {count}, beside bare Streamlit",
            unit="ms",
            value=us.cpu_ms if us else None,
            reference="bare",
            reference_value=floor.cpu_ms if floor else None,
            ratio_limit=2.5,
            note=why,
        ),
        Figure(
            budget=2,
            what=f"filter change, server CPU, mean of {count}, beside the baseline",
            unit="ms",
            value=us.cpu_ms if us else None,
            reference="baseline",
            reference_value=base.cpu_ms if base else None,
            ratio_limit=1 / 20,
            note=why,
        ),
        Figure(
            budget=5,
            what="first view, websocket payload both ways",
            unit="kB",
            value=us.first.bytes / KB if us else None,
            limit=60,
            reference="baseline",
            reference_value=base.first.bytes / KB if base else None,
            note=why,
        ),
    ]
