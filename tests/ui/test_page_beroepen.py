"""The page Beroepen, as Streamlit draws it."""

from __future__ import annotations

import re
from functools import partial

import pytest

from inspiratiekaart.schema import Language
from inspiratiekaart.texts import Texts
from tests.ui.apptest import headings, run
from tests.ui.apptest import html as html_of

LANGUAGES: tuple[Language, ...] = ("nl", "en")


_page = partial(run, "beroepen")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_shows_fifty_and_links_to_the_rest(language: Language) -> None:
    """A real table with fifty professions, and links to seven pages."""
    t = Texts(language)
    html = html_of(_page(taal=language))
    assert [t("occupations.title")] == headings(html)
    assert t.count("occupations.lead", 306) in html
    assert 50 == html.count('<th scope="row">')
    assert "pagina=7" in html


def test_the_list_is_small() -> None:
    """A page of fifty professions is at most 60 kB before compression."""
    assert len(html_of(_page()).encode()) < 60_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_the_link_are_in_the_box_and_in_the_list(language: Language) -> None:
    """A shared search shows the same to someone else."""
    page = _page(taal=language, zoek="opticien")
    html = html_of(page)
    assert "opticien" == page.text_input(key="occupations_words").value
    assert ["Opticiens"] == re.findall(r'beroep=[^"]*" lang="nl">([^<]*)</a></th>', html)
    assert Texts(language)("work.national") in html


def test_typing_writes_the_link_and_goes_to_the_first_page() -> None:
    """The box and the switch write their parameters; the page number goes."""
    page = _page(pagina="3")
    page = page.text_input(key="occupations_words").set_value("monteur").run()
    assert "monteur" == page.query_params["zoek"]
    assert "pagina" not in page.query_params
    page = page.toggle(key="occupations_regional").set_value(True).run()
    assert "1" == page.query_params["regionaal"]
    page = page.text_input(key="occupations_words").set_value("").run()
    assert "zoek" not in page.query_params
    assert not page.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_offers_ways_out(language: Language) -> None:
    """No profession with these words: the words are shown as text, with a link without them."""
    t = Texts(language)
    html = html_of(_page(taal=language, zoek="<b>xyzzy"))
    assert t.count("occupations.lead", 0) in html
    assert "&lt;b&gt;xyzzy" in html
    assert "<b>xyzzy" not in html
    assert t("occupations.list.drop_words", n=306) in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_profession_says_everything_in_order(language: Language) -> None:
    """Opticians in the North: work, pay, skills, trainings, trainers, reach and kin."""
    t = Texts(language)
    html = html_of(_page(taal=language, beroep="opticiens", regios="AM01,AM02,AM03"))
    north = {"nl": "Noord-Nederland", "en": "Northern Netherlands"}[language]
    assert ["Opticiens"] == headings(html)
    keys = ("wanted", "pay", "skills", "trainings", "trainers", "reach", "related")
    places = [html.index(f"<h2>{t(f'occupations.{key}.heading')}</h2>") for key in keys]
    assert sorted(places) == places
    for expected in (
        t("occupations.trainings.caption"),
        t("occupations.wanted.nothing_regional", area=north),
        "crebo 27033",
        "CompetentNL",
        "Medisch vakspecialisten",
        "Deltion College",
        "Tandtechnici",
        "sector=beroep-opticiens",
    ):
        assert expected in html


def test_an_old_statement_says_that_it_is_old() -> None:
    """The statement of 2021 is faded and has its words."""
    html = html_of(_page(beroep="opticiens"))
    assert '<tr class="rg-old">' in html
    assert Texts("nl")("work.old") in html


def test_a_suppressed_wage_says_so() -> None:
    """No figure is invented where CBS gives none."""
    html = html_of(_page(beroep="beladers-vuilniswagen-vuilnisophalers"))
    assert "CBS geeft voor de beroepsgroep" in html
    assert "€" not in html


def test_an_unknown_profession_shows_the_list_with_a_notice() -> None:
    """A link to a profession that is not there ends at the list."""
    html = html_of(_page(beroep="tovenaar"))
    assert Texts("nl")("occupations.one.unknown_occupation") in html
    assert ["Beroepen"] == headings(html)


@pytest.mark.parametrize(
    ("name", "value"), [("pagina", "x"), ("pagina", "²"), ("pagina", "-1"), ("regionaal", "ja")]
)
def test_nonsense_is_ignored_with_a_notice(name: str, value: str) -> None:
    """A wrong value is named and left out."""
    html = html_of(_page(**{name: value}))
    assert Texts("nl")("notice.ignored", names=name) in html
    assert Texts("nl").count("occupations.lead", 306) in html


def test_the_map_can_be_coloured_for_one_profession() -> None:
    """The link to the map leads to the map of that profession, with its sentence."""
    page = run("", sector="beroep-opticiens")
    assert not page.exception
    html = html_of(page)
    assert "UWV noemt Opticiens landelijk kansrijk." in html
