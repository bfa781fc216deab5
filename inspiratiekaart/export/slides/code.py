"""A QR code as one native freeform: sharp at every size, and not a picture."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import segno
from pptx.enum.shapes import MSO_SHAPE

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.outlines import Ring
from inspiratiekaart.drawing.placing import Box
from inspiratiekaart.export.slides.shapes import describe, freeform, preset, rgb

_QUIET = 4  # the modules of white that a reader needs around the code
_WHITE = "#FFFFFF"


def draw_code(shapes: Any, link: str, box: Box, said: str) -> Any:
    """Draw the code of ``link`` in ``box`` on white; ``said`` is its alternative text."""
    paper = preset(shapes, MSO_SHAPE.RECTANGLE, box, _WHITE, _WHITE, 0)
    describe(paper, "-")
    matrix = [bytes(line) for line in segno.make_qr(link, error="m").matrix]
    module = (box.right - box.left) / (len(matrix) + 2 * _QUIET)
    shape = freeform(shapes, list(_bars(matrix, box, module)))
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(styles.INK)
    shape.line.fill.background()
    describe(shape, link, said)
    return shape


def _bars(matrix: list[bytes], box: Box, module: float) -> Iterator[Ring]:
    """Each run of dark modules in a line as one bar."""
    for line, values in enumerate(matrix):
        at = 0
        for is_dark, run in groupby(values):
            wide = len(list(run))
            if is_dark:
                left = box.left + (at + _QUIET) * module
                top = box.top + (line + _QUIET) * module
                right, bottom = left + wide * module, top + module
                yield ((left, top), (right, top), (right, bottom), (left, bottom))
            at += wide
