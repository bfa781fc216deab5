"""Which professions a topic holds, and what is said of each: the side of the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from inspiratiekaart.checks import UNMARKED, Trust, trusted
from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.selection import Selection

GOOD = ("kansrijk", "structureel kansrijk")
"""The judgements that say: there is work in this profession."""

OLD_AFTER_YEARS = 2
"""A statement whose period ended longer ago than this, seen from the edition, is called old."""


@dataclass(frozen=True)
class Outlook:
    """What a publisher said of a profession in an area and period."""

    occupation_id: str | None
    name: str
    scope: str
    arbeidsmarktregio_code: str | None
    status: str
    status_as_said: str
    publisher: str
    period: str
    found_at: str
    found_on: str
    url: str
    match_basis: str
    source_id: str
    is_old: bool
    trust: Trust = UNMARKED

    @property
    def has_publishers_page(self) -> bool:
        """Whether ``url`` is the publisher's own page on the profession, not where it was found."""
        return "//www.werk.nl/" in self.url

    @property
    def is_good(self) -> bool:
        """Whether it says that there is work."""
        return self.status in GOOD


@dataclass(frozen=True)
class Topic:
    """A named list of professions: a sector, a theme, or one profession by itself.

    ``kind`` is sector, theme or occupation.
    """

    topic_id: str
    kind: str
    name_nl: str
    name_en: str
    occupation_ids: tuple[str, ...]

    def name(self, language: str) -> str:
        """The name in ``language``."""
        return self.name_nl if language == "nl" else self.name_en


@dataclass(frozen=True, eq=False)
class Work:
    """The professions, topics and statements of one edition, looked up by their ids."""

    occupations: Mapping[str, Mapping[str, str]]
    topics: Mapping[str, Topic]
    outlooks: tuple[Outlook, ...]
    national: Mapping[str, tuple[Outlook, ...]]
    regional: Mapping[str, tuple[Outlook, ...]]
    unmatched: tuple[Outlook, ...]

    def chosen(self, selection: Selection) -> tuple[str, ...]:
        """The ids of the professions in the selection's topic and level, in register order."""
        topic = self.topics.get(selection.topic or "")
        ids = topic.occupation_ids if topic else tuple(self.occupations)
        if selection.level is None:
            return ids
        return tuple(i for i in ids if self.occupations[i]["level"] == selection.level)

    def wanted(self, occupation_id: str, regions: frozenset[str]) -> tuple[Outlook, ...]:
        """The statements that say there is work: of ``regions`` first, then of the country.

        Where no region is chosen the country comes first.
        """
        national = tuple(e for e in self.national.get(occupation_id, ()) if e.is_good)
        regional = tuple(
            each
            for each in self.regional.get(occupation_id, ())
            if each.is_good and (not regions or each.arbeidsmarktregio_code in regions)
        )
        return regional + national if regions else national + regional


def oldest_year(dataset: Dataset) -> int:
    """The first year that is not called old, seen from the edition of ``dataset``."""
    return dataset.boundary_year - OLD_AFTER_YEARS


def national_count(dataset: Dataset, topic: Topic) -> int:
    """In how many professions of ``topic`` there is work according to a national statement."""
    known = work(dataset).national
    return sum(
        any(outlook.is_good for outlook in known.get(occupation, ()))
        for occupation in topic.occupation_ids
    )


def short_name(name: str) -> str:
    """The name of a profession without the explanation in brackets at its end."""
    depth = 0
    for position in range(len(name) - 1, 0, -1):
        depth += (name[position] == ")") - (name[position] == "(")
        if depth <= 0:
            is_cut = name[position] == "(" and name[position - 1] == " "
            return name[: position - 1] if is_cut else name
    return name


@lru_cache(maxsize=8)
def work(dataset: Dataset) -> Work:
    """Read professions, topics and statements of ``dataset`` into one value."""
    occupations = {
        row["occupation_id"]: {key: str(value or "") for key, value in row.items()}
        for row in records(dataset["occupations"])
    }
    outlooks = tuple(_outlooks(dataset))
    national: dict[str, list[Outlook]] = {}
    regional: dict[str, list[Outlook]] = {}
    for each in outlooks:
        if each.occupation_id:
            shelf = regional if each.scope == "regional" else national
            shelf.setdefault(each.occupation_id, []).append(each)
    return Work(
        occupations=occupations,
        topics={topic.topic_id: topic for topic in _topics(dataset)},
        outlooks=outlooks,
        national={key: tuple(value) for key, value in national.items()},
        regional={key: tuple(value) for key, value in regional.items()},
        unmatched=tuple(each for each in outlooks if not each.occupation_id),
    )


def _outlooks(dataset: Dataset) -> list[Outlook]:
    frame = dataset["outlooks"].sort_values(
        ["period_end_year", "outlook_id"], ascending=[False, True], kind="stable"
    )
    oldest, trust = oldest_year(dataset), trusted(dataset, "outlooks")
    return [
        Outlook(
            occupation_id=row["occupation_id"],
            name=row["name_as_said"],
            scope=row["scope"],
            arbeidsmarktregio_code=row["arbeidsmarktregio_code"],
            status=row["status"],
            status_as_said=row["status_as_said"],
            publisher=row["publisher"],
            period=row["period"],
            found_at=row["found_at"],
            found_on=row["found_on"] or "",
            url=row["url"] or "",
            match_basis=row["match_basis"],
            source_id=row["source_id"],
            is_old=int(row["period_end_year"]) < oldest and not trust(row).checked_on,
            trust=trust(row),
        )
        for row in records(frame)
    ]


def _topics(dataset: Dataset) -> list[Topic]:
    return [
        *_named(dataset["themes"], "theme", dataset["theme_occupations"]),
        *_named(dataset["sectors"], "sector", dataset["occupations"]),
        *(
            Topic(
                topic_of(row["occupation_id"]),
                "occupation",
                short_name(row["name_nl"]),
                short_name(row["name_en"] or row["name_nl"]),
                (row["occupation_id"],),
            )
            for row in records(dataset["occupations"])
        ),
    ]


def topic_of(occupation_id: str) -> str:
    """The id of the topic that is one profession only."""
    return f"beroep-{occupation_id}"


def _named(frame: pd.DataFrame, kind: str, members: pd.DataFrame) -> list[Topic]:
    key = f"{kind}_id"
    found: dict[str, list[str]] = {}
    for topic_id, occupation_id in zip(members[key], members["occupation_id"], strict=True):
        found.setdefault(topic_id, []).append(occupation_id)
    return [
        Topic(row[key], kind, row["name_nl"], row["name_en"], tuple(found.get(row[key], ())))
        for row in records(frame.sort_values("name_nl"))
    ]
