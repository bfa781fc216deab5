"""The map's own words and its items: in their order, each with a note, to move and take off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from inspiratiekaart.composition import Composition, Section
from inspiratiekaart.composition_entries import Entry
from inspiratiekaart.inspiration import (
    MAX_LINE,
    MAX_TEXT,
    InspirationMap,
    change_item,
    move,
    move_section,
    take_off,
)
from inspiratiekaart.inspiration import describe as described
from inspiratiekaart.regions import region_names
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import compose_work
from inspiratiekaart.ui.compose_work import Work
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment, plain

_MANY = 40
_SECTION = "compose_section"

_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2100, 1, 1)

Change = Callable[..., InspirationMap]


def describe(current: Here, work: Work) -> None:
    """Draw the fields for title, introduction, organisation, date and regions."""
    t, composed = current.t, work.map
    st.html(fragment("compose_section", title=t("making.about.heading"), text=""))
    _line("title", t, composed, work)
    compose_work.fill(_name("introduction"), composed.introduction)
    st.text_area(
        t("making.about.introduction"),
        key=_name("introduction"),
        max_chars=MAX_TEXT,
        height=120,
        on_change=_set_words,
        args=(work, "introduction"),
    )
    _line("organisation", t, composed, work)
    compose_work.fill(
        _name("made_on"), date.fromisoformat(composed.made_on) if composed.made_on else None
    )
    st.date_input(
        t("making.about.made_on"),
        key=_name("made_on"),
        format="DD-MM-YYYY",
        min_value=_FIRST_DAY,
        max_value=_LAST_DAY,
        on_change=_set_words,
        args=(work, "made_on"),
    )
    names = region_names(current.dataset)
    compose_work.fill(
        _name("regions"), sorted(composed.regions & names.keys(), key=names.__getitem__)
    )
    st.multiselect(
        t("making.about.regions"),
        sorted(names, key=names.__getitem__),
        format_func=names.__getitem__,
        key=_name("regions"),
        placeholder=t("bar.regions_placeholder"),
        on_change=_set_regions,
        args=(work,),
    )


def draw(current: Here, work: Work, composition: Composition) -> None:
    """Draw the items, section after section; of many, those of one section."""
    t = current.t
    sections = composition.sections
    text = t("making.items.help") if sections else t("making.items.none")
    st.html(fragment("compose_section", title=t("making.items.heading"), text=text))
    shown = sections
    if len(composition.entries) > _MANY and len(sections) > 1:
        by_id = {section.sector_id: section for section in sections}
        if st.session_state.get(_SECTION) not in by_id:
            st.session_state[_SECTION] = sections[0].sector_id
        chosen = st.selectbox(
            t("making.items.section"),
            list(by_id),
            format_func=lambda key: t(
                "making.items.section_of", name=by_id[key].name, n=len(by_id[key].entries)
            ),
            key=_SECTION,
        )
        shown = (by_id[chosen],)
    for section in shown:
        _section(work, section, sections, t)


def _section(work: Work, section: Section, sections: tuple[Section, ...], t: Texts) -> None:
    sector = section.sector_id or "none"
    with st.container(horizontal=True, vertical_alignment="center", key=f"ik-short-s-{sector}"):
        st.html(fragment("compose_subheading", title=section.name))
        if len(sections) > 1:
            first, last = section == sections[0], section == sections[-1]
            name, key = plain(section.name), section.sector_id
            _act("up_section", name, work, move_section, (key, -1), t, is_off=first)
            _act("down_section", name, work, move_section, (key, 1), t, is_off=last)
    for entry in section.entries:
        first, last = entry == section.entries[0], entry == section.entries[-1]
        _item(work, entry, t, is_first=first, is_last=last)


def _item(work: Work, entry: Entry, t: Texts, *, is_first: bool, is_last: bool) -> None:
    item = entry.item
    called = t("making.items.gap", name=entry.name) if item.kind == "gap" else entry.name
    name, key = plain(called), item.item_id
    with st.container(key=f"ik-item-{key}"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"ik-short-{key}"):
            st.html(fragment("compose_item", t=t, entry=entry, title=t("making.items.drag")))
            _act("up", name, work, move, (key, -1), t, is_off=is_first)
            _act("down", name, work, move, (key, 1), t, is_off=is_last)
            _act("off", name, work, take_off, (key,), t)
        label = t("making.items.open_note", name=name)
        box = st.expander(label, key=f"ik-open-{key}", on_change="rerun")
        if not box.open:
            return
        with box:
            _words(work, key, "note", item.note, t("making.items.note", name=name))
            if item.kind == "gap":
                _words(work, key, "plan", item.plan, t("making.items.plan", name=name))


def _act(
    verb: str,
    name: str,
    work: Work,
    change: Change,
    values: tuple[object, ...],
    t: Texts,
    *,
    is_off: bool = False,
) -> None:
    # The sign is what is seen (app.css), the words are what is read out.
    st.button(
        f"**{t(f'making.items.{verb}_sign')}** {t(f'making.items.{verb}', name=name)}",
        key=f"compose_{verb}_{values[0]}",
        on_click=_change,
        args=(work, change, values),
        disabled=is_off,
    )


def _change(work: Work, change: Change, values: tuple[object, ...]) -> None:
    compose_work.change(work, lambda composed: change(composed, *values))


def _words(work: Work, item_id: str, field: str, value: str, label: str) -> None:
    key = f"compose_{field}_{item_id}"
    compose_work.fill(key, value)
    st.text_area(
        label,
        key=key,
        max_chars=MAX_TEXT,
        height=100,
        on_change=_set_item,
        args=(work, item_id, field),
    )


def _set_item(work: Work, item_id: str, field: str) -> None:
    typed = st.session_state[f"compose_{field}_{item_id}"]
    compose_work.change(work, lambda composed: change_item(composed, item_id, **{field: typed}))


def _name(field: str) -> str:
    return f"compose_about_{field}"


def _date(text: str) -> date | None:
    day = date.fromisoformat(text) if text else None
    return day if day and _FIRST_DAY <= day <= _LAST_DAY else None


def _line(field: str, t: Texts, composed: InspirationMap, work: Work) -> None:
    compose_work.fill(_name(field), getattr(composed, field))
    st.text_input(
        t(f"making.about.{field}"),
        key=_name(field),
        max_chars=MAX_LINE,
        on_change=_set_words,
        args=(work, field),
    )


def _set_words(work: Work, field: str) -> None:
    typed = st.session_state[_name(field)]
    words = "" if typed is None else str(typed)
    compose_work.change(work, lambda composed: described(composed, **{field: words}))


def _set_regions(work: Work) -> None:
    regions = frozenset(st.session_state[_name("regions")])
    compose_work.change(work, lambda composed: replace(composed, regions=regions))
