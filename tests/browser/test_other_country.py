"""In a browser, another country: its map, its codes in links, its shared page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench.apps import OURS
from bench.server import Server, serving
from inspiratiekaart.paths import PROJECT
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.division import isles

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on the home of the invented country."""
    home = isles.write(tmp_path_factory.mktemp("isles"))
    with serving(OURS.script, environment={"INSPIRATIEKAART_HOME": str(home)}) as running:
        yield running


def _arrive(visit: Visit, abroad: Server, path: str) -> Visitor:
    visitor = visit(None, at=abroad)
    visitor.regions_count = len(isles.REGIONS)
    visitor.go(path)
    return visitor


def test_a_click_on_its_map_shows_its_region(visit: Visit, abroad: Server) -> None:
    """The map fits the country, a region with a code of any form is chosen, the table follows."""
    visitor = _arrive(visit, abroad, "/")
    box = visitor.screen.map_frame().evaluate(
        "() => __ik.map.getBounds().contains([[39.9, -34.1], [41.6, -29.9]])"
    )
    assert box is True
    visitor.click_region(isles.CHOSEN)
    visitor.sees_regions(isles.CHOSEN)
    expect(visitor.title).to_have_text("Werk en opleiding in Ävle")
    expect(visitor.rows.first.locator("th")).to_have_text("Ävle")
    expect(visitor.rows).to_have_count(len(isles.REGIONS))


def test_a_link_with_its_codes_opens_and_its_places_are_found(visit: Visit, abroad: Server) -> None:
    """Letters beyond ASCII in a code survive a link; a postcode of its own form leads there."""
    visitor = _arrive(visit, abroad, "/?regios=%C3%96st,%CE%A9mega&taal=en")
    expect(visitor.title).to_have_text("Work and training in Österö and Ωmega")
    visitor.go("/")
    visitor.find_place("av11")
    visitor.sees_regions(isles.CHOSEN)


def test_its_shared_page_is_drawn_without_the_app(visit: Visit, abroad: Server) -> None:
    """The page that many open at once has its regions and its own words."""
    visitor = visit(None, at=abroad)
    visitor.page.goto(f"{abroad.url}/deel/kaart?regios=R-01.a,%C3%96st&sector=havet")
    expect(visitor.page.locator("h1")).to_have_text("De zee in Ävle en Österö")
    expect(visitor.page.locator('[data-code="R-01.a"]').first).to_be_visible()
    expect(visitor.page.locator("body")).not_to_contain_text("UWV")


def test_its_published_site_finds_its_postcodes(
    visit: Visit, abroad: Server, tmp_path: Path
) -> None:
    """The start page searches postcodes of another form, from a disk."""
    home = isles.write(tmp_path / "home")
    subprocess.run(
        [sys.executable, "-m", "inspiratiekaart", "publish", str(tmp_path / "site")],
        cwd=PROJECT,
        env={**os.environ, "INSPIRATIEKAART_HOME": str(home)},
        check=True,
        capture_output=True,
    )
    visitor = visit(None, at=abroad)
    visitor.page.goto((tmp_path / "site" / "index.html").as_uri())
    visitor.page.get_by_role("searchbox").fill("av 12")
    expect(visitor.page.locator(".hits li")).to_have_count(0)
    visitor.page.get_by_role("searchbox").fill("av12")
    expect(visitor.page.locator(".hits li")).to_contain_text("postcode in eiland Ävle")
