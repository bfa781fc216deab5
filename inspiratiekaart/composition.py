"""What an inspiration map shows: each item looked up in its edition, in words and with sources.

``compose`` is the one road from picks to page, file and link; ``draft`` makes a first map from what
a selection shows, so that a file of a selection and a file of a composed map are made alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from inspiratiekaart.composition_entries import Entry, area_name, entry, of_one
from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.inspiration import InspirationMap, Item, put
from inspiratiekaart.occupations import work
from inspiratiekaart.selection import Selection
from inspiratiekaart.sentences import summary, title
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainings import trainings
from inspiratiekaart.views import view


@dataclass(frozen=True)
class Section:
    """The items of one sector, in their order; an empty id is what belongs to no one sector."""

    sector_id: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Composition:
    """An inspiration map with everything looked up; ``area`` is its regions in words."""

    map: InspirationMap
    edition: str
    title: str
    area: str
    lead: str
    sections: tuple[Section, ...]
    source_ids: tuple[str, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, section after section."""
        return tuple(each for section in self.sections for each in section.entries)

    @property
    def gaps(self) -> tuple[Entry, ...]:
        """The white spots."""
        return tuple(each for each in self.entries if each.item.kind == "gap")

    @property
    def missing(self) -> tuple[Entry, ...]:
        """What the edition no longer has."""
        return tuple(each for each in self.entries if each.is_missing)


@lru_cache(maxsize=64)
def compose(dataset: Dataset, composed: InspirationMap, t: Texts) -> Composition:
    """Look every item of ``composed`` up in ``dataset``, in the language of ``t``."""
    sectors = {row["sector_id"]: t.pick(row, "name") for row in records(dataset["sectors"])}
    sections = tuple(
        Section(
            sector_id,
            sectors.get(sector_id) or t("compose.no_sector"),
            tuple(
                entry(dataset, composed, item, t)
                for item in composed.items
                if item.sector_id == sector_id
            ),
        )
        for sector_id in composed.sector_ids
    )
    area = area_name(dataset, composed.regions, t)
    entries = [entry for section in sections for entry in section.entries]
    return Composition(
        map=composed,
        edition=dataset.edition,
        title=composed.title or t("compose.untitled", area=area),
        area=area,
        lead=_lead(entries, area, t),
        sections=sections,
        source_ids=tuple(sorted({key for each in entries for key in each.source_ids if key})),
    )


@lru_cache(maxsize=64)
def draft(dataset: Dataset, selection: Selection, t: Texts) -> InspirationMap:
    """A first map of what ``selection`` shows: its professions with work, and its white spots.

    Without a topic these are the professions that were named about the regions themselves; where
    there are none, all that were named about the country.
    """
    seen = view(dataset, selection)
    composed = InspirationMap(
        title=title(seen, t),
        introduction=summary(seen, t),
        regions=selection.regions,
        edition=dataset.edition,
        reach_km=selection.reach_km,
    )
    own = tuple(wanted for wanted in seen.wanted if wanted.is_regional)
    for wanted in seen.wanted if selection.topic or not own else own:
        occupation = wanted.occupation_id
        sector = sector_of(dataset, "occupation", occupation)
        composed = put(composed, Item("", "occupation", occupation, sector))
        gaps = of_one(dataset, selection, occupation).gaps if selection.regions else ()
        if any(gap.is_linked for gap in gaps):
            composed = put(composed, Item("", "gap", occupation, sector))
    return _by_sector(dataset, composed)


def sector_of(dataset: Dataset, kind: str, key: str) -> str:
    """The section in which an item belongs; empty where it is not of one sector."""
    if kind in ("occupation", "gap"):
        return work(dataset).occupations.get(key, {}).get("sector_id", "")
    if kind == "offer":
        routes = trainings(dataset).routes
        found = routes.loc[routes["offer_id"] == key, "occupation_id"]
        known = work(dataset).occupations
        sectors = {known[each]["sector_id"] for each in found if each in known}
        return sectors.pop() if len(sectors) == 1 else ""
    return ""


def _by_sector(dataset: Dataset, composed: InspirationMap) -> InspirationMap:
    names = {row["sector_id"]: row["name_nl"] for row in records(dataset["sectors"])}
    items = sorted(composed.items, key=lambda item: names.get(item.sector_id, ""))
    return replace(composed, items=tuple(items))


def _lead(entries: list[Entry], area: str, t: Texts) -> str:
    counted = {
        kind: sum(each.item.kind == kind for each in entries)
        for kind in ("occupation", "offer", "provider", "example", "gap", "own")
    }
    parts = [t.count(f"compose.counts.{kind}", n) for kind, n in counted.items() if n]
    if not parts:
        return t("compose.empty", area=area)
    return t("compose.lead", area=area, parts=t.listed(parts))
