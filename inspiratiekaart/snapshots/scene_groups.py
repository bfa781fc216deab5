"""What a scene lists beside its map: where is work, what is missing, who trains.

The groups are whole here; ``scene_room`` shows as much of them as there is room for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from inspiratiekaart.composition_entries import nearest_words, of_one, said_sentence
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.regions import in_words, region_names
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainers import Trainer, by_site, routes_for
from inspiratiekaart.views import Gap, View, Wanted

_MAX_NOTES = 60


@dataclass(frozen=True)
class Line:
    """A line of a group: words, a label of its scope, and what is said below it.

    ``is_register`` where the words are a register's own, whatever the language of the page.
    ``source_ids`` are the sources of what it says.
    """

    text: str
    label: str = ""
    is_strong: bool = False
    is_old: bool = False
    is_register: bool = False
    more: str = ""
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Lines under a heading, remarks below them, and all of it in words for the speaker.

    ``more`` is the key of the sentence that says how many lines are not shown.
    """

    key: Literal["work", "gaps", "trainers"]
    title: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...]
    notes: tuple[str, ...]
    more: str


@dataclass(frozen=True)
class Subject:
    """What a scene is about: a view, and of its professions those with work that it shows."""

    view: View
    wanted: tuple[Wanted, ...]
    gaps: tuple[Gap, ...]
    inside: tuple[Trainer, ...]
    outside: tuple[Trainer, ...]


def subject_of(dataset: Dataset, seen: View, keys: Sequence[str] | None = None) -> Subject:
    """What ``seen`` shows, of the professions ``keys`` only where they are given.

    A view without a topic knows no gaps and no trainers; they are looked up per profession.
    """
    if keys is None and seen.topic:
        return Subject(seen, seen.wanted, seen.gaps, seen.inside, seen.outside)
    wanted = tuple(w for w in seen.wanted if (w.occupation_id in keys if keys else w.is_regional))
    ids = tuple(each.occupation_id for each in wanted)
    gaps = tuple(gap for key in ids for gap in of_one(dataset, seen.selection, key).gaps)
    chosen = tuple(region.code for region in seen.chosen)
    routes = routes_for(dataset, ids, chosen)
    is_inside = [not chosen or route.arbeidsmarktregio_code in chosen for route in routes]
    paired = list(zip(routes, is_inside, strict=True))
    return Subject(
        seen,
        wanted,
        gaps,
        by_site(tuple(route for route, near in paired if near)),
        by_site(tuple(route for route, near in paired if not near)),
    )


def groups_of(dataset: Dataset, subject: Subject, t: Texts) -> tuple[Group, ...]:
    """The groups of a scene in their order: first work, then what is missing, then who trains."""
    trainers = _direct(subject.inside) or (_direct(subject.outside) if subject.view.chosen else [])
    work = _work(dataset, subject, t)
    if not subject.wanted:
        return (work,)
    return (work, _gaps(subject, t), _trainers(subject, trainers, t))


def _direct(trainers: Iterable[Trainer]) -> list[Trainer]:
    return [each for each in trainers if any(r.confidence == "direct" for r in each.routes)]


def _work(dataset: Dataset, subject: Subject, t: Texts) -> Group:
    names = region_names(dataset)
    lines, notes = [], []
    for each in subject.wanted:
        label = t("work.regional" if each.is_regional else "work.national")
        is_old = all(outlook.is_old for outlook in each.outlooks)
        ids = tuple(outlook.source_id for outlook in each.outlooks)
        lines.append(
            Line(each.name, label, each.is_regional, is_old, is_register=True, source_ids=ids)
        )
        said = said_sentence(each.outlooks[0], names, t)
        notes.append(t("scenes.said", name=each.name, label=label, said=said))
    remarks = [] if lines else [t("work.nothing_regional" if _is_wide(subject) else "work.empty")]
    if _is_wide(subject) and subject.view.national_count:
        remarks.append(t.count("caption.national", subject.view.national_count))
    return _group("work", t("work.heading"), lines, remarks, notes, "work.more")


def _is_wide(subject: Subject) -> bool:
    """Whether it is about all sectors of some regions, of which only their own are shown."""
    return subject.view.topic is None and bool(subject.view.chosen)


def _gaps(subject: Subject, t: Texts) -> Group:
    view, km = subject.view, subject.view.selection.reach_km
    unlinked = [gap.name for gap in subject.gaps if not gap.is_linked]
    lines, notes = [], []
    for gap in subject.gaps:
        if not gap.is_linked:
            continue
        if not view.chosen:
            n, total = t.number(len(gap.region_codes)), t.number(len(view.regions))
            said = t("scenes.in_regions", n=n, total=total)
            whole = t("gap.country", name=gap.name, n=n, total=total, km=km)
        else:
            said = nearest_words(gap, t)
            area = in_words([r.name for r in view.chosen if r.code in gap.region_codes], t)
            whole = f"{t('gap.no_route', name=gap.name, km=km, area=area)} {said}"
        ids = (gap.nearest.source_id,) if gap.nearest else ()
        lines.append(Line(gap.name, is_register=True, more=said, source_ids=ids))
        notes.append(whole)
    remarks = [t.count("scenes.unlinked", len(unlinked))] if unlinked else []
    if unlinked:
        notes.append(t.count("gap.not_linked", len(unlinked), names=t.listed(unlinked)))
    if not subject.gaps:
        remarks.append(t("gap.none", km=km))
    notes.append(t("gap.caveat"))
    title = t("scenes.gaps", km=km) if lines else t("gap.heading")
    return _group("gaps", title, lines, remarks, notes, "scenes.more_gaps")


def _trainers(subject: Subject, trainers: list[Trainer], t: Texts) -> Group:
    lines = [
        Line(_trainer(subject, each, t), source_ids=tuple(r.source_id for r in each.routes))
        for each in trainers
    ]
    is_outside = bool(lines) and not _direct(subject.inside)
    remarks = [] if lines else [t("trainers.none")]
    notes = [each.text for each in lines]
    if lines:
        notes.append(f"{t('trainers.editorial')} {t('trainers.straight')}")
    title = t("trainers.heading_outside" if is_outside else "trainers.heading")
    return _group("trainers", title, lines, remarks, notes, "trainers.more")


def _trainer(subject: Subject, each: Trainer, t: Texts) -> str:
    first = each.first
    where = first.place
    name = next((r.name for r in subject.view.regions if r.code == first.region_code), "")
    if first.distance_km is not None and name:
        distance = t("trainers.distance", km=t.number(first.distance_km), region=name)
        where = f"{where}, {distance}"
    years = t.listed(str(year) for year in each.evidence_years[:2])
    return t("compose.trainer", name=first.provider_name, where=where, year=years)


def _group(
    key: Literal["work", "gaps", "trainers"],
    title: str,
    lines: Sequence[Line],
    remarks: Sequence[str],
    notes: Sequence[str],
    more: str,
) -> Group:
    kept = list(notes[:_MAX_NOTES])
    if len(notes) > _MAX_NOTES:
        kept.append("…")
    return Group(key, title, tuple(lines), tuple(remarks), tuple(kept), more)
