"""Every address of the server, ours and Streamlit's, is strict; none of ours writes anything."""

from __future__ import annotations

import http.client
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.apps import OURS
from bench.pages import PAGES
from bench.server import Server, serving
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.export.distributions import DISTRIBUTIONS
from inspiratiekaart.store import Links, Store, keep_share, open_store
from inspiratiekaart.store.attempts import ALLOWED
from tests.store.test_keeping import MAP
from tests.test_share import VIEW

OURS_BY_PATH: Mapping[str, tuple[str, ...]] = {
    "/gezond": ("/gezond",),
    "/gezond/klaar": ("/gezond/klaar",),
    "/metrics": ("/metrics",),
    "/status.json": ("/status.json",),
    "/deel/{key}": (
        "/deel/kaart?regios=AM01&sector=optiek&editie=2021",
        "/deel/kaart?regios=AM01&embed",
        "/deel/kaart?regios=%3Cscript%3E&taal=%22&stand=zz&kleur=%00",
        "/deel/{code}",
        "/deel/{read}?taal=en",
        "/deel/0000-0000-0000",
    ),
    "/deel/{key}/beeld.png": ("/deel/kaart/beeld.png?regios=AM01", "/deel/{read}/beeld.png"),
    "/deel/{key}/presentatie": (
        "/deel/kaart/presentatie?regios=AM01&per=sector",
        "/deel/{code}/presentatie",
    ),
    "/catalogus.jsonld": ("/catalogus.jsonld",),
    "/catalogus.ttl": ("/catalogus.ttl?taal=en",),
    "/bestanden/{name}": (
        f"/bestanden/{DISTRIBUTIONS['sqlite'].file_name(open_dataset())}",
        "/bestanden/inspiratiekaart-2026-000000000000.zip",
        "/bestanden/%3Cscript%3E",
    ),
}
"""Each address of ours, with requests that reach all that it does."""

STREAMLIT = {
    "/_stcore/health": "/_stcore/health",
    "/_stcore/metrics": "/_stcore/metrics",
    "/_stcore/host-config": "/_stcore/host-config",
    "/media/{file_id:path}": "/media/none.csv",
    "/_stcore/upload_file/{session_id}/{file_id}": "/_stcore/upload_file/none/none",
    "/component/{path:path}": "/component/none/none.js",
    "/_stcore/bidi-components/{path:path}": "/_stcore/bidi-components/none/none.js",
    "/_stcore/stream": "/_stcore/stream",
    "/auth/login": "/auth/login",
    "/auth/logout": "/auth/logout",
    "/oauth2callback": "/oauth2callback",
    "/_stcore/agent/interact": "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json": "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp": "/_stcore/agent/mcp",
    "-": "/",
}
"""Streamlit's own addresses, with a request each; ``-`` is its folder of static files."""


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class _Site:
    server: Server
    links: Links
    code: str
    store: Store

    def ask(self, path: str, method: str = "GET", body: bytes | None = None) -> _Answer:
        filled = path.format(code=self.code, read=self.links.read)
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            connection.request(method, filled, body)
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return _Answer(answer.status, headers, answer.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Site]:
    """A server with one composed map and one share in its store."""
    folder = tmp_path_factory.mktemp("store")
    store = open_store(f"sqlite:///{folder}/maps.sqlite3")
    links, code = store.create(MAP), keep_share(store, VIEW)
    settings = {
        "INSPIRATIEKAART_STORE": str(folder),
        "INSPIRATIEKAART_METRICS": "1",
        "INSPIRATIEKAART_FRAME_ANCESTORS": "https://werkcentrum.example",
    }
    with serving(OURS.script, environment=settings) as running:
        yield _Site(running, links, code, store)
    store.close()


@pytest.fixture(scope="module")
def listed() -> list[tuple[str, frozenset[str], str]]:
    """All routes of the app as Streamlit and we registered them."""
    program = Path(__file__).with_name("listing.py")
    command = [sys.executable, str(program)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = (line.split(" ", 2) for line in found.splitlines())
    return [(kind, frozenset(methods.split(",")), path) for kind, methods, path in rows]


REQUESTS = [each for some in OURS_BY_PATH.values() for each in some]


def test_no_address_is_forgotten(listed: list[tuple[str, frozenset[str], str]]) -> None:
    """A new route of ours or of Streamlit must be added here, and is then checked with the rest."""
    assert {*OURS_BY_PATH, *STREAMLIT} == {path for _, _, path in listed}


def test_our_addresses_only_read(listed: list[tuple[str, frozenset[str], str]]) -> None:
    """None of ours takes anything but a question."""
    ours = [methods for _, methods, path in listed if path in OURS_BY_PATH]
    assert len(OURS_BY_PATH) == len(ours)
    assert {frozenset({"GET", "HEAD"})} == set(ours)


@pytest.mark.parametrize("path", [*REQUESTS, *STREAMLIT.values(), *(f"/{page}" for page in PAGES)])
def test_every_answer_has_its_headers(site: _Site, path: str) -> None:
    """No guessing of types, no address handed on, and a policy that says who may frame it (R7)."""
    headers = site.ask(path).headers
    assert "nosniff" == headers["x-content-type-options"]
    assert "no-referrer" == headers["referrer-policy"]
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert policy.startswith(("default-src 'self'", "default-src 'none'"))
    assert "'unsafe-eval'" not in policy or path.startswith("/component/")
    assert "*" not in policy
    assert "http:" not in policy


@pytest.mark.parametrize("path", [each for each in REQUESTS if each.startswith("/deel/")])
def test_a_shared_page_may_run_nothing_but_its_own(site: _Site, path: str) -> None:
    """Nothing is loaded from anywhere; script and style are the page's own, named by their hash."""
    policy = site.ask(path).headers["content-security-policy"]
    said = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert "'none'" == said["default-src"]
    assert "unsafe" not in policy
    for name in ("script-src", "style-src"):
        assert all(each.startswith("'sha256-") for each in said[name].split())
    expected = "'self' https://werkcentrum.example" if "embed" in path else "'self'"
    assert expected == said["frame-ancestors"]


@pytest.mark.parametrize("path", REQUESTS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_link_to_read_cannot_write(site: _Site, path: str, method: str) -> None:
    """Whatever is sent to it is refused, and the map is as it was (R6)."""
    assert 405 == site.ask(path, method, b'{"title": "x"}').status
    assert MAP == site.store.read(site.links.read).map
    assert 1 == site.store.read(site.links.read).version


@pytest.mark.parametrize("path", REQUESTS)
def test_a_head_is_a_get_without_its_body(site: _Site, path: str) -> None:
    """Who looks before fetching gets the same headers and nothing more."""
    head, got = site.ask(path, "HEAD"), site.ask(path)
    assert (got.status, b"") == (head.status, head.body)
    assert got.headers.get("etag") == head.headers.get("etag")


def test_no_shared_page_shows_how_to_change_the_map(site: _Site) -> None:
    """The edit link is passed on as the read link, and stands in no page."""
    answer = site.ask(f"/deel/{site.links.edit}/presentatie?taal=en")
    assert 307 == answer.status
    assert f"../{site.links.read}/presentatie?taal=en" == answer.headers["location"]
    for path in ("/deel/{read}", "/deel/{read}/presentatie"):
        assert site.links.edit.encode() not in site.ask(path).body


def test_a_store_that_knows_many_gives_none_away(site: _Site) -> None:
    """Links do not follow from each other (R6)."""
    codes = {keep_share(site.store, VIEW), site.code}
    assert 1 == len(codes)
    tokens = {site.store.create(MAP).read for _ in range(20)}
    assert 20 == len(tokens)
    assert all(len(each) == 32 for each in tokens)
    for at in range(32):
        assert len({each[at] for each in tokens}) > 3


def test_guessing_is_stopped_for_who_guesses(site: _Site) -> None:
    """After too many unknown links a visitor waits; a link that was right before still opens."""
    assert 200 == site.ask("/deel/{read}").status
    statuses = [site.ask(f"/deel/{secrets.token_urlsafe(24)}").status for _ in range(ALLOWED + 2)]
    assert 429 == statuses[-1]
    refused = site.ask("/deel/0000-0000-0001")
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert b"Wacht" in refused.body
    assert 200 == site.ask("/deel/{read}").status
    assert 200 == site.ask("/deel/kaart?regios=AM02").status
