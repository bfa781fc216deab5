"""What the store hands out: the links to a map, the map itself, and its versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from inspiratiekaart.inspiration import InspirationMap

FIRST = 1
"""The number of a map's first version."""


@dataclass(frozen=True)
class Links:
    """The two tokens of a new map; nothing shows them by accident, and the store forgets them."""

    edit: str = field(repr=False)
    read: str = field(repr=False)


@dataclass(frozen=True)
class Stored:
    """One version of a kept map.

    ``read_token`` is the token to hand on: it is there for who came by the edit link too.
    """

    map: InspirationMap
    version: int
    saved_at: datetime
    can_edit: bool
    read_token: str = field(repr=False)


@dataclass(frozen=True)
class Version:
    """That a version is there, and when it was saved."""

    number: int
    saved_at: datetime
