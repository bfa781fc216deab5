"""The code to scan in every file: drawn as the file draws it, an independent reader gets the link.

The HTML page is read from the screen: tests/browser/test_codes.py.
"""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.util import Pt

from inspiratiekaart.export import html, pdf, picture, pptx
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.pixels import drawable, pixels
from tests.drawing.scanner import quiet_modules, read
from tests.export.handouts import LINK, of_regions

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LONG = f"https://kaart.example/?q={'abcdefghij0123456789' * 99}"[:2000]
TOO_LONG = f"https://kaart.example/?q={'a' * 3000}"
UNICODE = "https://kaart.example/?plaats=Fryslân"
EXPECTED = {LINK: LINK, LONG: LONG, UNICODE: "https://kaart.example/?plaats=Frysl%C3%A2n"}
_CORNER = (900, 0, 0, 500)
"""What to leave out of a poster, in points, so that its lower right is left: the code is there."""

PX = 4  # pixels to a point on a slide


def _handout(link: str) -> Handout:
    return replace(of_regions("AM01", topic="optiek"), link=link)


def _page(
    content: bytes, index: int, dpi: int, crop: tuple[float, ...] = (0, 0, 0, 0)
) -> Image.Image:
    page = pypdfium2.PdfDocument(content)[index]
    return page.render(scale=dpi / 72, crop=crop).to_pil()


@pytest.mark.parametrize("link", EXPECTED)
def test_the_picture(link: str) -> None:
    """As PNG, and as SVG drawn four times as large."""
    handout = _handout(link)
    drawn = pixels(drawable(picture.write_svg(handout).decode()), 1200, 4)
    assert [EXPECTED[link]] == read(drawn)
    if link != LONG:
        assert [EXPECTED[link]] == read(picture.write_png(handout))


@pytest.mark.parametrize(("link", "dpi"), [(LINK, 200), (UNICODE, 200), (LONG, 600)])
def test_the_poster(link: str, dpi: int) -> None:
    """Drawn by PDFium, as a scanner would see the paper."""
    corner = _page(pdf.write_poster(_handout(link)), 0, dpi, _CORNER)
    assert [EXPECTED[link]] == read(corner)


def test_the_booklet() -> None:
    """One page has the code, and it is this link's."""
    content = pdf.write_booklet(_handout(LINK))
    count = len(pypdfium2.PdfDocument(content))
    assert [LINK] == [text for index in range(count) for text in read(_page(content, index, 200))]


def _slide(content: bytes, link: str) -> tuple[Image.Image, Image.Image]:
    """The last slide's shapes without words, drawn from what stands in the file, and its code."""
    deck = Presentation(io.BytesIO(content))
    size = (deck.slide_width, deck.slide_height)
    image = Image.new("RGB", tuple(round(each / Pt(1) * PX) for each in size), "#FBFCFB")
    draw = ImageDraw.Draw(image)
    shapes = list(deck.slides[-1].shapes)
    at = next(index for index, shape in enumerate(shapes) if shape.name == link)
    paper, code = shapes[at - 1 : at + 1]
    box = _box(paper.left, paper.top, paper.left + paper.width, paper.top + paper.height)
    draw.rectangle(box, fill=f"#{paper.fill.fore_color.rgb}")
    path = code._element.find(f".//{A}path")
    across, down = code.width / int(path.get("w")), code.height / int(path.get("h"))
    points = [(int(each.get("x")), int(each.get("y"))) for each in path.iter(f"{A}pt")]
    for (x0, y0), _, (x1, y1), _ in zip(*[iter(points)] * 4, strict=True):
        left, top = code.left + x0 * across, code.top + y0 * down
        right, bottom = code.left + x1 * across, code.top + y1 * down
        x0, y0, x1, y1 = _box(left, top, right, bottom)
        draw.rectangle((x0, y0, x1 - 1, y1 - 1), fill=f"#{code.fill.fore_color.rgb}")
    return image, image.crop(box)


def _box(*emu: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(each / Pt(1) * PX) for each in emu)
    return left, top, right, bottom


@pytest.mark.parametrize("link", EXPECTED)
def test_the_slide(link: str) -> None:
    """Place, size and colours as the file has them; four modules of white around it."""
    image, code = _slide(pptx.write(_handout(link)), link)
    assert [EXPECTED[link]] == read(image)
    assert quiet_modules(code) == pytest.approx(4, abs=0.5)


def test_a_link_too_long_for_a_code_is_only_text() -> None:
    """Every file is made; none has a code."""
    handout = _handout(TOO_LONG)
    assert b'class="qr"' not in html.write(handout)
    assert [] == read(picture.write_png(handout))
    assert [] == read(_page(pdf.write_poster(handout), 0, 200))
    deck = Presentation(io.BytesIO(pptx.write(handout)))
    assert TOO_LONG not in [shape.name for shape in deck.slides[-1].shapes]
