"""The HTML file: everything composed is in it, it asks nobody anything, and it works in a browser.

It is read back with the parser of the standard library and with a Chromium that has no network.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from bench.access import axe_script, violations
from bench.browser import DESKTOP, PHONE, chromium
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.export.handout import Handout, handout_of_map, handout_of_selection
from inspiratiekaart.export.html import content_security_policy, write
from inspiratiekaart.inspiration import InspirationMap, Item, Own
from inspiratiekaart.region_support import examples
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Layer, Measure, Selection
from inspiratiekaart.texts import Texts

DATASET = open_dataset()
DAY = date(2026, 11, 22)
LINK = "https://inspiratiekaart.example/k/abcdefghijklmnop?taal=nl&x=1"
GRONINGEN = frozenset({"AM01"})
NOORD = frozenset({"AM01", "AM02", "AM03"})
LIMIT = 150_000
AIM = 60_000

HOSTILE = (
    "<script>window.hacked=1;alert(1)</script>",
    '"><img src=x onerror="window.hacked=1">',
    "{{ 7*7 }}{% raw %}${7*7}#let x = 1 \\alert(1)",
    "</style></script></template><svg/onload=alert(1)>",
    "=HYPERLINK(0)\t+1 -1 @SUM(1)",
    "\u202egnp.exe\u2066 👩‍🏫 عربى",
    "</textarea>&lt;b&gt;&#x3c;i&#x3e;",
)


@cache
def selected(
    regions: frozenset[str] = GRONINGEN,
    topic: str | None = "optiek",
    language: Language = "nl",
    layers: frozenset[Layer] | None = None,
) -> Handout:
    """The handout of a selection."""
    selection = Selection(regions=regions, topic=topic, language=language)
    if layers is not None:
        selection = Selection(regions=regions, topic=topic, language=language, layers=layers)
    return handout_of_selection(DATASET, selection, Texts(language), DAY, LINK)


@cache
def composed(language: Language = "nl") -> Handout:
    """A map with an item of each kind, notes, a plan, something gone and an own addition."""
    example = examples(DATASET)[0].example_id
    provider = DATASET["providers"]["provider_id"][0]
    own = Own("contact", "Loket Leren", "gemeente", "Assen", "javascript:alert(1)", "Bel ons.")
    items = (
        Item("i1", "occupation", "opticiens", "detailhandel", note="Eerste regel\nTweede regel"),
        Item("i2", "gap", "opticiens", "detailhandel", plan="Wij praten met Zwolle."),
        Item("i3", "occupation", "verzorgenden", "zorg"),
        Item("i4", "occupation", "schoonmakers", "schoonmaak"),
        Item("i5", "provider", provider, plan="Wij bellen hen."),
        Item("i6", "example", example),
        Item("i7", "occupation", "bestaat-niet", "zorg"),
        Item("i8", "own", own=own),
    )
    made = InspirationMap(
        "Onze kaart", "Eerste alinea.\n\nTweede alinea.", "Gemeente X", "", NOORD, items=items
    )
    return handout_of_map(DATASET, made, Texts(language), DAY, LINK)


@cache
def hostile() -> Handout:
    """A map in which every field a person fills holds hostile text, not cleaned on the way."""
    everything = "\n".join(HOSTILE)
    items = tuple(
        Item(
            f"i{number}",
            "own",
            note=text,
            plan=text,
            own=Own("occupation", text, text, text, f"javascript:alert({number})//{text}", text),
        )
        for number, text in enumerate(HOSTILE)
    )
    long = Item("long", "occupation", "opticiens", "detailhandel", note="<b>x" * 25_000)
    gone = Item("gone", "offer", HOSTILE[0], HOSTILE[1])
    made = InspirationMap(
        HOSTILE[0], everything, HOSTILE[1], "", GRONINGEN, items=(*items, long, gone)
    )
    return handout_of_map(DATASET, made, Texts("nl"), DAY, f"{LINK}{HOSTILE[1]}")


@cache
def page_of(handout: Callable[..., Handout], *arguments: object) -> bytes:
    """The file, made once."""
    return write(handout(*arguments))


@dataclass
class Read(HTMLParser):
    """What stands in a page: its words, and each tag with its attributes."""

    words: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    blocks: dict[str, list[str]] = field(default_factory=lambda: {"script": [], "style": []})

    def __post_init__(self) -> None:
        """Begin as a parser."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keep the words, apart from those of scripts and styles."""
        if self.cdata_elem in self.blocks:
            self.blocks[str(self.cdata_elem)].append(data)
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words, with single spaces."""
        return " ".join("".join(self.words).split())

    def named(self, tag: str) -> list[dict[str, str]]:
        """The attributes of each such tag."""
        return [attributes for name, attributes in self.tags if name == tag]


def read(page: bytes) -> Read:
    """``page`` as the standard library reads it."""
    reader = Read()
    reader.feed(page.decode())
    reader.close()
    return reader


def plain(text: str) -> str:
    """``text`` with single spaces."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_composed_is_in_it(language: Language) -> None:
    """Each name, label, fact, note, plan and source, with title, introduction and edition."""
    handout, page = composed(language), read(page_of(composed, language))
    said = [handout.title, handout.edition_line, handout.caption, handout.composition.lead]
    said += handout.introduction.split("\n\n")
    for section in handout.sections:
        said.append(section.name)
        for entry in section.entries:
            said += [entry.name, entry.label, *entry.facts, entry.item.note, entry.item.plan]
    for source in handout.sources:
        said += [source.publisher, source.title(language), source.attribution]
        said.append(source.limits(language))
    assert [] == [each for each in said if plain(each) not in page.text]
    assert language == page.named("html")[0]["lang"]
    assert LINK in [link["href"] for link in page.named("a")]


def test_every_source_has_its_licence_and_its_number_leads_to_it() -> None:
    """An entry's numbers are links to the list of sources, and each licence can be read up."""
    handout, page = composed(), read(page_of(composed))
    links = [link["href"] for link in page.named("a")]
    places = {attributes.get("id") for _, attributes in page.tags}
    inside = {link[1:] for link in links if link.startswith("#")}
    assert set() == inside - places
    assert {f"bron-{n}" for n in range(1, len(handout.sources) + 1)} <= inside
    wanted = {each.licence.url for each in handout.sources} | {each.url for each in handout.sources}
    assert set() == wanted - {"", *links}


def test_every_row_of_the_tables_is_in_it() -> None:
    """Real tables with a caption, a scope for every heading, and as many rows as the handout."""
    handout, page = selected(NOORD, None), read(page_of(selected, NOORD, None))
    shown = [table for table in handout.tables if table.key in ("regios", "beroepen", "opleiders")]
    assert 3 == len(shown) == len(page.named("table")) == len(page.named("caption"))
    assert {"col", "row", "rowgroup"} == {head["scope"] for head in page.named("th")}
    rows = [head for head in page.named("th") if head["scope"] == "row"]
    assert sum(len(table.rows) for table in shown) == len(rows)
    for table in shown:
        for row in table.rows:
            words = [cell for cell in row if isinstance(cell, str) and "://" not in cell]
            names = words[:2] if table.key == "opleiders" else words[1:2]
            assert [] == [each for each in names if plain(each) not in page.text], table.key


def test_what_is_unknown_is_said() -> None:
    """No empty cell stands for what nobody knows."""
    page = page_of(selected, NOORD, None).decode()
    assert f"<td class=unknown>{Texts('nl')('figure.unknown')}" in page


def test_it_loads_nothing() -> None:
    """No tag names another file, and no address stands anywhere but in a link."""
    for page in (read(page_of(composed)), read(page_of(hostile)), read(page_of(selected))):
        assert not {"img", "link", "iframe", "object", "embed", "base", "form", "image"} & {
            tag for tag, _ in page.tags
        }
        for tag, attributes in page.tags:
            assert not {"src", "srcset", "style", "action"} & set(attributes), tag
            assert [] == [name for name in attributes if name.startswith("on")]
            others = {k: v for k, v in attributes.items() if (tag, k) != ("a", "href")}
            assert [] == [value for value in others.values() if "://" in value]
        for block in (*page.blocks["script"], *page.blocks["style"]):
            assert "://" not in block
            assert "@import" not in block
            assert "url(" not in block


def test_links_lead_to_the_web_or_within() -> None:
    """A script in the address of an own addition does not become a link; it stays as text."""
    for page in (read(page_of(composed)), read(page_of(hostile))):
        links = [link["href"] for link in page.named("a")]
        assert [] == [link for link in links if not re.match(r"https://|http://|#", link)]
    assert "javascript:alert(1)" in read(page_of(composed)).text


def test_only_our_script_and_style_are_allowed() -> None:
    """The policy names the hashes of exactly what stands in the page, and nothing unsafe."""
    page = read(page_of(hostile))
    policy = content_security_policy()
    given = [each for each in page.named("meta") if "http-equiv" in each]
    assert [policy] == [each["content"] for each in given]
    for kind in ("script", "style"):
        block = "".join(page.blocks[kind])
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert 1 == len(page.named(kind))
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    for rule in ("default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'"):
        assert rule in policy


def test_hostile_words_are_words() -> None:
    """What a person typed stands there as typed, and makes no tag."""
    page = read(page_of(hostile))
    assert [] == [text for text in HOSTILE if plain(text) not in page.text]
    assert "<b>x" * 25_000 in page.text
    assert [] == page.named("img") + page.named("i")


@pytest.mark.parametrize(
    ("regions", "topic", "limit"),
    [
        (GRONINGEN, "optiek", AIM),
        (GRONINGEN, None, AIM),
        (NOORD, "optiek", AIM),
        (NOORD, None, AIM),
        (frozenset(), None, LIMIT),
    ],
)
def test_it_is_small(regions: frozenset[str], topic: str | None, limit: int) -> None:
    """Budget 9: at most 150 kB as it travels, and a region's file less than half of that."""
    assert len(gzip.compress(page_of(selected, regions, topic), 6)) <= limit


def test_the_legend_says_what_is_drawn() -> None:
    """Each class in words, and a line for every kind of sign, but none for what is not there."""
    t = Texts("nl")
    everything = read(page_of(selected, NOORD, "zorg", "nl", frozenset(Layer))).text
    optics = read(page_of(selected)).text
    country = read(page_of(selected, frozenset(), None)).text
    assert [] == [words for _, words in selected().legend if words not in optics]
    assert t("html.badge") in everything
    assert t("legend.chosen") in everything
    assert t("html.line") in optics
    for key in ("html.line", "html.badge", "legend.chosen", "legend.unknown"):
        assert t(key) not in country


def test_regions_without_data_are_hatched_and_said() -> None:
    """Unknown has its own sign on the map and in the legend."""
    selection = Selection(regions=GRONINGEN, measure=Measure.TIGHTNESS)
    handout = handout_of_selection(DATASET, selection, Texts("nl"), DAY)
    page = read(write(handout))
    unknown = [region for region in handout.view.regions if region.figure.value is None]
    fills = [path["fill"] for path in page.named("path") if "data-code" in path]
    assert len(unknown) == fills.count("url(#ik-map-hatch)") > 0
    assert Texts("nl")("legend.unknown") in page.text


def test_a_map_of_nothing_says_so() -> None:
    """Without any item the page says that, and still has its map and sources."""
    empty = InspirationMap("Leeg", regions=GRONINGEN)
    page = read(write(handout_of_map(DATASET, empty, Texts("nl"), DAY)))
    assert Texts("nl")("compose.empty", area="Groningen") in page.text
    assert 35 == len([path for path in page.named("path") if "data-code" in path])
    assert Texts("nl")("html.online") not in page.text


# ------------------------------------------------------------------ in a browser


@dataclass
class Opened:
    """A page in Chromium without network, and what went wrong there."""

    page: Page
    faults: list[str]

    def status(self) -> str:
        """What the line under the filters says."""
        return self.page.locator(".status").inner_text()

    def box(self) -> list[float]:
        """The part of the map that is seen."""
        seen = self.page.locator("#ik-map").get_attribute("viewBox") or ""
        return [float(each) for each in seen.split()]


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once for all these tests."""
    with chromium() as running:
        yield running


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a file as a person would who received it, on a computer without network."""
    with ExitStack() as stack:
        seen: list[Opened] = []

        def open_it(
            content: bytes, size: tuple[int, int] = DESKTOP, *, scripts: bool = True
        ) -> Opened:
            path = tmp_path / f"{len(seen)}.html"
            path.write_bytes(content)
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                java_script_enabled=scripts,
                has_touch=size == PHONE,
            )
            stack.callback(context.close)
            faults: list[str] = []
            context.set_offline(True)
            context.route(re.compile("^(?!file:)"), lambda route: route.abort())
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("request", lambda asked: _note(faults, asked.url))
            page.on("console", lambda said: faults.append(said.text))
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("dialog", lambda dialog: _dismiss(faults, dialog))
            page.goto(path.as_uri())
            seen.append(Opened(page, faults))
            return seen[-1]

        yield open_it
        assert [] == [fault for each in seen for fault in each.faults]


def _note(faults: list[str], address: str) -> None:
    if not address.startswith("file:"):
        faults.append(address)


def _dismiss(faults: list[str], dialog: Dialog) -> None:
    faults.append(dialog.message)
    dialog.dismiss()


def _shown(opened: Opened, query: str) -> int:
    return opened.page.locator(f"{query}:visible").count()


@pytest.mark.browser
def test_filters_leave_what_fits(opened: Open) -> None:
    """Sector, level and words each hide the rest, say how many are left, and can be undone."""
    it = opened(page_of(selected, GRONINGEN, None))
    assert "Getoond: 17 van 17 onderdelen" in it.status()
    it.page.get_by_label("Sector").select_option("zorg")
    expect(it.page.locator(".status")).to_contain_text("Getoond: 2 van 17 onderdelen")
    assert 1 == _shown(it, ".sector")
    assert 2 == _shown(it, ".item")
    it.page.get_by_label("Niveau").select_option("middelbaar")
    expect(it.page.locator(".status")).to_contain_text("Getoond: 1 van 17 onderdelen")
    assert ["Verzorgenden"] == it.page.locator(".item:visible h4 bdi").all_inner_texts()
    it.page.locator(".opleiders summary").click()
    groups = it.page.locator(".opleiders tbody:visible .group").all_inner_texts()
    assert ["Verzorgenden"] == groups
    it.page.get_by_role("button", name="Alles tonen").click()
    expect(it.page.locator(".status")).to_contain_text("Getoond: 17 van 17 onderdelen")
    it.page.get_by_label("Zoek").fill("SCHOONMAKÉRS alfa")
    expect(it.page.locator(".status")).to_contain_text("Getoond: 1 van 17 onderdelen")
    rows = it.page.locator(".opleiders tbody tr:not(.group):visible")
    assert rows.count() > 0
    assert all("Alfa" in row for row in rows.all_inner_texts())
    it.page.get_by_label("Zoek").fill("zzzz")
    expect(it.page.locator(".nothing:visible").first).to_have_text("Hier past niets bij uw keuze.")
    assert 0 == _shown(it, ".item")


@pytest.mark.browser
def test_a_region_is_chosen_on_the_map_or_in_the_list(opened: Open) -> None:
    """Either way it gets a border, a sentence and its rows; a second click lets it go."""
    it = opened(page_of(selected, GRONINGEN, None))
    listed = it.page.get_by_role("combobox", name="Arbeidsmarktregio")
    it.page.locator("[data-code=AM05]").click()
    expect(listed).to_have_value("AM05")
    expect(it.page.locator(".picked")).to_contain_text("Twente: ")
    it.page.locator(".regios summary").click()
    assert ["Twente"] == it.page.locator(".regios tbody th:visible").all_inner_texts()
    assert "1 van 35 rijen" == it.page.locator(".regios .count").inner_text()
    shape = it.page.locator("[data-code=AM05]").get_attribute("d")
    assert shape == it.page.locator(".ring").get_attribute("d")
    it.page.locator("[data-code=AM05]").click()
    expect(listed).to_have_value("")
    assert not it.page.locator(".ring").get_attribute("d")
    listed.select_option("AM01")
    expect(it.page.locator(".picked")).to_contain_text("Groningen: ")
    it.page.locator(".opleiders summary").click()
    regions = it.page.locator(".opleiders tbody tr:not(.group):visible").all_inner_texts()
    assert regions
    assert all("Groningen" in row for row in regions)


@pytest.mark.browser
def test_the_map_moves_by_keyboard_button_and_mouse(opened: Open) -> None:
    """Zoom and pan each way; at home the arrows belong to the page; a drag chooses nothing."""
    it = opened(page_of(selected))
    home = it.box()
    it.page.locator("#map").focus()
    ring = it.page.locator("#map").evaluate("(map) => getComputedStyle(map).outlineWidth")
    it.page.keyboard.press("ArrowRight")
    assert home == it.box()
    it.page.keyboard.press("+")
    nearer = it.box()
    assert nearer[2] < home[2]
    it.page.keyboard.press("ArrowRight")
    assert it.box()[0] > nearer[0]
    it.page.keyboard.press("ArrowDown")
    assert it.box()[1] > nearer[1]
    it.page.keyboard.press("0")
    assert home == it.box()
    assert "3px" == ring
    it.page.get_by_role("button", name="Inzoomen").click()
    it.page.get_by_role("button", name="Kaart naar links").click()
    assert it.box()[0] < nearer[0]
    before = it.box()
    place = it.page.locator("#ik-map").bounding_box()
    assert place
    it.page.mouse.move(place["x"] + 200, place["y"] + 200)
    it.page.mouse.down()
    it.page.mouse.move(place["x"] + 150, place["y"] + 160, steps=4)
    it.page.mouse.up()
    assert it.box()[0] > before[0]
    assert it.box()[1] > before[1]
    assert "" == it.page.get_by_role("combobox", name="Arbeidsmarktregio").input_value()
    it.page.get_by_role("button", name="Heel Nederland").click()
    assert home == it.box()


@pytest.mark.browser
def test_two_fingers_move_the_map_and_one_scrolls_the_page(opened: Open) -> None:
    """A pinch zooms the map; a single finger is left to the page."""
    it = opened(page_of(selected), PHONE)
    home = it.box()
    place = it.page.locator("#ik-map").bounding_box()
    assert place
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    client = it.page.context.new_cdp_session(it.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": at[0], "y": at[1], "id": index} for index, at in enumerate(points)]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    touch("touchStart", (x - 20, y), (x + 20, y))
    touch("touchMove", (x - 60, y), (x + 60, y))
    touch("touchEnd")
    assert it.box()[2] == pytest.approx(home[2] / 3, rel=0.05)
    zoomed = it.box()
    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x, y - 25 * step))
    touch("touchEnd")
    assert zoomed == it.box()
    assert it.page.evaluate("scrollY") > 0


@pytest.mark.browser
def test_without_scripts_everything_is_there(opened: Open) -> None:
    """No control that would do nothing, and every item, source and folded table to be read."""
    it = opened(page_of(selected, GRONINGEN, None), scripts=False)
    assert 17 == _shown(it, ".item")
    assert 0 == it.page.get_by_role("button").count()
    assert 0 == it.page.get_by_role("combobox").count()
    it.page.locator(".opleiders summary").click()
    assert 375 == it.page.locator(".opleiders tbody tr:not(.group):visible").count()
    assert it.page.locator("#ik-map").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_on_paper_it_is_whole(opened: Open, scripts: bool) -> None:
    """The map on the first page, folded tables open, addresses written out, no controls."""
    it = opened(page_of(selected), scripts=scripts)
    document = pypdfium2.PdfDocument(it.page.pdf(prefer_css_page_size=True))
    pages = [page.get_textpage().get_text_range() for page in document]
    width, height = document[0].get_size()
    text = plain(" ".join(pages))
    document.close()
    assert (595, 842) == pytest.approx((width, height), abs=2)
    assert "Groningen" in pages[0]
    assert "opleiders met een opleiding voor deze beroepen" in plain(pages[0])
    assert "Zuidoost-Brabant" in text  # a row of a table that is folded on a screen
    assert "werk.nl/nl/beroepskeuze" in text
    assert "Alles tonen" not in text
    assert f"1 / {len(pages)}" in plain(pages[0])


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    ("which", "arguments"),
    [
        (composed, ("nl",)),
        (composed, ("en",)),
        (selected, (NOORD, None, "nl")),
        (selected, (NOORD, None, "en")),
        (hostile, ()),
    ],
)
def test_axe_finds_nothing(
    opened: Open,
    which: Callable[..., Handout],
    arguments: tuple[object, ...],
    size: tuple[int, int],
) -> None:
    """WCAG 2.2 A and AA as far as a machine can tell, with the tables folded and open."""
    it = opened(page_of(which, *arguments), size)
    assert [] == violations(it.page, axe_script())
    it.page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    it.page.get_by_role("combobox").last.select_option("AM01")
    assert [] == violations(it.page, axe_script())


@pytest.mark.browser
@pytest.mark.parametrize("which", [composed, hostile, selected])
def test_it_fits_a_narrow_screen(opened: Open, which: Callable[..., Handout]) -> None:
    """At 320 pixels nothing makes the page scroll sideways; wide tables scroll by themselves."""
    it = opened(page_of(which), (320, 640))
    it.page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    assert 320 == it.page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.browser
def test_hostile_words_do_nothing_in_a_browser(opened: Open) -> None:
    """No dialog, no script, nothing loaded, no breach of the policy; it still works."""
    it = opened(page_of(hostile))
    it.page.get_by_label("Zoek").fill("<script>window.hacked=1")
    expect(it.page.locator(".status")).to_contain_text("onderdelen")
    assert not it.page.evaluate("'hacked' in window")
    assert HOSTILE[0] in it.page.locator("h1").inner_text()


@pytest.mark.browser
def test_a_strange_script_is_stopped_by_the_policy(opened: Open) -> None:
    """Twin: had a script or style come through the escaping, it would not run, and be seen."""
    page = page_of(selected).replace(
        b"<main", b"<script>window.hacked=1</script><p id=x style='color:red'>x</p><main"
    )
    it = opened(page)
    assert not it.page.evaluate("'hacked' in window")
    assert "rgb(255, 0, 0)" != it.page.locator("#x").evaluate("(x) => getComputedStyle(x).color")
    assert 2 == len([fault for fault in it.faults if "Content Security Policy" in fault])
    it.faults.clear()
