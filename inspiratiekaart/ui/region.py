"""The parts of the region page: what is there to see, and another area beside it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from inspiratiekaart.beside import LAND, beside, kind_of
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.region_sentences import area_name, fact_text, fact_title, lead
from inspiratiekaart.region_support import CONTACT_KINDS
from inspiratiekaart.region_view import RegionView, region_view
from inspiratiekaart.regions import region_names, region_sets
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainings import trainings
from inspiratiekaart.ui import cache, query
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.views import view

BESIDE = "naast"
_KEY = "region_beside"
_SHOWN = 8
_MANY = 15


def draw(current: Here) -> None:
    """Draw the page: all of the chosen regions, or the ways to choose some."""
    other = _other(current)
    if not current.selection.regions:
        st.html(_empty(current.dataset, current.selection))
        return
    st.html(_page(current.dataset, other, current.selection))
    _beside(current, other)


def _other(current: Here) -> Dataset:
    """The edition to check borders with: the newest of another year, else the own."""
    year = current.dataset.boundary_year
    others = (cache.dataset(each) for each in cache.editions())
    return next((each for each in others if each.boundary_year != year), current.dataset)


@functools.lru_cache(maxsize=64)
def _empty(dataset: Dataset, selection: Selection) -> str:
    t = cache.texts(selection.language)
    names = region_names(dataset)
    sets = [
        (
            value[1] if t.language == "nl" else value[2],
            len(value[0]),
            replace(selection, regions=value[0]).query_string(),
        )
        for value in region_sets(dataset).values()
    ]
    regions = [
        (names[code], replace(selection, regions=frozenset({code})).query_string())
        for code in sorted(names, key=lambda code: names[code])
    ]
    return fragment("region_empty", t=t, sets=sets, regions=regions)


@functools.lru_cache(maxsize=128)
def _page(dataset: Dataset, other: Dataset, selection: Selection) -> str:
    t = cache.texts(selection.language)
    seen = region_view(dataset, other, selection)
    names = region_names(dataset)
    area = area_name(dataset, selection.regions, t)
    jobs = [member.jobs for member in seen.members if member.jobs]
    source_ids = {*seen.source_ids, "redactie-koppeling-mbo"} if seen.topic else seen.source_ids
    values: dict[str, object] = {
        "t": t,
        "view": seen,
        "seen": view(dataset, selection),
        "names": names,
        "codes": selection.regions,
        "direct": trainings(dataset).direct,
        "area": area,
        "title": t("title.area", area=area),
        "lead": lead(seen, area, t),
        "shown": _SHOWN,
        "many": _MANY,
        "jobs_period": t.period(jobs[0].period) if jobs else "",
        "funded_total": len({site.provider_id for site in seen.sites if site.is_funded}),
        "wanted_total": len(seen.wanted) + seen.elsewhere_count,
        "missing": _missing(seen, t),
        "sources": [dataset.sources[key] for key in sorted(source_ids) if key in dataset.sources],
        "without_topic": replace(selection, topic=None).query_string(),
        "unfiltered": replace(selection, topic=None, level=None).query_string(),
        "only": lambda code: replace(selection, regions=frozenset({code})).query_string(),
        "names_of": lambda codes: [names[code] for code in codes],
        "occupation_query": lambda occupation: _query(selection, beroep=occupation),
        **_figures(t),
    }
    parts = ("region_heading", "region_work", "region_training", "region_facts", "region_sources")
    return "".join(fragment(part, **values) for part in parts)


def _figures(t: Texts) -> Mapping[str, object]:
    return {
        "fact_title": lambda indicator: fact_title(indicator, t),
        "fact_text": lambda fact: fact_text(fact, t),
    }


def _query(selection: Selection, **page: str) -> str:
    return f"?{urlencode({**selection.to_query(), **page}, safe=',')}"


def _missing(seen: RegionView, t: Texts) -> list[tuple[str, list[str]]]:
    known = {(each.arbeidsmarktregio_code, each.kind) for each in seen.contacts}
    missing = []
    for member in seen.members:
        kinds = [kind for kind in CONTACT_KINDS if (member.code, kind) not in known]
        if kinds:
            missing.append((member.name, [t(f"region.contacts.kind.{kind}") for kind in kinds]))
    return missing


def _beside(current: Here, other: Dataset) -> None:
    t, selection, dataset = current.t, current.selection, current.dataset
    names = region_names(dataset)
    options = {
        "": t("region.beside.none"),
        LAND: t("region.beside.land"),
        **_edition_option(dataset, other, t),
        **{c: names[c] for c in sorted(names, key=names.__getitem__) if {c} != selection.regions},
    }
    chosen = query.page_value(BESIDE)
    if chosen not in options:
        st.html(fragment("notice", text=t("notice.ignored", names=BESIDE)))
        chosen = ""
    st.session_state[_KEY] = chosen
    st.html(fragment("region_beside_heading", t=t, is_empty=not chosen))
    st.selectbox(
        t("region.beside.label"),
        list(options),
        format_func=options.__getitem__,
        key=_KEY,
        on_change=_set_beside,
        width=320,
    )
    if chosen:
        st.html(_beside_table(dataset, other, selection, chosen))


def _edition_option(dataset: Dataset, other: Dataset, t: Texts) -> dict[str, str]:
    if other == dataset:
        return {}
    return {other.edition: t("region.beside.edition", edition=other.edition)}


def _set_beside() -> None:
    query.go(query.read().selection, **{BESIDE: st.session_state[_KEY]})


@functools.lru_cache(maxsize=128)
def _beside_table(dataset: Dataset, other: Dataset, selection: Selection, key: str) -> str:
    t = cache.texts(selection.language)
    pair = beside(dataset, other, selection.regions, key)
    area = area_name(dataset, selection.regions, t)
    names = {**region_names(other), **region_names(dataset)}
    kind = kind_of(dataset, other, key)
    left, right = area, t("area.country") if kind == "land" else names.get(key, key)
    if kind == "edition":
        left = t("region.beside.in_edition", area=area, edition=dataset.edition)
        there = area_name(other, selection.regions, t)
        right = t("region.beside.in_edition", area=there, edition=other.edition)
    together = replace(selection, regions=pair.together)
    return fragment(
        "region_beside",
        t=t,
        pair=pair,
        area=area,
        left=left,
        right=right,
        names=names,
        is_set=len(selection.regions) > 1,
        editions=sorted((dataset.edition, other.edition)),
        together=t.listed(sorted(names[code] for code in pair.together)) if pair.together else "",
        together_query=_query(together, **{BESIDE: key}),
        **_figures(t),
    )
