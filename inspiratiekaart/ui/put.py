"""One click puts something on the map being made, from any page: a step in the address bar.

The cards of all pages hold plain links that end in ``?zet=occupation:opticiens``; the header's
script adds what is in the address bar. The frame hands the parameter over here, which does what it
asks, takes it out of the address again, and says what was done.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from inspiratiekaart.composition import sector_of
from inspiratiekaart.composition_entries import entry
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.inspiration import (
    KINDS,
    InspirationMap,
    Item,
    Kind,
    move,
    put,
    take_off,
)
from inspiratiekaart.selection import Selection
from inspiratiekaart.store.errors import StoreError
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache, compose_work
from inspiratiekaart.ui.compose_work import Work
from inspiratiekaart.ui.html import fragment

PUT = "zet"
"""The parameter that asks for a change: ``occupation:ID``, ``weg:ITEM``, ``voor:ITEM:ITEM``.

A browser may ask the same twice (a step back and forth, a run that was broken off), so each of them
done twice is the same as done once.
"""

_OFF = "weg"
_BEFORE = "voor"
_AFTER = "na"


@dataclass(frozen=True)
class _Said:
    text: str
    item_id: str = ""


def news(selection: Selection, t: Texts) -> str:
    """Do what the address asks for, and say so with a way to undo it."""
    asked = str(st.query_params.get(PUT, ""))[:300]
    del st.query_params[PUT]
    try:
        said = _done(asked, selection, t)
    except StoreError as error:
        said = _Said(compose_work.said(error, t))
    return fragment("compose_news", t=t, said=said) if said.text else ""


def dataset_of(composed: InspirationMap) -> Dataset:
    """The edition that the map was made with; the newest where we do not have it."""
    return cache.dataset_or_usual(composed.edition)


def _done(asked: str, selection: Selection, t: Texts) -> _Said:
    verb, _, rest = asked.partition(":")
    work = compose_work.opened() or compose_work.last()
    if work is not None and not isinstance(work, Work):
        return _Said(t("making.put.only_read"))
    if verb in KINDS and verb != "own" and rest:
        return _put(work, verb, rest, selection, t)
    if work is None or verb not in (_OFF, _BEFORE, _AFTER):
        return _Said(t("notice.ignored", names=PUT))
    if verb == _OFF:
        _keep(work, take_off(work.map, rest))
        return _Said(t("making.put.off"))
    item_id, _, target_id = rest.partition(":")
    _keep(work, _moved(work.map, item_id, target_id, is_after=verb == _AFTER))
    return _Said("")


def _put(work: Work | None, kind: Kind, key: str, selection: Selection, t: Texts) -> _Said:
    composed = work.map if work else _empty(selection)
    data = dataset_of(composed)
    found = entry(data, composed, Item("", kind, key), t)
    if found.is_missing:
        return _Said(t("making.put.unknown", edition=data.edition))
    if composed.find(kind, key):
        _keep(work, composed)
        return _Said(t("making.put.already", name=found.name))
    changed = put(composed, Item("", kind, key, sector_of(data, kind, key)))
    item = changed.find(kind, key)
    if item is None:
        return _Said(t("making.put.full"))
    now = _keep(work, changed)
    text = t("making.put.gap" if kind == "gap" else "making.put.done", name=found.name)
    return _Said(text if now.is_kept else f"{text} {t('making.not_kept')}", item.item_id)


def _empty(selection: Selection) -> InspirationMap:
    edition = cache.dataset(selection.edition).edition
    return InspirationMap(regions=selection.regions, edition=edition, reach_km=selection.reach_km)


def _keep(work: Work | None, composed: InspirationMap) -> Work:
    if work is None:
        return compose_work.begin(composed)
    return compose_work.show(compose_work.change(work, lambda _: composed))


def _moved(
    composed: InspirationMap, item_id: str, target_id: str, *, is_after: bool
) -> InspirationMap:
    """``composed`` with the item right before or after the other, where both are of one section."""
    places = {item.item_id: item for item in composed.items}
    if item_id not in places or target_id not in places or item_id == target_id:
        return composed
    section = [i.item_id for i in composed.items if i.sector_id == places[item_id].sector_id]
    if target_id not in section:
        return composed
    others = [each for each in section if each != item_id]
    wanted = others.index(target_id) + is_after
    return move(composed, item_id, wanted - section.index(item_id))
