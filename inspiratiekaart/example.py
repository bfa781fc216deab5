"""The map that comes along as an example: Noord-Nederland, of facts in our dataset."""

from __future__ import annotations

from functools import cache

from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.inspiration_file import from_json
from inspiratiekaart.paths import EXAMPLES


@cache
def example() -> InspirationMap:
    """The map of Groningen, Friesland and Drenthe in ``examples/noord-nederland.json``.

    Raises:
        MapFileError: somebody changed the file into something else.
    """
    return from_json((EXAMPLES / "noord-nederland.json").read_bytes())
