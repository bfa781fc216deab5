"""Links to the pages of a long list."""

from __future__ import annotations

from collections.abc import Callable

Numbered = list[tuple[int | None, str, bool]]
"""Numbers with their link, and whether it is the page that is seen; None for what is skipped."""


def numbered(here: int, last: int, url: Callable[[int], str]) -> Numbered:
    """The first page, the last and those around ``here``; ``url`` gives the link of a page."""
    shown = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
    numbers: Numbered = []
    for number in shown:
        if numbers and number - (numbers[-1][0] or 0) > 1:
            numbers.append((None, "", False))
        numbers.append((number, url(number), number == here))
    return numbers
