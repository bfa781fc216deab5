"""Text for pictures: how wide it is, where its lines break, and how it stands in XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from inspiratiekaart.drawing.typeface import FAMILY

FONTS = f"'Source Sans 3','Source Sans Pro','{FAMILY}',sans-serif"
"""The families that a picture asks for; the last of ours is in the files that we ship."""

_NARROW = frozenset("fijlrtIJ.,:;'’|!()[]-/ ")
_WIDE = frozenset("mwMW%@—&")
_LAST_OF_ONE_BYTE = 0x2000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ELLIPSIS = "…"


def xml_text(text: str) -> str:
    """``text`` as it stands in XML, between tags and in attributes; control signs left out."""
    return escape(_CONTROL.sub("", text))


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """About how wide ``text`` is in Source Sans of ``size`` pixels, rather too much."""
    return size * sum(map(_ems, text)) * (1.06 if is_bold else 1.0)


def wrapped(
    text: str, size: float, width: float, *, is_bold: bool = False, most: int = 1000
) -> list[str]:
    """``text`` in lines no wider than ``width``; at most ``most``, the last then ends in "…"."""
    lines: list[str] = []
    for line in _lines(text, width / size / (1.06 if is_bold else 1.0)):
        if len(lines) == most:
            lines[-1] = lines[-1].rstrip(" .,;:") + _ELLIPSIS
            break
        lines.append(line)
    return lines


def _lines(text: str, ems: float) -> Iterator[str]:
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in paragraph.split():
            for piece in _pieces(word, ems):
                wide = sum(map(_ems, piece))
                if line and used + _ems(" ") + wide > ems:
                    yield line
                    line, used = "", 0.0
                line = f"{line} {piece}" if line else piece
                used += wide + (_ems(" ") if used else 0.0)
        if line:
            yield line


def _pieces(word: str, ems: float) -> Iterator[str]:
    """``word`` cut where it is wider than a whole line."""
    piece, used = "", 0.0
    for sign in word:
        if used + _ems(sign) > ems:
            yield piece
            piece, used = "", 0.0
        piece += sign
        used += _ems(sign)
    if piece:
        yield piece


def _ems(sign: str) -> float:
    if sign in _NARROW:
        return 0.31
    if ord(sign) > _LAST_OF_ONE_BYTE and sign not in "–‘’“”…€":
        return 1.1
    return 0.88 if sign in _WIDE else 0.62 if sign.isupper() else 0.54
