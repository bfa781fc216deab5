"""The page Verantwoording, as Streamlit draws it."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui.about import ANCHORS

EDITIONS = {"2021": open_dataset("2021"), "2026": open_dataset("2026")}


def _page(**query: str) -> AppTest:
    page = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run().switch_page("pages/verantwoording.py").run()


def _html(page: AppTest) -> str:
    return "".join(element.proto.body for element in page.get("html"))


def _html_of(text: str) -> str:
    return str(escape(text))


@pytest.fixture(scope="module")
def pages() -> dict[str, AppTest]:
    """The page in both languages."""
    return {"nl": _page(), "en": _page(taal="en")}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_has_its_heading_and_all_sections(pages: dict[str, AppTest], language: str) -> None:
    """One h1, and a second heading for each section that the contents link to, in their order."""
    page, t = pages[language], Texts("nl" if language == "nl" else "en")
    html = _html(page)
    assert not page.exception
    assert [t("about.title")] == re.findall(r"<h1[^>]*>([^<]*)</h1>", html)
    assert list(ANCHORS.values()) == re.findall(r'<h2 id="([^"]*)"', html)
    assert list(ANCHORS.values()) == re.findall(r'<a href="#([^"]*)"', html)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_names_every_source_with_its_link(pages: dict[str, AppTest], language: str) -> None:
    """Each source is there with publisher, title, licence line, faults and link."""
    html = _html(pages[language])
    for source in EDITIONS["2026"].sources.values():
        limits = source.limits("nl" if language == "nl" else "en")
        assert not source.url or source.url.replace("&", "&amp;") in html, source.source_id
        assert _html_of(limits) in html, source.source_id
        assert _html_of(source.attribution) in html, source.source_id


def test_page_says_revision_and_edition(pages: dict[str, AppTest]) -> None:
    """Edition and revision of what is shown stand at the top."""
    dataset = EDITIONS["2026"]
    assert f"editie 2026. De gegevens hebben versie 1.0.0 en revisie {dataset.revision}" in (
        _html(pages["nl"])
    )


def test_page_says_what_changed_between_the_editions(pages: dict[str, AppTest]) -> None:
    """The new name, the four moved municipalities and the verdict are all there."""
    html = _html(pages["nl"])
    for sentence in (
        "AM06 heet Stedendriehoek en Noordwest Veluwe in editie 2021 en "
        "Veluwe Stedendriehoek in editie 2026.",
        "Elburg ging van Stedendriehoek en Noordwest Veluwe naar Regio Zwolle.",
        "Weesp ging van Gooi en Vechtstreek naar Groot Amsterdam.",
        "Cijfers van Veluwe Stedendriehoek, Gooi en Vechtstreek, Groot Amsterdam en Regio Zwolle "
        "mag u daarom niet tussen de edities vergelijken: niet vergelijkbaar.",
    ):
        assert sentence in html


def test_each_table_can_be_downloaded(pages: dict[str, AppTest]) -> None:
    """There is one file per table and edition, and its name has edition and revision."""
    found = re.findall(r'download="([^"]*\.csv)"', _html(pages["nl"]))
    revision = EDITIONS["2026"].revision
    assert 37 == len(found) == len(set(found))
    assert f"inspiratiekaart-2021-offers-{revision}.csv" in found
    assert f"inspiratiekaart-occupations-{revision}.csv" in found


def test_each_edition_can_be_downloaded_as_zip(pages: dict[str, AppTest]) -> None:
    """There is one button per edition."""
    labels = [button.proto.label for button in pages["nl"].get("download_button")]
    assert ["Editie 2026 als ZIP", "Editie 2021 als ZIP"] == labels


def test_edition_2021_has_its_own_counts() -> None:
    """The method is counted in the edition of the link; the other parts stay the same."""
    html = _html(_page(editie="2021"))
    assert "U kijkt naar editie 2021." in html
    assert "Hoe uitspraken zijn gekoppeld, in editie 2021" in html


def test_unknown_parameters_are_ignored_with_a_notice() -> None:
    """A link with nonsense shows the page, and says what was skipped."""
    page = _page(editie="1066", regios="AM99", onzin="<script>")
    assert not page.exception
    html = _html(page)
    assert "is overgeslagen: regios, editie" in html
    assert "<script>" not in html.split("ik-about", 1)[1]
