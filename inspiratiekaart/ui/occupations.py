"""The parts of the professions page: finding them, and one of them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.occupation_list import MAX_WORDS, occupation_list, pay_of_groups
from inspiratiekaart.occupation_view import occupation_view
from inspiratiekaart.occupations import short_name, topic_of, work
from inspiratiekaart.provenance import Source
from inspiratiekaart.region_sentences import area_name
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Selection
from inspiratiekaart.ui import cache, query
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment

OCCUPATION = "beroep"
WORDS = "zoek"
REGIONAL = "regionaal"
PAGE = "pagina"
_YES = "1"
_WORDS_KEY = "occupations_words"
_REGIONAL_KEY = "occupations_regional"
_SHOWN = 8
_SKILLS = "competentnl"


def draw(current: Here) -> None:
    """Draw the page: one profession where the link names it, otherwise the list."""
    chosen = query.page_value(OCCUPATION)
    if chosen in work(current.dataset).occupations:
        st.html(_one(current.dataset, current.selection, chosen))
        return
    if chosen:
        st.html(fragment("notice", text=current.t("occupations.one.unknown_occupation")))
    _found(current)


def _found(current: Here) -> None:
    t = current.t
    words = query.page_value(WORDS)[:MAX_WORDS].strip()
    only = query.page_value(REGIONAL)
    page = query.page_value(PAGE)
    strange = [
        name
        for name, is_wrong in ((REGIONAL, only not in ("", _YES)), (PAGE, not _is_page(page)))
        if is_wrong
    ]
    if strange:
        st.html(fragment("notice", text=t("notice.ignored", names=", ".join(strange))))
    number = int(page) if page and PAGE not in strange else 1
    st.html(_heading(current, words, only == _YES))
    _inputs(current, words, only == _YES)
    st.html(_table(current.dataset, current.selection, words, only == _YES, number))


def _is_page(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and len(text) < 4)


def _heading(current: Here, words: str, only: bool) -> str:
    t = current.t
    total = occupation_list(current.dataset, current.selection, words, only_regional=only).total
    topic = work(current.dataset).topics.get(current.selection.topic or "")
    regions = current.selection.regions
    order = t("occupations.lead_any")
    if regions:
        order = t("occupations.lead_regional", area=area_name(current.dataset, regions, t))
    title = t("occupations.title")
    if topic:
        title = t("occupations.title_topic", topic=topic.name(t.language))
    lead = t.count("occupations.lead", total)
    lead = f"{lead} {order}" if total > 1 else lead
    return fragment("occupations_heading", title=title, lead=lead)


def _inputs(current: Here, words: str, only: bool) -> None:
    t = current.t
    st.session_state[_WORDS_KEY] = words
    st.session_state[_REGIONAL_KEY] = only
    with st.container(horizontal=True, vertical_alignment="bottom", key="ik-occupations"):
        st.text_input(
            t("occupations.search"),
            key=_WORDS_KEY,
            max_chars=MAX_WORDS,
            placeholder=t("occupations.search_placeholder"),
            on_change=_set,
            width=320,
        )
        st.toggle(t("occupations.only_regional"), key=_REGIONAL_KEY, on_change=_set)


def _set() -> None:
    query.go(
        query.read().selection,
        **{
            WORDS: st.session_state[_WORDS_KEY].strip(),
            REGIONAL: _YES if st.session_state[_REGIONAL_KEY] else "",
            PAGE: "",
        },
    )


def _query(selection: Selection, **page: str) -> str:
    wanted = {**selection.to_query(), **{key: value for key, value in page.items() if value}}
    return f"?{urlencode(wanted, safe=',')}" if wanted else ""


@functools.lru_cache(maxsize=128)
def _table(dataset: Dataset, selection: Selection, words: str, only: bool, number: int) -> str:
    found = occupation_list(dataset, selection, words, only_regional=only, page=number)
    own = {WORDS: words, REGIONAL: _YES if only else ""}
    used = {o.source_id for row in found.rows for o in (*row.regional[:2], row.national) if o}
    used |= {row.pay.source_id for row in found.rows if row.pay}
    return fragment(
        "occupations_list",
        t=cache.texts(selection.language),
        found=found,
        words=words,
        only_regional=only,
        names=region_names(dataset),
        sectors=work(dataset).topics,
        km=selection.reach_km,
        year=next(iter(pay_of_groups(dataset).values())).period,
        one=lambda occupation: _query(selection, beroep=occupation),
        page=lambda n: _query(selection, **own, pagina="" if n == 1 else str(n)),
        ways_out=_ways_out(dataset, selection, words, only) if not found.total else (),
        selection=selection,
        edition=dataset.edition,
        sources=_sources(dataset, used),
    )


def _ways_out(
    dataset: Dataset, selection: Selection, words: str, only: bool
) -> list[tuple[str, int, str]]:
    wide = replace(selection, topic=None, level=None)
    own = {WORDS: words, REGIONAL: _YES if only else ""}
    ways = [
        ("drop_words", selection, "", only, {**own, WORDS: ""}),
        ("drop_regional", selection, words, False, {**own, REGIONAL: ""}),
        ("drop_topic", wide, words, only, own),
    ]
    found = []
    for key, wanted, kept, regional, page in ways:
        total = occupation_list(dataset, wanted, kept, only_regional=regional).total
        if total:
            found.append((key, total, _query(wanted, **page)))
    return found


def _sources(dataset: Dataset, source_ids: set[str]) -> list[Source]:
    return [dataset.sources[key] for key in sorted(source_ids) if key in dataset.sources]


@functools.lru_cache(maxsize=256)
def _one(dataset: Dataset, selection: Selection, occupation: str) -> str:
    t = cache.texts(selection.language)
    seen = occupation_view(dataset, selection, occupation)
    sources: Mapping[str, Source] = dataset.sources
    skills = {_SKILLS} if seen.skills else set()
    return fragment(
        "occupations_one",
        t=t,
        view=seen,
        short=short_name(seen.name),
        names=region_names(dataset),
        codes=selection.regions,
        area=area_name(dataset, selection.regions, t) if selection.regions else "",
        regional_here=any(o.arbeidsmarktregio_code in selection.regions for o in seen.outlooks),
        qualification_count=len({each.name for each in seen.trainings if each.is_crebo}),
        shown=_SHOWN,
        back=_query(selection),
        map_query=_query(replace(selection, topic=topic_of(occupation), level=None, measure=None)),
        one=lambda other: _query(selection, beroep=other),
        region=lambda code: _query(replace(selection, regions=frozenset({code}))),
        pay_source=sources.get(seen.pay.source_id) if seen.pay else None,
        skill_source=sources.get(_SKILLS),
        sources=_sources(dataset, {*seen.source_ids, *skills}),
    )
