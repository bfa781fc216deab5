"""The map page, as Streamlit draws it."""

from __future__ import annotations

from html import unescape

import pytest

from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.selection import Measure
from inspiratiekaart.texts import Texts
from tests.ui.apptest import headings, html, run

NOORD = "AM01,AM02,AM03"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_view_offers_every_topic_and_every_region(language: Language) -> None:
    """Without a choice there are links to sectors and themes, and a row for each region."""
    t = Texts(language)
    text = html(run("", taal=language))
    assert [t("title.all")] == headings(text)
    assert 'class="ik-set-sector-optiek" href="./"' in text
    assert 'class="ik-set-sector-zorg' in text
    assert 35 == text.count("<tr><th scope=row>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_optics_in_the_north_is_a_white_spot(language: Language) -> None:
    """Publisher, period and scope of the claim, the spot, and who is nearest with the year."""
    t = Texts(language)
    text = html(run("", taal=language, sector="optiek", regios=NOORD))
    for expected in ("Opticiens", "Audiciens", "UWV, 2025-2026", t("work.national")):
        assert expected in text
    for expected in (t("gap.spot"), "Deltion College", "Zwolle", "2019"):
        assert expected in text


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_says_what_it_shows(measure: Measure, language: Language) -> None:
    """The legend names the unit of the measure, and the table its figure."""
    t = Texts(language)
    text = unescape(html(run("", taal=language, kleur=measure.value)))
    assert t(f"measure.{measure.name}.unit") in text
    assert f'<th scope="col">{t(f"measure.{measure.name}.name")}</th>' in text


def test_a_wrong_link_is_named_and_the_rest_is_used() -> None:
    """Unknown values give a notice and never an error page."""
    text = html(run("", sector="zorg", regios="AM04,<script>", kleur="x", editie="1999"))
    assert ["Zorg in Nederland"] == headings(text)
    assert "regios, kleur, editie" in text
    assert "<script>alert" not in text


def test_choosing_in_the_bar_changes_the_page_and_the_link() -> None:
    """A sector chosen in the bar stands in the address and in the heading."""
    app = run("")
    app.selectbox(key="bar_topic").select("Optiek (thema)").run()
    assert app.query_params["sector"] == "optiek"
    assert ["Optiek in Nederland"] == headings(html(app))


def test_a_place_chooses_its_region() -> None:
    """Assen lies in the region Groningen, and the page says so."""
    app = run("")
    app.text_input(key="bar_place").input("Assen").run()
    assert app.query_params["regios"] == "AM01"
    assert "Assen ligt in arbeidsmarktregio Groningen" in html(app)
