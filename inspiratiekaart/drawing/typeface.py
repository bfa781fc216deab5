"""The typeface of the app as font files, for whatever draws outside a browser.

It is the Source Sans that Streamlit ships (SIL Open Font License 1.1), in fixed weights; changed
files may not carry that name, so it has one of ours. ``tools/typeface.py`` makes the files.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FAMILY = "Inspiratiekaart Sans"
"""The name by which the font files are found."""


def font_folder() -> Path:
    """The folder with the TrueType files: regular, semi-bold, bold and italic."""
    return Path(__file__).parent / "fonts"


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """The code points of all signs that the typeface has."""
    from fontTools.ttLib import TTFont  # only who draws text without a fallback needs it

    file = next(font_folder().glob("*-Regular.ttf"))
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())
