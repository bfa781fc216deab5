"""The start page of the static site: complete without scripts, small, and every name leads on."""

from __future__ import annotations

import gzip
import json
import posixpath
import re

import pytest

from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.search import find_places
from inspiratiekaart.snapshots.site_index import gemeenten_of, region_of
from inspiratiekaart.snapshots.site_start import start_page
from tests.snapshots.sites import NEW, Page, read, whole

LIMIT = 150_000


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn."""
    given: Language = request.param
    return given


@pytest.fixture(scope="module")
def content(language: Language) -> bytes:
    """The start page of the whole site."""
    return start_page(whole(), NEW, language, "alt")


@pytest.fixture(scope="module")
def page(content: bytes) -> Page:
    """The same, read."""
    return read(content)


def test_it_is_small(content: bytes) -> None:
    """With map, lists and everything that can be searched."""
    assert len(gzip.compress(content)) <= LIMIT


def test_it_lists_everything_as_words(page: Page, language: Language) -> None:
    """35 regions with their 342 municipalities, sets, sectors, themes and professions."""
    gemeenten = [name for names in gemeenten_of(NEW).values() for name in names]
    assert 342 == len(gemeenten)
    assert [] == [name for name in gemeenten if name not in page.text]
    paths = {posixpath.normpath(posixpath.join(_folder(language), link)) for link in page.links}
    wanted = {whole().path(entry.stem, language) for entry in whole().entries}
    assert set() == wanted - paths
    assert 70 == len(wanted)
    assert "Provincie Groningen" in page.text or "Province of Groningen" in page.text
    professions = [str(name) for name in NEW["occupations"]["name_nl"]]
    assert [] == [name for name in professions if name not in page.text]


def _folder(language: Language) -> str:
    return "" if language == "nl" else "en"


def test_each_region_on_the_map_is_a_link_with_its_name(content: bytes) -> None:
    """Twice on the page: on the map and in the list."""
    linked = re.findall(r'<a href="(regio/[^"]+)" aria-label="([^"]+)"><path', content.decode())
    assert 35 == len(set(linked))
    assert ("regio/groningen.html", "Groningen") in linked


@pytest.mark.parametrize("name", ["Assen", "Rolde", "Den Haag", "Hengelo", "Oude Pekela", "Haren"])
def test_a_name_leads_where_the_app_finds_it(page: Page, name: str) -> None:
    """The most inhabited place of that name is in the index, under the same region."""
    first = find_places(NEW, name)[0]
    links = {
        str(link)
        for kind, link, _, names in page.index
        if isinstance(names, list) and any(_begins(str(each), name) for each in names)
    }
    region = next(
        entry.stem
        for entry in whole().of(NEW, "region")
        if first.arbeidsmarktregio_code == region_of(entry)
    )
    assert f"{region}.html" in links


def _begins(entry: str, name: str) -> bool:
    return entry == name or entry.startswith((f"{name}|", f"{name} "))


def test_a_profession_leads_to_its_sector(page: Page) -> None:
    """All 306, each once."""
    found = [(link, names) for kind, link, _, names in page.index if kind == "occupation"]
    names = [name for _, each in found if isinstance(each, list) for name in each]
    assert 306 == len(names) == len(set(names))
    assert "Opticiens" in next(
        names for link, names in found if isinstance(names, list) and "detailhandel" in str(link)
    )


def test_each_postcode_is_in_one_range(page: Page) -> None:
    """Of the region that the register says."""
    ranges = {
        (int(ends[0]), int(ends[-1])): str(link)
        for kind, link, _, names in page.index
        if kind == "postcode" and isinstance(names, list)
        for ends in (str(each).split("~") for each in names)
    }
    frame = NEW["postcodes"]
    stems = {region_of(entry): entry.stem for entry in whole().of(NEW, "region")}
    for postcode, code in zip(frame["postcode"], frame["arbeidsmarktregio_code"], strict=True):
        links = [link for (low, high), link in ranges.items() if low <= int(postcode) <= high]
        assert [f"{stems[code]}.html"] == links


def test_words_in_the_index_cannot_leave_it(content: bytes) -> None:
    """It stands in a script element, so no sign in it may end that."""
    text = content.decode()
    inside = text.split('id="namen">')[1].split("</script>")[0]
    assert json.loads(inside)
    assert "<" not in inside


def test_it_names_its_sources_and_licences(page: Page) -> None:
    """And leads to all the data."""
    assert "CBS" in page.text
    assert "https://creativecommons.org/licenses/by/4.0/" in page.links
    assert "gegevens.html" in page.links
    assert "2026" in page.text
