"""The items of an inspiration map, each looked up and put in words: one function per kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.inspiration import InspirationMap, Item
from inspiratiekaart.occupations import Outlook, oldest_year, short_name, topic_of, work
from inspiratiekaart.offer_sentences import evidence, facts, form_names
from inspiratiekaart.offers_view import Offer
from inspiratiekaart.region_support import examples
from inspiratiekaart.regions import in_words, region_names, region_set_name
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainers import Trainer
from inspiratiekaart.trainings import trainings
from inspiratiekaart.views import Gap, View, view

_TRAINERS_SHOWN = 3


@dataclass(frozen=True)
class Entry:
    """An item as it is shown.

    ``label`` is a short word of its kind or scope (landelijk, regionaal, mbo, eigen toevoeging);
    ``facts`` are whole sentences. Where ``is_missing``, the edition has no such thing any more.
    """

    item: Item
    name: str
    label: str = ""
    facts: tuple[str, ...] = ()
    url: str = ""
    source_ids: tuple[str, ...] = ()
    is_old: bool = False
    is_missing: bool = False


def area_name(dataset: Dataset, regions: frozenset[str], t: Texts) -> str:
    """``regions`` in a few words: the name of their set, their names, or how many."""
    if not regions:
        return t("area.country")
    if name := region_set_name(dataset, regions):
        return name[0 if t.language == "nl" else 1]
    known = [name for code, name in region_names(dataset).items() if code in regions]
    return in_words(sorted(known), t)


def of_one(dataset: Dataset, selection: Selection, occupation_id: str) -> View:
    """What the map page would say of one profession, in the same regions and reach."""
    bare = Selection(
        regions=selection.regions, reach_km=selection.reach_km, edition=selection.edition
    )
    return view(dataset, replace(bare, topic=topic_of(occupation_id)))


def entry(dataset: Dataset, composed: InspirationMap, item: Item, t: Texts) -> Entry:
    """``item`` as it is shown; what the edition does not have says so."""
    if item.kind == "own":
        return _own(item, t)
    found = {
        "occupation": _occupation,
        "gap": _gap,
        "offer": _offer,
        "provider": _provider,
        "example": _example,
    }[item.kind](dataset, composed, item, t)
    if found:
        return found
    sentence = t("compose.missing", edition=dataset.edition)
    return Entry(item, item.key, t("compose.missing_label"), (sentence,), is_missing=True)


def _own(item: Item, t: Texts) -> Entry:
    own = item.own
    if own is None:
        return Entry(item, item.key, t("compose.missing_label"), is_missing=True)
    said = [t(f"compose.own_kind.{own.kind}"), own.place, own.description]
    words = [*filter(None, said), t("compose.own_source", source=own.source)]
    return Entry(item, own.name, t("compose.own"), tuple(words), own.url)


def _occupation(dataset: Dataset, composed: InspirationMap, item: Item, t: Texts) -> Entry | None:
    row = work(dataset).occupations.get(item.key)
    if row is None:
        return None
    seen = of_one(dataset, composed.selection, item.key)
    said = seen.wanted[0].outlooks if seen.wanted else ()
    less = seen.minder[0].outlooks if seen.minder else ()
    outlooks = said or less
    names = region_names(dataset)
    words = [said_sentence(outlook, names, t) for outlook in outlooks[:_TRAINERS_SHOWN]]
    if not outlooks:
        words.append(t("compose.no_outlook"))
    elif composed.regions and not any(o.scope == "regional" for o in outlooks):
        words.append(t("work.nothing_regional"))
    words.append(_who_trains(seen, names, t))
    is_regional = bool(outlooks) and outlooks[0].scope == "regional"
    label = t("work.regional" if is_regional else "work.national") if outlooks else ""
    return Entry(
        item,
        short_name(row["name_nl"]),
        label,
        tuple(words),
        row["url"],
        tuple(sorted({o.source_id for o in outlooks} | _route_sources(seen))),
        is_old=bool(outlooks) and all(o.is_old for o in outlooks),
    )


def said_sentence(outlook: Outlook, names: Mapping[str, str], t: Texts) -> str:
    """What a publisher said of a profession, with period, scope and age."""
    values = {
        "publisher": outlook.publisher,
        "period": t.period(outlook.period),
        "status": outlook.status_as_said,
    }
    if outlook.scope == "regional":
        region = names.get(outlook.arbeidsmarktregio_code or "", "")
        sentence = t("work.said_of", region=region, **values)
    else:
        sentence = t("work.said", **values)
    return f"{sentence} {t('work.old')}" if outlook.is_old else sentence


def _who_trains(seen: View, names: Mapping[str, str], t: Texts) -> str:
    shown = seen.inside or seen.outside
    if not shown:
        return t("trainers.none") if not seen.chosen else t("compose.no_trainer")
    listed = [_trainer(each, names, t) for each in shown[:_TRAINERS_SHOWN]]
    rest = len(shown) - len(listed)
    more = f" {t.count('trainers.more', rest)}" if rest else ""
    key = "compose.trainers" if seen.inside else "compose.trainers_outside"
    return t(key, names="; ".join(listed)) + more


def _trainer(each: Trainer, names: Mapping[str, str], t: Texts) -> str:
    first = each.first
    where = first.place
    if first.distance_km is not None and first.region_code in names:
        km = t.number(first.distance_km)
        where = f"{where}, {t('trainers.distance', km=km, region=names[first.region_code])}"
    year = t.listed(str(year) for year in each.evidence_years[:2])
    return t("compose.trainer", name=first.provider_name, where=where, year=year)


def _route_sources(seen: View) -> set[str]:
    return {route.source_id for each in (*seen.inside, *seen.outside) for route in each.routes}


def _gap(dataset: Dataset, composed: InspirationMap, item: Item, t: Texts) -> Entry | None:
    row = work(dataset).occupations.get(item.key)
    if row is None:
        return None
    seen = of_one(dataset, composed.selection, item.key)
    name = short_name(row["name_nl"])
    area = area_name(dataset, composed.regions, t)
    gap = next(iter(seen.gaps), None)
    if gap is None:
        sentence = t("compose.gap_filled", name=name, km=composed.reach_km)
        return Entry(item, name, t("compose.gap_gone"), (sentence,), source_ids=_sources(seen))
    codes = region_names(dataset)
    where = t.listed(codes[code] for code in gap.region_codes) if composed.regions else area
    if not gap.is_linked:
        words = [t("compose.gap_unlinked", name=name)]
    else:
        words = [t("gap.no_route", name=name, km=composed.reach_km, area=where)]
        words.append(nearest_words(gap, t))
    if item.plan:
        words.append(t("compose.plan", plan=item.plan))
    return Entry(item, name, t("gap.spot"), tuple(words), source_ids=_sources(seen))


def nearest_words(gap: Gap, t: Texts) -> str:
    """Who trains nearest for what is missing in ``gap``, or that we know nobody."""
    near = gap.nearest
    if near is None:
        return t("gap.unseen")
    return t(
        "gap.nearest",
        provider=near.provider_name,
        place=near.place,
        km=t.number(near.distance_km or 0.0),
        year=near.evidence_year,
    )


def _sources(seen: View) -> tuple[str, ...]:
    return tuple(sorted(_route_sources(seen)))


@lru_cache(maxsize=4)
def _offer_rows(dataset: Dataset) -> Mapping[str, Mapping[str, Any]]:
    return {row["offer_id"]: row for row in records(dataset["offers"])}


def _offer(dataset: Dataset, composed: InspirationMap, item: Item, t: Texts) -> Entry | None:
    row = _offer_rows(dataset).get(item.key)
    if row is None:
        return None
    providers, sites = trainings(dataset).providers, trainings(dataset).sites
    provider = providers[row["provider_id"]]
    site = next((each for each in sites if each["site_id"] == row["site_id"]), None)
    is_old = int(row["evidence_year"]) < oldest_year(dataset)
    offer = Offer(row, is_old=is_old, is_related=False)
    forms = form_names(dataset, t)
    where = provider["name"] if site is None else f"{provider['name']}, {site['place']}"
    words = (where, ", ".join(facts(offer, forms, dataset.boundary_year, t)), evidence(offer, t))
    return Entry(
        item,
        row["title"],
        t(f"kind.{provider['kind']}"),
        words,
        row["url"] or provider["website"] or "",
        (row["source_id"],),
        is_old=is_old,
    )


def _provider(dataset: Dataset, composed: InspirationMap, item: Item, t: Texts) -> Entry | None:
    row = trainings(dataset).providers.get(item.key)
    if row is None:
        return None
    sites = [each for each in trainings(dataset).sites if each["provider_id"] == item.key]
    inside = [
        s for s in sites if not composed.regions or s["arbeidsmarktregio_code"] in composed.regions
    ]
    area = area_name(dataset, composed.regions, t)
    places = sorted({str(site["place"]) for site in inside})
    words = (
        t("compose.sites", places=t.listed(places), area=area)
        if places
        else t("compose.no_site", area=area),
    )
    used = {str(row["source_id"])} | {str(site["source_id"]) for site in inside}
    return Entry(
        item,
        row["name"],
        t(f"kind.{row['kind']}"),
        words,
        row["website"] or "",
        tuple(sorted(used)),
    )


def _example(dataset: Dataset, composed: InspirationMap, item: Item, t: Texts) -> Entry | None:
    found = next((each for each in examples(dataset) if each.example_id == item.key), None)
    if found is None:
        return None
    words = (found.facts(t.language), *found.tips(t.language))
    label = t("compose.example")
    return Entry(item, found.title(t.language), label, words, found.url, (found.source_id,))
