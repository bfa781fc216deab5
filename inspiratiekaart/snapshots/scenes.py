"""The scenes of a presentation: an opening, one per region or sector, and sources with the link.

A selection is shown as the map page shows it, narrowed to each region or sector. A composed map
shows its own items in their order, laid out over scenes as over the slides of the same map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inspiratiekaart.composition import Section, draft
from inspiratiekaart.composition_entries import Entry
from inspiratiekaart.export.handout import Handout, handout_of_map
from inspiratiekaart.occupations import work
from inspiratiekaart.regions import region_names
from inspiratiekaart.sentences import title
from inspiratiekaart.snapshots.scene import Scene, closing, opening, over_scenes, picture
from inspiratiekaart.views import View, view

REGION, SECTOR = "regio", "sector"
"""What the scenes can be made per; the values stand in links."""

_MOST_DOUBLED = 16  # regions or sectors; of more, each has one scene


def scenes_of(handout: Handout, per: str) -> tuple[Scene, ...]:
    """The scenes of ``handout`` per region or sector; another ``per`` means: what suits it."""
    composed = _is_composed(handout)
    if per not in (REGION, SECTOR):
        per = _suiting(handout, composed=composed)
    if per == REGION:
        middle = _of_map_per_region(handout) if composed else _per_region(handout)
    else:
        middle = _of_map_per_sector(handout) if composed else _per_sector(handout)
    pictures = tuple(middle) or tuple(picture(handout, handout.view, handout.title))
    return (opening(handout, has_lead=composed), *pictures, *closing(handout))


def _is_composed(handout: Handout) -> bool:
    """Whether somebody composed it; else it is what a selection shows."""
    made = draft(handout.dataset, handout.view.selection, handout.t)
    return handout.composition.map != made


def _suiting(handout: Handout, *, composed: bool) -> str:
    if composed:  # its sections and notes are told once, not once for every region
        return SECTOR if handout.sections else REGION
    return REGION if len(handout.view.chosen) > 1 or not handout.sections else SECTOR


def _per_region(handout: Handout) -> Iterator[Scene]:
    codes = _codes(handout)
    for code in codes:
        seen = view(handout.dataset, replace(handout.view.selection, regions=frozenset({code})))
        name = _region_title(handout, seen)
        yield from picture(handout, seen, name, may_double=len(codes) <= _MOST_DOUBLED)


def _of_map_per_region(handout: Handout) -> Iterator[Scene]:
    """Each region with all items of the map, looked up for that region alone."""
    composed, t = handout.composition.map, handout.t
    keys = _keys(handout.composition.entries)
    for code in _codes(handout):
        own = replace(composed, regions=frozenset({code}))
        narrowed = handout_of_map(handout.dataset, own, t, handout.made_on, handout.link)
        name = _region_title(handout, narrowed.view)
        lead = narrowed.composition.lead
        yield from picture(narrowed, narrowed.view, name, keys, lead, may_double=False)
        yield from over_scenes(narrowed, name, narrowed.composition.entries)


def _per_sector(handout: Handout) -> Iterator[Scene]:
    topics = work(handout.dataset).topics
    selection, t = handout.view.selection, handout.t
    may = len(handout.sections) <= _MOST_DOUBLED
    for section in handout.sections:
        if handout.view.topic is None and section.sector_id in topics:
            seen = view(handout.dataset, replace(selection, topic=section.sector_id))
            yield from picture(handout, seen, title(seen, t), may_double=may)
        elif len(handout.sections) == 1:
            yield from picture(handout, handout.view, title(handout.view, t))
        else:
            name = t("scenes.section", title=title(handout.view, t), section=section.name)
            keys = _keys(section.entries)
            yield from picture(handout, handout.view, name, keys, _counted(section, handout))


def _counted(section: Section, handout: Handout) -> str:
    n = len(_keys(section.entries))
    return handout.t.count("scenes.of_section", n, section=section.name)


def _of_map_per_sector(handout: Handout) -> Iterator[Scene]:
    for section in handout.sections:
        yield from over_scenes(handout, section.name, section.entries)


def _keys(entries: Iterable[Entry]) -> list[str]:
    found = (each.item.key for each in entries if each.item.kind in ("occupation", "gap"))
    return list(dict.fromkeys(found))


def _codes(handout: Handout) -> list[str]:
    names = region_names(handout.dataset)
    chosen = [region.code for region in handout.view.chosen] or list(names)
    return sorted(chosen, key=lambda code: names[code])


def _region_title(handout: Handout, seen: View) -> str:
    return title(seen, handout.t) if seen.topic else seen.chosen[0].name
