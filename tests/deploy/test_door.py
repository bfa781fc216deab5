"""What the shipped proxy lets through, adds, refuses and tries again."""

from __future__ import annotations

import http.client
import re
import socket
import time
import tomllib
from collections.abc import Callable, Iterator

import pytest

from inspiratiekaart.paths import PROJECT
from tests.deploy.stubs import PAGE, Door, door

COOKIE = "inspiratiekaart_process"


@pytest.fixture(scope="module")
def shared() -> Iterator[Door]:
    """The proxy with its own settings, before two servers that stay up."""
    with door() as running:
        yield running


def _until(condition: Callable[[], bool], *, within_s: float = 20) -> None:
    until = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < until, "it did not come to pass"


def test_a_browser_stays_with_its_process(shared: Door) -> None:
    """The cookie of the first answer leads back; it is for this session and for no script."""
    first = shared.get("/")
    assert f"{COOKIE}={shared.process(first)}" == first.cookie
    assert {"path=/", "HttpOnly", "SameSite=Lax"} == set(
        first.headers["Set-Cookie"].split("; ")[1:]
    )
    for process in ("app1", "app2"):
        later = [shared.get("/", {"Cookie": f"{COOKIE}={process}"}) for _ in range(6)]
        assert {process} == {shared.process(each) for each in later}
        assert {""} == {each.cookie for each in later}


def test_the_process_does_not_see_the_cookie(shared: Door) -> None:
    """It is between the browser and the proxy."""
    answer = shared.get("/", {"Cookie": f"{COOKIE}=app1; other=1"})
    assert "other=1" == shared.seen(answer)["cookie"]


def test_an_answer_for_everybody_sets_no_cookie(shared: Door) -> None:
    """What may be kept by anybody names no process; the twin is any other page."""
    assert "" == shared.get("/public").cookie
    assert COOKIE in shared.get("/page").cookie


@pytest.mark.parametrize("kind", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8"])
def test_what_the_app_did_not_compress_is_compressed(shared: Door, kind: str) -> None:
    """A page comes as gzip, and caches are told that it depends on the request."""
    answer = shared.get("/page", {"Accept-Encoding": kind})
    assert ("gzip", PAGE) == (answer.headers["Content-Encoding"], answer.plain)
    assert len(answer.body) < len(PAGE) / 10
    assert "accept-encoding" in answer.headers["Vary"].lower()


@pytest.mark.parametrize("path", ["/page", "/picture"])
def test_what_need_not_be_compressed_is_not(shared: Door, path: str) -> None:
    """A picture never, a page not for a browser that does not ask for it."""
    accepted = "gzip" if path == "/picture" else "identity"
    answer = shared.get(path, {"Accept-Encoding": accepted})
    assert (None, PAGE) == (answer.headers["Content-Encoding"], answer.body)


def test_what_the_app_compressed_goes_through(shared: Door) -> None:
    """The app sees what the browser accepts, and what it prepared arrives as it was."""
    accepted = "gzip, deflate, br, zstd"
    seen = shared.seen(shared.get("/", {"Accept-Encoding": accepted}))
    assert accepted == seen["accept-encoding"]
    answer = shared.get("/brotli", {"Accept-Encoding": accepted})
    assert ("br", b"as it was prepared") == (answer.headers["Content-Encoding"], answer.body)


def test_the_proxy_says_from_where_a_request_comes(shared: Door) -> None:
    """What a visitor says of it is dropped."""
    lies = {
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Prefix": "/evil",
        "X-Real-IP": "192.0.2.7",
        "Forwarded": "for=192.0.2.7",
    }
    answer = shared.get("/", lies, source="127.0.0.9")
    seen = shared.seen(answer).items()
    told = {name: value for name, value in seen if "forwarded" in name or "real" in name}
    assert {"x-forwarded-for": "127.0.0.9", "x-forwarded-proto": "http"} == told


def test_headers_that_the_app_leaves_out(shared: Door) -> None:
    """Each answer has them, the proxy's own too; HTTPS is not promised where there is none."""
    for path in ("/", "/missing", "/metrics"):
        headers = shared.get(path).headers
        assert "nosniff" == headers["X-Content-Type-Options"]
        assert "no-referrer" == headers["Referrer-Policy"]
        assert "same-origin" == headers["Cross-Origin-Opener-Policy"]
        assert "camera=()" in headers["Permissions-Policy"]
        assert "default-src" in headers["Content-Security-Policy"]
        assert headers["Server"] is None
        assert headers["Strict-Transport-Security"] is None


@pytest.mark.parametrize(
    "path",
    ["/metrics", "/metrics/", "//metrics", "/%6detrics", "/metrics?x=1", "/_stcore/metrics"],
)
def test_metrics_stay_inside(shared: Door, path: str) -> None:
    """However the address is written; the app is not even asked."""
    before = [len(stub.asked) for stub in shared.stubs]
    assert 403 == shared.get(path).status
    assert before == [len(stub.asked) for stub in shared.stubs]


@pytest.mark.parametrize("path", ["/metricsx", "/deel/kaart?over=/metrics", "/gezond"])
def test_what_is_no_metric_is_served(shared: Door, path: str) -> None:
    """Twin: the rule does not catch what only looks like it."""
    assert 200 == shared.get(path).status


def _put(running: Door, path: str, size: int) -> int:
    """The status of a request with a body of ``size`` bytes, of which none is sent."""
    line = http.client.HTTPConnection("127.0.0.1", running.port, 30)
    line.putrequest("PUT", path, skip_accept_encoding=True)
    line.putheader("Content-Length", str(size))
    line.endheaders()
    try:
        return line.getresponse().status
    finally:
        line.close()


def test_a_file_may_be_as_large_as_the_app_takes() -> None:
    """What the app's own setting allows, with what is around it; the operator may raise both."""
    settings = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    most = settings["server"]["maxUploadSize"] << 20
    upload = "/_stcore/upload_file/session/file"
    with door() as running:
        assert 413 != _put(running, upload, most + 1000)
        assert (413, 413) == (_put(running, upload, most << 1), _put(running, "/", most + 1000))
    with door({"UPLOAD_BYTES": str(most << 2)}) as running:
        assert 413 != _put(running, upload, most << 1)
        assert 413 == _put(running, "/", most << 1)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Long": "x" * 20_000}, 400),
        ({f"X-{number}": "1" for number in range(120)}, 400),
        ({"Content-Length": str(11 * 1024 * 1024)}, 413),
        ({"Transfer-Encoding": "chunked"}, 411),
    ],
    ids=["long header", "many headers", "large body", "no length"],
)
def test_too_much_is_refused(shared: Door, headers: dict[str, str], status: int) -> None:
    """Before the app sees any of it; where the request could be read, with a sentence."""
    line = http.client.HTTPConnection("127.0.0.1", shared.port, 30)
    line.putrequest("PUT", "/", skip_accept_encoding=True)
    for name, value in headers.items():
        line.putheader(name, value)
    line.endheaders(b"0\r\n\r\n" if "Transfer-Encoding" in headers else None)
    answer = line.getresponse()
    text = answer.read().decode()
    line.close()
    assert status == answer.status
    assert status == 400 or re.search(r"\w+ \w+.*\.\n.*\w+ \w+.*\.\n", text)
    assert "PUT" not in {method for stub in shared.stubs for method, _ in stub.asked}


def test_a_file_of_some_size_goes_through(shared: Door) -> None:
    """Twin: nine megabytes are no abuse."""
    assert 200 == shared.get("/", method="POST", body=b"x" * 9_000_000).status


def test_a_request_that_dribbles_in_is_ended(shared: Door) -> None:
    """Who does not finish the headers in ten seconds loses the connection (slowloris)."""
    with socket.create_connection(("127.0.0.1", shared.port), timeout=20) as line:
        began = time.monotonic()
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        said = line.recv(4096)
    assert said.startswith(b"HTTP/1.1 408")
    assert 8 < time.monotonic() - began < 15


def test_a_process_that_gives_no_answer_is_covered_for(shared: Door) -> None:
    """A reading request is tried elsewhere; one that could change something is sent once."""
    before = sum(len(stub.asked) for stub in shared.stubs)
    assert 502 == shared.get("/dies", method="POST", body=b"once").status
    assert before + 1 == sum(len(stub.asked) for stub in shared.stubs)
    assert 502 == shared.get("/dies").status
    tried = [path for stub in shared.stubs for method, path in stub.asked if method == "GET"]
    assert 2 <= tried.count("/dies") <= 4
    assert all(("GET", "/dies") in stub.asked for stub in shared.stubs)


def test_a_process_that_is_gone_is_not_noticed() -> None:
    """The very next requests are answered by the other one, also for who was with the first."""
    with door() as running:
        cookie = {"Cookie": f"{COOKIE}=app1"}
        assert "app1" == running.process(running.get("/", cookie))
        running.stubs[0].socket.close()
        answers = [running.get("/", cookie) for _ in range(8)]
        assert {(200, "app2")} == {(each.status, running.process(each)) for each in answers}
        assert {f"{COOKIE}=app2"} == {each.cookie for each in answers}


def test_a_process_that_is_not_ready_gets_nobody() -> None:
    """And is sent visitors again as soon as it is; without any the proxy says so itself."""
    with door() as running:
        running.stubs[0].is_ready = False
        _until(lambda: "Server app/app1 is DOWN" in running.printed())
        assert {"app2"} == {running.process(running.get("/")) for _ in range(6)}
        running.stubs[1].is_ready = False
        _until(lambda: "Server app/app2 is DOWN" in running.printed())
        answer = running.get("/")
        assert (503, "5") == (answer.status, answer.headers["Retry-After"])
        assert "Probeer het zo opnieuw.\nThe app cannot be reached." in answer.body.decode()
        running.stubs[0].is_ready = True
        _until(lambda: running.get("/").status == 200)
