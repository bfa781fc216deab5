"""In which encoding a text file is, told from its bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import IO

from inspiratiekaart.sources.reading.refused import DocumentError

Opener = Callable[[], IO[bytes]]
"""Opens the bytes of a text, from the start."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE = 1 << 20
_SAMPLE = 4096
_TELLING = 3  # letters that make a pattern
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_NOWHERE = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # mean nothing in Windows-1252


def by_mark(head: bytes) -> str:
    """The encoding that the first bytes give away: a mark, or the noughts of UTF-16; or none."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    sample = head[: _SAMPLE & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half >= _TELLING and max(even, odd) > half * 0.6 and min(even, odd) < half * 0.1:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""


def encoding_of(open_bytes: Opener, file: str) -> str:
    """The encoding of a whole text: Unicode where it can be, else Windows-1252.

    Raises:
        DocumentError: it is cut off in the middle of a letter, or of two encodings at once.
    """
    with open_bytes() as stream:
        head = stream.read(_SAMPLE)
    found = by_mark(head)
    if found.startswith("utf-16"):
        return found
    with open_bytes() as stream:
        if _is_utf8(stream, file):
            return "utf-8-sig"
    with open_bytes() as stream:
        if found or not _is_windows(stream):
            raise DocumentError("encoding-mixed", file=file)
    return "cp1252"


def _is_utf8(stream: IO[bytes], file: str) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    has_multibyte = False
    try:
        while piece := stream.read(_PIECE):
            has_multibyte |= not decoder.decode(piece).isascii()
    except UnicodeDecodeError:
        return False
    rest = decoder.getstate()[0]
    if rest and has_multibyte:
        raise DocumentError("cut-off", file=file)
    return not rest


def _is_windows(stream: IO[bytes]) -> bool:
    """Whether letters beyond ASCII are those of Windows-1252, and hardly any those of UTF-8."""
    multibyte = single = 0
    while piece := stream.read(_PIECE):
        if _NOWHERE.search(_MULTIBYTE.sub(b"", piece)):
            return False
        rest, count = _MULTIBYTE.subn(b"", piece)
        multibyte += count
        single += len(_HIGH.findall(rest))
    return single > multibyte
