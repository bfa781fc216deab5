"""Budget 15: axe finds nothing, on each page, in both languages, on desktop and phone."""

from __future__ import annotations

from itertools import product

import pytest

from bench.access import LANGUAGES, PAGES, SIZES, axe_script, violations
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

CHOSEN = (
    "/?sector=optiek&regios=AM01,AM02,AM03&lagen=gemeenten,kansberoepen,opleiders",
    "/?kleur=spanning&editie=2021",
    "/regio?regios=AM01&sector=zorg",
    "/regio?regios=AM06&naast=2021",
    "/beroepen?beroep=opticiens&regios=AM01",
    "/opleidingen?zoek=opticien&rond=Assen",
    "/opleidingen?toon=opleiders&regios=AM01",
)


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    return axe_script()


@pytest.mark.parametrize(("page", "language", "size"), list(product(PAGES, LANGUAGES, SIZES)))
def test_every_page_is_accessible(
    visit: Visit, axe: str, page: str, language: str, size: str
) -> None:
    """WCAG 2.2 A and AA, as far as a machine can tell."""
    visitor = visit(f"/{page}?taal={language}", SIZES[size])
    visitor.settles()
    assert [] == violations(visitor.page, axe)


@pytest.mark.parametrize("path", CHOSEN)
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
