"""A link as a QR code, for every file and page that shows one: its modules, and those as an SVG.

Dark on white with the quiet zone that the standard (ISO/IEC 18004) asks for, in error level M: a
code stays readable when a seventh of it is dirty or covered.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from urllib.parse import quote

import segno

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.lettering import xml_text

QUIET = 4
"""The modules of white that a reader needs around a code."""

PAPER = "#FFFFFF"
"""What lies under a code, on any ground."""

Bar = tuple[int, int, int]
"""Dark modules side by side: column and row of the first, and how many."""

_MAY_STAND = "%!#$&'()*+,/:;=?@[]~"  # in an address; all else is written in per cent signs


@lru_cache(maxsize=256)
def modules(link: str) -> tuple[bytes, ...]:
    """The rows of the code of ``link``, a 1 for each dark module; none where it is too long.

    Letters beyond ASCII are written as an address has them (``%C3%A9``): a code does not say in
    which encoding its bytes are, and readers guess.
    """
    try:
        code = segno.make_qr(quote(link, safe=_MAY_STAND, errors="replace"), error="m")
    except segno.DataOverflowError:
        return ()
    return tuple(bytes(row) for row in code.matrix)


def bars(link: str) -> list[Bar]:
    """The dark modules of the code of ``link``, those side by side as one; without quiet zone."""
    found = []
    for y, row in enumerate(modules(link)):
        x = 0
        for is_dark, run in groupby(row):
            wide = len(list(run))
            if is_dark:
                found.append((x, y, wide))
            x += wide
    return found


def qr_svg(link: str, title: str, size: float | None = None, look: str = "") -> str:
    """The code of ``link`` as an SVG with ``title``; empty where ``link`` is too long for one.

    ``size`` is its width in pixels, quiet zone and all; without it whoever shows it decides.
    ``look`` is its class in a page.
    """
    count = len(modules(link))
    if not count:
        return ""
    wide = count + 2 * QUIET
    own = f' class="{look}"' if look else ""
    measures = "" if size is None else f' width="{size:g}" height="{size:g}"'
    dots = "".join(f"M{x + QUIET} {y + QUIET}h{n}v1h-{n}z" for x, y, n in bars(link))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{own}{measures} '
        f'viewBox="0 0 {wide} {wide}" role="img"><title>{xml_text(title)}</title>'
        f'<rect width="{wide}" height="{wide}" fill="{PAPER}"/>'
        f'<path d="{dots}" fill="{styles.INK}" shape-rendering="crispEdges"/></svg>'
    )
