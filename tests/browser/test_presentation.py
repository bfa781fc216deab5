"""The presenter's screen in Chromium: keys, clicker, touch, notes, code, black, without network."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from bench.access import LANGUAGES, axe_script, violations
from bench.browser import PHONE
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.example import example
from inspiratiekaart.export.handout import Handout, handout_of_map
from inspiratiekaart.schema import Language
from inspiratiekaart.snapshots.presentation import write
from inspiratiekaart.snapshots.scenes import REGION, scenes_of
from inspiratiekaart.texts import Texts
from tests.browser.conftest import Visit
from tests.export import handouts
from tests.export.handouts import LINK, MADE_ON, of_regions

pytestmark = pytest.mark.browser

PROJECTORS = ((1280, 720), (1920, 1080))
ROUTE = "/deel/kaart/presentatie?regios=AM01,AM02,AM03&sector=optiek&editie=2026&per=regio"
SMALLEST = 0.8
"""How far letters may shrink to fit: those reckoned with are 21 pixels high on 1280 x 720."""

Show = Callable[..., Page]

_TOO_FULL = """
() => [...document.querySelectorAll(".scene:not([hidden]) :is(.text, figure, footer)")]
  .filter((each) => each.scrollHeight > each.clientHeight + 1).length
  + (document.scrollingElement.scrollHeight > innerHeight ? 1 : 0)
"""
_SIZE = "(scene) => Number(scene.style.getPropertyValue('--f') || 1)"
_OVERLAP = """
() => {
  const box = (query) => document.querySelector(query).getBoundingClientRect();
  const foot = box(".scene:not([hidden]) .from");
  const corner = box(".scene:not([hidden]) .corner");
  const bar = box(".controls");
  return foot.bottom > bar.top || corner.left < bar.right || corner.bottom > innerHeight;
}
"""


@cache
def _optics(language: Language = "nl") -> Handout:
    return of_regions("AM01", "AM02", "AM03", topic="optiek", language=language)


@cache
def _example(language: Language = "nl") -> Handout:
    return handout_of_map(open_dataset(), example(), Texts(language), MADE_ON, LINK)


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens a presentation as a file, with no network; the test fails on any fault there."""
    faults: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    with ExitStack() as stack:

        def open_it(
            handout: Handout,
            size: tuple[int, int] = PROJECTORS[0],
            *,
            per: str = "",
            at: str = "",
            scripts: bool = True,
        ) -> Page:
            path = tmp_path / "presentatie.html"
            path.write_bytes(write(handout, per))
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                java_script_enabled=scripts,
                has_touch=size == PHONE,
            )
            stack.callback(context.close)
            context.set_offline(True)
            context.route(re.compile("^(?!file:|about:)"), lambda route: route.abort())
            context.on("request", lambda request: faults.append(request.url))
            context.on("console", lambda message: faults.append(message.text))
            context.on("weberror", lambda error: faults.append(str(error.error)))
            context.on("dialog", dismiss)
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.goto(f"{path.as_uri()}{at}")
            return page

        yield open_it
    assert [] == [fault for fault in faults if not fault.startswith("file:")]


def _seen(page: Page, number: int) -> None:
    """Wait until exactly this scene is shown, and the address says so."""
    expect(page.locator(".scene:visible")).to_have_count(1)
    expect(page.locator(f"[id='{number}']")).to_be_visible()
    expect(page.locator(".at").first).to_contain_text(f"{number} / ")


def _do(page: Page, what: str) -> Locator:
    return page.locator(f".controls [data-do={what}]")


def test_keys_and_a_clicker_go_through_the_scenes(show: Show) -> None:
    """Arrows, Page Up and Down (what a clicker sends), space, Home and End; not past the ends."""
    page = show(_optics())
    _seen(page, 1)
    for key, number in (
        *(("ArrowRight", 2), ("PageDown", 3), ("Space", 4), ("ArrowDown", 5), ("PageDown", 5)),
        *(("ArrowLeft", 4), ("PageUp", 3), ("Shift+Space", 2), ("ArrowUp", 1), ("PageUp", 1)),
        *(("End", 5), ("Home", 1)),
    ):
        page.keyboard.press(key)
        _seen(page, number)


def test_the_address_keeps_the_scene(show: Show) -> None:
    """A reload and a shared link open it again, back and forward go along, nonsense is ignored."""
    page = show(_optics(), at="#3")
    _seen(page, 3)
    page.keyboard.press("ArrowRight")
    _seen(page, 4)
    page.reload()
    _seen(page, 4)
    page.go_back()
    _seen(page, 3)
    page.go_forward()
    _seen(page, 4)
    for nonsense, number in (("#0", 1), ("#99", 5), ("#<b>", 1), ("#3x", 1), ("#", 1)):
        page.evaluate("(hash) => { location.hash = hash; }", nonsense)
        _seen(page, number)


def test_the_scene_is_announced(show: Show) -> None:
    """A screen reader hears which scene of how many, and the window's title says it too."""
    page = show(_optics())
    _do(page, "next").click()
    expect(page.locator("#announced")).to_have_text("Scène 2 van 5: Optiek in Drenthe")
    assert page.title().startswith("2 / 5 ")


def test_buttons_are_large_and_named(show: Show) -> None:
    """44 pixels at least, on a projector and a phone; at the ends one of them does nothing."""
    for size in (PROJECTORS[0], PHONE):
        page = show(_optics(), size)
        buttons = page.locator(".controls button:visible")
        assert buttons.count() >= 7
        for button in buttons.all():
            box = button.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44
            assert button.inner_text().strip()
        expect(_do(page, "previous")).to_have_attribute("aria-disabled", "true")
        expect(_do(page, "next")).to_have_attribute("aria-disabled", "false")


def test_a_swipe_goes_on_and_back(show: Show) -> None:
    """From right to left goes on; a vertical one scrolls, and two fingers zoom."""
    page = show(_optics(), PHONE)
    session = page.context.new_cdp_session(page)

    def swipe(x: int, y: int, fingers: int = 1) -> None:
        def points(dx: int, dy: int) -> list[dict[str, int]]:
            return [{"x": 200 + dx, "y": 300 + 90 * n + dy, "id": n} for n in range(fingers)]

        for kind, at in (("touchStart", points(0, 0)), ("touchMove", points(x, y))):
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(-120, 10)
    _seen(page, 2)
    swipe(-40, 0)
    swipe(-60, -100)
    swipe(-120, 0, fingers=2)
    _seen(page, 2)
    swipe(120, -10)
    _seen(page, 1)


def test_a_phone_scrolls_within_a_scene(show: Show) -> None:
    """The next scene begins at its top; the keys that scroll go on only at the end of a scene."""
    page = show(_optics(), PHONE)
    page.keyboard.press("PageDown")
    _seen(page, 1)
    page.keyboard.press("End")
    _seen(page, 5)
    page.keyboard.press("ArrowLeft")
    _seen(page, 4)
    assert 0 == page.evaluate("scrollY")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_black_screen(show: Show) -> None:
    """B or a full stop makes it black, any key brings the scene back and does nothing else."""
    page = show(_optics(), at="#2")
    dark = page.locator("#dark")
    for key, back in (("b", "b"), (".", "PageDown"), ("B", "x")):
        page.keyboard.press(key)
        expect(dark).to_be_visible()
        picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
        assert (0, 0) == picture.getextrema()
        page.keyboard.press(back)
        expect(dark).to_be_hidden()
        _seen(page, 2)
    _do(page, "black").click()
    dark.click()
    expect(dark).to_be_hidden()


@pytest.mark.parametrize("size", [*PROJECTORS, PHONE])
def test_the_code_is_always_in_reach(show: Show, size: tuple[int, int]) -> None:
    """Q shows it large over any scene, with the address; an independent reader reads it."""
    page = show(_optics(), size, at="#3")
    page.keyboard.press("q")
    large = page.locator("#code")
    expect(large).to_be_visible()
    expect(large.get_by_role("link")).to_have_text(LINK)
    assert [LINK] == _decoded(large.locator("svg"))
    page.keyboard.press("q")
    expect(large).to_be_hidden()
    _do(page, "code").click()
    page.keyboard.press("PageDown")  # a clicker has no Escape
    expect(large).to_be_hidden()
    _seen(page, 3)


def test_every_scene_has_the_code_and_the_address(show: Show) -> None:
    """Small in its corner, large on the first and the last."""
    page = show(_optics())
    for number in range(1, 6):
        _seen(page, number)
        scene = page.locator(f"[id='{number}']")
        assert [LINK] == _decoded(scene.locator("svg.qr"))
        expect(scene.locator(".address")).to_have_text(LINK)
        page.keyboard.press("ArrowRight")


def _decoded(code: Locator) -> list[str]:
    picture = Image.open(io.BytesIO(code.screenshot()))
    larger = picture.resize((picture.width * 3, picture.height * 3))
    return [found.text for found in zxingcpp.read_barcodes(larger)]


def test_overview_leads_to_a_scene(show: Show) -> None:
    """The number opens a list of all scenes, the one that is shown among them in view."""
    page = show(_optics())
    _do(page, "overview").click()
    expect(page.locator("#overview [aria-current]")).to_be_focused()
    page.get_by_role("link", name="Optiek in Groningen").click()
    _seen(page, 4)
    expect(page.locator("#overview")).to_be_hidden()


def test_letters_can_be_turned_off(show: Show) -> None:
    """For who speaks to a computer (WCAG 2.1.4); the buttons stay, and so do the arrows."""
    page = show(_optics())
    _do(page, "keys").click()
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    for key in ("b", "q", "."):
        page.keyboard.press(key)
    expect(page.locator("dialog:visible")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    _seen(page, 2)


def test_full_screen(show: Show) -> None:
    """F or the button fills the screen, and again leaves it."""
    page = show(_optics())
    page.keyboard.press("f")
    expect(page.locator(":root:fullscreen")).to_have_count(1)
    _do(page, "full").click()
    expect(page.locator(":root:fullscreen")).to_have_count(0)


def test_a_button_with_the_focus_keeps_its_space(show: Show) -> None:
    """Space on a button presses that button, and does not go on."""
    page = show(_optics(), at="#3")
    _do(page, "previous").focus()
    page.keyboard.press("Space")
    _seen(page, 2)


def test_notes_follow_and_steer(show: Show) -> None:
    """A second window has the notes of the scene that is shown, what comes next, and a clock."""
    page = show(_optics())
    with page.expect_popup() as waiting:
        page.keyboard.press("n")
    notes = waiting.value
    scenes = scenes_of(_optics(), "")
    expect(notes.locator("h1")).to_have_text(scenes[0].title)
    page.keyboard.press("ArrowRight")
    expect(notes.locator("h1")).to_have_text(scenes[1].title)
    for said in filter(None, scenes[1].notes):
        expect(notes.locator("main")).to_contain_text(said)
    expect(notes.locator(".coming")).to_have_text(f"Hierna: {scenes[2].title}")
    expect(notes.locator(".at")).to_have_text("2 / 5")
    expect(notes.locator("time")).to_have_text(re.compile(r"\d\d:\d\d"))
    assert "nl" == notes.locator("html").get_attribute("lang")
    assert "20px" == notes.locator("body").evaluate("(body) => getComputedStyle(body).fontSize")
    notes.get_by_role("button", name="Volgende").click()
    _seen(page, 3)
    notes.keyboard.press("PageDown")
    _seen(page, 4)
    notes.keyboard.press("End")
    _seen(page, 5)
    expect(notes.locator(".coming")).to_have_text("Dit is de laatste scène.")
    notes.keyboard.press("b")
    expect(page.locator("#dark")).to_be_visible()
    notes.keyboard.press("PageUp")
    expect(page.locator("#dark")).to_be_hidden()
    notes.get_by_role("button", name="Klok op nul").click()
    expect(notes.locator("time")).to_have_text(re.compile(r"00:0\d"))
    assert [] == violations(notes, axe_script())


def test_a_blocked_window_is_said(show: Show) -> None:
    """Where the browser opens none, a sentence says what to do."""
    page = show(_optics())
    page.evaluate("window.open = () => null")
    _do(page, "notes").click()
    expect(page.locator(".message")).to_have_text(Texts("nl")("scenes.blocked"))
    page.keyboard.press("ArrowRight")
    expect(page.locator(".message")).to_be_hidden()


def test_hostile_words_do_not_run(show: Show) -> None:
    """Neither in the scenes nor in the window with notes."""
    page = show(handouts.hostile())
    with page.expect_popup() as waiting:
        page.keyboard.press("n")
    notes = waiting.value
    count = page.locator(".scene").count()
    for _ in range(count):
        for each in (page, notes):
            assert 0 == each.locator("img, b:has-text('vet'), script:has-text('alert')").count()
        page.keyboard.press("ArrowRight")
    _seen(page, count)
    page.keyboard.press("Home")
    expect(notes.locator("main")).to_contain_text("<script>alert(1)</script>")


@pytest.mark.parametrize("size", PROJECTORS)
@pytest.mark.parametrize(
    ("name", "per"),
    [("optics", ""), ("groningen", ""), ("example", ""), ("country", REGION), ("long", "")],
)
def test_no_scene_needs_scrolling(show: Show, size: tuple[int, int], name: str, per: str) -> None:
    """On a projector all of a scene is seen, in letters that can be read at the back of a room."""
    made: dict[str, Callable[[], Handout]] = {
        "optics": _optics,
        "groningen": lambda: of_regions("AM01"),
        "example": _example,
        "country": lambda: of_regions(topic="zorg"),
        "long": handouts.long,
    }
    page = show(made[name](), size, per=per)
    count = page.locator(".scene").count()
    for number in range(1, count + 1):
        _seen(page, number)
        assert 0 == page.evaluate(_TOO_FULL), number
        assert page.locator(f"[id='{number}']").evaluate(_SIZE) >= SMALLEST, number
        if 1 < number < count:
            assert not page.evaluate(_OVERLAP), number
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PROJECTORS[0], PHONE])
def test_axe_finds_nothing(show: Show, language: Language, size: tuple[int, int]) -> None:
    """WCAG 2.2 A and AA on every scene of a selection and of a map, and on what lies over them."""
    script = axe_script()
    for handout in (_optics(language), _example(language)):
        page = show(handout, size)
        for number in (1, 2, page.locator(".scene").count()):
            page.evaluate("(n) => { location.hash = n; }", number)
            _seen(page, number)
            assert [] == violations(page, script)
    for what in ("code", "overview", "keys", "black"):
        _do(page, what).click()
        assert [] == violations(page, script)
        page.keyboard.press("Escape")


def test_without_scripts_all_scenes_stand_below_each_other(show: Show) -> None:
    """Readable, with their notes to open, and no button that does nothing."""
    page = show(_optics(), scripts=False)
    expect(page.locator(".scene:visible")).to_have_count(5)
    expect(page.locator(".controls")).to_be_hidden()
    expect(page.locator(".keyless")).to_be_visible()
    page.locator("[id='2'] summary").click()
    expect(page.locator("[id='2'] .notes p").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_each_scene_has_a_page(show: Show, scripts: bool) -> None:
    """In print all scenes come out, one a page, whatever is on the screen."""
    page = show(_example(), scripts=scripts)
    count = page.locator(".scene").count()
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [sheet.get_textpage().get_text_range() for sheet in printed]
    assert count == len(texts)
    for scene, text in zip(scenes_of(_example(), ""), texts, strict=True):
        assert scene.title.split()[0] in text


def test_through_the_server_it_goes_on_offline(visit: Visit) -> None:
    """One request; then it goes on without a connection, the window with notes too."""
    visitor = visit(None, PROJECTORS[0])
    page = visitor.page
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{visitor.guard.origin}{ROUTE}&taal=en#2")
    _seen(page, 2)
    page.context.set_offline(True)
    page.keyboard.press("PageDown")
    _seen(page, 3)
    with page.expect_popup() as waiting:
        page.keyboard.press("n")
    expect(waiting.value.locator("h1")).to_have_text("Optics in Friesland")
    page.keyboard.press("q")
    expect(page.locator("#code").get_by_role("link")).to_contain_text("/deel/kaart?")
    page.context.set_offline(False)
    assert 1 == len(asked)
