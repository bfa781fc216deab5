"""The tables of a handout: what stands on the map, where is work, who trains, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from inspiratiekaart.composition import Composition
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.occupations import short_name, work
from inspiratiekaart.regions import region_names
from inspiratiekaart.sentences import figure_text
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainers import routes_for
from inspiratiekaart.trainings import trainings
from inspiratiekaart.views import View

Cell = str | float | int | bool | None
CellKind = Literal["text", "number", "link"]


@dataclass(frozen=True)
class Column:
    """A column: ``key`` is its name in files, ``title`` what a person reads."""

    key: str
    title: str
    kind: CellKind = "text"


@dataclass(frozen=True)
class Table:
    """A table; ``key`` names its sheet or file, unknown cells are None."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(
    dataset: Dataset, composition: Composition, view: View, t: Texts
) -> tuple[Table, ...]:
    """All tables of ``composition``, those without rows left out; the sources come last."""
    tables = (
        _items(composition, t),
        _regions(view, t),
        _outlooks(dataset, composition, t),
        _trainers(dataset, composition, t),
    )
    filled = tuple(table for table in tables if table.rows)
    used = {*composition.source_ids, *view.source_ids}
    return (*filled, source_table(dataset, used, t))


def _columns(t: Texts, table: str, *names: str) -> tuple[Column, ...]:
    numbers = {"distance_km", "evidence_year", "value", "lon", "lat"}
    return tuple(
        Column(
            name,
            t(f"export.column.{name}"),
            "number" if name in numbers else "link" if name == "url" else "text",
        )
        for name in names
    )


def _items(composition: Composition, t: Texts) -> Table:
    names = ("sector", "kind", "name", "label", "facts", "note", "plan", "url", "source_id")
    rows = tuple(
        (
            section.name,
            t(f"export.kind.{entry.item.kind}"),
            entry.name,
            entry.label,
            " ".join(entry.facts),
            entry.item.note,
            entry.item.plan,
            entry.url,
            ", ".join(entry.source_ids),
        )
        for section in composition.sections
        for entry in section.entries
    )
    return Table("kaart", t("export.table.items"), _columns(t, "items", *names), rows)


def _regions(view: View, t: Texts) -> Table:
    names = ("arbeidsmarktregio_code", "region", "value", "words", "chosen", "source_id")
    yes = t("map.yes")
    rows = tuple(
        (
            region.code,
            region.name,
            region.figure.value,
            figure_text(view, region.figure, t),
            yes if region.is_chosen else "",
            region.figure.source_id,
        )
        for region in sorted(view.regions, key=lambda r: (not r.is_chosen, r.name))
    )
    title = t(f"measure.{view.measure.name}.name")
    return Table("regios", title, _columns(t, "regions", *names), rows)


def _occupations(composition: Composition) -> tuple[str, ...]:
    kinds = ("occupation", "gap")
    found = (entry.item.key for entry in composition.entries if entry.item.kind in kinds)
    return tuple(dict.fromkeys(found))


def _outlooks(dataset: Dataset, composition: Composition, t: Texts) -> Table:
    names = (
        *("occupation_id", "occupation", "scope", "region", "status", "period"),
        *("publisher", "url", "source_id"),
    )
    known, regions = work(dataset), region_names(dataset)
    rows = []
    for occupation in _occupations(composition):
        if occupation not in known.occupations:
            continue
        wanted = known.wanted(occupation, composition.map.regions)
        rows += [
            (
                occupation,
                short_name(known.occupations[occupation]["name_nl"]),
                t("work.regional" if o.scope == "regional" else "work.national"),
                regions.get(o.arbeidsmarktregio_code or "", ""),
                o.status_as_said,
                o.period,
                o.publisher,
                o.url,
                o.source_id,
            )
            for o in wanted
        ]
    title = t("export.table.outlooks")
    return Table("beroepen", title, _columns(t, "outlooks", *names), tuple(rows))


def _trainers(dataset: Dataset, composition: Composition, t: Texts) -> Table:
    names = (
        *("occupation", "provider", "kind", "place", "region", "title", "level", "form"),
        *("distance_km", "evidence_year", "certainty", "editorial", "url", "source_id"),
        *("lon", "lat"),
    )
    known, regions = work(dataset), region_names(dataset)
    chosen = tuple(code for code in regions if code in composition.map.regions)
    ids = tuple(each for each in _occupations(composition) if each in known.occupations)
    sites = {site["site_id"]: site for site in trainings(dataset).sites}
    rows = tuple(
        (
            short_name(known.occupations[route.occupation_id]["name_nl"]),
            route.provider_name,
            t(f"kind.{route.provider_kind}"),
            route.place,
            regions.get(route.arbeidsmarktregio_code, ""),
            route.title,
            route.level,
            ", ".join(route.forms),
            None if route.distance_km is None else round(route.distance_km, 1),
            route.evidence_year,
            t(f"trainers.{route.certainty}"),
            t("trainers.editorial"),
            route.website,
            route.source_id,
            sites[route.site_id]["lon"],
            sites[route.site_id]["lat"],
        )
        for route in routes_for(dataset, ids, chosen)
    )
    title = t("export.table.trainers")
    return Table("opleiders", title, _columns(t, "trainers", *names), rows)


def source_table(dataset: Dataset, used: Iterable[str], t: Texts) -> Table:
    """The sources ``used``, by id: who published what, when, and how it may be used."""
    names = (
        *("source_id", "publisher", "title", "period", "licence", "attribution"),
        *("retrieved_on", "limits", "url"),
    )
    known = dataset.sources
    rows = tuple(
        (
            source.source_id,
            source.publisher,
            source.title(t.language),
            source.period,
            licence_name(source.licence, t),
            source.attribution,
            source.retrieved_on,
            source.limits(t.language),
            source.url,
        )
        for source in (known[key] for key in sorted(used) if key in known)
    )
    return Table("bronnen", t("export.table.sources"), _columns(t, "sources", *names), rows)
