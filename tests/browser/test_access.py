"""Budget 15: axe finds nothing on any page. Each page's picture is kept, for people to look at."""

from __future__ import annotations

from itertools import product

import pytest

from bench.access import LANGUAGES, PAGES, SIZES, axe_script, violations
from inspiratiekaart.paths import PROJECT
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

FOLDER = PROJECT / "screenshots"
TALLEST = 3000
CHOSEN = {
    "kaart-optiek-noord": "/?sector=optiek&regios=AM01,AM02,AM03",
    "kaart-kansberoepen": "/?sector=zorg&kleur=kansberoepen&lagen=kansberoepen",
    "regio-groningen-optiek": "/regio?regios=AM01&sector=optiek",
    "regio-niet-vergelijkbaar": "/regio?regios=AM06&naast=2021",
    "beroepen-opticiens": "/beroepen?beroep=opticiens&regios=AM01",
    "opleidingen-opticien": "/opleidingen?zoek=opticien&plaats=Assen",
}
SHOTS = {
    **{
        f"{page or 'kaart'}-{language}": f"/{page}?taal={language}"
        for page, language in product(PAGES, LANGUAGES)
    },
    **CHOSEN,
}
MORE = (
    "/?sector=optiek&regios=AM01,AM02,AM03&lagen=gemeenten,kansberoepen,opleiders",
    "/?kleur=spanning&editie=2021",
    "/opleidingen?toon=opleiders&regios=AM01",
)


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    return axe_script()


@pytest.mark.parametrize(("name", "size"), list(product(SHOTS, SIZES)))
def test_every_page_is_accessible_as_its_screenshot_shows(
    visit: Visit, axe: str, name: str, size: str
) -> None:
    """WCAG 2.2 A and AA, as far as a machine can tell; the picture stays in screenshots/."""
    visitor = visit(SHOTS[name], SIZES[size])
    visitor.settles()
    found = violations(visitor.page, axe)
    height = visitor.page.get_by_test_id("stMain").evaluate("(main) => main.scrollHeight")
    width, _ = SIZES[size]
    visitor.page.set_viewport_size({"width": width, "height": min(int(height), TALLEST)})
    FOLDER.mkdir(exist_ok=True)
    visitor.page.screenshot(path=FOLDER / f"{name}-{size}.png")
    assert [] == found


@pytest.mark.parametrize("path", MORE)
def test_a_page_with_choices_is_accessible(visit: Visit, axe: str, path: str) -> None:
    """The parts that only show after a choice, on a phone."""
    visitor = visit(path, SIZES["phone"])
    visitor.settles()
    assert [] == violations(visitor.page, axe)


def test_axe_is_really_asked(visit: Visit, axe: str) -> None:
    """Twin: a picture without words is found."""
    visitor = visit("/verantwoording")
    visitor.page.locator("h1").evaluate(
        "(title) => title.append(Object.assign(new Image(), {src: '/favicon.png'}))"
    )
    assert ["image-alt"] == [found.rule for found in violations(visitor.page, axe)]
