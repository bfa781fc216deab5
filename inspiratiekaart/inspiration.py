"""A region's own inspiration map: what was picked, in which order, with which words beside it.

An ``InspirationMap`` holds ids and a person's own words, no facts: those are looked up in the
edition that it names (``composition``), so that a source never gets lost on the way.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, get_args

from inspiratiekaart.selection import Selection

Kind = Literal["occupation", "offer", "provider", "example", "gap", "own"]
KINDS: tuple[Kind, ...] = get_args(Kind)

OwnKind = Literal["occupation", "offer", "contact"]
OWN_KINDS: tuple[OwnKind, ...] = get_args(OwnKind)

MAX_ITEMS = 400
MAX_LINE = 300
MAX_TEXT = 200_000
"""The longest note, in characters; a title or a name has at most ``MAX_LINE``."""

_OPENING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
_CLOSING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_ISOLATE_END = "\u2069"
_DIRECTION = f"{_OPENING}\u202c{_ISOLATE_END}"


@dataclass(frozen=True)
class Own:
    """What a region adds itself: a profession, a local training or a contact point.

    ``source`` says where it comes from and is never empty; ``url`` may be.
    """

    kind: OwnKind
    name: str
    source: str
    place: str = ""
    url: str = ""
    description: str = ""


@dataclass(frozen=True)
class Item:
    """One thing on the map: ``key`` is its id in the dataset, empty for an own addition.

    ``sector_id`` is the section it stands in (empty: not of one sector); ``plan`` says what the
    region will do about a white spot.
    """

    item_id: str
    kind: Kind
    key: str = ""
    sector_id: str = ""
    note: str = ""
    plan: str = ""
    own: Own | None = None


@dataclass(frozen=True)
class InspirationMap:
    """A composed map; ``made_on`` is an ISO date, or empty while it is being made.

    An empty ``edition`` is the newest one; what a visitor makes names the one it was made with.
    """

    title: str = ""
    introduction: str = ""
    organisation: str = ""
    made_on: str = ""
    regions: frozenset[str] = frozenset()
    edition: str = ""
    reach_km: int = 40
    items: tuple[Item, ...] = field(default=())

    @property
    def selection(self) -> Selection:
        """What the map page shows of these regions."""
        return Selection(regions=self.regions, reach_km=self.reach_km, edition=self.edition)

    @property
    def sector_ids(self) -> tuple[str, ...]:
        """The sections, in the order in which they first occur."""
        return tuple(dict.fromkeys(item.sector_id for item in self.items))

    def find(self, kind: Kind, key: str) -> Item | None:
        """The item for ``key``, if it is on the map."""
        return next((i for i in self.items if (i.kind, i.key) == (kind, key)), None)


def put(composed: InspirationMap, item: Item) -> InspirationMap:
    """``composed`` with ``item`` at the end of its section; what is on it already stays as it is.

    A full map (``MAX_ITEMS``) is given back unchanged.
    """
    is_there = item.kind != "own" and composed.find(item.kind, item.key) is not None
    if is_there or len(composed.items) >= MAX_ITEMS:
        return composed
    fresh = replace(_clean(item), item_id=item.item_id or _next_id(composed))
    same = [at for at, each in enumerate(composed.items) if each.sector_id == fresh.sector_id]
    at = same[-1] + 1 if same else len(composed.items)
    return replace(composed, items=(*composed.items[:at], fresh, *composed.items[at:]))


def take_off(composed: InspirationMap, item_id: str) -> InspirationMap:
    """``composed`` without the item."""
    return replace(composed, items=tuple(i for i in composed.items if i.item_id != item_id))


def move(composed: InspirationMap, item_id: str, steps: int) -> InspirationMap:
    """``composed`` with the item ``steps`` further down in its section (up where negative)."""
    item = _item(composed, item_id)
    if item is None:
        return composed
    section = [i for i in composed.items if i.sector_id == item.sector_id]
    order = [i for i in section if i.item_id != item_id]
    order.insert(min(max(section.index(item) + steps, 0), len(order)), item)
    arranged = iter(order)
    return replace(
        composed,
        items=tuple(next(arranged) if i.sector_id == item.sector_id else i for i in composed.items),
    )


def move_section(composed: InspirationMap, sector_id: str, steps: int) -> InspirationMap:
    """``composed`` with the whole section ``steps`` further down (up where negative)."""
    order = [each for each in composed.sector_ids if each != sector_id]
    if len(order) == len(composed.sector_ids):
        return composed
    at = composed.sector_ids.index(sector_id) + steps
    order.insert(min(max(at, 0), len(order)), sector_id)
    return replace(
        composed,
        items=tuple(i for sector in order for i in composed.items if i.sector_id == sector),
    )


def change_item(composed: InspirationMap, item_id: str, **words: str) -> InspirationMap:
    """``composed`` with other words (``note``, ``plan``) beside the item."""
    changed: dict[str, Any] = dict(words)
    return replace(
        composed,
        items=tuple(
            _clean(replace(i, **changed)) if i.item_id == item_id else i for i in composed.items
        ),
    )


def describe(composed: InspirationMap, **words: str) -> InspirationMap:
    """``composed`` with other words of its own: title, introduction, organisation, made_on."""
    changed: dict[str, Any] = {
        name: clean_text(value) if name == "introduction" else clean_line(value)
        for name, value in words.items()
    }
    return replace(composed, **changed)


def clean_line(text: str) -> str:
    """``text`` as one line, at most ``MAX_LINE`` long, without any control of writing direction."""
    kept = "".join(c for c in text if _is_text(c) and c not in _DIRECTION)
    return " ".join(kept.split())[:MAX_LINE].rstrip()


def clean_text(text: str) -> str:
    """``text`` without characters that no document can hold, at most ``MAX_TEXT`` long.

    Writing direction that was switched is switched back at the end of each line, so that it never
    reaches the words beside it (Unicode Standard Annex 9).
    """
    kept = "".join(c for c in text.replace("\r\n", "\n") if _is_text(c))[:MAX_TEXT]
    closed = "\n".join(_closed(line) for line in kept.split("\n")) if _has_opening(kept) else kept
    if len(closed) <= MAX_TEXT:
        return closed
    return "".join(c for c in kept if c not in _DIRECTION)


def _is_text(character: str) -> bool:
    category = unicodedata.category(character)
    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE
    return character in "\n\t" or not (category in ("Cc", "Cs") or is_noncharacter)


def _has_opening(text: str) -> bool:
    return any(character in text for character in _OPENING)


def _closed(line: str) -> str:
    waiting: list[str] = []
    for character in line:
        if character in _OPENING:
            waiting.append(_CLOSING.get(character, _ISOLATE_END))
        elif character in waiting:
            waiting.reverse()
            waiting.remove(character)
            waiting.reverse()
    return line + "".join(reversed(waiting))


def _clean(item: Item) -> Item:
    words: dict[str, Any] = {"note": clean_text(item.note), "plan": clean_text(item.plan)}
    if item.own:
        own: dict[str, Any] = {
            each.name: clean_text(str(getattr(item.own, each.name)))
            if each.name == "description"
            else clean_line(str(getattr(item.own, each.name)))
            for each in fields(item.own)
        }
        words["own"] = replace(item.own, **own)
    return replace(item, **words)


def _item(composed: InspirationMap, item_id: str) -> Item | None:
    return next((i for i in composed.items if i.item_id == item_id), None)


def _next_id(composed: InspirationMap) -> str:
    taken = {item.item_id for item in composed.items}
    number = len(taken) + 1
    while f"i{number}" in taken:
        number += 1
    return f"i{number}"


@dataclass(frozen=True)
class History:
    """A map with what it was before and after: undo and redo."""

    present: InspirationMap
    past: tuple[InspirationMap, ...] = ()
    future: tuple[InspirationMap, ...] = ()

    def changed(self, present: InspirationMap) -> History:
        """The history after a change to ``present``; what could be redone is gone."""
        if present == self.present:
            return self
        return History(present, (*self.past, self.present)[-_KEPT:])

    def undone(self) -> History:
        """One step back, where there is one."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.present, *self.future))

    def redone(self) -> History:
        """One step forward again, where there is one."""
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.present), self.future[1:])


_KEPT = 200
"""How many steps can be undone."""
