"""One Streamlit server on a free port, with its clock, its processor time and its memory."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.error import URLError

import psutil

PROJECT = Path(__file__).resolve().parent.parent

NOTHING: Mapping[str, str] = MappingProxyType({})


class ServerError(RuntimeError):
    """The server stopped, or was not ready in time; the message ends with what it printed."""


@dataclass(frozen=True)
class Server:
    """A running server. ``started_at`` is seconds since the epoch, just before the process."""

    process: psutil.Process
    port: int
    started_at: float
    log: Path

    def printed(self) -> str:
        """What the server has printed so far, its log and what its tools say."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def url(self) -> str:
        """The address of the app, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def _family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """Processor time used so far, user and system, living children included.

        Linux is asked for its clock of each process, which counts nanoseconds; elsewhere the time
        comes in steps of 0.01 s.
        """
        return sum(_cpu_seconds(process) for process in self._family())

    def rss_bytes(self) -> int:
        """Memory held now, children included."""
        held: int = sum(process.memory_info().rss for process in self._family())
        return held


def _cpu_seconds(process: psutil.Process) -> float:
    if platform.system() == "Linux":
        # The kernel's number of the clock of a process: MAKE_PROCESS_CPUCLOCK(pid, CPUCLOCK_SCHED)
        # in include/linux/posix-timers_types.h.
        return time.clock_gettime((~process.pid << 3) | 2)
    spent = process.cpu_times()
    return float(spent.user + spent.system)


def free_port() -> int:
    """A port on this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def is_answering(url: str, path: str = "/_stcore/health") -> bool:
    """Whether the app at ``url`` says at ``path`` that it serves."""
    try:
        with urllib.request.urlopen(f"{url}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@contextmanager
def serving(
    script: Path,
    *,
    environment: Mapping[str, str] = NOTHING,
    port: int | None = None,
    timeout_s: float = 60,
) -> Iterator[Server]:
    """Serve ``script`` with the project's own configuration until the block ends.

    ``environment`` adds settings to ours; without a ``port`` a free one is found. The block starts
    when the health address answers. Raises ServerError when it does not within
    ``timeout_s`` seconds, or when the process ends before.
    """
    if not script.is_file():
        raise ServerError(f"{script.name} is not there")
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    options += ["--server.headless", "true", "--client.showErrorDetails", "full"]
    with tempfile.NamedTemporaryFile() as log, tempfile.TemporaryDirectory() as store:
        started_at = time.time()
        popen = subprocess.Popen(
            [*command, *options],
            cwd=PROJECT,
            env={
                "INSPIRATIEKAART_STORE": store,
                **os.environ,
                "PYTHONUNBUFFERED": "1",
                **environment,
            },
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            server = Server(psutil.Process(popen.pid), port, started_at, Path(log.name))
            while not is_answering(server.url):
                if popen.poll() is not None or time.time() - started_at > timeout_s:
                    raise ServerError(f"{script.name} is not serving: {server.printed()[-2000:]}")
                time.sleep(0.02)
            yield server
        finally:
            popen.terminate()
            try:
                popen.wait(timeout=10)
            except subprocess.TimeoutExpired:
                popen.kill()
                popen.wait()
