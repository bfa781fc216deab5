"""Two versions of one map beside each other: what only one has, and what differs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from inspiratiekaart.composition import Composition
from inspiratiekaart.composition_entries import Entry
from inspiratiekaart.texts import Texts

_WORDS = ("title", "introduction", "organisation", "made_on")


def differences(mine: Composition, theirs: Composition, t: Texts) -> dict[str, Any]:
    """Both versions as lists of ``(entry, mark)``; the mark is empty where they are the same.

    ``words`` are the names of the map's own words that differ, with both values.
    """
    words = [
        (t(f"making.about.{field}"), getattr(mine.map, field), getattr(theirs.map, field))
        for field in _WORDS
        if getattr(mine.map, field) != getattr(theirs.map, field)
    ]
    return {
        "words": words,
        "mine": _marked(mine, theirs, t),
        "theirs": _marked(theirs, mine, t),
        "is_order_only": not words and _content(mine) == _content(theirs),
    }


def _marked(here: Composition, there: Composition, t: Texts) -> list[tuple[Entry, str]]:
    others = {_key(entry): entry for entry in there.entries}
    marked = []
    for entry in here.entries:
        other = others.get(_key(entry))
        mark = ""
        if other is None:
            mark = t("making.conflict.only_here")
        elif _bare(entry) != _bare(other):
            mark = t("making.conflict.differs")
        marked.append((entry, mark))
    return marked


def _key(entry: Entry) -> tuple[str, str]:
    item = entry.item
    return item.kind, item.key or (item.own.name if item.own else item.item_id)


def _bare(entry: Entry) -> object:
    return replace(entry.item, item_id="")


def _content(composition: Composition) -> set[object]:
    return {_bare(entry) for entry in composition.entries}
