"""Reads QR codes from pictures with ZXing, which knows nothing of what drew them."""

from __future__ import annotations

import io
from dataclasses import dataclass

import zxingcpp
from PIL import Image

_DARK = 128


@dataclass(frozen=True)
class Code:
    """A code that was found: what it says, its error level, and its upper left and lower right."""

    text: str
    level: str
    box: tuple[int, int, int, int]


def scanned(picture: bytes | Image.Image) -> list[Code]:
    """The QR codes in ``picture``."""
    image = picture if isinstance(picture, Image.Image) else Image.open(io.BytesIO(picture))
    return [
        Code(
            each.text,
            each.ec_level,
            (
                each.position.top_left.x,
                each.position.top_left.y,
                each.position.bottom_right.x,
                each.position.bottom_right.y,
            ),
        )
        for each in zxingcpp.read_barcodes(image.convert("RGB"), zxingcpp.BarcodeFormat.QRCode)
    ]


def read(picture: bytes | Image.Image) -> list[str]:
    """What the QR codes in ``picture`` say."""
    return [code.text for code in scanned(picture)]


def quiet_modules(picture: Image.Image) -> float:
    """How many modules of light are around the code that ``picture`` is, where it has least.

    The finder pattern in the upper left is seven modules wide: that is the measure.
    """
    grey = picture.convert("L").point(lambda value: 255 if value < _DARK else 0)
    left, top, right, bottom = grey.getbbox() or (0, 0, 0, 0)
    row = [grey.getpixel((x, top)) for x in range(left, right)]
    module = (row.index(0) if 0 in row else len(row)) / 7
    return min(left, top, grey.width - right, grey.height - bottom) / module
