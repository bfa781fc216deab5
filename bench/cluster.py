"""The whole installation on one machine: the shipped proxy, app processes, one PostgreSQL."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from bench import postgres
from bench.apps import OURS, PROJECT
from bench.server import NOTHING, Server, ServerError, free_port, is_answering, serving

PROXY = PROJECT / "deploy" / "haproxy.cfg"
"""The configuration that is shipped, and that is started here."""

MOST_APPS = 4
"""For so many processes the configuration has a line."""

READY = "/gezond/klaar"
"""Where a process says that visitors may be sent to it."""

_REMEDY = "On Debian: apt-get install --no-install-recommends haproxy postgresql"


class Cluster:
    """Processes of the app behind the proxy, each of which can be killed and started again."""

    def __init__(self, url: str, script: Path, log: Path, environment: Mapping[str, str]) -> None:
        self.url = url
        """The address of the app behind the proxy, without a slash at the end."""
        self.apps: list[Server] = []
        self._script, self._log, self._environment = script, log, environment
        self._stacks: list[ExitStack] = []
        self._spent_s = 0.0

    def start(self, apps: int) -> None:
        """Start the processes, at the same time."""
        self._stacks = [ExitStack() for _ in range(apps)]
        with ThreadPoolExecutor(apps) as pool:
            self.apps = list(pool.map(self._serve, self._stacks))

    def stop(self) -> None:
        """End the processes that are left."""
        for stack in self._stacks:
            stack.close()

    def kill(self, index: int) -> None:
        """End a process as a crash would: at once, in the middle of what it does."""
        process = self.apps[index].process
        self._spent_s += self.apps[index].cpu_seconds()
        process.kill()
        process.wait(timeout=10)

    def restart(self, index: int) -> None:
        """Start a process again where it was, and come back when it is ready for visitors."""
        if self.apps[index].process.is_running():
            self.kill(index)
        self._stacks[index].close()
        self.apps[index] = self._serve(self._stacks[index], self.apps[index].port)

    def cpu_seconds(self) -> float:
        """Processor time of the app processes so far, that of killed ones included."""
        return self._spent_s + sum(app.cpu_seconds() for app in self._living())

    def rss_bytes(self) -> int:
        """Memory that the app processes hold now."""
        return sum(app.rss_bytes() for app in self._living())

    def proxy_log(self) -> str:
        """What the proxy has printed so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _living(self) -> list[Server]:
        return [app for app in self.apps if app.process.is_running()]

    def _serve(self, stack: ExitStack, port: int | None = None) -> Server:
        app = stack.enter_context(serving(self._script, environment=self._environment, port=port))
        until = time.monotonic() + 120
        while not is_answering(app.url, READY):
            if time.monotonic() > until:
                raise ServerError(f"{self._script.name} serves, and is not ready within 120 s")
            time.sleep(0.05)
        return app


@contextmanager
def cluster(
    apps: int = 2,
    environment: Mapping[str, str] = NOTHING,
    *,
    script: Path = OURS.script,
    proxy: Mapping[str, str] = NOTHING,
) -> Iterator[Cluster]:
    """Serve ``script`` by so many processes behind the proxy until the block ends.

    They share an empty PostgreSQL. ``environment`` adds settings of the app, ``proxy`` those of the
    proxy. The block starts when all processes are ready for visitors and the proxy is open.

    Raises:
        ServerError: a program is not installed, or something did not start.
    """
    programs, haproxy = postgres.programs(), haproxy_program()
    if programs is None or haproxy is None:
        missing = "PostgreSQL" if programs is None else "HAProxy"
        raise ServerError(f"{missing} is not installed. {_REMEDY}")
    if not 1 <= apps <= MOST_APPS:
        raise ServerError(f"{apps} processes; {PROXY.name} has lines for 1 to {MOST_APPS}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ik-cluster-")))
        database = stack.enter_context(postgres.serving(programs))
        settings = {"DATABASE_URL": database.fresh_url(), **environment}
        port, log = free_port(), folder / "proxy.log"
        made = Cluster(f"http://127.0.0.1:{port}", script, log, settings)
        stack.callback(made.stop)
        made.start(apps)
        known = {f"APP_{n}": f"127.0.0.1:{app.port}" for n, app in enumerate(made.apps, start=1)}
        known |= {"BIND": f"127.0.0.1:{port}", **proxy}
        stack.enter_context(proxying(haproxy, known, log, port))
        yield made


def haproxy_program() -> Path | None:
    """The proxy, where it is installed; Debian's folder is not on everybody's path."""
    found = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


@contextmanager
def proxying(
    program: Path, settings: Mapping[str, str], log: Path, port: int
) -> Iterator[psutil.Process]:
    """Run the shipped proxy with ``settings`` until the block ends; it prints into ``log``.

    The block starts when ``port`` is open. Raises ServerError when it does not open.
    """
    with log.open("ab") as printed:
        running = subprocess.Popen(
            [str(program), "-f", str(PROXY)],
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
        )
    try:
        until = time.monotonic() + 30
        while not _is_open(port):
            if running.poll() is not None or time.monotonic() > until:
                said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise ServerError(f"the proxy is not serving: {said}")
            time.sleep(0.02)
        yield psutil.Process(running.pid)
    finally:
        running.terminate()
        running.wait(timeout=10)


def _is_open(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
