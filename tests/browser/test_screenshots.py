"""Pictures of each page, to be looked at by people: `make screenshots`."""

from __future__ import annotations

from itertools import product

import pytest

from bench.access import LANGUAGES, PAGES, SIZES
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
    "opleidingen-opticien": "/opleidingen?zoek=opticien&rond=Assen",
}
SHOTS = {
    **{
        f"{page or 'kaart'}-{language}": f"/{page}?taal={language}"
        for page, language in product(PAGES, LANGUAGES)
    },
    **CHOSEN,
}


@pytest.mark.parametrize(("name", "size"), list(product(SHOTS, SIZES)))
def test_screenshot(visit: Visit, name: str, size: str) -> None:
    """The page is drawn, from its top as far down as a picture is still readable."""
    visitor = visit(SHOTS[name], SIZES[size])
    visitor.settles()
    height = visitor.page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollHeight")
    width, _ = SIZES[size]
    visitor.page.set_viewport_size({"width": width, "height": min(int(height), TALLEST)})
    FOLDER.mkdir(exist_ok=True)
    picture = FOLDER / f"{name}-{size}.png"
    visitor.page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000
