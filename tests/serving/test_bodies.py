"""What is kept is made once, compressed once, and given in the form that the browser reads."""

from __future__ import annotations

import asyncio
import gzip
import threading

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from inspiratiekaart.serving.bodies import WAITING, Bodies, Body, BusyError, Made, answer, body_of

PAGE = Made(b"<p>Opticiens</p>" * 500, "text/html; charset=utf-8", "default-src 'none'")


def test_two_hundred_at_once_make_one() -> None:
    """All who ask while it is made wait for the same."""
    bodies, count = Bodies(), []

    def make() -> Made:
        count.append(1)
        return PAGE

    async def ask() -> list[Body]:
        return await asyncio.gather(*(bodies.get("a", make) for _ in range(200)))

    found = asyncio.run(ask())
    assert [1] == count
    assert 1 == len({id(each) for each in found})


def test_who_goes_away_does_not_spoil_it_for_others() -> None:
    """The first who asked breaks off; the second gets the page all the same."""
    bodies, go = Bodies(), threading.Event()

    def make() -> Made:
        assert go.wait(10)
        return PAGE

    async def ask() -> Body:
        first = asyncio.create_task(bodies.get("a", make))
        await asyncio.sleep(0)
        second = asyncio.create_task(bodies.get("a", make))
        await asyncio.sleep(0)
        first.cancel()
        go.set()
        return await second

    assert body_of(PAGE).digest == asyncio.run(ask()).digest


def test_a_fault_is_told_to_who_asked_and_not_kept() -> None:
    """The next who asks has another chance."""
    bodies = Bodies()

    def fail() -> Made:
        raise LookupError

    async def ask() -> Body:
        with pytest.raises(LookupError):
            await bodies.get("a", fail)
        return await bodies.get("a", lambda: PAGE)

    assert body_of(PAGE) == asyncio.run(ask())


def test_too_many_different_pages_at_once_are_put_off() -> None:
    """A flood of addresses cannot fill the memory with work."""
    bodies, go = Bodies(), threading.Event()

    def make() -> Made:
        assert go.wait(10)
        return PAGE

    async def ask() -> None:
        waiting = [asyncio.create_task(bodies.get(at, make)) for at in range(WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await bodies.get("one more", make)
        go.set()
        await asyncio.gather(*waiting)

    asyncio.run(ask())


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    """It keeps to its number of bytes."""
    weight = body_of(PAGE).weight
    bodies, made = Bodies(most_bytes=2 * weight), []

    def make(name: str) -> Made:
        made.append(name)
        return PAGE

    async def ask() -> None:
        for name in ("a", "b", "a", "c", "a", "b"):
            await bodies.get(name, lambda name=name: make(name))  # type: ignore[misc]  # bound now

    asyncio.run(ask())
    assert ["a", "b", "c", "b"] == made


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", None),
        ("gzip;q=x", None),
        ("", None),
    ],
)
def test_the_browser_gets_a_form_that_it_reads(accepts: str, encoding: str | None) -> None:
    """Unpacked, each form is the page."""
    answered = answer(body_of(PAGE), Headers({"accept-encoding": accepts}), "no-cache")
    assert encoding == answered.headers.get("content-encoding")
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    assert PAGE.content == unpack[encoding](bytes(answered.body))
    assert "Accept-Encoding" == answered.headers["vary"]


def test_what_the_browser_has_is_not_sent_again() -> None:
    """Its tag is known, in whatever form it was sent."""
    body = body_of(PAGE)
    tag = answer(body, Headers({"accept-encoding": "br"}), "no-cache").headers["etag"]
    for known in (tag, f'W/{tag}, "other"', "*"):
        answered = answer(body, Headers({"if-none-match": known}), "no-cache")
        assert (304, b"") == (answered.status_code, bytes(answered.body))
    assert 200 == answer(body, Headers({"if-none-match": '"other"'}), "").status_code


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_header_is_survived(accepts: str, known: str) -> None:
    """What a stranger sends is an answer of one of the two kinds."""
    headers = Headers(
        raw=[
            (b"accept-encoding", accepts.encode("latin-1", "replace")),
            (b"if-none-match", known.encode("latin-1", "replace")),
        ]
    )
    assert answer(body_of(PAGE), headers, "").status_code in (200, 304)
