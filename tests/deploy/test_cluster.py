"""The shipped proxy before two real processes that share a PostgreSQL."""

from __future__ import annotations

import gzip
import http.client
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from bench import cluster as clusters
from bench import postgres
from bench.client import Client
from bench.cluster import Cluster, cluster
from bench.server import ServerError, free_port, serving
from tests.deploy.stubs import Answer, asked, haproxy

COOKIE = "inspiratiekaart_process"
VISITOR = "127.0.0.9"
VIEW = "/deel/kaart"


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    """Two processes behind the proxy; where a program is not installed, the tests on it say so."""
    haproxy()
    if postgres.programs() is None:
        pytest.skip("NO POSTGRESQL here (package postgresql), so the processes shared no store")
    with cluster(environment={"INSPIRATIEKAART_METRICS": "1"}) as made:
        yield made


def _get(running: Cluster, path: str, **headers: str) -> Answer:
    port = int(running.url.rpartition(":")[2])
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return asked(http.client.HTTPConnection("127.0.0.1", port, 30), "GET", path, None, given)


def _processes(running: Cluster, route: str) -> list[str]:
    """Which processes answered requests for ``route``, in the order of their ends."""
    lines = [json.loads(line) for line in running.proxy_log().splitlines() if line.startswith("{")]
    return [line["process"] for line in lines if line.get("route") == route]


def test_a_session_goes_through_the_proxy(running: Cluster) -> None:
    """The websocket is held by one process, and the cookie leads the next one there too."""
    with Client(running.url) as client:
        assert () == client.open().errors
        topics = client.widgets["bar_topic"].options
        assert () == client.choose("bar_topic", topics[1]).errors
        cookie = client.cookie
    home = cookie.removeprefix(f"{COOKIE}=")
    assert home in ("app1", "app2")
    for _ in range(3):
        with Client(running.url, headers={"Cookie": cookie}) as client:
            assert () == client.open().errors
            assert "" == client.cookie
    assert {home} == set(_processes(running, "_stcore")[-3:])


def test_the_page_has_all_headers(running: Cluster) -> None:
    """The app's own policy arrives as it is; the proxy adds what the app leaves out."""
    headers = _get(running, "/").headers
    assert ["script-src 'self'"] == re.findall(
        r"script-src 'self'", headers["Content-Security-Policy"]
    )
    assert 1 == len(headers.get_all("Content-Security-Policy", []))
    assert "same-origin" == headers["Cross-Origin-Opener-Policy"]
    assert 1 == len(headers.get_all("X-Content-Type-Options", []))
    assert headers["Server"] is None


def test_what_streamlit_sends_plain_is_compressed_once(running: Cluster) -> None:
    """Its page and its script come as gzip, are kept without a cookie, and are asked for again."""
    page = _get(running, "/", Accept_Encoding="gzip, br")
    script = re.search(rb"/static/js/index\.[\w-]+\.js", gzip.decompress(page.body))
    assert script is not None
    answer = _get(running, f"/{script[0].decode().lstrip('/')}", Accept_Encoding="gzip, br")
    assert ("gzip", 200) == (answer.headers["Content-Encoding"], answer.status)
    assert len(answer.body) < len(answer.plain) / 2
    assert "" == answer.cookie
    again = _get(running, "/", Accept_Encoding="gzip, br", If_None_Match=page.headers["ETag"])
    assert (304, b"") == (again.status, again.body)


def test_what_the_app_prepared_arrives_as_it_was(running: Cluster) -> None:
    """A shared view comes in brotli, the same through the proxy, and sets no cookie."""
    answer = _get(running, VIEW, Accept_Encoding="gzip, deflate, br")
    assert (200, "br") == (answer.status, answer.headers["Content-Encoding"])
    straight = http.client.HTTPConnection("127.0.0.1", running.apps[0].port, 30)
    accepted = {"Accept-Encoding": "gzip, deflate, br", "Host": running.url.removeprefix("http://")}
    assert answer.body == asked(straight, "GET", VIEW, None, accepted).body
    assert "" == answer.cookie
    assert 304 == _get(running, VIEW, If_None_Match=answer.headers["ETag"]).status


@pytest.mark.parametrize("path", ["/metrics", "/metrics/", "/_stcore/metrics"])
def test_metrics_stay_inside(running: Cluster, path: str) -> None:
    """Each process has them for the operator, the proxy gives them to nobody."""
    assert 403 == _get(running, path).status
    inside = http.client.HTTPConnection("127.0.0.1", running.apps[0].port, 30)
    assert 200 == asked(inside, "GET", "/metrics", None, {}).status


def test_each_process_isasked_whether_it_is_ready(running: Cluster) -> None:
    """The address that the proxy asks is one of the app's own, not the page for any address."""
    answer = _get(running, clusters.READY)
    assert (200, "text/plain; charset=utf-8") == (answer.status, answer.headers["Content-Type"])
    assert f"uri {clusters.READY} " in clusters.PROXY.read_text(encoding="utf-8")


def test_a_map_composed_in_one_process_is_there_in_the_other(running: Cluster) -> None:
    """Both keep their maps in the same database."""
    first, other = (app.url for app in running.apps)
    with Client(first, "samenstellen") as client:
        client.open()
        client.choose("start_empty", True)
        client.choose("compose_about_title", "Groningen werkt samen")
        address = client.query
    assert "kaart=" in address
    with Client(other, "samenstellen", address) as client:
        assert () == client.open().errors
        assert "Groningen werkt samen" == client.widgets["compose_about_title"].value


def test_a_killed_process_is_not_noticed(running: Cluster) -> None:
    """While it dies others read on without an error; who was with it goes on with the other.

    Only an answer of which a part had been sent in that very moment can be cut off (0).
    """
    dies = {"Cookie": f"{COOKIE}=app1"}
    stop = Event()

    def reads(path: str) -> list[int]:
        found = []
        while not stop.is_set():
            try:
                found.append(_get(running, path, **dies).status)
            except http.client.IncompleteRead:
                found.append(0)
        return found

    with Client(running.url, headers=dies) as client, ThreadPoolExecutor(3) as pool:
        assert () == client.open().errors
        reading = [pool.submit(reads, path) for path in ("/", "/gezond", VIEW)]
        spent = running.cpu_seconds()
        running.kill(0)
        with Client(running.url, headers=dies) as again:
            assert () == again.open().errors
            assert f"{COOKIE}=app2" == again.cookie
        stop.set()
        statuses = [each.result() for each in reading]
    assert sum(map(len, statuses)) > 10
    assert {200} == {status for each in statuses for status in each} - {0}
    assert all(each.count(0) <= 1 for each in statuses)
    assert running.cpu_seconds() > spent
    assert running.rss_bytes() == running.apps[1].rss_bytes()
    running.restart(0)
    assert running.rss_bytes() > 1.5 * running.apps[1].rss_bytes()
    with Client(running.apps[0].url) as client:
        assert () == client.open().errors


@pytest.mark.parametrize(("trusted", "seen"), [("127.0.0.1", VISITOR), ("192.0.2.1", "")])
def test_the_app_believes_the_proxy_that_it_is_told_of(
    tmp_path: Path, trusted: str, seen: str
) -> None:
    """The app sees the visitor's address where FORWARDED_ALLOW_IPS has the proxy's, else not."""
    program, port, log = haproxy(), free_port(), tmp_path / "log"
    script = Path(__file__).with_name("whoami_app.py")
    with serving(script, environment={"FORWARDED_ALLOW_IPS": trusted}) as app:
        known = {"BIND": f"127.0.0.1:{port}", "APP_1": f"127.0.0.1:{app.port}"}
        lies = {"X-Forwarded-For": "192.0.2.66"}
        with (
            clusters.proxying(program, known, log, port),
            Client(f"http://127.0.0.1:{port}", headers=lies, source=VISITOR) as client,
        ):
            client.open()
            assert (seen or "this machine",) == tuple(client.widgets["address"].options)


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setattr(clusters, "haproxy_program", lambda: None)
    with pytest.raises(ServerError, match=r"not installed.*apt-get install"), cluster():
        pass


def test_more_processes_than_lines_are_refused() -> None:
    """The configuration has a line for each of four."""
    haproxy()
    with pytest.raises(ServerError, match="1 to 4"), cluster(5):
        pass
