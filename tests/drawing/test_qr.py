"""QR codes: an independent reader gets the link back, and the standard's margins are kept."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageDraw

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.qr import PAPER, QUIET, bars, modules, qr_svg
from inspiratiekaart.export.pixels import pixels
from tests.drawing.colour_vision import linear, luminance
from tests.drawing.scanner import quiet_modules, read, scanned

SHORT = "https://kaart.example/deel/7k3m-92qp-x4vd"
LONG = f"https://kaart.example/?q={'abcdefghij0123456789' * 99}"[:2000]
TOO_LONG = f"https://kaart.example/?q={'a' * 3000}"
PX = 8  # pixels to a module


def _image(link: str, title: str = "Code") -> Image.Image:
    wide = len(modules(link)) + 2 * QUIET
    return Image.open(io.BytesIO(pixels(qr_svg(link, title, wide), wide, PX)))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (SHORT, SHORT),
        (SHORT.upper(), SHORT.upper()),
        (LONG, LONG),
        (
            "https://kaart.example/?regio=AM01&thema=optiek&editie=2026#kaart",
            "https://kaart.example/?regio=AM01&thema=optiek&editie=2026#kaart",
        ),
        ("https://kaart.example/?q=caf%C3%A9%20%26", "https://kaart.example/?q=caf%C3%A9%20%26"),
        ("https://kaart.example/?q=café", "https://kaart.example/?q=caf%C3%A9"),
        (
            "https://kaart.example/?q=Fryslân 🎉 日本",
            "https://kaart.example/?q=Frysl%C3%A2n%20%F0%9F%8E%89%20%E6%97%A5%E6%9C%AC",
        ),
        ("https://kaart.example/?q=<b>'\"", "https://kaart.example/?q=%3Cb%3E'%22"),
        ("https://kaart.example/?q=\ud800", "https://kaart.example/?q=?"),
    ],
)
def test_a_reader_gets_the_link_back(link: str, expected: str) -> None:
    """Also a long one; and letters beyond ASCII as an address has them."""
    assert [expected] == read(_image(link))


def test_a_code_forgives_dirt() -> None:
    """Level M or better: a spot that covers a twentieth of it changes nothing; half of it does."""
    (code,) = scanned(_image(SHORT))
    assert code.level in ("M", "Q", "H")
    spotted, halved = _image(SHORT).convert("RGB"), _image(SHORT).convert("RGB")
    wide = spotted.width
    spot = (wide * 0.5, wide * 0.5, wide * 0.7, wide * 0.7)
    ImageDraw.Draw(spotted).rectangle(spot, fill="#888")
    ImageDraw.Draw(halved).rectangle((0, wide * 0.5, wide, wide), fill="#888")
    assert ([SHORT], []) == (read(spotted), read(halved))


@pytest.mark.parametrize("link", [SHORT, LONG])
def test_the_quiet_zone_is_four_modules(link: str) -> None:
    """As the standard asks; a code cut to its modules has none."""
    image = _image(link)
    edge = QUIET * PX
    bare = image.crop((edge, edge, image.width - edge, image.height - edge))
    assert (4, 0) == (quiet_modules(image), quiet_modules(bare))


def test_dark_differs_from_light_as_the_best_grade_asks() -> None:
    """ISO/IEC 15415: symbol contrast of 70 % is grade 4; ink on white, whatever lies around it."""
    image = _image(SHORT).convert("RGB")
    counted = {f"#{r:02X}{g:02X}{b:02X}": n for n, (r, g, b) in image.getcolors() or []}
    assert {PAPER, styles.INK} == set(counted)
    light, dark, muted = (luminance(linear(each)) for each in (PAPER, styles.INK, "#9CC9BE"))
    assert light - muted < 0.7 <= light - dark


def test_a_link_too_long_for_a_code_has_none() -> None:
    """And says so by being empty; nobody gets half a link."""
    assert ("", (), []) == (qr_svg(TOO_LONG, "Code"), modules(TOO_LONG), bars(TOO_LONG))


def test_the_svg_is_named_and_holds_nothing_else() -> None:
    """Its title is text, whatever it looks like; size and class only where they are asked for."""
    svg = ET.fromstring(qr_svg(SHORT, "<b>&\"' \x00", 120, "qr"))  # noqa: S314  # our own
    space = "{http://www.w3.org/2000/svg}"
    assert ["title", "rect", "path"] == [each.tag.removeprefix(space) for each in svg]
    assert "<b>&\"' " == svg[0].text
    assert ("img", "120", "qr") == (svg.get("role"), svg.get("width"), svg.get("class"))
    bare = ET.fromstring(qr_svg(SHORT, "Code"))  # noqa: S314  # our own
    assert {"viewBox", "role"} == set(bare.keys())


def test_bars_are_the_dark_modules() -> None:
    """Each dark module is in one bar, and no light one."""
    rows = modules(SHORT)
    drawn = [bytearray(len(row)) for row in rows]
    for x, y, wide in bars(SHORT):
        for at in range(x, x + wide):
            drawn[y][at] += 1
    assert list(rows) == [bytes(row) for row in drawn]
