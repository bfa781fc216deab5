"""What the booklet says: every item with its facts, note and plan, the tables and the sources."""

from __future__ import annotations

from collections.abc import Mapping

from inspiratiekaart.composition import Section
from inspiratiekaart.composition_entries import Entry
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.links import web_link
from inspiratiekaart.export.pdf_parts import (
    Values,
    chosen_codes,
    common,
    map_routes,
    short,
    stored_date,
)
from inspiratiekaart.export.tables import Cell, Table
from inspiratiekaart.occupations import short_name, work
from inspiratiekaart.provenance import Source
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainers import Route

_NEAR = 3
_RUNNING = 90
_MAX_ROWS = 400
_NUMBERS = ("distance_km", "evidence_year")
_SHOWN = {
    "regios": {"region": 3, "words": 4, "chosen": 1},
    "beroepen": {
        **{"occupation": 5, "scope": 2, "region": 3, "status": 3, "period": 2, "publisher": 2}
    },
}
"""Per table the columns for paper, and how wide each is beside the others."""


def booklet(handout: Handout) -> Values:
    """The values of ``booklet.typ``."""
    t = handout.t
    return {
        **common(handout, map_width_px=640),
        "running_title": short(handout.title, _RUNNING),
        "running_foot": handout.edition_line.replace(
            handout.organisation, short(handout.organisation, _RUNNING // 2), 1
        ),
        "introduction": handout.introduction,
        "sections": [_section(section) for section in handout.sections],
        "gaps": [_entry(entry) for entry in handout.composition.gaps],
        "tables": [*_tables(handout), _trainers(handout)],
        "sources": [_source(each, t) for each in handout.sources],
        "booklet_words": {
            "contents": t("pdf.contents"),
            "page": t("pdf.page", n="{n}", total="{total}"),
            "introduction": t("pdf.introduction"),
            "on_map": t("pdf.on_map"),
            "see_gap": t("pdf.see_gap", page="{page}"),
            "nothing": t("pdf.nothing"),
            "tables": t("pdf.tables"),
        },
    }


def _section(section: Section) -> Values:
    return {"name": section.name, "entries": [_entry(entry) for entry in section.entries]}


def _entry(entry: Entry) -> Values:
    return {
        "id": entry.item.item_id,
        "kind": entry.item.kind,
        "name": entry.name,
        "label": entry.label,
        "facts": list(entry.facts),
        "note": entry.item.note,
        "url": web_link(entry.url),
    }


def _source(source: Source, t: Texts) -> Values:
    limits = source.limits(t.language)
    retrieved = stored_date(source.retrieved_on, t)
    return {
        "title": source.title(t.language),
        "publisher": source.publisher,
        "facts": [
            t("pdf.period", period=t.period(source.period)),
            t("pdf.licence", licence=licence_name(source.licence, t)),
            source.attribution,
            *([t("pdf.retrieved", date=retrieved)] if retrieved else []),
            *([t("pdf.limits", limits=limits)] if limits else []),
        ],
        "url": web_link(source.url),
    }


def _tables(handout: Handout) -> list[Values]:
    shown = dict(_SHOWN)
    if not handout.view.chosen:
        shown["regios"] = {"region": 3, "words": 4}
    return [
        _cut(table.title, *_chosen_columns(table, shown[table.key], handout.t), handout.t)
        for table in handout.tables
        if table.key in shown
    ]


def _chosen_columns(
    table: Table, names: Mapping[str, int], t: Texts
) -> tuple[list[Values], list[list[str]]]:
    keys = [column.key for column in table.columns]
    at = [keys.index(name) for name in names]
    columns = [_column(table.columns[keys.index(name)].title, names[name]) for name in names]
    periods = keys.index("period") if "period" in names else -1
    rows = [
        [_cell(t.period(str(row[i])) if i == periods else row[i], t) for i in at]
        for row in table.rows
    ]
    return columns, rows


def _column(title: str, share: int, *, is_number: bool = False) -> Values:
    return {"title": title, "share": share, "is_number": is_number}


def _cell(value: Cell, t: Texts) -> str:
    if value is None:
        return t("figure.unknown")
    return t.number(value) if isinstance(value, float) else str(value)


def _trainers(handout: Handout) -> Values:
    t = handout.t
    chosen = chosen_codes(handout)
    routes = map_routes(handout)
    shown = _inside_or_near(routes, chosen) if chosen else list(routes)
    known = work(handout.dataset).occupations
    shares = {"occupation": 6, "provider": 5, "place": 4, "title": 6}
    shares |= {"distance_km": 3} if chosen else {}
    shares |= {"evidence_year": 3, "certainty": 4}
    columns = [
        _column(t(f"export.column.{name}"), share, is_number=name in _NUMBERS)
        for name, share in shares.items()
    ]
    rows = [
        [
            short_name(known[route.occupation_id]["name_nl"]),
            f"{route.provider_name}, {t(f'kind.{route.provider_kind}')}",
            route.place,
            _training(route, t),
            *([_km(route, t)] if chosen else []),
            str(route.evidence_year),
            t(f"trainers.{route.certainty}"),
        ]
        for route in shown
    ]
    rows.sort(key=lambda row: row[0])
    made = _cut(t("export.table.trainers"), columns, rows, t)
    remarks = [t("trainers.editorial")]
    if chosen:
        remarks += [t("pdf.near_only", n=t.number(_NEAR)), t("trainers.straight")]
    return {**made, "remarks": [*made["remarks"], *remarks] if rows else [t("pdf.no_trainers")]}


def _inside_or_near(routes: tuple[Route, ...], chosen: tuple[str, ...]) -> list[Route]:
    inside = [route for route in routes if route.arbeidsmarktregio_code in chosen]
    served = {route.occupation_id for route in inside}
    near: dict[str, list[Route]] = {}
    for route in routes:
        if route.occupation_id not in served:
            near.setdefault(route.occupation_id, []).append(route)
    return [*inside, *(route for each in near.values() for route in each[:_NEAR])]


def _training(route: Route, t: Texts) -> str:
    named = f"{route.title} ({route.level})" if route.level else route.title
    return named if route.confidence == "direct" else f"{named}, {t('trainers.related')}"


def _km(route: Route, t: Texts) -> str:
    known = route.distance_km
    return t("figure.unknown") if known is None else t.number(known)


def _cut(title: str, columns: list[Values], rows: list[list[str]], t: Texts) -> Values:
    remarks = []
    if len(rows) > _MAX_ROWS:
        total = t.number(len(rows))
        remarks.append(t("pdf.cut_table", shown=t.number(_MAX_ROWS), total=total))
    return {"title": title, "columns": columns, "rows": rows[:_MAX_ROWS], "remarks": remarks}
