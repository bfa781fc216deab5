"""What somebody else wrote, made fit to stand in a sentence of ours."""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_BOX = "□"
MOST = 80


def quoted(text: str, most: int = MOST) -> str:
    """``text`` as one line of at most ``most`` letters, with a box for each that is not seen.

    A terminal obeys control characters, and writing direction would reach our words beside it.
    """
    short = text[: 4 * most]  # a cell may hold thousands; most of what is left out is spaces
    seen = "".join(c if c.isspace() or _is_seen(c) else _BOX for c in short)
    line = " ".join(seen.split())
    return line if len(line) <= most and len(short) == len(text) else line[: most - 1] + "…"


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN
