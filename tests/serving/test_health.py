"""What a health check is told by real servers: all well, a database that hangs, no dataset."""

from __future__ import annotations

import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import postgres
from bench.apps import OURS
from bench.server import Server, serving
from inspiratiekaart.serving import health

SOON_S = 60
PASSWORD = "not-to-be-told"  # noqa: S105 - of a database that is not there


def _get(url: str, method: str = "GET") -> tuple[int, str]:
    request = urllib.request.Request(url, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def _until(server: Server, line: str) -> int:
    """The status with which the address says ``line``, once it does."""
    deadline = time.monotonic() + SOON_S
    while line not in (answer := _get(f"{server.url}{health.READY}"))[1]:
        assert time.monotonic() < deadline, answer
    return answer[0]


@pytest.fixture(scope="module")
def hanging() -> Iterator[str]:
    """The address of a database that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        yield f"postgresql://person:{PASSWORD}@127.0.0.1:{port}/maps"


def test_a_server_with_a_store_is_ready() -> None:
    """It says so of each part, once the first view is there; to HEAD it says it by its status."""
    with serving(OURS.script) as server:
        assert (200, "gezond\n") == _get(f"{server.url}{health.LIVE}")
        status, told = _get(f"{server.url}{health.READY}")  # the first view may be there by now
        assert (503, "first view: unavailable\n") == (status, told) or told.startswith(
            "first view: ready\n"
        )
        assert 200 == _until(server, "first view: ready\ndataset: ready\nstore: ready\n")
        for path in (health.LIVE, health.READY):
            assert (200, "") == _get(f"{server.url}{path}", "HEAD")


def test_a_database_that_hangs_leaves_the_server_ready_and_quick(hanging: str) -> None:
    """Each answer comes within a second, names no secret, and leaves no thread behind."""
    with serving(OURS.script, environment={"DATABASE_URL": hanging}) as server:
        told = "first view: ready\ndataset: ready\nstore: unavailable\n"
        assert 200 == _until(server, told)
        threads = server.process.num_threads()
        took_s = []
        for _ in range(60):
            began = time.monotonic()
            assert (200, told) == _get(f"{server.url}{health.READY}")
            took_s.append(time.monotonic() - began)
            assert (200, "gezond\n") == _get(f"{server.url}{health.LIVE}")
        assert max(took_s) < 1
        assert server.process.num_threads() < threads + 20  # 60 questions later
        assert 200 == _get(f"{server.url}/deel/kaart")[0]
        server.process.terminate()
        server.process.wait()
        assert PASSWORD not in server.printed()
        assert "store: unavailable" in server.printed()


def test_a_database_that_goes_away_is_told_and_is_back_by_itself() -> None:
    """A real one, stopped and started: the server is ready throughout (budget R9)."""
    programs = postgres.programs()
    if programs is None:
        pytest.skip("NO POSTGRESQL here (package postgresql)")
    with (
        postgres.serving(programs) as cluster,
        serving(OURS.script, environment={"DATABASE_URL": cluster.fresh_url()}) as server,
    ):
        told = [_until(server, "store: ready")]
        cluster.stop("immediate")
        told.append(_until(server, "store: unavailable"))
        assert 200 == _get(f"{server.url}/deel/kaart")[0]
        cluster.start()
        told.append(_until(server, "store: ready"))
    assert [200, 200, 200] == told


def test_a_server_without_its_dataset_is_not_ready(tmp_path: Path) -> None:
    """It is not sent visitors, and says which part is missing without saying where it looked."""
    (tmp_path / "datasets").mkdir()
    (tmp_path / "geodata").mkdir()
    with serving(OURS.script, environment={"INSPIRATIEKAART_HOME": str(tmp_path)}) as server:
        assert 503 == _until(server, "first view: ready\ndataset: unavailable\nstore: ready\n")
        assert (200, "gezond\n") == _get(f"{server.url}{health.LIVE}")


@pytest.mark.parametrize(
    ("told", "is_ready"),
    [
        ({"first view": True, "dataset": True, "store": False}, True),
        ({"first view": True, "dataset": False, "store": True}, False),
        ({"first view": False}, False),
    ],
)
def test_only_what_every_visitor_needs_counts(told: dict[str, bool], is_ready: bool) -> None:
    """A store that is away for all processes must not take all of them away from visitors."""
    assert is_ready == health.is_ready(told)
