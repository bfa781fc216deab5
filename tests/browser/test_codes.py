"""The code to scan on the page, read from the screen as a phone does."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from bench.browser import DESKTOP, PHONE
from inspiratiekaart.drawing.qr import QUIET
from inspiratiekaart.export.html import write
from tests.drawing.scanner import quiet_modules, read
from tests.export.handouts import LINK, of_regions

pytestmark = pytest.mark.browser

LONG = f"https://kaart.example/?q={'abcdefghij0123456789' * 99}"[:2000]


def _code(browser: Browser, path: Path, size: tuple[int, int], scale: float) -> Image.Image:
    width, height = size
    context = browser.new_context(
        offline=True,
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark",
    )
    page = context.new_page()
    page.goto(path.as_uri())
    shot = page.locator("svg.qr").screenshot()
    context.close()
    return Image.open(io.BytesIO(shot))


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_page(browser: Browser, tmp_path: Path, size: tuple[int, int]) -> None:
    """On a plain and on a sharp screen, for a visitor who likes the dark; four modules of white."""
    path = tmp_path / "kaart.html"
    path.write_bytes(write(of_regions("AM01", topic="optiek")))
    assert [LINK] == read(_code(browser, path, size, 1))
    sharp = _code(browser, path, size, 4)
    assert [LINK] == read(sharp)
    assert quiet_modules(sharp) == pytest.approx(QUIET, abs=0.5)


def test_a_page_with_a_long_link(browser: Browser, tmp_path: Path) -> None:
    """Of 2000 characters, on a screen enlarged until it can be seen."""
    path = tmp_path / "kaart.html"
    path.write_bytes(write(replace(of_regions("AM01"), link=LONG)))
    assert [LONG] == read(_code(browser, path, DESKTOP, 8))
