"""What was said to be kept is kept, whatever is killed at whatever moment (budget R4)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from sqlalchemy import text

from bench.postgres import Cluster
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.store import FIRST, Store
from tests.store.conftest import Open
from tests.store.saver import numbered

KILLS = {"sqlite": 200, "postgresql": 40}
"""Each of them starts a process; on a server the process that is killed writes nothing itself."""

LONGEST_SAVE_S = 0.01


@contextmanager
def _saver(url: str, edit_token: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.store.saver", "forever"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, text=True) as process:
        _write(process, f"{url}\n{edit_token}\n")
        yield process
        assert process.stdin is not None
        process.stdin.close()


def _write(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line)
    process.stdin.flush()


def _out(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def _save_until_killed(process: subprocess.Popen[str], moment: random.Random) -> int:
    """Let a fresh child save, kill it after some saves and a part of one; the last it said."""
    _write(process, "go\n")
    child = int(_out(process).readline().removeprefix("child "))
    kept = [FIRST, *(_number(_out(process).readline()) for _ in range(moment.randrange(4)))]
    until = time.perf_counter() + moment.uniform(0, LONGEST_SAVE_S)
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    kept += [_number(line) for line in iter(_out(process).readline, "ended\n")]
    return max(kept)


def _number(line: str) -> int:
    return int(line.removeprefix("kept "))


def _faults(store: Store, edit_token: str, said: int) -> list[str]:
    """What is wrong with the newest version, where ``said`` was the last said to be kept."""
    stored = store.read(edit_token)
    faults = []
    if stored.version < said:
        faults.append(f"version {said} is lost: the newest is {stored.version}")
    if stored.map != numbered(stored.version):
        faults.append(f"version {stored.version} is not what was saved")
    return faults


def _all_faults(store: Store, edit_token: str) -> list[str]:
    """Gaps in the row of versions, and versions that are not what was saved."""
    numbers = [each.number for each in store.versions(edit_token)]
    gaps = ["there are gaps"] if numbers != list(range(len(numbers), 0, -1)) else []
    halves = [n for n in numbers if store.version(edit_token, n).map != numbered(n)]
    return gaps + [f"version {number} is not what was saved" for number in halves]


def test_a_killed_process_loses_nothing_that_was_said_to_be_kept(url: str, opened: Open) -> None:
    """After each kill at a random moment the store opens, whole, at what was last said."""
    moment = random.Random(20261122)
    store = opened(url)
    links = store.create(numbered(FIRST))
    said = FIRST
    kills = KILLS[store.engine.dialect.name]
    with _saver(url, links.edit) as process:
        for _ in range(kills):
            said = max(said, _save_until_killed(process, moment))
            fresh = opened(url)
            assert [] == _faults(fresh, links.edit, said)
            fresh.close()
    assert said > kills // 2
    assert [] == _all_faults(store, links.edit)
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            assert "ok" == connection.scalar(text("PRAGMA integrity_check"))


def test_a_server_that_crashes_loses_nothing_either(cluster: Cluster, opened: Open) -> None:
    """What PostgreSQL said to be kept is there after the server itself was cut off."""
    url = cluster.fresh_url()
    store = opened(url)
    links = store.create(numbered(FIRST))
    with _saver(url, links.edit) as process:
        _write(process, "go\n")
        child = int(_out(process).readline().removeprefix("child "))
        said = max(_number(_out(process).readline()) for _ in range(20))
        os.kill(child, signal.SIGSTOP)  # so that it cannot fail before the server does
        cluster.stop("immediate")
        cluster.start()
        os.kill(child, signal.SIGKILL)
        said = max([said, *(_number(line) for line in iter(_out(process).readline, "ended\n"))])
    assert [] == _faults(store, links.edit, said) + _all_faults(store, links.edit)


def test_a_lost_or_torn_version_is_found(store: Store) -> None:
    """Twin: each way to lose something is a complaint."""
    links = store.create(numbered(FIRST))
    for number in range(FIRST, 6):
        store.save(links.edit, numbered(number + 1), number)
    assert [] == _faults(store, links.edit, 6) + _all_faults(store, links.edit)
    assert 1 == len(_faults(store, links.edit, 7))
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM inspiration_map_versions WHERE number = 2"))
    assert ["there are gaps"] == _all_faults(store, links.edit)
    store.save(links.edit, numbered(99), 6)
    assert 1 == len(_faults(store, links.edit, 6))
