"""The page Samenstellen, as Streamlit draws it: start, add, order, keep, conflict, read, fork."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from inspiratiekaart.inspiration import InspirationMap, Item, describe, put
from inspiratiekaart.inspiration_file import from_json, to_json
from inspiratiekaart.schema import Language
from inspiratiekaart.store import Links, StoreUnavailableError
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache
from tests.ui.apptest import headings, html, run

LANGUAGES: tuple[Language, ...] = ("nl", "en")
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>{{ 7*7 }} **vet** \u202eom"

_page = partial(run, "samenstellen")
T = Texts("nl")


def _map(*keys: str) -> InspirationMap:
    composed = InspirationMap(regions=frozenset({"AM01"}))
    for key in keys:
        composed = put(composed, Item("", "occupation", key, "detailhandel"))
    return composed


def _kept(*keys: str) -> Links:
    return cache.store().create(_map(*keys))


def _stored(token: str) -> InspirationMap:
    return cache.store().read(token).map


def _token(page: AppTest) -> str:
    """The token in the address bar; AppTest gives a list of what a test put there itself."""
    held = page.query_params["kaart"]
    return held if isinstance(held, str) else held[0]


def _keys(token: str) -> list[str]:
    return [item.key for item in _stored(token).items]


def _press(page: AppTest, key: str) -> AppTest:
    page = page.button(key=key).click().run()
    assert not page.exception
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_map_there_are_ways_to_start(language: Language) -> None:
    """A proposal, empty, the example, a link, a file; nothing is made yet."""
    t = Texts(language)
    page = _page(taal=language, regios="AM01")
    assert [t("making.start.title")] == headings(html(page))
    for way in ("draft", "empty", "example", "link", "file"):
        assert t(f"making.start.{way}") in html(page)
    assert "kaart" not in page.query_params


def test_a_proposal_is_kept_at_once() -> None:
    """The address bar gets the edit link, and the store has what the page shows."""
    page = _press(_page(regios="AM01"), "start_draft")
    composed = _stored(_token(page))
    assert frozenset({"AM01"}) == composed.regions
    assert {"occupation", "gap"} == {item.kind for item in composed.items}
    assert ["Werk en opleiding in Groningen"] == headings(html(page))


def test_the_example_is_a_copy_that_can_be_changed() -> None:
    """The North, with three regions."""
    page = _press(_page(), "start_example")
    composed = _stored(_token(page))
    assert frozenset({"AM01", "AM02", "AM03"}) == composed.regions


def test_order_removal_undo_and_redo_are_kept() -> None:
    """Each button is a version; what was undone is done again."""
    links = _kept("opticiens", "audiciens")
    page = _press(_page(kaart=links.edit), "compose_down_i1")
    assert ["audiciens", "opticiens"] == _keys(links.edit)
    page = _press(page, "compose_off_i2")
    assert ["opticiens"] == _keys(links.edit)
    page = _press(page, "compose_undo")
    assert ["audiciens", "opticiens"] == _keys(links.edit)
    page = _press(page, "compose_undo")
    assert ["opticiens", "audiciens"] == _keys(links.edit)
    page = _press(page, "compose_redo")
    assert ["audiciens", "opticiens"] == _keys(links.edit)


def test_a_section_moves_as_a_whole() -> None:
    """With its buttons up and down."""
    composed = put(_map("opticiens"), Item("", "provider", "00DV"))
    links = cache.store().create(composed)
    _press(_page(kaart=links.edit), "compose_down_section_detailhandel")
    assert ["00DV", "opticiens"] == _keys(links.edit)


def test_words_of_the_map_and_notes_are_kept_as_typed() -> None:
    """Also hostile ones: the page shows them as text."""
    links = _kept("opticiens")
    page = _page(kaart=links.edit)
    page = page.text_input(key="compose_about_title").set_value("Zien <b>en</b> horen").run()
    page = page.text_area(key="compose_about_introduction").set_value(HOSTILE).run()
    page.session_state["ik-open-i1"] = True
    page = page.run()
    page = page.text_area(key="compose_note_i1").set_value(HOSTILE).run()
    assert not page.exception
    kept = _stored(links.edit)
    assert "Zien <b>en</b> horen" == kept.title
    assert kept.items[0].note.startswith(HOSTILE)
    shown = html(page)
    assert "Zien &lt;b&gt;en&lt;/b&gt; horen" in shown
    assert 2 == shown.count("&lt;img src=x onerror=alert(1)&gt;")
    assert "<img src=x" not in shown
    assert "{{ 7*7 }}" in shown


def test_two_changes_at_once_are_both_kept() -> None:
    """A field that is left by clicking a button: the page is drawn once for both."""
    links = _kept("opticiens", "audiciens")
    page = _page(kaart=links.edit)
    page.text_input(key="compose_about_title").set_value("Samen")
    _press(page, "compose_down_i1")
    assert "Samen" == _stored(links.edit).title
    assert ["audiciens", "opticiens"] == _keys(links.edit)


@pytest.mark.parametrize(
    ("zet", "kind", "key"),
    [
        ("occupation:opticiens", "occupation", "opticiens"),
        ("gap:opticiens", "gap", "opticiens"),
        ("provider:00DV", "provider", "00DV"),
        ("example:groningen-rmt-praktijkleren-2022", "example", "groningen-rmt-praktijkleren-2022"),
    ],
)
@pytest.mark.parametrize("name", ["", "regio", "opleidingen"])
def test_one_click_puts_it_on_a_new_map(name: str, zet: str, kind: str, key: str) -> None:
    """From any page: a map of the chosen regions is made, and the address bar follows."""
    page = run("", regios="AM01", zet=zet) if not name else _landed(name, regios="AM01", zet=zet)
    composed = _stored(_token(page))
    assert frozenset({"AM01"}) == composed.regions
    assert [(kind, key)] == [(item.kind, item.key) for item in composed.items]
    assert "zet" not in page.query_params


def _landed(name: str, **query: str) -> AppTest:
    page = run(name)
    for key, value in query.items():
        page.query_params[key] = value
    page = page.run()
    assert not page.exception
    return page


def test_what_is_on_the_map_stays_once_and_the_news_can_be_undone() -> None:
    """The notice says what became of the click, and its link takes it off again."""
    links = _kept("opticiens")
    page = run("", kaart=links.edit, zet="occupation:audiciens")
    assert T("making.put.done", name="Audiciens") in html(page)
    assert 'href="?zet=weg:i2"' in html(page)
    page.query_params["zet"] = "occupation:audiciens"
    page = page.run()
    assert T("making.put.already", name="Audiciens") in html(page)
    page.query_params["zet"] = "weg:i2"
    page = page.run()
    assert T("making.put.off") in html(page)
    assert ["opticiens"] == _keys(links.edit)


def test_dragging_moves_within_a_section() -> None:
    """Before or after another item, however often it is asked; another section is no place."""
    composed = put(_map("opticiens", "audiciens"), Item("", "provider", "00DV"))
    links = cache.store().create(composed)
    for _ in range(2):
        run("", kaart=links.edit, zet="voor:i2:i1")
        assert ["audiciens", "opticiens", "00DV"] == _keys(links.edit)
    for _ in range(2):
        run("", kaart=links.edit, zet="na:i2:i1")
        assert ["opticiens", "audiciens", "00DV"] == _keys(links.edit)
    run("", kaart=links.edit, zet="voor:i2:i1")
    run("", kaart=links.edit, zet="na:i2:i3")
    assert ["audiciens", "opticiens", "00DV"] == _keys(links.edit)


@pytest.mark.parametrize(
    "zet", ["occupation:nergens", "own:x", "weg:i1", "", "occupation", "<script>:x", "voor:i1"]
)
def test_nonsense_makes_no_map(zet: str) -> None:
    """What is not there is said, and nothing is kept."""
    page = run("", zet=zet)
    assert "kaart" not in page.query_params
    assert "zet" not in page.query_params
    assert "<script>:x" not in html(page)


def test_adding_finds_professions_providers_and_examples() -> None:
    """The search answers with links; what is on the map says so."""
    links = _kept("opticiens")
    page = _page(kaart=links.edit)
    page = page.text_input(key="compose_words").set_value("opticiens").run()
    assert T("making.add.there") in html(page)
    page = page.text_input(key="compose_words").set_value("Noorderpoort").run()
    assert 'href="?zet=provider:' in html(page)
    page = page.text_input(key="compose_words").set_value("qqq <b>").run()
    assert "qqq &lt;b&gt;" in html(page)
    assert not page.exception


def _fill_own(page: AppTest, **typed: str) -> AppTest:
    page.session_state["compose_own"] = True
    page = page.run()
    for name, value in typed.items():
        page.text_input(key=f"compose_own_{name}").set_value(value)
    return page.button(key="FormSubmitter:own-Voeg toe").click().run()


def test_an_addition_of_ones_own_says_so_with_its_source() -> None:
    """The name is text; the fields are empty again."""
    links = _kept()
    page = _fill_own(
        _page(kaart=links.edit), name=HOSTILE, source="Werkbezoek", url="https://example.org"
    )
    assert not page.exception
    [item] = _stored(links.edit).items
    assert item.own
    assert "Werkbezoek" == item.own.source
    assert T("compose.own") in html(page)
    assert "<img src=x" not in html(page)
    assert "" == page.text_input(key="compose_own_name").value


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({}, ["name", "source"]),
        ({"name": "Leerbedrijf"}, ["source"]),
        ({"name": "x", "source": "y", "url": "javascript:alert(1)"}, ["url"]),
        ({"name": " \t ", "source": "y", "url": "https://a b"}, ["name", "url"]),
    ],
)
def test_an_addition_with_faults_is_not_added(typed: dict[str, str], faults: list[str]) -> None:
    """Each fault is a sentence, and what was typed stays."""
    links = _kept()
    page = _fill_own(_page(kaart=links.edit), **typed)
    assert not page.exception
    for fault in faults:
        assert T(f"making.own.fault.{fault}") in html(page)
    assert () == _stored(links.edit).items


def test_a_read_link_cannot_write_and_can_be_forked() -> None:
    """No field to write in; a copy gets links of its own and the other stays as it is."""
    links = _kept("opticiens")
    page = _page(kaart=links.read)
    assert not page.text_input
    assert not page.text_area
    assert links.edit not in html(page)
    asked = run("", kaart=links.read, zet="occupation:audiciens")
    assert T("making.put.only_read") in html(asked)
    page = _press(page, "compose_fork")
    token = _token(page)
    assert token not in (links.read, links.edit)
    _press(page, "compose_off_i1")
    assert [] == _keys(token)
    assert ["opticiens"] == _keys(links.edit)


def test_an_unknown_link_says_so_and_offers_to_start() -> None:
    """Somebody who lost half the link can still go on."""
    page = _page(kaart="x" * 32)
    assert T("store.unknown_link") in html(page)
    assert [T("making.start.title")] == headings(html(page))


@pytest.mark.parametrize(
    ("choice", "titles"),
    [
        ("theirs", ["van de ander"]),
        ("mine", ["van mij"]),
        ("apart", ["van de ander", "van mij"]),
    ],
)
def test_a_conflict_shows_both_and_loses_nothing(choice: str, titles: list[str]) -> None:
    """Theirs, mine as the newest, or mine apart; each keeps what the other had."""
    links = _kept("opticiens", "audiciens")
    page = _page(kaart=links.edit)
    cache.store().save(links.edit, describe(_map("opticiens"), title="van de ander"), 1)
    page = page.text_input(key="compose_about_title").set_value("van mij").run()
    shown = html(page)
    for expected in (T("making.conflict.text"), "van de ander", "van mij", "Audiciens"):
        assert expected in shown
    assert 1 == shown.count(T("making.conflict.only_here"))
    page = _press(page, f"conflict_{choice}")
    found = {_stored(links.edit).title, _stored(_token(page)).title}
    assert titles == sorted(found)
    if choice == "theirs":
        page = _press(page, "compose_undo")
        assert "van mij" == _stored(links.edit).title
    if choice == "mine":
        assert "van de ander" == cache.store().version(links.edit, 2).map.title


def test_an_earlier_version_can_be_brought_back() -> None:
    """As the newest; what came between stays, and undo goes back."""
    links = _kept("opticiens")
    page = _press(_page(kaart=links.edit), "compose_off_i1")
    page.session_state["compose_versions"] = True
    page = page.run()
    page = page.selectbox(key="compose_version").set_value(1).run()
    page = _press(page, "compose_restore")
    assert ["opticiens"] == _keys(links.edit)
    assert [3, 2, 1] == [each.number for each in cache.store().versions(links.edit)]


def _away(*_args: object) -> None:
    raise StoreUnavailableError("unavailable")


def _break(monkeypatch: pytest.MonkeyPatch) -> None:
    for verb in ("create", "read", "save", "versions", "restore", "fork"):
        monkeypatch.setattr(f"inspiratiekaart.store.keeping.Store.{verb}", _away)


def test_while_the_store_is_away_work_goes_on_and_is_kept_later() -> None:
    """The page says so; undo works; when the store is back nothing is missing."""
    links = _kept("opticiens")
    page = _page(kaart=links.edit)
    with pytest.MonkeyPatch.context() as patch:
        _break(patch)
        page = page.text_input(key="compose_about_title").set_value("Toch bewaard").run()
        page = _press(page, "compose_off_i1")
        assert T("store.unavailable") in html(page)
        assert T("making.not_kept") in html(page)
    page = page.run()
    assert not page.exception
    assert ("Toch bewaard", ()) == (_stored(links.edit).title, _stored(links.edit).items)


def test_a_map_begun_while_the_store_is_away_is_kept_later() -> None:
    """It has no link yet, and says so; the address bar gets one when there is."""
    with pytest.MonkeyPatch.context() as patch:
        _break(patch)
        page = _press(_page(regios="AM01"), "start_empty")
        assert "kaart" not in page.query_params
        assert T("making.links.none") in html(page)
        page = page.text_input(key="compose_about_title").set_value("Begonnen").run()
        assert not page.exception
    page = page.run()
    assert "Begonnen" == _stored(_token(page)).title


def test_a_click_while_the_store_is_away_says_that_it_is_not_kept_yet() -> None:
    """It is on the map all the same."""
    with pytest.MonkeyPatch.context() as patch:
        _break(patch)
        page = run("", regios="AM01", zet="occupation:opticiens")
    assert T("making.put.done", name="Opticiens") in html(page)
    assert T("making.not_kept") in html(page)
    page = page.run()
    assert ["opticiens"] == _keys(_token(page))


def test_a_note_of_100_kilobytes_is_kept_and_shown() -> None:
    """Letters of every kind, shown as they are."""
    long = "é😀 <b>" * 15_000
    links = cache.store().create(
        put(_map(), Item("", "occupation", "opticiens", "detailhandel", note=long))
    )
    page = _page(kaart=links.edit)
    assert "é😀 &lt;b&gt;" * 15_000 in html(page)


def _upload(content: bytes) -> AppTest:
    page = _page()
    page.file_uploader(key="compose_file").upload("kaart.json", content, "application/json")
    return page.run()


def test_a_file_becomes_a_map_again() -> None:
    """What was downloaded is the same map when it comes back."""
    composed = describe(_map("opticiens"), title="Uit een bestand")
    page = _upload(to_json(composed).encode())
    assert not page.exception
    assert composed == _stored(_token(page))


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"format": "iets anders"}'])
def test_a_damaged_file_is_said_and_changes_nothing(content: bytes) -> None:
    """The sentence names the fault."""
    page = _upload(content)
    assert not page.exception
    assert "ik-notice" in html(page)
    assert "kaart" not in page.query_params


def test_the_download_is_the_map() -> None:
    """Its text reads back as what the store has."""
    links = _kept("opticiens")
    page = _page(kaart=links.read)
    assert page.get("download_button")
    assert _stored(links.edit) == from_json(to_json(_stored(links.edit)))


def test_the_store_is_not_opened_by_who_makes_no_map(store_folder: Path) -> None:
    """Looking at the map page touches no database."""
    run("", regios="AM01", sector="optiek")
    assert [] == list(store_folder.iterdir())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query", [{}, {"regios": "AM01"}, {"regios": "AM01", "sector": "zorg"}], ids=str
)
def test_every_state_is_said_in_both_languages(query: dict[str, str], language: Language) -> None:
    """No sentence is missing in a map with everything on it."""
    page = _press(_page(taal=language, **query), "start_draft")
    assert Texts(language)("making.items.heading") in html(page)


def _shown(page: AppTest) -> int:
    return sum(str(button.key).startswith("compose_off_") for button in page.button)


def test_a_large_map_shows_one_section_at_a_time() -> None:
    """The whole country has hundreds of professions; the page stays quick."""
    page = _press(_page(), "start_draft")
    assert 0 < _shown(page) < 60
    sections = page.selectbox(key="compose_section")
    page = sections.set_value("zorg").run()
    assert not page.exception
    assert _shown(page) > 20
