"""What stands between the browser and Streamlit: headers, lasting files, health, a refused link."""

from __future__ import annotations

import asyncio
import gzip
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message as Head

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bench.apps import OURS
from bench.browser import chromium, screen
from bench.client import Client
from bench.pages import PAGES
from bench.server import Server, serving
from inspiratiekaart.serving.guard import (
    Doorkeeper,
    content_security_policy,
    without_refused,
)
from inspiratiekaart.serving.keeper import LASTING, Keeper
from inspiratiekaart.ui import assets


class _Counted:
    """An application that counts its requests and answers each with the number."""

    def __init__(self, status: int = 200) -> None:
        self.count = 0
        self.status = status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.count += 1
        headers = [(b"cache-control", b"public")]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": str(self.count).encode()})


def _answer(
    app: ASGIApp, path: str, query: str = "", headers: tuple[tuple[str, str], ...] = ()
) -> tuple[int, dict[str, str], bytes]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }

    async def served() -> None:
        await app(scope, receive, send)

    asyncio.run(served())
    first = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], first, b"".join(message.get("body", b"") for message in sent)


def test_a_file_with_a_hashed_name_is_made_once_and_lasts() -> None:
    """The second answer is the first, kept; browsers may keep it for a year."""
    inner = _Counted()
    keeper = Keeper(inner)
    answers = [_answer(keeper, f"{LASTING}regions.abc.json") for _ in range(2)]
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    assert [(200, headers, b"1")] * 2 == answers
    assert 1 == inner.count


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/component/streamlit_folium.st_folium/index.html", ()),
        (f"{LASTING}regions.abc.json", (("origin", "https://www.example.org"),)),
        (f"{LASTING}regions.abc.json", (("range", "bytes=0-1"),)),
    ],
)
def test_nothing_else_is_kept(path: str, headers: tuple[tuple[str, str], ...]) -> None:
    """Twin: other files, and answers for one origin or one part, are made each time."""
    inner = _Counted()
    keeper = Keeper(inner)
    assert [b"1", b"2"] == [_answer(keeper, path, headers=headers)[2] for _ in range(2)]


def test_a_missing_file_does_not_last() -> None:
    """A file that is not there now may be there later."""
    inner = _Counted(404)
    keeper = Keeper(inner)
    answers = [_answer(keeper, f"{LASTING}regions.abc.json") for _ in range(2)]
    assert [(404, {"cache-control": "public"}, number) for number in (b"1", b"2")] == answers


def test_compressed_and_plain_are_kept_apart() -> None:
    """A browser that takes no gzip never gets it."""
    keeper = Keeper(_Counted())
    path, zipped = f"{LASTING}regions.abc.json", (("accept-encoding", "gzip, br"),)
    bodies = [_answer(keeper, path, headers=each)[2] for each in (zipped, (), zipped, ())]
    assert [b"1", b"2", b"1", b"2"] == bodies


def test_what_is_kept_has_an_end() -> None:
    """Only so many answers are kept; the oldest makes room."""
    inner = _Counted()
    keeper = Keeper(inner)
    for number in (*range(65), 0):
        _answer(keeper, f"{LASTING}{number}.json")
    assert 66 == inner.count


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("staticAppId=x", ""),
        ("regios=AM01&staticAppId=x&taal=en", "regios=AM01&taal=en"),
        ("static%41ppId=x&regios=AM01%2CAM02", "regios=AM01%2CAM02"),
        ("staticAppId", ""),
    ],
)
def test_the_refused_parameter_is_taken_out(query: str, expected: str) -> None:
    """However it is written; the rest of the link stays as it was."""
    assert expected == without_refused(query)


@pytest.mark.parametrize("query", ["", "regios=AM01&taal=en", "x=staticAppId", "staticappid=1"])
def test_any_other_link_stays(query: str) -> None:
    """Twin: what is not that parameter is not touched."""
    assert query == without_refused(query)


@pytest.mark.parametrize("path", ["/", "/regio", "//www.example.org/", "/\\www.example.org"])
def test_a_refused_link_leads_to_itself(path: str) -> None:
    """The way back names no host and no path, so that none can be smuggled in."""
    status, headers, _ = _answer(Doorkeeper(_Counted()), path, "staticAppId=x&taal=en")
    assert (307, "?taal=en") == (status, headers["location"])


def test_pages_run_no_text_as_script() -> None:
    """Only the frame of a component may; the page around it names its two scripts by hash."""
    page = content_security_policy("/regio", "'self'")
    assert not re.search(r"script-src[^;]*'unsafe-", page)
    assert 3 == page.count("'sha256-")  # Streamlit's own, and the header's in two languages
    assert "'unsafe-eval'" in content_security_policy("/component/x/index.html", "'self'")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The app, served as ``make run`` does, with its first view shown to somebody."""
    with serving(OURS.script) as running:
        with Client(running.url) as client:
            assert () == client.open().errors
        yield running


def _get(url: str, **headers: str) -> tuple[int, Head, bytes]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.mark.parametrize("path", ["/", "/regio", "/gezond", "/_stcore/health", "/component/none/x"])
def test_every_answer_has_the_headers(server: Server, path: str) -> None:
    """Pages, health, errors: none without a policy."""
    _, headers, _ = _get(f"{server.url}{path}")
    assert ("nosniff", "no-referrer") == (
        headers["X-Content-Type-Options"],
        headers["Referrer-Policy"],
    )
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; ")
    assert policy.endswith("frame-ancestors 'self'")


def test_the_server_says_that_it_is_well(server: Server) -> None:
    """A health check gets a short answer that nobody keeps."""
    status, headers, body = _get(f"{server.url}/gezond")
    assert (200, "no-store", b"gezond\n") == (status, headers["Cache-Control"], body)


def test_our_files_come_compressed_and_last(server: Server) -> None:
    """A real file, fetched twice: the same bytes, gzip, and kept by the browser."""
    url = f"{server.url}/{assets.page_stylesheet()}"
    answers = [_get(url, **{"Accept-Encoding": "gzip"}) for _ in range(2)]
    assert answers[0][2] == answers[1][2]
    assert ".ik-header" in gzip.decompress(answers[1][2]).decode()
    for status, headers, _ in answers:
        assert (200, "gzip") == (status, headers["Content-Encoding"])
        assert "immutable" in headers["Cache-Control"]
        assert "text/css" in headers["Content-Type"]


@pytest.mark.browser
def test_the_policy_refuses_nothing_that_pages_use(server: Server) -> None:
    """Chromium tells of no breach on any page, and the map is drawn."""
    told: list[str] = []
    with chromium() as browser, screen(browser) as shown:
        shown.page.on("console", lambda message: told.append(message.text))
        for page in (*PAGES, "?taal=en"):
            shown.page.goto(f"{server.url}/{page}")
            shown.page.locator("h1").first.wait_for()
            shown.quiet(500)
        shown.mark("first")
        assert "en" == shown.page.evaluate("document.documentElement.lang")
    assert [] == [text for text in told if "Content Security Policy" in text]


@pytest.mark.browser
def test_the_policy_refuses_a_script_in_a_page(server: Server) -> None:
    """Twin: a script that was smuggled into the page does not run, and Chromium says so."""
    told: list[str] = []
    with chromium() as browser, screen(browser) as shown:
        shown.page.on("console", lambda message: told.append(message.text))
        shown.page.goto(server.url)
        shown.page.locator("h1").first.wait_for()
        shown.page.evaluate(
            "() => { const script = document.createElement('script');"
            " script.textContent = 'window.smuggled = true'; document.body.append(script); }"
        )
        assert shown.page.evaluate("window.smuggled === undefined")
    assert any("Content Security Policy" in text for text in told)
