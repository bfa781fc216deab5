"""A PostgreSQL server of our own: private folder, Unix socket, no port, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import psycopg

DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder with the server's programs, where they are installed; the newest of several."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


@contextmanager
def serving(folder_of_programs: Path) -> Iterator[Cluster]:
    """A server that runs, with the programs in ``folder_of_programs``."""
    home = Path(tempfile.mkdtemp(prefix="ik-pg-"))  # a socket's path has room for 100 characters
    cluster = Cluster(folder_of_programs, home)
    try:
        cluster.make()
        cluster.start()
        yield cluster
    finally:
        if cluster.is_running:
            cluster.stop("immediate")
        shutil.rmtree(home)


class Cluster:
    """A server that can be stopped and started; it refuses to be root, so root lends it a user."""

    def __init__(self, folder_of_programs: Path, home: Path) -> None:
        self.is_running = False
        self._programs = folder_of_programs
        self._home = home
        self._numbers = count(1)

    def make(self) -> None:
        """Make the server's files."""
        if os.getuid() == 0:
            shutil.chown(self._home, _lent_user())
        options = ["--auth=trust", "--username=tests", "--encoding=UTF8", "--locale=C", "--no-sync"]
        self._run("initdb", *options)

    def start(self) -> None:
        """Start, and come back when it answers."""
        options = f"-c listen_addresses='' -c unix_socket_directories='{self._home}'"
        self._run("pg_ctl", "start", "-w", "-l", f"{self._home}/log", "-o", options)
        self.is_running = True

    def stop(self, mode: Literal["fast", "immediate"]) -> None:
        """Stop; ``immediate`` is a crash, which leaves the next start to recover."""
        self._run("pg_ctl", "stop", "-w", "-m", mode)
        self.is_running = False

    def fresh_url(self) -> str:
        """The address of an empty schema, which takes less time and room than a database."""
        url = f"postgresql://tests@/postgres?host={quote(str(self._home), safe='')}"
        name = f"maps_{next(self._numbers)}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{url}&options=-csearch_path%3D{name}"

    def _run(self, program: str, *options: str) -> None:
        lent = ["setpriv", f"--reuid={_lent_user()}", "--clear-groups"] if os.getuid() == 0 else []
        command = [*lent, str(self._programs / program), "-D", f"{self._home}/data", *options]
        # The server that stays behind must not hold our pipes, so it writes to a file.
        with (self._home / "commands").open("ab") as log:
            done = subprocess.run(
                command,
                cwd=self._home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
            )
        assert done.returncode == 0, self._told()

    def _told(self) -> str:
        logs = [self._home / "commands", self._home / "log"]
        return "\n".join(log.read_text("utf-8", "replace") for log in logs if log.exists())


def _lent_user() -> str:
    known = Path("/etc/passwd").read_text(encoding="utf-8")
    return "postgres" if "\npostgres:" in known else "nobody"
