"""A QR code as one native freeform: sharp at every size, and not a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.enum.shapes import MSO_SHAPE

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.outlines import Ring
from inspiratiekaart.drawing.placing import Box
from inspiratiekaart.drawing.qr import PAPER, QUIET, bars, modules
from inspiratiekaart.export.slides.shapes import describe, freeform, preset, rgb


def draw_code(shapes: Any, link: str, box: Box, said: str) -> None:
    """Draw the code of ``link`` in ``box`` on white; ``said`` is its alternative text.

    A link that is too long for a code gets none.
    """
    if not modules(link):
        return
    paper = preset(shapes, MSO_SHAPE.RECTANGLE, box, PAPER, PAPER, 0)
    describe(paper, "-")
    shape = freeform(shapes, list(_rings(link, box)))
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(styles.INK)
    shape.line.fill.background()
    describe(shape, link, said)


def _rings(link: str, box: Box) -> Iterator[Ring]:
    """The dark modules in ``box``, those side by side as one bar."""
    module = (box.right - box.left) / (len(modules(link)) + 2 * QUIET)
    for x, y, wide in bars(link):
        left, top = box.left + (x + QUIET) * module, box.top + (y + QUIET) * module
        right, bottom = left + wide * module, top + module
        yield ((left, top), (right, top), (right, bottom), (left, bottom))
