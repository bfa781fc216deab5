"""Samenstellen opens what was shared: by code, by token, by whole links; to read, and to copy."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from inspiratiekaart.inspiration import InspirationMap, Item, describe, put
from inspiratiekaart.selection import Selection
from inspiratiekaart.share import Share
from inspiratiekaart.snapshots.hosting import PUBLIC_URL
from inspiratiekaart.store import keep_share
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache
from tests.ui.apptest import headings, html, run

DAY = date(2026, 3, 5)
HOME = "https://kaart.example.org"
TITLE = "Zien en horen"
T = Texts("nl")

_page = partial(run, "samenstellen")


def _map() -> InspirationMap:
    composed = put(InspirationMap(), Item("", "occupation", "opticiens", "detailhandel"))
    return describe(composed, title=TITLE)


def _code(what: Selection | InspirationMap) -> str:
    return keep_share(cache.store(), Share(what, "nl", "", DAY))


def _token(page: AppTest) -> str:
    held = page.query_params["kaart"]
    return held if isinstance(held, str) else held[0]


def _copied(page: AppTest) -> InspirationMap:
    """The map that the page leads to now, which is its visitor's own."""
    stored = cache.store().read(_token(page))
    assert stored.can_edit
    return stored.map


def test_a_code_shows_the_shared_map_to_read() -> None:
    """No field to write in; the day of sharing, and a copy of one's own."""
    code = _code(_map())
    page = _page(kaart=code)
    assert [TITLE] == headings(html(page))
    assert T("making.read.shared", when=T.date(DAY)) in html(page)
    assert not page.text_input
    page = page.button(key="compose_fork").click().run()
    assert not page.exception
    assert code != _token(page)
    assert _map() == _copied(page)


@pytest.mark.parametrize("typed", [str.upper, lambda code: code.replace("-", " ")])
def test_a_code_may_be_typed_otherwise(typed: partial[str]) -> None:
    """As read_code forgives."""
    assert [TITLE] == headings(html(_page(kaart=typed(_code(_map())))))


def test_a_code_of_a_selection_shows_its_proposal() -> None:
    """In the edition that was shared; nothing is kept before somebody asks for a copy."""
    page = _page(kaart=_code(Selection(regions=frozenset({"AM01"}), edition="2021")))
    assert ["Werk en opleiding in Groningen"] == headings(html(page))
    page = page.button(key="compose_fork").click().run()
    assert not page.exception
    assert ("2021", frozenset({"AM01"})) == (_copied(page).edition, _copied(page).regions)


@pytest.mark.parametrize("kaart", ["7k3m-92qp-x4vd", "x" * 32])
def test_what_nobody_shared_is_said(kaart: str) -> None:
    """With the ways to start."""
    page = _page(kaart=kaart)
    assert T("store.unknown_link") in html(page)
    assert [T("making.start.title")] == headings(html(page))


@pytest.mark.parametrize(
    "link",
    [
        "{code}",
        "  {code}  ",
        "{token}",
        "https://kaart.example.org/deel/{code}",
        "kaart.example.org/deel/{code}",
        "/deel/{token}?taal=en",
        "http://localhost:8501/kaart/deel/{token}/presentatie?per=regio#x",
        "https://kaart.example.org/samenstellen?regios=AM01&kaart={token}&taal=en",
        "https://kaart.example.org/samenstellen?kaart={code}",
        "?kaart={token}",
    ],
)
def test_any_link_to_a_map_starts_a_copy(link: str) -> None:
    """Whole or bare, with a token or with a code."""
    given = link.format(code=_code(_map()), token=cache.store().create(_map()).read)
    assert _map() == _copied(_started(given))


def test_a_link_to_a_view_starts_its_proposal() -> None:
    """What makes no sense in it is left out."""
    made = _copied(_started(f"{HOME}/deel/kaart?regios=AM01,XX9&editie=2021&stand=x"))
    assert ("2021", frozenset({"AM01"})) == (made.edition, made.regions)
    assert made.items


@pytest.mark.parametrize(
    "link", ["", "http://[", "https://kaart.example.org/deel/", "/deel/%00", "<b>"]
)
def test_a_link_to_nothing_is_said(link: str) -> None:
    """And nothing is made."""
    page = _started(link)
    assert T("store.unknown_link") in html(page)
    assert "kaart" not in page.query_params


def _started(link: str) -> AppTest:
    page = _page()
    page.text_input(key="compose_link").set_value(link)
    page = (
        page.button(key=f"FormSubmitter:start_link-{T('making.start.link_button')}").click().run()
    )
    assert not page.exception
    return page


def test_the_link_to_hand_out_needs_no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """The read link is a shared page; the edit link stays in the app; one link leads on."""
    monkeypatch.setenv(PUBLIC_URL, HOME)
    links = cache.store().create(_map())
    page = _page(kaart=links.edit, taal="en")
    read, edit = (str(code.value) for code in page.code)
    assert f"{HOME}/deel/{links.read}?taal=en" == read
    assert f"{HOME}/samenstellen?kaart={links.edit}&taal=en" == edit
    assert 'href="presenteren"' in html(page)
