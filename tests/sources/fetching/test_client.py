"""Fetching: patient where that helps, never beyond the limits, never from a private address."""

from __future__ import annotations

import hashlib
import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from inspiratiekaart.sources.fetching import Client, Fetched, FetchError, Known, Limits
from inspiratiekaart.sources.fetching.connection import is_public
from inspiratiekaart.sources.fetching.waiting import asked_s
from inspiratiekaart.texts import Texts
from tests.sources.fetching.server import (
    Answer,
    Asked,
    Given,
    cut_off,
    cut_off_chunks,
    drip,
    drip_headers,
    json_page,
    keyed,
    local_client,
    moved,
    packed,
    same_if,
    serving,
    silent,
)

CSV = b"code;naam\n1;een\n"


def _refused(answer: Given, **limits: Any) -> tuple[str, int]:
    """The code of the error, and how often was asked."""
    with serving({"/": answer}) as site, pytest.raises(FetchError) as caught:
        local_client(**limits).fetch(site.url())
    return caught.value.code, len(site.asked)


def test_a_file_is_kept_with_its_hash_and_state(tmp_path: Path) -> None:
    """What was fetched is in the file, whole, with what is needed to ask again."""
    path = tmp_path / "a.csv"
    headers = {"ETag": '"1"', "Last-Modified": "Sat, 21 Nov 2026 10:00:00 GMT"}
    with serving({"/a": Answer(200, CSV, headers)}) as site:
        told: list[int] = []
        found = replace(local_client(), progress=told.append).fetch(site.url("/a"), path)
        known = Known('"1"', "Sat, 21 Nov 2026 10:00:00 GMT")
        hashed = hashlib.sha256(CSV).hexdigest()
        assert Fetched(site.url("/a"), path, b"", known, hashed, len(CSV)) == found
    assert [path] == list(tmp_path.iterdir())
    assert (CSV, [len(CSV)]) == (path.read_bytes(), told)


def test_what_did_not_change_is_not_sent_again(tmp_path: Path) -> None:
    """With the state of last time the server is asked whether there is anything new."""
    path = tmp_path / "a.csv"
    with serving({"/a": same_if('"1"', CSV)}) as site:
        first = local_client().fetch(site.url("/a"), path)
        again = local_client().fetch(site.url("/a"), path, known=first.known)
        assert (False, True) == (first.is_same, again.is_same)
        assert first.known == again.known
        assert [None, '"1"'] == [asked.headers.get("if-none-match") for asked in site.asked]


def test_a_304_that_nobody_asked_for_is_refused() -> None:
    """Without a state of ours, nothing can be the same."""
    assert ("status", 1) == _refused(Answer(304))


@pytest.mark.parametrize(
    ("answer", "code", "asked"),
    [
        (Answer(401), "key", 1),
        (Answer(403), "key", 1),
        (Answer(404), "gone", 1),
        (Answer(410), "gone", 1),
        (Answer(418), "status", 1),
        (Answer(206, CSV), "status", 1),
        (Answer(500), "server", 4),
        (Answer(503), "server", 4),
        (Answer(429), "busy", 4),
        (Answer(429, headers={"Retry-After": "7200"}), "busy", 1),
        (cut_off(CSV), "cut-off", 4),
        (cut_off_chunks(CSV), "cut-off", 4),
        (silent(), "unreachable", 4),
        (moved("/"), "redirects", 1 + Limits().redirects),
        (Answer(200, b"no gzip", {"Content-Encoding": "gzip"}), "cut-off", 4),
        (Answer(200, packed(CSV).body[:-4], {"Content-Encoding": "gzip"}), "cut-off", 4),
        (Answer(200, CSV, {"Content-Encoding": "br"}), "shape", 1),
        (moved("http://10.0.0.1/"), "private", 1),
        (moved("http://169.254.169.254/latest/meta-data"), "private", 1),
        (moved("http://[::ffff:10.0.0.1]/"), "private", 1),
        (moved("file:///etc/passwd"), "scheme", 1),
        (moved("gopher://127.0.0.1/"), "scheme", 1),
        (moved("http://a:b@127.0.0.1/"), "scheme", 1),
    ],
)
def test_a_bad_answer_is_refused_in_words(answer: Answer, code: str, asked: int) -> None:
    """What may be better in a moment is tried again, what will not is not; both say what to do."""
    assert (code, asked) == _refused(answer)


@pytest.mark.parametrize("answer", [drip(), drip_headers()])
def test_an_answer_that_drips_is_cut_off(answer: Answer) -> None:
    """A byte now and then does not keep us busy beyond the time for all of it."""
    assert ("slow", 1) == _refused(answer, total_s=0.3)


def test_a_server_that_recovers_is_waited_for() -> None:
    """After a refusal and a fault the third answer is taken, with a longer wait each time."""
    client = local_client()
    with serving({"/": [Answer(500), silent(), cut_off(CSV), CSV]}) as site:
        assert CSV == client.fetch(site.url()).content
    assert [1.0, 2.0, 4.0] == client.waited


def test_a_wait_that_is_asked_for_is_kept() -> None:
    """Retry-After is longer than our own wait, so we wait as long as was asked."""
    client = local_client(total_s=120.0)
    with serving({"/": [Answer(429, headers={"Retry-After": "40"}), CSV]}) as site:
        assert CSV == client.fetch(site.url()).content
    assert [40.0] == client.waited


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0.0),
        ("30", 30.0),
        ("-1", 0.0),
        ("soon", 0.0),
        ("Sun, 22 Nov 2026 10:00:45 GMT", 45.0),
        ("Sun, 22 Nov 2026 09:00:00 GMT", 0.0),
        ("9" * 400, 999_999_999.0),
        ("Sun, 99 Nov 2026 10:00:45 GMT", 0.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float) -> None:
    """Both are understood; what makes no sense asks for nothing."""
    assert seconds == asked_s(text, datetime(2026, 11, 22, 10, tzinfo=UTC))


def test_too_much_is_refused_while_it_comes(tmp_path: Path) -> None:
    """More than the limit is not kept, packed or not, whatever its length was said to be."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    bomb = packed(b"0" * 5_000_000)
    assert len(bomb.body) < 10_000
    for answer in (Answer(200, b"0" * 100_001), bomb):
        with serving({"/": answer}) as site, pytest.raises(FetchError) as caught:
            local_client(most_bytes=100_000).fetch(site.url(), path)
        assert "large" == caught.value.code
    assert [path] == list(tmp_path.iterdir())
    assert b"old" == path.read_bytes()


def test_what_is_packed_is_unpacked() -> None:
    """A packed answer gives the same bytes as a plain one."""
    with serving({"/": packed(CSV * 50_000)}) as site:
        assert CSV * 50_000 == local_client().fetch(site.url()).content


def test_a_key_is_not_sent_to_another_server() -> None:
    """Where the source leads elsewhere, its key stays behind."""

    def other(asked: Asked) -> Answer:
        assert "x-api-key" not in asked.headers
        return Answer(200, CSV)

    with serving({"/": other}) as elsewhere:
        answer = keyed("X-Api-Key", "secret", moved(elsewhere.url()))
        with serving({"/": answer}) as site:
            found = local_client().fetch(site.url(), headers={"X-Api-Key": "secret"})
    assert CSV == found.content


def test_an_error_does_not_tell_the_key() -> None:
    """A key in the address is not part of what is said."""
    with serving({"/": Answer(403)}) as site, pytest.raises(FetchError) as caught:
        local_client().fetch(site.url("/?key=secret"))
    assert "secret" not in str(caught.value)
    assert "does not let us in (403)" in caught.value.sentence(Texts("en"))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/a", "scheme"),
        ("ftp://example.org/a", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("https://user:secret@example.org/a", "scheme"),
        ("https://example.org:8443/a", "scheme"),
        ("https://example.org:x/a", "scheme"),
        ("https:///a", "scheme"),
        ("https://example.org/a b", "scheme"),
        ("https://example.org/a\r\nHost: b", "scheme"),
        ("https://127.0.0.1/a", "private"),
        ("https://[::1]/a", "private"),
        ("https://[::ffff:10.0.0.1]/a", "private"),
        ("https://10.0.0.1/a", "private"),
        ("https://192.168.1.1/a", "private"),
        ("https://169.254.169.254/latest", "private"),
        ("https://100.64.0.1/a", "private"),
        ("https://0.0.0.0/a", "private"),
        ("https://2130706433/a", "private"),
        ("https://localhost/a", "private"),
    ],
)
def test_only_public_addresses_over_https_are_asked(url: str, code: str) -> None:
    """Nobody reaches the operator's own network through the address of a source."""
    with pytest.raises(FetchError) as caught:
        Client(Limits(tries=1)).fetch(url)
    assert code == caught.value.code


@pytest.mark.parametrize("number", ["127.0.0.1", "10.0.0.1"])
def test_an_operator_may_allow_the_own_network(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    """With one switch this machine may be asked, with the other any network within."""
    asked: list[str] = []

    def connect(to: tuple[str, int], *_: object) -> socket.socket:
        asked.append(to[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    for limits in (
        Limits(tries=1),
        Limits(tries=1, is_local_allowed=True),
        Limits(tries=1, is_private_allowed=True),
    ):
        with pytest.raises(FetchError):
            Client(limits).fetch(f"http://{number}/")
    assert ([number] * 2 if number == "127.0.0.1" else [number]) == asked


@pytest.mark.parametrize("number", ["10.0.0.1", "fd00::1", "2002:0a00:0001::", "224.0.0.1"])
def test_addresses_of_networks_within_are_not_public(number: str) -> None:
    """Neither plainly, nor wrapped in another kind of address."""
    assert not is_public(number)
    assert is_public("93.184.215.14")


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name is looked up once; one of its addresses being private is enough to refuse."""
    looked: list[str] = []

    def lookup(host: str, port: int, **_: object) -> list[Any]:
        looked.append(host)
        return [(2, 1, 6, "", (number, port)) for number in ("93.184.215.14", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with pytest.raises(FetchError) as caught:
        Client().fetch("https://example.org/")
    assert ("private", ["example.org"]) == (caught.value.code, looked)


def test_a_second_address_is_tried_where_the_first_is_dead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A machine with an address that does not answer is reached at its other."""
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *rest: Any, **how: Any) -> list[Any]:
        numbers = ("127.0.0.2", "127.0.0.1") if host == "bron.test" else (host,)
        return [found for each in numbers for found in real(each, port, *rest, **how)]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with serving({"/": CSV}) as site:
        url = site.url().replace("127.0.0.1", "bron.test")
        assert CSV == local_client().fetch(url).content
        assert url.split("/")[2] == site.asked[0].headers["host"]


def test_no_network_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no name can be looked up, asking again would not help."""

    def lookup(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_AGAIN, "no network")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    client = local_client()
    with pytest.raises(FetchError, match="is niet te bereiken"):
        client.fetch("https://example.org/")
    assert [] == client.waited


def test_json_is_read_and_other_things_refused() -> None:
    """A page instead of data means that the source has changed."""
    with serving({"/a": json_page({"é": 1}), "/b": "<html>"}) as site:
        assert {"é": 1} == local_client().json(site.url("/a"))
        assert "application/json" == site.asked[0].headers["accept"]
        with pytest.raises(FetchError) as caught:
            local_client().json(site.url("/b"))
    assert "shape" == caught.value.code
