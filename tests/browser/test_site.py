"""The static site in Chromium: from a disk and below a path of a plain web server."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.access import SIZES, axe_script, violations
from bench.browser import DESKTOP, PHONE
from inspiratiekaart.example import example
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.snapshots.site import publish
from tests.snapshots.sites import small, whole

pytestmark = pytest.mark.browser

FOLDER = PROJECT / "screenshots"
NAMES = ("nederland", "groningen", "drenthe", "noord-nederland", "detailhandel", "zorg")
Open = Callable[..., Page]


class _Quiet(SimpleHTTPRequestHandler):
    """The web server of the standard library, without its log."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a few pages, in a folder with a space in its name."""
    top = tmp_path_factory.mktemp("web")
    publish(small(example(), names=NAMES, url=""), top / "onder een pad" / "site", workers=2)
    return top / "onder een pad" / "site"


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    """The same below a path of a plain web server."""
    root = folder.parent.parent
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=root)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/onder%20een%20pad/site"
        server.shutdown()
        thread.join()


@pytest.fixture(params=["disk", "server"])
def root(request: pytest.FixtureRequest) -> str:
    """Where the site stands: both ways in turn."""
    if request.param == "server":
        return str(request.getfixturevalue("served"))
    folder: Path = request.getfixturevalue("folder")
    return folder.as_uri()


@pytest.fixture
def visit(browser: Browser, root: str) -> Iterator[Open]:
    """Opens a page of the site; no fault on the way, and nothing asked of anybody else."""
    faults: list[str] = []
    with ExitStack() as stack:

        def arrive(path: str, size: tuple[int, int] = DESKTOP, *, scripts: bool = True) -> Page:
            width, height = size
            context = stack.enter_context(
                browser.new_context(
                    viewport={"width": width, "height": height}, java_script_enabled=scripts
                )
            )
            page = context.new_page()
            context.on("request", lambda asked: ask(asked.url))
            context.on("console", lambda said: hear(said.type, said.text))
            context.on("weberror", lambda error: faults.append(str(error.error)))
            page.goto(f"{root}/{path}")
            return page

        def ask(url: str) -> None:
            if not url.startswith((root, "data:")):
                faults.append(url)

        def hear(kind: str, text: str) -> None:
            if kind == "error":
                faults.append(text)

        yield arrive
    assert [] == faults


def _ends(path: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(path)}$")


def test_from_a_place_to_its_region_and_on(visit: Open) -> None:
    """Assen leads to Groningen; filters work there; English and back; home again."""
    page = visit("index.html")
    page.get_by_role("searchbox").fill("Assen")
    first = page.locator(".hits a").first
    expect(first).to_contain_text("gemeente in arbeidsmarktregio Groningen")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(_ends("/regio/groningen.html"))
    expect(page.locator("h1")).to_have_text("Werk en opleiding in Groningen")
    page.locator('select[data-by="sector"]').select_option(label="Horeca")
    expect(page.locator(".sector:visible")).to_have_count(1)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(_ends("/en/regio/groningen.html"))
    expect(page.locator("h1")).to_have_text("Work and training in Groningen")
    page.get_by_role("link", name="Nederlands").click()
    expect(page).to_have_url(_ends("/site/regio/groningen.html"))
    page.get_by_role("link", name="Andere regio's en sectoren").click()
    expect(page).to_have_url(_ends("/site/index.html"))
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_by_keyboard_alone(visit: Open) -> None:
    """The arrows go through what was found; the map can be skipped; a region has its ring."""
    page = visit("index.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.get_by_role("searchbox").focus()
    page.keyboard.type("gronin")
    expect(page.locator(".hits a").first).to_be_visible()
    expect(page.locator(".find .status")).to_contain_text("gevonden")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hits a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.locator("#kies").get_by_role("link", name="Drenthe").focus()
    expect(page.locator("#kies .ring")).to_have_attribute("d", re.compile("^M"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Werk en opleiding in Drenthe")
    page.go_back()
    page.get_by_role("link", name="Sla de kaart over").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#regios")).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("9401 AB", "postcode in arbeidsmarktregio Groningen", "Werk en opleiding in Groningen"),
        ("rolde", "plaats in gemeente Aa en Hunze", "Werk en opleiding in Groningen"),
        ("noord-ned", "groep van regio's", "Werk en opleiding in Noord-Nederland"),
        ("zorg", "sector", "Zorg in Nederland"),
        ("inspiratiekaart noord", "kaart van een regio", "Inspiratiekaart Noord-Nederland"),
    ],
)
def test_what_can_be_found(visit: Open, typed: str, kind: str, title: str) -> None:
    """Postcodes, places, sets, sectors and composed maps."""
    page = visit("index.html")
    page.get_by_role("searchbox").fill(typed)
    expect(page.locator(".hits a").first).to_contain_text(kind)
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator("h1")).to_have_text(title)


def test_a_profession_is_looked_up_in_its_sector(visit: Open) -> None:
    """The page opens with the words filled in."""
    page = visit("index.html")
    page.get_by_role("searchbox").fill("opticiens")
    page.locator(".hits a").first.click()
    expect(page).to_have_url(re.compile("/sector/detailhandel.html#zoek=Opticiens$"))
    expect(page.locator('[data-by="words"]')).to_have_value("Opticiens")
    expect(page.locator(".item:visible h4").first).to_contain_text("Opticiens")


def test_nothing_found_says_what_to_do(visit: Open) -> None:
    """What was typed is shown as it is, and never runs."""
    page = visit("index.html")
    page.get_by_role("searchbox").fill("<img src=x onerror=alert(1)>")
    status = page.locator(".find .status")
    expect(status).to_contain_text("Wij vonden niets met “<img src=x onerror=alert(1)>”.")
    expect(page.locator("main img")).to_have_count(0)


def test_without_scripts_it_is_complete(visit: Open) -> None:
    """No search, but every link, with the municipalities as words."""
    page = visit("index.html", scripts=False)
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)
    expect(page.get_by_text("Aa en Hunze, Assen, Eemsdelta")).to_be_visible()
    page.locator("#kies").get_by_role("link", name="Groningen").click(force=True)
    expect(page.locator("h1")).to_have_text("Werk en opleiding in Groningen")
    expect(page.locator(".item").first).to_be_visible()


def test_a_folder_and_a_wrong_address_lead_to_the_start(visit: Open, root: str) -> None:
    """Whoever cuts an address short lands on the start page."""
    page = visit("en/regio/index.html")
    expect(page).to_have_url(_ends("/en/index.html"))
    page.goto(f"{root}/404.html")
    page.get_by_role("link", name="Naar de start").click()
    expect(page).to_have_url(_ends("/site/index.html"))


def test_the_data_can_be_downloaded(visit: Open, folder: Path) -> None:
    """The whole as a ZIP, the same bytes as in the folder."""
    page = visit("index.html")
    page.get_by_role("link", name="Gegevens downloaden").click()
    with page.expect_download() as waiting:
        page.locator("table a[href$='.zip']").click()
    (packed,) = (folder / "data").glob("*.zip")
    assert packed.read_bytes() == waiting.value.path().read_bytes()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The start, downloads and missing pages of the whole site."""
    from inspiratiekaart.snapshots.site import leading_files

    top = tmp_path_factory.mktemp("full")
    for path, content in leading_files(whole()):
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(content)
    return top


PAGES = ("index.html", "en/index.html", "gegevens.html", "en/gegevens.html", "404.html")


@pytest.mark.parametrize(("path", "size"), list(product(PAGES, SIZES)))
def test_the_site_is_accessible_as_its_screenshot_shows(
    browser: Browser, full: Path, path: str, size: str
) -> None:
    """WCAG 2.2 A and AA, no sideways scrolling; the search open where there is one."""
    width, height = SIZES[size]
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.goto((full / path).as_uri())
        if page.get_by_role("searchbox").count():
            page.get_by_role("searchbox").fill("gron")
            expect(page.locator(".hits a").first).to_be_visible()
        assert [] == violations(page, axe_script())
        assert 0 >= page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        FOLDER.mkdir(exist_ok=True)
        name = path.removesuffix(".html").replace("/", "-")
        page.screenshot(path=FOLDER / f"site-{name}-{size}.png", full_page=True)


@pytest.mark.parametrize("width", [320, PHONE[0]])
def test_it_fits_a_narrow_screen(browser: Browser, full: Path, width: int) -> None:
    """At 320 pixels nothing is cut off; links in lists are tall enough to touch."""
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto((full / "index.html").as_uri())
        assert width == page.evaluate("document.documentElement.scrollWidth")
        low = page.evaluate(
            "[...document.querySelectorAll('main ul a')].filter("
            "(link) => link.getBoundingClientRect().height < 24).length"
        )
        assert 0 == low
