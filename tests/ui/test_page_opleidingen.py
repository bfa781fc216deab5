"""The page Opleidingen, as Streamlit draws it."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from inspiratiekaart.paths import PROJECT
from inspiratiekaart.texts import Texts


def _page(**query: str) -> AppTest:
    page = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page = page.run().switch_page("pages/opleidingen.py").run()
    assert not page.exception
    return page


def _html(page: AppTest) -> str:
    return "".join(element.proto.body for element in page.get("html"))


def _headings(page: AppTest) -> list[str]:
    return re.findall(r"<h1[^>]*>([^<]*)</h1>", _html(page))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_shows_everything_at_first(language: str) -> None:
    """One h1, the number found, both tabs, groups with a kind, and what the words mean."""
    t = Texts("nl" if language == "nl" else "en")
    page = _page(taal=language) if language == "en" else _page()
    html = _html(page)
    assert [t("offers.title.all")] == _headings(page)
    assert t("offers.tab.offers", n=t.number(12387)) in html
    assert t("offers.tab.providers", n="241") in html
    assert 12 == html.count('<li class="ik-offers-group">')
    assert t("offers.meaning.recognised") in html
    assert "pagina=43" in html


@pytest.mark.parametrize("language", ["nl", "en"])
def test_absent_here_names_the_nearest_outside(language: str) -> None:
    """Opticians in Groningen: nothing, why perhaps, what to let go, and the nearest with year."""
    t = Texts("nl" if language == "nl" else "en")
    html = _html(_page(taal=language, regios="AM01", beroep="opticiens"))
    assert t("offers.empty.heading") in html
    assert t("offers.nearest_none") in html
    assert "Deltion College" in html
    assert "2019" in html
    assert re.search(r'href="opleidingen\?[^"]*beroep=opticiens"[^>]*>[^<]*15 ', html)


def test_unknown_parameters_are_named_and_left_out() -> None:
    """A link with nonsense still shows the page, and says what it skipped."""
    page = _page(vorm="los", prijs="gratis", pagina="x", toon="niets", zoek="<script>alert(1)")
    html = _html(page)
    assert Texts("nl")("notice.ignored", names="vorm, prijs") in html
    assert "<script>alert" not in html


def test_fields_write_the_link_and_start_at_the_first_page() -> None:
    """Typing and choosing changes the address; the page number goes."""
    page = _page(pagina="4")
    page.text_input(key="offers_words").set_value(" Opticien ").run()
    page.multiselect(key="offers_forms").set_value(["bbl"]).run()
    page.selectbox(key="offers_price_max").set_value("500").run()
    assert not page.exception
    query = {key: page.query_params[key] for key in page.query_params}
    assert {"zoek": "Opticien", "vorm": "bbl", "prijs": "500"} == query
    assert "Wij vonden 8 opleidingen bij 7 opleiders." in _html(page)
    assert "bbl (werken en leren) (8)" in page.multiselect(key="offers_forms").options


def test_an_emptied_field_leaves_the_link() -> None:
    """Clearing what was typed gives the whole list back."""
    page = _page(zoek="opticien", plaats="Assen", straal="60")
    page.text_input(key="offers_words").set_value("").run()
    page.text_input(key="offers_place").set_value("").run()
    assert not page.exception
    assert "12.387" in _html(page)
    assert "zoek" not in page.query_params


def test_a_place_gives_distances_and_an_unknown_place_says_so() -> None:
    """Around Assen each group has its kilometres; around nowhere a notice."""
    near = _page(plaats="Assen", straal="40", zoek="verpleegkundige")
    assert ["Opleidingen binnen 40 km van Assen"] == _headings(near)
    assert "23 km van Assen" in _html(near)
    far = _html(_page(plaats="Xyzzy"))
    assert "Xyzzy" in far
    assert "Controleer de spelling" in far


def test_several_places_can_be_told_apart() -> None:
    """Where a name can mean more places, the others are links."""
    html = _html(_page(plaats="Bergen"))
    assert "Of bedoelt u" in html
    assert 'href="opleidingen?plaats=Bergen+%28L.%29"' in html


def test_one_group_and_one_provider_can_be_let_go() -> None:
    """A list of one provider says so, with the way back."""
    assert "U ziet alleen Firda in Leeuwarden." in _html(_page(locatie="08PG-leeuwarden"))
    assert "U ziet alleen Firda." in _html(_page(opleider="08PG"))


@pytest.mark.parametrize("edition", ["2021", "2026"])
def test_the_providers_are_a_table(edition: str) -> None:
    """All 109 funded institutions over the pages of a real table with a caption."""
    pages = [
        _html(_page(toon="opleiders", bekostigd="ja", editie=edition, pagina=str(number)))
        for number in (1, 2, 3)
    ]
    rows = [row for html in pages for row in re.findall(r'<tr><th scope="row">', html)]
    assert 109 == len(rows)
    assert "<caption>109 opleiders, van wie 109 bekostigd door de overheid." in pages[0]
