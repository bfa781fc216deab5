"""What a visitor of a static site can search: every name that leads to one of its pages.

It stands in the start page itself, so that it works from a disk; so it is short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.occupations import work
from inspiratiekaart.regions import region_names
from inspiratiekaart.schema import Language
from inspiratiekaart.search import PlaceMatch, named_places
from inspiratiekaart.selection import Selection
from inspiratiekaart.snapshots.site_plan import Entry, Plan, beside

Group = tuple[str, str, str, list[str]]
"""What the names are, the page that they lead to, where they are, and the names themselves."""

_WITHIN = "|"
_TO = "~"
_ORDER = ("region", "former_region", "gemeente", "set", "sector", "theme", "map", "occupation")


def index(plan: Plan, dataset: Dataset, language: Language, path: str) -> list[Group]:
    """All names for the start page ``path``, the kinds that people look for most first.

    A place has its municipality behind it, with a ``|`` between; postcodes are ranges.
    """
    links = {entry.stem: beside(path, plan.path(entry.stem, language)) for entry in plan.entries}
    regions = _regions(plan, dataset)
    groups = [
        *_places(dataset, {code: links[entry.stem] for code, entry in regions.items()}),
        *(
            (entry.kind, links[entry.stem], "", [entry.name(language)])
            for entry in (*plan.of(dataset, "set", "sector", "theme"), *plan.maps(dataset))
        ),
        *_occupations(plan, dataset, language, links),
    ]
    return sorted(groups, key=_rank)


def region_of(entry: Entry) -> str:
    """The code of the region that a page shows, empty where it shows something else."""
    if entry.kind != "region" or not isinstance(entry.what, Selection):
        return ""
    return next(iter(entry.what.regions))


def occupations_of(entry: Entry) -> list[str]:
    """The names of the professions of the sector or theme that a page shows, in Dutch."""
    known = work(entry.dataset)
    topic = known.topics.get(entry.what.topic or "") if isinstance(entry.what, Selection) else None
    names = [known.occupations[key]["name_nl"] for key in topic.occupation_ids] if topic else []
    return sorted(names, key=str.casefold)


def gemeenten_of(dataset: Dataset) -> Mapping[str, list[str]]:
    """The names of the municipalities of each region, by its code."""
    frame = dataset["gemeenten"].sort_values("name")
    return {
        str(code): [str(name) for name in rows["name"]]
        for code, rows in frame.groupby("arbeidsmarktregio_code")
    }


def _rank(group: Group) -> int:
    return _ORDER.index(group[0]) if group[0] in _ORDER else len(_ORDER)


def _regions(plan: Plan, dataset: Dataset) -> dict[str, Entry]:
    return {region_of(entry): entry for entry in plan.of(dataset, "region")}


def _places(dataset: Dataset, links: Mapping[str, str]) -> Iterator[Group]:
    names = region_names(dataset)
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for name, match in named_places(dataset):
        code = match.arbeidsmarktregio_code
        if code in links:
            found.setdefault((_kind(name, match), code), []).append(_ranked(name, match))
    for (kind, code), ranked in found.items():
        where = "" if kind == "region" else names[code]
        yield kind, links[code], where, list(dict.fromkeys(name for _, name in sorted(ranked)))
    for code, ranges in _postcodes(dataset).items():
        if code in links:
            yield "postcode", links[code], names[code], ranges


def _kind(name: str, match: PlaceMatch) -> str:
    if match.kind == "arbeidsmarktregio":
        return "region" if name == match.name else "former_region"
    return match.kind


def _ranked(name: str, match: PlaceMatch) -> tuple[int, str]:
    said = f"{name}{_WITHIN}{match.gemeente_name}" if match.kind == "place" else name
    return -match.population, said


def _postcodes(dataset: Dataset) -> Mapping[str, list[str]]:
    """The postcodes of each region; numbers that follow each other as a range: ``9400~9408``."""
    frame = dataset["postcodes"].dropna(subset=["arbeidsmarktregio_code"])
    pairs = sorted(zip(frame["arbeidsmarktregio_code"], frame["postcode"], strict=True))
    return {
        str(code): list(_ranges(str(postcode) for _, postcode in each))
        for code, each in groupby(pairs, key=lambda pair: pair[0])
    }


def _ranges(postcodes: Iterable[str]) -> Iterator[str]:
    run: list[str] = []
    for postcode in postcodes:
        if run and not _follows(run[-1], postcode):
            yield _range(run)
            run = []
        run.append(postcode)
    if run:
        yield _range(run)


def _follows(one: str, other: str) -> bool:
    numeric = one.isdecimal() and other.isdecimal() and len(one) == len(other)
    return numeric and int(other) == int(one) + 1


def _range(run: list[str]) -> str:
    return f"{run[0]}{_TO}{run[-1]}" if len(run) > 1 else run[0]


def _occupations(
    plan: Plan, dataset: Dataset, language: Language, links: Mapping[str, str]
) -> Iterator[Group]:
    for entry in plan.of(dataset, "sector"):
        names = occupations_of(entry)
        yield "occupation", links[entry.stem], entry.name(language), names
