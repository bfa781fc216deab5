"""People in the app itself: a process with that many sessions at once (budget 8).

Each opens the page as a browser does (the page, the health address, the websocket, with the cookies
it is given), then changes a filter every so many seconds, and reconnects as Streamlit's frontend
does when the connection drops. Some compose a map instead, and give it another title each time.
Afterwards everybody's work is looked for: the page that the address bar leads to, and the map
behind its edit link.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin, Subprotocol

from bench.line import Line
from bench.load import Event, Lag, arrivals, tell
from bench.protocol import STREAM, ProtocolError, Run, Visit
from bench.widgets import Value

FILTERS = ("bar_topic", "bar_regions", "bar_level")
COMPOSER, TITLE = "samenstellen", "compose_about_title"

_FIRST_WAIT_S = (0.25, 0.5)
_LONGEST_WAIT_S = 4.0
_GIVE_UP_S = 60.0
_PINGS = ("/_stcore/health", "/_stcore/host-config")
_DROPPED = (ConnectionClosed, InvalidHandshake, OSError, TimeoutError)


class Person:
    """One visitor, from arriving to the last change."""

    def __init__(self, url: str, number: int, *, composes: bool) -> None:
        self._url, self._composes = url.rstrip("/"), composes
        self._chance = random.Random(number)  # noqa: S311  # the same visitor each time
        self._number = number
        self._line = Line(url)
        self._visit = Visit(self._url, COMPOSER if composes else "")
        self._socket: ClientConnection | None = None
        self._sure = [""]

    async def live(self, arrive_s: float, pause_s: float, changes: int) -> None:
        """Arrive, make ``changes``, look whether the work is there, leave."""
        await asyncio.sleep(arrive_s)
        try:
            await self._enter()
            for number in range(changes):
                await self._rest(pause_s)
                await self._change(number)
            await self._look()
        except (ProtocolError, *_DROPPED) as failure:
            self._tell("lost", time.perf_counter(), error=_said(failure))
        finally:
            if self._socket is not None:
                await self._socket.close()

    async def _enter(self) -> None:
        began = time.perf_counter()
        try:
            await asyncio.to_thread(self._open_page)
            self._socket = await self._connect()
            run = await self._finish(self._visit.run())
        except _DROPPED as failure:
            self._tell("arrive", began, error=_said(failure))
            await self._return()
        else:
            self._tell("arrive", began, run.ended, error=_trouble(run))

    def _open_page(self) -> None:
        for path in (f"/{COMPOSER}" if self._composes else "/", *_PINGS):
            _asked(self._line, path)

    async def _connect(self) -> ClientConnection:
        parts = urlsplit(self._url)
        scheme = "wss" if parts.scheme == "https" else "ws"
        known = [self._visit.session_id] if self._visit.session_id else []
        return await connect(
            f"{scheme}://{parts.netloc}{parts.path}{STREAM}",
            origin=Origin(f"{parts.scheme}://{parts.netloc}"),
            subprotocols=[Subprotocol(each) for each in ("streamlit", "PLACEHOLDER", *known)],
            additional_headers={"Cookie": self._line.cookie} if self._line.cookies else None,
            max_size=None,
            max_queue=None,
            proxy=None,
        )

    async def _rest(self, pause_s: float) -> None:
        """Look at the page for a while; come back at once when the connection drops."""
        until = time.perf_counter() + pause_s
        while (left := until - time.perf_counter()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._held().wait_closed()
            except TimeoutError:
                return
            self._tell("drop", time.perf_counter())
            await self._return()

    async def _change(self, number: int) -> None:
        began = time.perf_counter()
        try:
            run = await self._finish(self._visit.choose(*self._next(number)))
        except _DROPPED:
            self._tell("drop", began)
            await self._return(in_midst=True)
        else:
            self._sure = self._sure[-1:]
            self._tell("change", run.began, run.ended, error=_trouble(run))

    def _next(self, number: int) -> tuple[str, Value]:
        """Another title, or a filter and what it is set to."""
        if self._composes:
            if TITLE not in self._visit.widgets:
                return "start_empty", True
            self._sure.append(f"Kaart {self._number} van {number}")
            return TITLE, self._sure[-1]
        key = self._chance.choice([key for key in FILTERS if key in self._visit.widgets])
        options = self._visit.widgets[key].options
        if key == "bar_regions":
            return key, self._chance.sample(options, self._chance.randint(0, 3))
        return key, self._chance.choice(options)

    async def _return(self, *, in_midst: bool = False) -> None:
        """Reconnect as the frontend does, ask for the page again, and see whether it is the same.

        ``in_midst`` of a change the address may be the new one and what was seen still the old;
        then only ``_look`` can tell, which compares address and page.

        The frontend waits 0.25 to 0.5 s, asks whether the server is well, and waits longer each
        time it is not.
        """
        began, before, tries = time.perf_counter(), () if in_midst else self._visit.words, 0
        while True:
            longest = min(_LONGEST_WAIT_S, _FIRST_WAIT_S[1] * 2**tries)
            shortest = longest / 2 if tries else _FIRST_WAIT_S[0]
            await asyncio.sleep(self._chance.uniform(shortest, longest))
            tries += 1
            try:
                await asyncio.to_thread(self._ping)
                self._socket = await self._connect()
                run = await self._finish(self._visit.run())
                break
            except _DROPPED:
                if time.perf_counter() - began > _GIVE_UP_S:
                    raise
        self._tell("back", began, run.ended, error=_trouble(run))
        if not self._composes and before and before != self._visit.words:
            self._tell("lost", began, error=f"another page at ?{self._visit.query}")

    def _ping(self) -> None:
        self._line.close()
        for path in _PINGS:
            _asked(self._line, path)

    async def _look(self) -> None:
        """Open what the address bar says as somebody new: the same page, the map with its title."""
        mine, began = self._visit, time.perf_counter()
        await self._held().close()
        self._line.cookies.clear()
        self._visit = Visit(self._url, COMPOSER if self._composes else "", mine.query)
        self._socket = await self._connect()
        run = await self._finish(self._visit.run())
        error = _trouble(run)
        if self._composes:
            field = self._visit.widgets.get(TITLE)
            is_there = field is not None and field.value in self._sure
            error = error or ("" if is_there else "the composed map is not there as it was kept")
        elif mine.words != self._visit.words:
            error = error or f"another page at ?{mine.query}"
        self._tell("look", began, run.ended, error=error)

    async def _finish(self, run: Run) -> Run:
        socket = self._held()
        await socket.send(run.outgoing)
        while True:
            try:
                async with asyncio.timeout(run.wait_s):
                    frame = await socket.recv()
            except TimeoutError:
                if not run.has_ended:
                    raise
                return run
            run.take(frame)

    def _held(self) -> ClientConnection:
        if self._socket is None:
            raise ProtocolError("no connection")
        return self._socket

    def _tell(self, kind: str, began: float, ended: float = 0.0, *, error: str = "") -> None:
        now = time.perf_counter()
        at_s = time.time() - (now - began)
        tell(Event(kind, at_s, (ended or now) - began, 0, error))


def _asked(line: Line, path: str) -> None:
    answer, _ = line.get(path)
    if answer.status != 200:
        raise OSError(f"status {answer.status} at {path}")


def _trouble(run: Run) -> str:
    return next(iter(run.exchange().errors), "")


def _said(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"[:200]


async def _all(chosen: argparse.Namespace) -> None:
    lag = Lag()
    watching = asyncio.create_task(lag.watch())
    people = [
        Person(chosen.url, number, composes=number * chosen.composers % 100 < chosen.composers)
        for number in range(chosen.count)
    ]
    whens = arrivals(chosen.count, chosen.over, chosen.seed)
    pairs = zip(people, whens, strict=True)
    await asyncio.gather(*(each.live(when, chosen.pause, chosen.changes) for each, when in pairs))
    watching.cancel()
    lag.tell()


def main() -> None:
    """Let them come, and print what they met."""
    parser = argparse.ArgumentParser(prog="python -m bench.people", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--over", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--pause", type=float, default=10, metavar="SECONDS")
    parser.add_argument("--changes", type=int, default=12)
    parser.add_argument("--composers", type=int, default=0, metavar="PERCENT")
    parser.add_argument("--seed", type=int, default=8)
    asyncio.run(_all(parser.parse_args()))


if __name__ == "__main__":
    main()
