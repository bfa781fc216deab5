"""A typeface of last resort: a box for every character that no other typeface of ours has.

PDF/UA forbids text without a glyph. With this one an emoji or a Chinese name in a note is a box on
paper, and still the true character for whoever searches, copies or listens.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

FAMILY = "Inspiratiekaart Boxes"

_ONE_GLYPH_FOR_MANY = 13  # the format of a character map in which a whole range shares a glyph
_UNICODE, _FULL = 3, 10
_OUTER = ((60, -100), (60, 700), (540, 700), (540, -100))
_INNER = ((110, -50), (490, -50), (490, 650), (110, 650))


@lru_cache(maxsize=1)
def boxes_folder() -> Path:
    """A folder with the typeface, made once per process."""
    folder = Path(mkdtemp(prefix="inspiratiekaart-boxes-"))
    names = [".notdef", "box"]
    built = FontBuilder(1000, isTTF=True)
    built.updateHead(created=0, modified=0)  # the same bytes at any hour
    built.font.recalcTimestamp = False
    built.setupGlyphOrder(names)
    built.setupCharacterMap({})
    built.setupGlyf(dict.fromkeys(names, _box()))
    built.setupHorizontalMetrics(dict.fromkeys(names, (600, 60)))
    built.setupHorizontalHeader(ascent=800, descent=-200)
    built.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": "IkBoxes"})
    built.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    built.setupPost()
    table = CmapSubtable.newSubtable(_ONE_GLYPH_FOR_MANY)
    table.platformID, table.platEncID, table.language = _UNICODE, _FULL, 0
    table.cmap = dict.fromkeys((*range(0x80, 0xD800), *range(0xE000, 0x110000)), "box")
    built.font["cmap"].tables = [table]
    built.save(folder / "boxes.ttf")
    return folder


def _box() -> object:
    pen = TTGlyphPen(None)
    for corners in (_OUTER, _INNER):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()
