"""How much room text takes on a slide, measured on the wide side: widths of Arial, in points.

A program that opens the slides breaks the lines itself; with these measures it needs no more
lines than we reckoned with.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LINE = 1.2
"""The height of a line, as a multiple of the size of its letters."""

_SAFETY = 1.02
_BOLD = 1.1
_EM = 1000
_TAB = 4000
_WIDTHS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft\u00a0",
    333: "()-`r‘’",
    334: "{}",
    355: '"“”',
    389: "*",
    400: "°",
    469: "^",
    500: "Jckvxyzs",
    556: "#$0123456789?L_abdeghnopqu–€",
    584: "+<=>~·×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_KNOWN = {sign: width for width, signs in _WIDTHS.items() for sign in signs}


@lru_cache(maxsize=4096)
def _width(sign: str) -> int:
    if sign == "\t":
        return _TAB
    base = unicodedata.normalize("NFD", sign)[0]
    if base in _KNOWN:
        return _KNOWN[base]
    category = unicodedata.category(sign)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return 0
    is_wide = unicodedata.east_asian_width(sign) in "WF" or category == "So"
    return round(1.4 * _EM) if is_wide else _EM


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """How wide ``text`` is on one line, in points."""
    scale = size * _SAFETY * (_BOLD if is_bold else 1.0) / _EM
    return scale * sum(map(_width, text))


def wrapped(text: str, size: float, width: float, *, is_bold: bool = False) -> list[str]:
    """``text`` in lines of at most ``width`` points; joined they are the text again.

    Lines end after a space; a word that is wider than a line is broken.
    """
    limit = width / (size * _SAFETY * (_BOLD if is_bold else 1.0)) * _EM
    lines: list[str] = []
    line, taken = "", 0
    for word in _words(text):
        wide = sum(map(_width, word))
        if line and taken + sum(map(_width, word.rstrip(" "))) > limit:
            lines.append(line)
            line, taken = "", 0
        if wide <= limit:
            line, taken = line + word, taken + wide
            continue
        for sign in word:
            if line and sign != " " and taken + _width(sign) > limit:
                lines.append(line)
                line, taken = "", 0
            line, taken = line + sign, taken + _width(sign)
    return [*lines, line]


def _words(text: str) -> list[str]:
    """``text`` cut after each space: joined, the parts are the text again."""
    parts = text.split(" ")
    return [*(f"{part} " for part in parts[:-1]), parts[-1]] if len(parts) > 1 else parts


def fitting_size(
    text: str, sizes: tuple[int, ...], width: float, lines: int, *, is_bold: bool = False
) -> int:
    """The first of ``sizes`` at which ``text`` takes at most ``lines``; the last if none does."""
    for size in sizes:
        if len(wrapped(text, size, width, is_bold=is_bold)) <= lines:
            return size
    return sizes[-1]


def shortened(text: str, size: float, width: float, lines: int, *, is_bold: bool = False) -> str:
    """``text``, or its beginning with an ellipsis, in at most ``lines`` lines."""
    whole = wrapped(text, size, width, is_bold=is_bold)
    if len(whole) <= lines:
        return text
    kept = "".join(whole[:lines]).rstrip()
    while len(wrapped(f"{kept} …", size, width, is_bold=is_bold)) > lines:
        kept = kept[:-1].rstrip()
    return f"{kept} …"
