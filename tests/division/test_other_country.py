"""Another country goes in by data only: every page, map, table, export and site speaks of it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import openpyxl
import pptx
import pytest

from bench.pages import PAGES
from inspiratiekaart import validation
from inspiratiekaart.selection import Selection, read_query
from tests.division.conftest import There
from tests.division.isles import CHOSEN, EDITION, REGIONS
from tests.export.pdf_reader import Reader
from tests.ui.apptest import headings

DUTCH = re.compile(
    r"\b(Nederland|Netherlands|AM\d\d|UWV|CBS|SBB|DUO|Kadaster|Groningen|Assen|9401|28992)\b|"
    r"(?<!href)lang=\W?nl|mbo-school|\b35 "
)
"""What only a map of the Netherlands may say, a name marked as Dutch among it."""

_LANGUAGE = re.compile(r'lang="nl" hreflang="nl"|(<html|class="intro") lang="nl"')


def _dutch(text: str) -> list[str]:
    return [match[0] for match in DUTCH.finditer(_LANGUAGE.sub("", text))]


def _found(walked: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((walked / "found.json").read_text("utf-8"))
    return found


def test_the_search_for_dutch_words_finds_one() -> None:
    """Twin: a page that speaks of the Netherlands does not pass."""
    assert ["UWV", 'lang="nl'] == _dutch('Volgens UWV <b lang="nl">x</b> <a lang="en">y</a>')


def test_the_home_is_right_by_every_rule(home: Path) -> None:
    """Seven regions, other codes, another projection: nothing to object to."""
    assert () == validation.validate(home).findings


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"x"', '"y"', "region-count"),
        ("32625", "28992", "point-metres"),
        ("-34.2", "-33", "measure-range"),
        ("([A-Z]{2}", "([A-Z]{3}", "code-form"),
        ('"XV"', '"NL"', "area-code"),
        ("140_000", "140_001", "population-total"),
        ("crs =", "projection =", "division-file"),
    ],
)
def test_validation_holds_the_tables_against_the_division(
    home: Path, tmp_path: Path, old: str, new: str, code: str
) -> None:
    """Twin: with something else in the file the same tables are wrong."""
    copy = Path(shutil.copytree(home, tmp_path / "home"))
    path = copy / "datasets" / "division.toml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    assert code in {one.code for one in validation.validate(copy).findings}


def test_a_link_with_any_code_reads_back(walked: Path) -> None:
    """Codes with letters beyond ASCII are escaped in a link and come back whole."""
    query = _found(walked)["query"]
    assert query.isascii()
    selection = Selection(regions=frozenset(REGIONS), edition=EDITION)
    asked = dict(parse_qsl(selection.query_string().removeprefix("?"), strict_parsing=True))
    reading = read_query(asked, regions=REGIONS, editions=[EDITION])
    assert (selection, ()) == (reading.selection, reading.ignored)


def test_every_page_speaks_of_the_country_that_is_shown(walked: Path) -> None:
    """In both languages, with and without regions, no page says anything of the Netherlands."""
    pages = sorted(walked.glob("*-*-*.html"))
    assert 2 * 3 * len(PAGES) == len(pages)
    wrong = {
        page.name: _dutch(page.read_text("utf-8"))
        for page in pages
        if not page.name.startswith("beheren")  # it names whose files it reads, and they are Dutch
    }
    assert {} == {name: words for name, words in wrong.items() if words}


def test_pages_have_the_names_and_figures_of_the_home(walked: Path) -> None:
    """The heading, the table, the professions and their language."""
    page = (walked / "kaart-nl-region.html").read_text("utf-8")
    assert ["Werk en opleiding in Ävle"] == headings(page)
    assert set(REGIONS.values()) <= set(re.findall(r"<th scope=row>([^<]*)", page))
    assert '<a href="beroepen?' in (text := (walked / "beroepen-en-country.html").read_text())
    assert 'lang="sv">Båtbyggare</a>' in text
    assert "Öarnas byrå" in text
    assert "in Swedish" in text
    about = (walked / "verantwoording-nl-country.html").read_text("utf-8")
    assert "<li>Niets is echt.</li>" in " ".join(about.split())
    region = (walked / "regio-en-region.html").read_text("utf-8")
    assert "Skolan på Ävle" in region
    assert "Torget" in region
    assert "150,000" in region


def test_the_map_is_of_its_own_regions_and_place(walked: Path) -> None:
    """Codes, points, words and the language of names that the browser gets."""
    found = _found(walked)
    assert set(REGIONS) == set(found["state"]["regions"]) == set(found["points"]["labels"])
    assert [CHOSEN, "Öst"] == sorted(found["state"]["chosen"])
    assert "Kaart van de eilanden" == found["words"]["map"]
    assert ("sv", "Bron: Öarnas byrå (verzonnen)") == (
        found["words"]["names"],
        found["words"]["attribution"],
    )
    assert all(-34 < lon < -30 for lon, _ in found["points"]["labels"].values())


def test_distances_are_kilometres_in_the_projection_of_the_country(walked: Path) -> None:
    """Four degrees at 41 north are some 338 km wide; a school is a quarter degree away."""
    found = _found(walked)
    assert [338, 182] == [round(side) for side in found["size_km"]]
    nearest = {
        code: min(row) for code, row in zip(sorted(REGIONS), found["distance_km"], strict=True)
    }
    assert 21.0 == nearest[CHOSEN] == nearest["07"]
    assert 62.9 == nearest["nord.2"]


def test_search_finds_places_and_postcodes_of_the_country(walked: Path) -> None:
    """By postcode in its own form, by name with and without accents; not a Dutch one."""
    assert {
        "AV11": ["AV11 By k-1.v"],
        " av12 ": ["AV12 By k-1.ö"],
        "Ävle": ["Ävle"],
        "avle": ["Ävle"],
        "By k-3.v": ["By k-3.v"],
        "socken k-1.ö": ["Socken k-1.ö"],
        "9401": [],
        "Assen": [],
    } == _found(walked)["found"]


def test_every_export_has_the_regions_and_no_dutch(walked: Path, tmp_path: Path) -> None:
    """Page, poster, booklet, slides, sheet, tables, layers and pictures of one map."""
    html = (walked / "map.html").read_text("utf-8")
    svg = (walked / "map.svg").read_text("utf-8")
    assert [] == _dutch(html)
    assert [] == _dutch(svg)
    assert ' data-code="R-01.a"' in html
    assert "The sea in Ävle and Österö" in svg
    assert (walked / "map.png").read_bytes().startswith(b"\x89PNG")
    for name in ("poster", "pdf"):
        reader = Reader((walked / f"map.{name}").read_bytes())
        assert reader.holds("Skolan på Ävle")
        assert [] == _dutch(" ".join(reader.texts))
    slides = pptx.Presentation(str(walked / "map.pptx"))
    shapes = {shape.name for slide in slides.slides for shape in slide.shapes}
    assert any("Ävle" in name for name in shapes)
    book = openpyxl.load_workbook(io.BytesIO((walked / "map.xlsx").read_bytes()))
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert set(REGIONS.values()) <= cells
    layers = json.loads((walked / "map.geojson").read_text("utf-8"))["features"]
    assert set(REGIONS) == {
        each["id"] for each in layers if each["properties"]["layer"] == "arbeidsmarktregios"
    }
    assert {"granser-2031"} == {
        each["properties"]["shape_source_id"]
        for each in layers
        if "shape_source_id" in each["properties"]
    }
    with sqlite3.connect(walked / "map.gpkg") as base:
        regions = {code for (code,) in base.execute("SELECT code FROM arbeidsmarktregios")}
        gemeenten = {code for (code,) in base.execute("SELECT code FROM gemeenten")}
    assert (set(REGIONS), {"k-1.v", "k-1.ö", "k-2.v", "k-2.ö"}) == (regions, gemeenten)
    with zipfile.ZipFile(walked / "map.csv") as archive:
        table = next(name for name in archive.namelist() if "regio" in name)
        rows = list(csv.reader(io.StringIO(archive.read(table).decode("utf-8-sig"))))
    assert set(REGIONS) <= {cell for row in rows for cell in row}


def test_a_site_is_published(there: There, tmp_path: Path) -> None:
    """A page for the country and each region, and a start page that finds its postcodes."""
    there.verb("publish", tmp_path / "site")
    site = tmp_path / "site"
    assert (site / "de-verzonnen-eilanden.html").is_file()
    regions = {"avle", "ostero", "farholm", "nordvik", "sodra-kusten", "lillon", "mega"}
    assert regions <= {path.stem for path in (site / "regio").glob("*.html")}
    start = (site / "index.html").read_text("utf-8")
    assert 'data-postcodes="([A-Z]{2}\\d{2})"' in start
    assert '"AV11~AV12"' in start or '"AV11", "AV12"' in start
    wrong = {path.name: _dutch(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert {} == {name: words for name, words in wrong.items() if words}


def test_the_catalogue_is_of_the_country(there: There, tmp_path: Path) -> None:
    """Its title, its place on earth and its files."""
    there.verb("catalogue", "-o", tmp_path, "--distributions")
    text = (tmp_path / "catalogus.jsonld").read_text("utf-8")
    assert "https://example.org/id/isles" in text
    assert "country/NLD" not in text
    assert "Inspiratiekaart eilanden" in text
    assert "de Verzonnen Eilanden" in text
    described = json.loads((tmp_path / "catalogus.jsonld").read_text("utf-8"))
    assert described
    assert 6 == len(list((tmp_path / "bestanden").iterdir()))


def test_a_region_of_it_can_be_forked(home: Path, there: There, tmp_path: Path) -> None:
    """The fork kit takes the country's own codes and words, and shows them."""
    fork = tmp_path / "fork"
    there.verb("fork", fork, "--region", "Öst", "--from", home)
    assert (fork / "landelijk" / "datasets" / "division.toml").is_file()
    assert "eiland Österö" in (fork / "datasets" / "sources.toml").read_text("utf-8")
    of_fork = There(fork, tmp_path / "store")
    of_fork.verb("validate", fork)
    assert "Work and training in Österö" in of_fork.verb(
        *("show", "--region", "Öst", "--language", "en")
    )
