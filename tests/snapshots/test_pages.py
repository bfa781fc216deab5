"""A shared page is the exported page, with its address, its news and its way into the app."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from markupsafe import escape

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.export import html
from inspiratiekaart.inspiration import InspirationMap, Item, put
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.share import Share
from inspiratiekaart.snapshots.addresses import Address, address_of_view
from inspiratiekaart.snapshots.pages import handout_of, page
from inspiratiekaart.snapshots.refusal import refusal
from inspiratiekaart.texts import Texts
from tests.export.handouts import HOSTILE

OLD, NEW = open_dataset("2021"), open_dataset("2026")
DAY = date(2026, 11, 22)
BASE = "https://example.org"
VIEW = Share(Selection(frozenset({"AM01"}), "optiek"), "nl", NEW.revision, DAY)
MAP = Share(
    put(
        InspirationMap(" ".join(HOSTILE)[:300], regions=frozenset({"AM01"})),
        Item("", "occupation", "opticiens", "detailhandel", note=HOSTILE[0]),
    ),
    "nl",
    "",
    DAY,
)
TOKEN = "T" * 32


def _address(share: Share) -> Address:
    if isinstance(share.what, Selection):
        return address_of_view(share.what, share.revision, BASE)
    return Address(TOKEN, base=BASE)


def _page(share: Share, **more: bool) -> str:
    t = Texts(share.language)
    return page(share, NEW, NEW, t, _address(share), **more).decode()


@pytest.mark.parametrize("share", [VIEW, MAP], ids=["selection", "map"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_shared_page_shows_what_the_exported_file_shows(share: Share, language: Language) -> None:
    """Map, words, tables and sources are the same; only what is around them differs."""
    shown = replace(share, language=language)
    link = _address(shown).whole(language)
    exported = html.write(handout_of(shown, NEW, Texts(language), link)).decode()

    def inner(text: str) -> str:
        return text.partition('<div class="columns">')[2].partition("<footer>")[0]

    assert len(inner(exported)) > 10_000
    assert inner(exported) == inner(_page(shown))


def test_a_pasted_link_shows_title_and_picture() -> None:
    """Open Graph names title, description, the page's own address and a picture of known size."""
    made = _page(VIEW)
    assert '<meta property="og:title" content="Optiek in Groningen">' in made
    own = _address(VIEW).whole("nl").replace("&", "&amp;")
    assert f'<meta property="og:url" content="{own}">' in made
    assert f'property="og:image" content="{BASE}/deel/kaart/beeld.png?regios=AM01' in made
    assert '<meta property="og:image:width" content="1200">' in made


def test_without_a_known_host_there_is_no_preview_and_no_code() -> None:
    """An address that we do not know is not made up."""
    unknown = address_of_view(Selection(frozenset({"AM01"})), NEW.revision)
    made = page(VIEW, NEW, NEW, Texts("nl"), unknown).decode()
    assert "og:" not in made
    assert 'class="qr"' not in made


def test_it_leads_into_the_app_and_to_the_other_language() -> None:
    """The same selection, relative to where the page stands; a map opens where it is composed."""
    made = _page(VIEW)
    assert 'href="../?regios=AM01&amp;sector=optiek"' in made
    assert "taal=en" in made
    assert f'href="../samenstellen?kaart={TOKEN}"' in _page(MAP)


def test_an_embedded_page_leaves_the_frame_to_its_website() -> None:
    """No head and no code of its own; a link opens the whole page in a window of its own."""
    made = _page(VIEW, is_embedded=True)
    assert 'class="top"' not in made
    assert 'class="qr"' not in made
    assert 'target="_blank" rel="noopener"' in made
    assert 'class="map"' in made


def test_words_of_a_person_are_text_in_the_head_too() -> None:
    """A hostile title stands in the meta elements as text."""
    made = _page(MAP)
    assert "<script>alert" not in made
    assert "<img" not in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made


def test_an_older_edition_says_that_there_is_a_newer_one() -> None:
    """The notice stands on the page, and what changed is folded under it."""
    share = replace(VIEW, what=replace(VIEW.selection, edition="2021"))
    made = page(share, OLD, NEW, Texts("nl"), _address(share)).decode()
    assert Texts("nl")("shared.newer", old="2021", new="2026") in made
    assert "editie=2026" in made


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_refusal_says_what_and_where_to_go(language: Language) -> None:
    """The sentence is text, and there is a way out."""
    t = Texts(language)
    made = refusal(t, HOSTILE[0], "../").decode()
    assert "&lt;script&gt;" in made
    assert "<script" not in made
    assert str(escape(t("shared.to_app"))) in made
    assert f'<html lang="{language}">' in made
