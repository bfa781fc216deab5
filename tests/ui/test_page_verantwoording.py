"""The page Verantwoording, as Streamlit draws it."""

from __future__ import annotations

import hashlib
import re

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui.about import ANCHORS
from inspiratiekaart.ui.about_files import WHOLE
from inspiratiekaart.ui.distributions import SHELF

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


def test_each_edition_can_be_downloaded_in_each_form(pages: dict[str, AppTest]) -> None:
    """There is one button per edition and form."""
    labels = [button.proto.label for button in pages["nl"].get("download_button")]
    forms = ("CSV (ZIP)", "GeoPackage", "Parquet (ZIP)", "SQLite")
    assert [f"Editie {year}: {form}" for year in ("2026", "2021") for form in forms] == labels


def test_files_of_an_edition_are_told_with_size_and_hash() -> None:
    """They are made beside the page; when they are there, size and hash stand in the table."""
    editions = (EDITIONS["2026"], EDITIONS["2021"])
    first = _html(_page())
    if filling := SHELF.fill(editions):
        assert "wordt gemaakt" in first
        filling.join(60)
    html = _html(_page())
    assert "wordt gemaakt" not in html
    for dataset in editions:
        for form in WHOLE:
            made = SHELF.seen(dataset, form)
            assert made is not None
            assert made.sha256 in html
            assert f"{Texts('nl').number(round(made.size / 1000))} kB" in html
    assert "Verschilt per bron: CC-BY-4.0, " in html


def test_a_file_that_cannot_be_made_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page does not wait for ever for what does not come."""
    monkeypatch.setattr(SHELF, "seen", lambda *_: None)
    monkeypatch.setattr(SHELF, "is_tried", lambda *_: True)
    html = _html(_page())
    assert "niet gelukt" in html
    assert "wordt gemaakt" not in html


def test_single_files_are_told_with_size_hash_and_licence(pages: dict[str, AppTest]) -> None:
    """As the Data Package has them, with the boundaries."""
    html = _html(pages["nl"])
    dataset = EDITIONS["2026"]
    for path in (dataset.root / "2026/sites.csv", dataset.shapes_path("gemeenten")):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in html
    row = re.search(r"<tr><th[^>]*>geodata/2026/gemeenten.geojson.*?</tr>", html)
    assert row
    assert "<td>CC-BY-4.0</td>" in row[0]


def test_page_links_to_the_catalogue(pages: dict[str, AppTest]) -> None:
    """In both forms, relative to the page."""
    assert {"catalogus.jsonld", "catalogus.ttl"} <= set(
        re.findall(r'href="([^"]*)"', _html(pages["en"]))
    )


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
