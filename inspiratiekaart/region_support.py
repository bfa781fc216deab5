"""Whom a region can turn to, and what others did: contact points and practice examples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from inspiratiekaart.checks import UNMARKED, Trust, trusted
from inspiratiekaart.dataset import Dataset, records

CONTACT_KINDS = ("werkcentrum", "leerwerkloket", "rmt", "wsp")
"""What a region may have; the regional mobility teams (rmt) became part of the Werkcentra."""


@dataclass(frozen=True)
class Contact:
    """A desk where people get help; an empty region code is the whole country."""

    kind: str
    arbeidsmarktregio_code: str
    organisation: str
    place: str
    website: str
    url: str
    checked_on: str
    source_id: str
    trust: Trust = UNMARKED


@dataclass(frozen=True)
class Example:
    """What was done somewhere, with figures and tips; an empty region code is the whole country."""

    example_id: str
    arbeidsmarktregio_code: str
    title_nl: str
    title_en: str
    facts_nl: str
    facts_en: str
    tips_nl: tuple[str, ...]
    tips_en: tuple[str, ...]
    url: str
    period: str
    source_id: str
    trust: Trust = UNMARKED

    def title(self, language: str) -> str:
        """The title in ``language``."""
        return self.title_nl if language == "nl" else self.title_en

    def facts(self, language: str) -> str:
        """The facts in ``language``."""
        return self.facts_nl if language == "nl" else self.facts_en

    def tips(self, language: str) -> tuple[str, ...]:
        """The tips in ``language``."""
        return self.tips_nl if language == "nl" else self.tips_en


@lru_cache(maxsize=4)
def contacts(dataset: Dataset) -> tuple[Contact, ...]:
    """All contact points, in the order of ``CONTACT_KINDS``."""
    trust = trusted(dataset, "contact_points")
    found = [
        Contact(
            kind=row["kind"],
            arbeidsmarktregio_code=row["arbeidsmarktregio_code"] or "",
            organisation=row["organisation"],
            place=row["place"] or "",
            website=row["website"] or "",
            url=row["url"] or "",
            checked_on=row["checked_on"] or "",
            source_id=row["source_id"],
            trust=trust(row),
        )
        for row in records(dataset["contact_points"])
    ]
    return tuple(sorted(found, key=lambda c: (CONTACT_KINDS.index(c.kind), c.organisation)))


@lru_cache(maxsize=4)
def examples(dataset: Dataset) -> tuple[Example, ...]:
    """All practice examples, those of a region first."""
    trust = trusted(dataset, "practice_examples")
    found = [
        Example(
            example_id=row["practice_example_id"],
            arbeidsmarktregio_code=row["arbeidsmarktregio_code"] or "",
            title_nl=row["title_nl"],
            title_en=row["title_en"],
            facts_nl=row["facts_nl"],
            facts_en=row["facts_en"],
            tips_nl=tuple(filter(None, (row["tips_nl"] or "").split("|"))),
            tips_en=tuple(filter(None, (row["tips_en"] or "").split("|"))),
            url=row["url"] or "",
            period=row["period"],
            source_id=row["source_id"],
            trust=trust(row),
        )
        for row in records(dataset["practice_examples"])
    ]
    return tuple(sorted(found, key=lambda e: (not e.arbeidsmarktregio_code, e.title_nl)))
