"""A shared page in Chromium: alone, in a frame, in a chat, without scripts or network."""

from __future__ import annotations

import http.server
import io
import re
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from bench.access import LANGUAGES, SIZES, axe_script, violations
from bench.apps import OURS
from bench.browser import PHONE, screen
from bench.server import Server, free_port, serving
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

OPTICS = "/deel/kaart?regios=AM01,AM02,AM03&sector=optiek&editie=2026"
OLD = "/deel/kaart?regios=AM01&sector=optiek&editie=2021"
LIGHT_BYTES = 150_000


@pytest.mark.parametrize(("language", "size"), list(product(LANGUAGES, SIZES)))
def test_axe_finds_nothing_on_it(visit: Visit, language: str, size: str) -> None:
    """WCAG 2.2 A and AA, with the notice of a newer edition on it, alone and in a frame."""
    visitor = visit(None, SIZES[size])
    for path in (OLD, f"{OPTICS}&embed", "/deel/0000-0000-0000?"):
        visitor.page.goto(f"{visitor.guard.origin}{path}&taal={language}")
        expect(visitor.page.locator("h1")).to_be_visible()
        assert [] == violations(visitor.page, axe_script())
    assert "404" in visitor.guard.faults.pop()  # the last of them is no page of ours, on purpose


def test_it_is_one_request_and_small(visit: Visit) -> None:
    """A phone on bad wifi gets everything at once, and nobody else hears of it (budget 9)."""
    visitor = visit(None, PHONE)
    sizes: list[int] = []
    visitor.page.on("requestfinished", lambda r: sizes.append(r.sizes()["responseBodySize"]))
    visitor.page.goto(f"{visitor.guard.origin}{OPTICS}")
    visitor.page.wait_for_load_state("networkidle")
    assert 1 == len(sizes)
    assert 0 < sizes[0] <= LIGHT_BYTES


def test_it_goes_on_when_the_connection_drops(visit: Visit) -> None:
    """Filters, the map and its keys need no server."""
    visitor = visit(None, PHONE)
    page = visitor.page
    page.goto(f"{visitor.guard.origin}{OPTICS}")
    page.context.set_offline(True)
    page.get_by_role("combobox", name="Arbeidsmarktregio").select_option(label="Drenthe")
    expect(page.locator(".picked")).to_contain_text("Drenthe")
    page.get_by_label("Zoek in tekst en tabellen").fill("opticien")
    expect(page.locator(".status")).to_contain_text("Getoond")
    page.locator("#map").press("+")
    expect(page.locator("#map")).to_have_class(re.compile("zoomed"))
    page.context.set_offline(False)


def test_it_is_whole_without_scripts(browser: Browser, server: Server) -> None:
    """Map, words, tables, sources and the way into the app are in the page itself."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}{OLD}")
    expect(page.locator("h1")).to_have_text("Optiek in Groningen")
    expect(page.locator("#map svg [data-code]")).to_have_count(35)
    page.locator(".table summary").first.click()
    expect(page.locator("table tbody tr").first).to_be_visible()
    expect(page.locator(".notice")).to_contain_text("nieuwere editie")
    page.locator(".notice summary").click()
    expect(page.locator(".notice li").first).to_be_visible()
    context.close()


def test_it_leads_into_the_app_with_the_same_selection(visit: Visit) -> None:
    """*Verder in de app* opens the map with the same regions, theme and edition."""
    visitor = visit(None)
    visitor.page.goto(f"{visitor.guard.origin}{OPTICS}")
    title = visitor.page.locator("h1").inner_text()
    visitor.page.get_by_role("link", name="Verder in de app").first.click()
    expect(visitor.title).to_contain_text(title)
    chosen = {"regios": "AM01,AM02,AM03", "sector": "optiek", "editie": "2026"}
    assert chosen == visitor.query()


def test_a_chat_finds_title_and_picture(visit: Visit) -> None:
    """The addresses in the head lead back to this page and to a picture of the size they say."""
    visitor = visit(None)
    page = visitor.page
    page.goto(f"{visitor.guard.origin}{OPTICS}&taal=en")

    def said(name: str) -> str:
        found = page.locator(f'meta[property="og:{name}"]').get_attribute("content")
        assert found is not None
        return found

    assert "Optics in Northern Netherlands" == said("title")
    assert len(said("description")) > 40
    assert "Optics" in said("image:alt")
    with urllib.request.urlopen(said("image")) as answer:
        assert "image/png" == answer.headers["Content-Type"]
        assert "immutable" in answer.headers["Cache-Control"]
        picture = Image.open(io.BytesIO(answer.read()))
    assert (1200, 630) == picture.size
    assert (said("image:width"), said("image:height")) == ("1200", "630")
    page.goto(said("url"))
    expect(page.locator("h1")).to_have_text("Optics in Northern Netherlands")


def test_the_browser_asks_once(server: Server) -> None:
    """What it has and what did not change is not sent again."""
    with urllib.request.urlopen(f"{server.url}{OPTICS}") as answer:
        tag = answer.headers["ETag"]
    again = urllib.request.Request(f"{server.url}{OPTICS}", headers={"If-None-Match": tag})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(again)
    assert 304 == caught.value.code
    caught.value.close()


@contextmanager
def _website(embedded: str) -> Iterator[str]:
    """Another website, with a page that shows ``embedded`` in a frame."""
    text = f'<!doctype html><title>w</title><iframe src="{embedded}" width=600 height=500></iframe>'

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_address[1]}"
        site.shutdown()


def test_the_operator_decides_who_may_embed(browser: Browser) -> None:
    """A website that is named may show the page made for frames, and only that; others may not."""
    port = free_port()
    at = f"http://127.0.0.1:{port}"
    with (
        _website(f"{at}{OPTICS}&embed") as allowed,
        _website(f"{at}{OPTICS}") as whole,
        _website(f"{at}{OPTICS}&embed") as strange,
    ):
        names = {"INSPIRATIEKAART_FRAME_ANCESTORS": f"{allowed} {whole}"}
        with serving(OURS.script, environment=names, port=port), screen(browser, PHONE) as shown:
            page = shown.page
            page.goto(allowed)
            frame = page.frame_locator("iframe")
            expect(frame.locator("h1")).to_have_text("Optiek in Noord-Nederland")
            expect(frame.locator("header.top")).to_have_count(0)
            link = frame.get_by_role("link", name="Open deze kaart in een eigen venster")
            with page.context.expect_page() as opened:
                link.click()
            expect(opened.value.locator("header.top")).to_be_visible()
            for refused in (whole, strange):
                with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
                    page.goto(refused)
                expect(frame.locator("h1", has_text="Optiek")).to_have_count(0)
