"""What there is to be seen of one profession: work, pay, skills, trainings, kin and reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.occupation_list import Pay, pay_of_groups
from inspiratiekaart.occupations import Outlook, Topic, short_name, work
from inspiratiekaart.reach import ENOUGH_SHARE, reach
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Selection
from inspiratiekaart.trainers import Trainer, by_site, routes_for
from inspiratiekaart.trainings import EVIDENCE, coverage, trainings


@dataclass(frozen=True)
class Training:
    """An mbo qualification (crebo) or programme (isat) that may lead to the profession.

    ``is_current`` is yes, no or unknown, and empty for a programme. ``site_count`` counts the sites
    where it was given, ``evidence_year`` the newest year of that.
    """

    code: str
    name: str
    level: str
    is_current: str
    valid_to: date | None
    replaced_by_crebo: str
    confidence: str
    site_count: int
    evidence_year: int | None
    source_id: str

    @property
    def is_crebo(self) -> bool:
        """Whether it is an mbo qualification."""
        return bool(self.is_current)


@dataclass(frozen=True)
class Skills:
    """Skills with the qualifications that ask them: all that are linked, or only one of them."""

    trainings: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Related:
    """Another profession, and why it is kin: the same group, or the same trainings."""

    occupation_id: str
    name: str
    in_same_group: bool
    shared_trainings: tuple[str, ...]


@dataclass(frozen=True)
class Reached:
    """How many of a region's people live near a training, and which site is nearest to them.

    ``distance_km`` is a straight line from where the people live.
    """

    code: str
    name: str
    share: float
    is_within_reach: bool
    is_chosen: bool
    provider_name: str
    place: str
    distance_km: float | None


@dataclass(frozen=True)
class OccupationView:
    """Everything that the page shows of one profession, as seen from the selection's regions."""

    selection: Selection
    edition: str
    occupation_id: str
    name: str
    aliases: tuple[str, ...]
    sector: Topic
    level: str
    url: str
    remark: str
    outlooks: tuple[Outlook, ...]
    pay: Pay | None
    trainings: tuple[Training, ...]
    skills: tuple[Skills, ...]
    inside: tuple[Trainer, ...]
    outside: tuple[Trainer, ...]
    related: tuple[Related, ...]
    reached: tuple[Reached, ...]
    source_ids: tuple[str, ...]

    @property
    def is_linked(self) -> bool:
        """Whether any training is linked to the profession."""
        return bool(self.trainings)

    @property
    def reach_count(self) -> int:
        """How many regions have a training within reach."""
        return sum(each.is_within_reach for each in self.reached)


@lru_cache(maxsize=256)
def occupation_view(dataset: Dataset, selection: Selection, occupation_id: str) -> OccupationView:
    """Look at one profession of ``dataset``; ``occupation_id`` must be one of its professions."""
    known = work(dataset)
    occupation = known.occupations[occupation_id]
    chosen = tuple(code for code in region_names(dataset) if code in selection.regions)
    routes = routes_for(dataset, (occupation_id,), chosen)
    said = (*known.regional.get(occupation_id, ()), *known.national.get(occupation_id, ()))
    outlooks = tuple(
        sorted(said, key=lambda o: (o.is_old, o.arbeidsmarktregio_code not in selection.regions))
    )
    found = _trainings(dataset).get(occupation_id, ())
    pay = pay_of_groups(dataset).get(occupation["beroepsgroep_code"])
    skills = _skills(dataset, found)
    sources = {o.source_id for o in outlooks} | {r.source_id for r in routes}
    sources |= {each.source_id for each in found} | ({pay.source_id} if pay else set())
    return OccupationView(
        selection=selection,
        edition=dataset.edition,
        occupation_id=occupation_id,
        name=occupation["name_nl"],
        aliases=tuple(filter(None, occupation["aliases"].split("|"))),
        sector=known.topics[occupation["sector_id"]],
        level=occupation["level"],
        url=occupation["url"],
        remark=occupation["remark"],
        outlooks=outlooks,
        pay=pay,
        trainings=found,
        skills=skills,
        inside=by_site(tuple(r for r in routes if r.arbeidsmarktregio_code in chosen)),
        outside=by_site(tuple(r for r in routes if r.arbeidsmarktregio_code not in chosen)),
        related=_related(dataset, occupation_id),
        reached=_reached(dataset, selection, occupation_id),
        source_ids=tuple(sorted(sources)),
    )


@lru_cache(maxsize=4)
def _trainings(dataset: Dataset) -> Mapping[str, tuple[Training, ...]]:
    routes = trainings(dataset).routes
    given = routes[routes["certainty"].isin(EVIDENCE) & (routes["site_position"] >= 0)]
    seen = {code: _seen(given.dropna(subset=[code]).groupby(code)) for code in ("crebo", "isat")}
    kwalificaties = dataset["occupation_kwalificaties"].merge(
        dataset["kwalificaties"][
            ["crebo", "name", "level", "is_current", "valid_to", "replaced_by_crebo"]
        ],
        on="crebo",
    )
    shelf: dict[str, list[Training]] = {}
    for row in records(kwalificaties):
        level = f"mbo-{row['level']}" if row["level"] else "mbo"
        training = _training(row, row["crebo"], level, seen["crebo"])
        shelf.setdefault(row["occupation_id"], []).append(training)
    for row in records(dataset["occupation_programmes"]):
        training = _training(row, row["isat"], "", seen["isat"])
        shelf.setdefault(row["occupation_id"], []).append(training)
    return {
        key: tuple(sorted(each, key=lambda t: (t.confidence != "direct", not t.is_crebo, t.name)))
        for key, each in shelf.items()
    }


def _seen(grouped: Any) -> Mapping[str, tuple[int, int, str]]:
    return {
        str(code): (
            int(rows["site_position"].nunique()),
            int(rows["evidence_year"].max()),
            "/".join(sorted(set(rows["level"].dropna()))),
        )
        for code, rows in grouped
    }


def _training(
    row: Mapping[str, Any], code: str, level: str, seen: Mapping[str, tuple[int, int, str]]
) -> Training:
    count, year, levels = seen.get(code, (0, None, ""))
    return Training(
        code=code,
        name=row["name"],
        level=level or levels,
        is_current=row.get("is_current", ""),
        valid_to=row.get("valid_to"),
        replaced_by_crebo=row.get("replaced_by_crebo") or "",
        confidence=row["confidence"],
        site_count=count,
        evidence_year=year,
        source_id=row["source_id"],
    )


def _skills(dataset: Dataset, found: tuple[Training, ...]) -> tuple[Skills, ...]:
    by_crebo = _skill_names(dataset)
    asked = {
        each.name: by_crebo[each.code] for each in found if each.is_crebo and each.code in by_crebo
    }
    if not asked:
        return ()
    shared = frozenset.intersection(*asked.values())
    groups = [Skills(tuple(asked), _ordered(shared))]
    groups += [Skills((name,), _ordered(skills - shared)) for name, skills in asked.items()]
    return tuple(group for group in groups if group.names)


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=str.casefold))


@lru_cache(maxsize=4)
def _skill_names(dataset: Dataset) -> Mapping[str, frozenset[str]]:
    return {
        str(crebo): frozenset(names)
        for crebo, names in dataset["kwalificatie_skills"].groupby("crebo")["skill_name"]
    }


def _related(dataset: Dataset, occupation_id: str) -> tuple[Related, ...]:
    occupations = work(dataset).occupations
    group = occupations[occupation_id]["beroepsgroep_code"]
    shelf = _trainings(dataset)
    own = {each.code: each.name for each in shelf.get(occupation_id, ()) if _is_direct(each)}
    found = []
    for other, row in occupations.items():
        shared = sorted(
            {
                own[each.code]
                for each in shelf.get(other, ())
                if each.code in own and _is_direct(each)
            }
        )
        same = bool(group) and row["beroepsgroep_code"] == group
        if other != occupation_id and (same or shared):
            found.append(Related(other, short_name(row["name_nl"]), same, tuple(shared)))
    return tuple(sorted(found, key=lambda r: (not r.shared_trainings, r.name)))


def _is_direct(training: Training) -> bool:
    return training.confidence == "direct"


def _reached(dataset: Dataset, selection: Selection, occupation_id: str) -> tuple[Reached, ...]:
    known = trainings(dataset)
    near = reach(dataset, selection.reach_km)
    sites = known.sites_of.get(occupation_id)
    shares = coverage(dataset, selection.reach_km).get(occupation_id)
    if sites is None or shares is None:
        return ()
    names = region_names(dataset)
    rows = []
    for code, share in zip(near.region_codes, shares, strict=True):
        nearest = near.nearest(code, sites)
        site = known.sites[nearest[0]] if nearest else None
        rows.append(
            Reached(
                code=code,
                name=names[code],
                share=float(share),
                is_within_reach=bool(share >= ENOUGH_SHARE),
                is_chosen=code in selection.regions,
                provider_name=known.providers[site["provider_id"]]["name"] if site else "",
                place=site["place"] if site else "",
                distance_km=nearest[1] if nearest else None,
            )
        )
    return tuple(sorted(rows, key=lambda r: (not r.is_chosen, r.name)))
