"""What there is to be seen of one region, or of several together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.facts import Fact, Group, Series, grouped, is_of_these_borders, series_of
from inspiratiekaart.indicators import population
from inspiratiekaart.occupations import Outlook, Topic, Work, short_name, work
from inspiratiekaart.region_providers import Nearest, SiteOffers, sites_in, without_head_office
from inspiratiekaart.region_support import Contact, Example, contacts, examples
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Selection

_KIND = "arbeidsmarktregio"
_BRIEF = ("population_count", "jobs_count", "tightness_class")


@dataclass(frozen=True)
class Gemeente:
    """A municipality; ``population`` None means unknown."""

    name: str
    population: int | None


@dataclass(frozen=True)
class Member:
    """One of the regions looked at, in brief; a figure that is not known is None."""

    code: str
    name: str
    population: int
    period: str
    source_id: str
    jobs: Fact | None
    tightness: Fact | None
    funded_count: int
    wanted_count: int
    gemeenten: tuple[Gemeente, ...]


@dataclass(frozen=True)
class SectorRow:
    """A sector: how many of its professions are called kansrijk, nationally and of the regions."""

    topic: Topic
    selection: Selection
    national_count: int
    regional_count: int
    total: int


@dataclass(frozen=True)
class Said:
    """A profession with what was said of it about the regions, the newest first."""

    occupation_id: str
    name: str
    outlooks: tuple[Outlook, ...]


@dataclass(frozen=True)
class Unmatched:
    """Names from one statement that fit no profession of the list, or more than one."""

    outlook: Outlook
    names: tuple[str, ...]


@dataclass(frozen=True)
class RegionView:
    """Everything that the page shows of the regions in a selection.

    ``wanted`` and ``minder`` are in the selection's topic and level; ``elsewhere_count`` counts the
    professions called kansrijk outside these. ``moved_facts`` are the ids (indicator, period) of
    figures about other borders than those of this edition.
    """

    selection: Selection
    edition: str
    topic: Topic | None
    members: tuple[Member, ...]
    groups: tuple[Group, ...]
    provinces: tuple[tuple[str, tuple[Series, ...]], ...]
    moved_facts: frozenset[tuple[str, str]]
    sectors: tuple[SectorRow, ...]
    wanted: tuple[Said, ...]
    minder: tuple[Said, ...]
    unmatched: tuple[Unmatched, ...]
    elsewhere_count: int
    sites: tuple[SiteOffers, ...]
    without: tuple[Nearest, ...]
    contacts: tuple[Contact, ...]
    national_contacts: tuple[Contact, ...]
    examples: tuple[Example, ...]
    source_ids: tuple[str, ...]

    @property
    def provider_count(self) -> int:
        """How many providers have a site in these regions."""
        return len({site.provider_id for site in self.sites})

    @property
    def population(self) -> int:
        """The inhabitants of these regions together."""
        return sum(member.population for member in self.members)


@lru_cache(maxsize=128)
def region_view(dataset: Dataset, other: Dataset, selection: Selection) -> RegionView:
    """Look at the regions of ``selection``; ``other`` is the edition to check the borders with."""
    codes = selection.regions
    known = work(dataset)
    chosen = frozenset(known.chosen(selection))
    wanted = _said(known, codes, good=True)
    minder = _said(known, codes, good=False)
    unmatched = tuple(o for o in known.unmatched if o.arbeidsmarktregio_code in codes)
    sites = sites_in(dataset, codes)
    series = series_of(dataset, _KIND, next(iter(codes))) if len(codes) == 1 else ()
    own_contacts = tuple(c for c in contacts(dataset) if c.arbeidsmarktregio_code in codes)
    found_examples = tuple(e for e in examples(dataset) if e.arbeidsmarktregio_code in {*codes, ""})
    members = tuple(_member(dataset, code, sites, wanted) for code in _by_name(dataset, codes))
    provinces = _provinces(dataset, codes)
    return RegionView(
        selection=selection,
        edition=dataset.edition,
        topic=known.topics.get(selection.topic or ""),
        members=members,
        groups=grouped(series),
        provinces=provinces,
        moved_facts=frozenset(
            (fact.indicator, fact.period)
            for each in series
            for fact in each.facts
            if not is_of_these_borders(fact, dataset, other, codes)
        ),
        sectors=_sectors(known, selection),
        wanted=tuple(each for each in wanted if each.occupation_id in chosen),
        minder=tuple(each for each in minder if each.occupation_id in chosen),
        unmatched=_together(unmatched),
        elsewhere_count=sum(each.occupation_id not in chosen for each in wanted),
        sites=sites,
        without=without_head_office(dataset, codes),
        contacts=own_contacts,
        national_contacts=tuple(c for c in contacts(dataset) if not c.arbeidsmarktregio_code),
        examples=found_examples,
        source_ids=_sources(
            (fact for each in series for fact in each.facts),
            (fact for each in members for fact in (each.jobs, each.tightness) if fact),
            (fact for _, found in provinces for each in found for fact in each.facts[:1]),
            sites,
            members,
            (o for each in (*wanted, *minder) for o in each.outlooks),
            unmatched,
            own_contacts,
            found_examples,
        ),
    )


def _by_name(dataset: Dataset, codes: frozenset[str]) -> list[str]:
    names = region_names(dataset)
    return sorted(codes, key=lambda code: names[code])


def _member(
    dataset: Dataset, code: str, sites: tuple[SiteOffers, ...], wanted: tuple[Said, ...]
) -> Member:
    newest = {
        each.indicator: each.newest
        for each in series_of(dataset, _KIND, code)
        if each.indicator in _BRIEF
    }
    frame = dataset["gemeenten"]
    rows = records(frame[frame["arbeidsmarktregio_code"] == code])
    gemeenten = [
        Gemeente(r["name"], r["population_count"] and int(r["population_count"])) for r in rows
    ]
    return Member(
        code=code,
        name=region_names(dataset)[code],
        population=population(dataset)[code],
        period=rows[0]["period"],
        source_id=rows[0]["source_id"],
        jobs=newest.get("jobs_count"),
        tightness=newest.get("tightness_class"),
        funded_count=len(
            {s.provider_id for s in sites if s.arbeidsmarktregio_code == code and s.is_funded}
        ),
        wanted_count=sum(
            any(o.arbeidsmarktregio_code == code for o in each.outlooks) for each in wanted
        ),
        gemeenten=tuple(sorted(gemeenten, key=lambda g: (-(g.population or 0), g.name))),
    )


def _provinces(
    dataset: Dataset, codes: frozenset[str]
) -> tuple[tuple[str, tuple[Series, ...]], ...]:
    frame = dataset["gemeenten"]
    inside = frame[frame["arbeidsmarktregio_code"].isin(codes)]
    people: dict[tuple[str, str], int] = {}
    for row in records(inside):
        key = (row["provincie_code"], row["provincie_name"])
        people[key] = people.get(key, 0) + int(row["population_count"] or 0)
    by_size = sorted(people, key=lambda key: (-people[key], key))
    found = [(name, series_of(dataset, "provincie", code)) for code, name in by_size]
    return tuple((name, series) for name, series in found if series)


def _said(known: Work, codes: frozenset[str], *, good: bool) -> tuple[Said, ...]:
    found = []
    for occupation, outlooks in known.regional.items():
        said = tuple(o for o in outlooks if o.arbeidsmarktregio_code in codes and o.is_good == good)
        if said:
            name = short_name(known.occupations[occupation]["name_nl"])
            found.append(Said(occupation, name, said))
    return tuple(sorted(found, key=lambda s: (s.outlooks[0].is_old, s.name)))


def _together(outlooks: Iterable[Outlook]) -> tuple[Unmatched, ...]:
    found: dict[tuple[object, ...], list[Outlook]] = {}
    for o in outlooks:
        key = (o.publisher, o.period, o.status_as_said, o.arbeidsmarktregio_code, o.url, o.found_at)
        found.setdefault(key, []).append(o)
    return tuple(
        Unmatched(each[0], tuple(dict.fromkeys(o.name for o in each))) for each in found.values()
    )


def _sectors(known: Work, selection: Selection) -> tuple[SectorRow, ...]:
    rows = []
    for topic in known.topics.values():
        if topic.kind == "sector":
            wanted = replace(selection, topic=topic.topic_id)
            ids = known.chosen(wanted)
            regional = sum(_is_good(known.regional.get(i, ()), selection.regions) for i in ids)
            national = sum(_is_good(known.national.get(i, ()), frozenset()) for i in ids)
            rows.append(SectorRow(topic, wanted, national, regional, len(ids)))
    return tuple(rows)


def _is_good(outlooks: Iterable[Outlook], codes: frozenset[str]) -> bool:
    return any(o.is_good and (not codes or o.arbeidsmarktregio_code in codes) for o in outlooks)


def _sources(
    *rows: Iterable[Fact | Outlook | Member | SiteOffers | Contact | Example],
) -> tuple[str, ...]:
    return tuple(sorted({row.source_id for each in rows for row in each}))
