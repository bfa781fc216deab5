"""The page Regio, as Streamlit draws it."""

from __future__ import annotations

import re
from functools import partial

import pytest

from inspiratiekaart.schema import Language
from inspiratiekaart.texts import Texts
from tests.ui.apptest import headings, run
from tests.ui.apptest import html as html_of

LANGUAGES: tuple[Language, ...] = ("nl", "en")


_page = partial(run, "regio")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_region_there_are_ways_to_choose_one(language: Language) -> None:
    """The empty page links to all regions and sets, and keeps what else is chosen."""
    html = html_of(_page(taal=language, sector="zorg"))
    assert [Texts(language)("region.empty.title")] == headings(html)
    assert 35 <= len(re.findall(r'href="regio\?regios=AM\d\d&amp;sector=zorg', html))
    assert 'href="regio?regios=AM01,AM02,AM03&amp;sector=zorg' in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_region_says_everything_in_order(language: Language) -> None:
    """Work, training, what is missing, help, figures and municipalities, each with its heading."""
    t = Texts(language)
    html = html_of(_page(taal=language, regios="AM01"))
    assert [t("title.area", area="Groningen")] == headings(html)
    keys = ("sectors", "wanted", "providers", "contacts", "examples", "facts", "gemeenten")
    places = [html.index(f">{t(f'region.{key}.heading')}</h2>") for key in keys]
    assert sorted(places) == places
    for expected in ("Assen", "UWV", "OOG Radio en TV", "Hanzehogeschool", t("work.regional")):
        assert expected in html


def test_the_north_and_optics_show_the_white_spot() -> None:
    """National statements are labelled, nobody trains inside, and Zwolle is the nearest."""
    t = Texts("nl")
    html = html_of(_page(regios="AM01,AM02,AM03", sector="optiek"))
    assert [t("title.area", area="Noord-Nederland")] == headings(html)
    assert t("region.wanted.empty_topic", topic="Optiek") in html
    assert t("work.national") in html
    assert t("gap.spot") in html
    assert "Deltion College in Zwolle, 51 km (2019)" in html
    assert t("trainers.editorial") in html


def test_a_region_without_a_head_office_names_the_nearest() -> None:
    """Drenthe says so, with the distance."""
    html = html_of(_page(regios="AM03"))
    assert "Drenthe heeft geen hoofdvestiging van een bekostigde opleider" in html
    assert "28 km hemelsbreed" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_says_so(language: Language) -> None:
    """Of Flevoland no statement, tightness or contact point is known, and the page says it."""
    t = Texts(language)
    html = html_of(_page(taal=language, regios="AM11"))
    assert t("region.wanted.empty") in html
    assert t("region.facts.no_tightness", region="Flevoland") in html
    assert t("region.contacts.how") in html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", ["2021", "2026"])
def test_a_region_whose_borders_moved_is_not_compared(language: Language, edition: str) -> None:
    """AM06 beside its other edition: refused, with the three municipalities that left."""
    t = Texts(language)
    other = "2021" if edition == "2026" else "2026"
    html = html_of(_page(taal=language, regios="AM06", editie=edition, naast=other))
    assert t("region.beside.not_comparable") in html
    for name in ("Elburg", "Nunspeet", "Olst-Wijhe"):
        assert f"<li>{name} " in html
    assert t("region.beside.caption") not in html


def test_another_region_and_the_country_stand_beside() -> None:
    """Figures of both in one table; different periods say so."""
    t = Texts("nl")
    html = html_of(_page(regios="AM01", naast="land"))
    assert t("region.beside.caption") in html
    assert "17.942.942" in html
    assert t("region.beside.other_period") in html
    assert "391.634" in html_of(_page(regios="AM01", naast="AM24"))


@pytest.mark.parametrize("value", ["AM99", "2026", "AM01", "<script>"])
def test_nonsense_beside_is_ignored_with_a_notice(value: str) -> None:
    """An unknown value, or the region itself, shows the page without a comparison."""
    html = html_of(_page(regios="AM01", naast=value))
    assert Texts("nl")("notice.ignored", names="naast") in html
    assert "<script>alert" not in html
    assert Texts("nl")("region.beside.choose") in html


def test_choosing_in_the_list_writes_the_link() -> None:
    """The widget writes the parameter, and emptying it takes the parameter out."""
    page = _page(regios="AM01")
    page = page.selectbox(key="region_beside").set_value("land").run()
    assert "land" == page.query_params["naast"]
    page = page.selectbox(key="region_beside").set_value("").run()
    assert "naast" not in page.query_params
    assert not page.exception
