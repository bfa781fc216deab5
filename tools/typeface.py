"""Make the font files in inspiratiekaart/drawing/fonts from the Source Sans that Streamlit ships.

``python tools/typeface.py``: once for every new Source Sans, by a maintainer, with the dev
requirements. Source Sans may be changed and passed on (SIL Open Font License 1.1), but what is
changed may not be called "Source": hence a name of our own.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from inspiratiekaart.drawing.typeface import FAMILY, font_folder

STYLES = (("Regular", "Upright", 400), ("SemiBold", "Upright", 600), ("Bold", "Upright", 700))
ITALICS = (("Italic", "Italic", 400),)
FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk", "tnum", "lnum"]
_NAME, _STYLE, _ID, _FULL, _POSTSCRIPT, _KEPT = 1, 2, 3, 4, 6, {0, 5, 7, 8, 9, 11, 13, 14}
_FAMILY, _TYPOGRAPHIC_STYLE = 16, 17


def main() -> None:
    """Write one TrueType file per style."""
    spec = find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    media = Path(spec.origin).parent / "static" / "static" / "media"
    for style, shape, weight in (*STYLES, *ITALICS):
        (source,) = media.glob(f"SourceSansVF-{shape}.*.woff2")
        font = made(source, style, weight)
        font.save(font_folder() / f"{FAMILY.replace(' ', '')}-{style}.ttf", reorderTables=True)


def made(source: Path, style: str, weight: int) -> Any:
    """The variable typeface ``source`` with one fixed weight, under our own name."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    options = Options(layout_features=FEATURES, name_IDs=["*"], name_languages=["*"])
    cutter = Subsetter(options)
    cutter.populate(unicodes=font.getBestCmap())
    cutter.subset(font)
    fixed = instantiateVariableFont(font, {"wght": weight}, inplace=True)
    rename(fixed, style, weight)
    return fixed


def rename(font: Any, style: str, weight: int) -> None:
    """Give ``font`` our name; who made it, and under which licence, stays in it."""
    names = font["name"]
    names.names = [each for each in names.names if each.nameID in _KEPT and each.langID == 0x409]
    plain = style in ("Regular", "Bold", "Italic")
    given = {
        _NAME: FAMILY if plain else f"{FAMILY} {style}",
        _STYLE: style if plain else "Regular",
        _ID: f"{FAMILY} {style}",
        _FULL: f"{FAMILY} {style}",
        _POSTSCRIPT: f"{FAMILY.replace(' ', '')}-{style}",
    }
    if not plain:
        given |= {_FAMILY: FAMILY, _TYPOGRAPHIC_STYLE: style}
    for key, text in given.items():
        names.setName(text, key, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    if "STAT" in font:
        del font["STAT"]
    selection = {"Bold": 1 << 5, "Italic": 1}.get(style, 1 << 6 if style == "Regular" else 0)
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1100001 | selection
    font["head"].macStyle = {"Bold": 1, "Italic": 2}.get(style, 0)


if __name__ == "__main__":
    main()
