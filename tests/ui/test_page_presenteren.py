"""The page Presenteren, as Streamlit draws it: what is shared, links, codes, troubles."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from inspiratiekaart.dataset import open_dataset, pinned
from inspiratiekaart.inspiration import InspirationMap, Item, describe, put
from inspiratiekaart.schema import Language
from inspiratiekaart.share import Share
from inspiratiekaart.snapshots.hosting import EMBEDDERS, PUBLIC_URL
from inspiratiekaart.store import Links, StoreUnavailableError, find_share
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache
from tests.ui.apptest import headings, html, run

LANGUAGES: tuple[Language, ...] = ("nl", "en")
HOME = "https://kaart.example.org"
HOSTILE = "<img src=x onerror=alert(1)>\"'{{ 7*7 }}"
TITLE = "Zien en horen in het Noorden"

_page = partial(run, "presenteren")
T = Texts("nl")
NAMED = pinned(open_dataset()).edition  # what a link names: the sealed one where there is one


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PUBLIC_URL, HOME)
    monkeypatch.delenv(EMBEDDERS, raising=False)


def _kept(title: str = TITLE) -> Links:
    composed = InspirationMap(regions=frozenset({"AM01"}))
    composed = put(composed, Item("", "occupation", "opticiens", "detailhandel"))
    return cache.store().create(describe(composed, title=title))


def _codes(page: AppTest) -> list[str]:
    return [str(code.value) for code in page.code]


def _make(page: AppTest) -> AppTest:
    page = page.button(key="short_make").click().run()
    assert not page.exception
    return page


def _short(page: AppTest) -> str:
    """The code in the address bar; AppTest gives a list of what a test put there itself."""
    held = page.query_params["kort"]
    return held if isinstance(held, str) else held[0]


def _shared(code: str) -> Share:
    return find_share(cache.store(), code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_selection_is_shared_with_its_edition(language: Language) -> None:
    """A link without a session, a code to scan and to download, and two ways to present."""
    t = Texts(language)
    page = _page(taal=language, regios="AM01", sector="optiek")
    shown = html(page)
    assert [t("present.title")] == headings(shown)
    link = _codes(page)[0]
    assert link.startswith(f"{HOME}/deel/kaart?regios=AM01&sector=optiek&editie={NAMED}&stand=")
    assert ("taal=en" in link) == (language == "en")
    assert f'alt="{t("present.qr.alt", link=link.replace("&", "&amp;"))}"' in shown
    assert quote("<svg") in shown
    for per in ("regio", "sector"):
        assert re.search(
            rf'class="ik-out" href="deel/kaart/presentatie\?[^"]*per={per}[^"]*"', shown
        )
    assert t("present.link.view", edition=NAMED) in shown
    assert t("present.link.edit") not in shown
    assert t("present.what.kaart") not in shown
    assert 1 == len(page.get("download_button"))


def test_without_a_map_or_short_link_the_store_stays_closed(store_folder: Path) -> None:
    """Who shares a selection waits for no database."""
    _page(regios="AM01")
    assert [] == list(store_folder.iterdir())


def test_a_short_link_is_made_on_demand_and_survives_a_refresh() -> None:
    """Large, with a code of its own; another visitor with the same address sees the same."""
    page = _make(_page(regios="AM01", sector="optiek"))
    code = _short(page)
    assert re.fullmatch(r"[0-9a-z]{4}(-[0-9a-z]{4}){2}", code)
    again = _page(regios="AM01", sector="optiek", kort=code)
    for each in (page, again):
        assert f"<b>{code}</b>" in html(each)
        assert f"{HOME}/deel/{code}" in _codes(each)
        assert 2 == len(each.get("download_button"))
        assert not [button for button in each.button if button.key == "short_make"]
    kept = _shared(code)
    assert (NAMED, frozenset({"AM01"})) == (kept.edition, kept.selection.regions)


def test_with_a_short_link_it_is_the_one_that_is_presented() -> None:
    """So that what stands on each screen can be typed over; without one the page says how."""
    page = _page(regios="AM01", sector="optiek")
    tip = Texts("nl")("present.start.short")
    assert tip in html(page)
    assert 'href="deel/kaart/presentatie?' in html(page)
    code = _short(_make(page))
    assert tip not in html(page)
    assert f'href="deel/{code}/presentatie?per=regio"' in html(page)


def test_a_short_link_of_something_else_is_not_shown_as_this_one() -> None:
    """Another choice, or another language: the old one keeps working, and a new one can be made."""
    code = _short(_make(_page(regios="AM01")))
    for query in ({"regios": "AM02"}, {"regios": "AM01", "taal": "en"}):
        page = _page(**query, kort=code)
        t = Texts("en" if "taal" in query else "nl")
        assert t("present.short.other", code=code) in html(page)
        assert f"<b>{code}</b>" not in html(page)
        assert code != _short(_make(page))


@pytest.mark.parametrize("code", ["7k3m-92qp-x4vd", "x", HOSTILE])
def test_an_unknown_short_link_is_named_and_left(code: str) -> None:
    """The rest of the page is there."""
    page = _page(regios="AM01", kort=code)
    assert T("notice.ignored", names="kort") in html(page)
    assert "<img src=x" not in html(page)
    _make(page)


@pytest.mark.parametrize("way", ["edit", "read"])
def test_a_composed_map_is_shared_by_its_read_link(way: str) -> None:
    """Whoever has the edit link shares no more than reading, and is told what not to share."""
    links = _kept()
    page = _page(kaart=getattr(links, way))
    shown = html(page) + "".join(_codes(page))
    assert f"{HOME}/deel/{links.read}" == _codes(page)[0]
    assert TITLE in shown
    assert (T("present.link.edit") in shown) == (way == "edit")
    assert links.edit not in shown


def test_what_is_shared_is_a_choice_where_there_are_both() -> None:
    """The composed map first; one link leads to the selection, and back."""
    links = _kept()
    page = _page(kaart=links.read, regios="AM02", wat="keuze")
    shown = html(page)
    assert _codes(page)[0].startswith(f"{HOME}/deel/kaart?regios=AM02&")
    assert 2 == len(re.findall(r'href="presenteren\?[^"]*wat=(?:kaart|keuze)"', shown))
    assert T("present.what.label") in shown
    assert [f"{HOME}/deel/{links.read}"] == _codes(_page(kaart=links.read, wat="kaart"))[:1]
    wrong = _page(kaart=links.read, wat="iets")
    assert T("notice.ignored", names="wat") in html(wrong)


def test_a_short_link_of_a_map_stays_as_the_map_was() -> None:
    """Changing the map afterwards changes the read link's page, not the short link's."""
    links = _kept()
    page = _make(_page(kaart=links.edit))
    code = _short(page)
    stored = cache.store().read(links.edit)
    cache.store().save(links.edit, describe(stored.map, title="Anders"), stored.version)
    what = _shared(code).what
    assert isinstance(what, InspirationMap)
    assert TITLE == what.title
    later = _page(kaart=links.edit, kort=code)
    assert T("present.short.other", code=code) in html(later)
    opened = _page(kaart=code)
    assert f"{HOME}/deel/{code}" == _codes(opened)[0]
    assert f"<b>{code}</b>" in html(opened)
    assert T("present.link.pinned", date=T.date(_shared(code).made_on), edition=NAMED) in html(
        opened
    )


def test_an_unknown_map_is_said_and_the_selection_is_shared() -> None:
    """Nothing is lost by half a link."""
    page = _page(kaart="x" * 32, regios="AM01")
    assert T("store.unknown_link") in html(page)
    assert "/deel/kaart?regios=AM01" in _codes(page)[0]


def _away(*_args: object) -> None:
    raise StoreUnavailableError("unavailable")


def test_while_the_store_is_away_the_page_says_so_and_loses_nothing() -> None:
    """Making a short link can be tried again; one that was made stays in the address."""
    code = _short(_make(_page(regios="AM01")))
    with pytest.MonkeyPatch.context() as patch:
        for verb in ("keep_share", "find_share"):
            patch.setattr(f"inspiratiekaart.ui.present_short.{verb}", _away)
        page = _page(regios="AM01", kort=code)
        assert T("store.unavailable") in html(page)
        assert code == _short(page)
        page = _make(page)
        assert T("store.unavailable") in html(page)
        assert "/deel/kaart?regios=AM01" in _codes(page)[0]
    page = page.run()
    assert not page.exception
    assert f"<b>{code}</b>" in html(page)


def test_a_map_that_waits_for_the_store_has_no_link_yet() -> None:
    """The page says so, and offers to share the selection."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inspiratiekaart.store.keeping.Store.create", _away)
        page = run("samenstellen", regios="AM01")
        page = page.button(key="start_empty").click().run()
        page = page.switch_page("pages/presenteren.py").run()
        assert not page.exception
        assert T("present.not_kept") in html(page)
        assert "/deel/kaart?" in _codes(page)[0]


def test_the_frame_says_who_may_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of HTML to copy; nobody may until the operator says so."""
    links = _kept(HOSTILE)
    page = _page(kaart=links.read)
    assert T("present.embed.nobody", variable=EMBEDDERS) in html(page)
    snippet = _codes(page)[-1]
    assert snippet.startswith(f'<iframe src="{HOME}/deel/{links.read}?embed=1" title="')
    assert "<img" not in snippet
    assert "<img src=x" not in html(page)
    assert "{{ 7*7 }}" in html(page)
    monkeypatch.setenv(EMBEDDERS, "https://a.example.org https://b.example.org")
    names = T.listed(["https://a.example.org", "https://b.example.org"])
    assert T("present.embed.allowed", names=names, variable=EMBEDDERS) in html(_page())


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_address_the_link_is_relative(
    monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """And the page says who can mend that; there is nothing to scan or to embed."""
    monkeypatch.delenv(PUBLIC_URL)
    t = Texts(language)
    page = _make(_page(taal=language, regios="AM01"))
    shown = html(page)
    assert t("present.link.relative", variable=PUBLIC_URL) in shown
    assert t("present.embed.none") in shown
    assert "data:image/svg+xml" not in shown
    assert all(code.startswith("/deel/") for code in _codes(page))
    assert not page.get("download_button")


def test_an_address_of_this_machine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would work for nobody else."""
    monkeypatch.setenv(PUBLIC_URL, "http://localhost:8501")
    assert T("present.link.local", variable=PUBLIC_URL) in html(_page())
    monkeypatch.setenv(PUBLIC_URL, HOME)
    assert T("present.link.local", variable=PUBLIC_URL) not in html(_page())
