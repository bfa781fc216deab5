"""A drawing of ours as pixels: PNG from SVG by typst, with our own typeface and no other."""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache

import numpy as np
import typst
from PIL import Image

from inspiratiekaart.drawing.typeface import covered, font_folder

_BOX = "□"
_COLOURS = 256
_AS_ONE_NUMBER = np.array([1 << 16, 1 << 8, 1])
_UNSEEN = ("Cc", "Cf", "Cs", "Mn")
_PPI = 72  # one pixel to one unit of the SVG
_TYPESET = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", width: 1pt * int(sys.inputs.width))
"""


def pixels(svg: str, width: int, per_unit: int = 1) -> bytes:
    """``svg``, ``width`` units wide, as a PNG of ``per_unit`` pixels to a unit."""
    made = typst.compile(
        _TYPESET,
        format="png",
        ppi=per_unit * _PPI,
        font_paths=_typefaces(),
        sys_inputs={"picture": svg, "width": str(width)},
    )
    assert isinstance(made, bytes)
    return made


def in_few_colours(png: bytes) -> bytes:
    """``png`` with its 256 most frequent colours as they are, and the nearest of them for the rest.

    A third of the size; only the edges of letters and lines differ, by shades that nobody sees.
    """
    image = Image.open(io.BytesIO(png)).convert("RGB")
    counted = sorted((-n, rgb) for n, rgb in image.getcolors(image.width * image.height) or [])
    colours = np.array([rgb for _, rgb in counted])
    kept = colours[:_COLOURS]
    nearest = np.array([((kept - each) ** 2).sum(axis=1).argmin() for each in colours])
    keys = colours @ _AS_ONE_NUMBER
    order = keys.argsort()
    places = order[np.searchsorted(keys[order], np.asarray(image) @ _AS_ONE_NUMBER)]
    made = io.BytesIO()
    few = Image.fromarray(nearest[places].astype(np.uint8), "P")
    few.putpalette(kept.astype(np.uint8).tobytes())
    few.save(made, "PNG", optimize=True)
    return made.getvalue()


def drawable(text: str) -> str:
    """``text`` with a box for each sign that our typeface lacks, and without those not seen."""
    return "".join(map(_drawable, unicodedata.normalize("NFC", text)))


def _drawable(sign: str) -> str:
    if sign == "\n" or ord(sign) in covered():
        return sign
    return "" if unicodedata.category(sign) in _UNSEEN else _BOX


@lru_cache(maxsize=1)
def _typefaces() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[font_folder()])
