"""How the figures are made, in figures: what was matched, linked and counted as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.occupations import oldest_year
from inspiratiekaart.trainings import EVIDENCE


@dataclass(frozen=True)
class Wording:
    """A judgement as publishers word it, what we make of it, and how often that was said."""

    status_as_said: str
    status: str
    national_count: int
    regional_count: int


@dataclass(frozen=True)
class Matching:
    """How statements were matched to a profession; the confidence is that of the build, in %."""

    basis: str
    outlooks_count: int
    lowest_confidence_pct: int | None
    median_confidence_pct: int | None


@dataclass(frozen=True)
class Linking:
    """How many links there are from a profession to an mbo qualification or a programme."""

    table: str
    direct_count: int
    related_count: int
    occupations_count: int


@dataclass(frozen=True)
class Evidence:
    """Offers of one certainty: how many, from when, and whether they count as a route."""

    certainty: str
    offers_count: int
    first_year: int
    last_year: int
    is_route: bool


@dataclass(frozen=True)
class TightnessClass:
    """UWV's class with its bounds (lower included), and which bounds a source confirms."""

    name: str
    lower: float | None
    upper: float | None
    confirmed: str


@dataclass(frozen=True)
class Method:
    """The choices behind one edition, counted; ``old_until`` is the last year that is old."""

    wordings: tuple[Wording, ...]
    matchings: tuple[Matching, ...]
    linkings: tuple[Linking, ...]
    evidence: tuple[Evidence, ...]
    tightness: tuple[TightnessClass, ...]
    occupations_count: int
    offers_without_site_count: int
    old_until: int


@lru_cache(maxsize=4)
def method(dataset: Dataset) -> Method:
    """Count what was matched, linked and taken as evidence in ``dataset``."""
    return Method(
        wordings=_wordings(dataset),
        matchings=_matchings(dataset),
        linkings=tuple(
            _linking(dataset, name)
            for name in ("occupation_kwalificaties", "occupation_programmes")
        ),
        evidence=_evidence(dataset),
        tightness=_tightness(dataset),
        occupations_count=len(dataset["occupations"]),
        offers_without_site_count=int(dataset["offers"]["site_id"].isna().sum()),
        old_until=oldest_year(dataset) - 1,
    )


def _wordings(dataset: Dataset) -> tuple[Wording, ...]:
    frame = dataset["outlooks"]
    found = []
    for (status, said), rows in frame.groupby(["status", "status_as_said"]):
        national = int((rows["scope"] == "national").sum())
        found.append(Wording(str(said), str(status), national, len(rows) - national))
    return tuple(found)


def _matchings(dataset: Dataset) -> tuple[Matching, ...]:
    frame = dataset["outlooks"]
    found = []
    for basis, rows in frame.groupby("match_basis"):
        sure = rows["match_confidence_pct"].dropna()
        lowest, median = (int(sure.min()), round(sure.median())) if len(sure) else (None, None)
        found.append(Matching(str(basis), len(rows), lowest, median))
    return tuple(sorted(found, key=lambda each: (-each.outlooks_count, each.basis)))


def _linking(dataset: Dataset, table: str) -> Linking:
    links = dataset[table]
    direct = int((links["confidence"] == "direct").sum())
    return Linking(table, direct, len(links) - direct, int(links["occupation_id"].nunique()))


def _evidence(dataset: Dataset) -> tuple[Evidence, ...]:
    found = [
        Evidence(
            str(certainty),
            len(rows),
            int(rows["evidence_year"].min()),
            int(rows["evidence_year"].max()),
            certainty in EVIDENCE,
        )
        for certainty, rows in dataset["offers"].groupby("certainty")
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_route, -each.offers_count)))


def _tightness(dataset: Dataset) -> tuple[TightnessClass, ...]:
    frame = dataset["scales"]
    rows = records(frame[frame["scale_id"] == "uwv-spanningsindicator"].sort_values("lower"))
    return tuple(
        TightnessClass(row["class"], row["lower"], row["upper"], row["confirmed"]) for row in rows
    )
