"""What can still be put on the map: found by words, suggested by the regions, or one's own."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from inspiratiekaart.composition import draft
from inspiratiekaart.composition_entries import entry
from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.inspiration import (
    MAX_ITEMS,
    MAX_LINE,
    MAX_TEXT,
    OWN_KINDS,
    InspirationMap,
    Item,
    Kind,
    Own,
    OwnKind,
    clean_line,
    put,
)
from inspiratiekaart.inspiration_file import own_faults
from inspiratiekaart.occupation_list import MAX_WORDS, occupation_list
from inspiratiekaart.region_support import examples
from inspiratiekaart.search import folded
from inspiratiekaart.selection import Selection
from inspiratiekaart.trainings import trainings
from inspiratiekaart.ui import cache, compose_work
from inspiratiekaart.ui.compose_work import Work
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.put import dataset_of

_WORDS = "compose_words"
_OWN = "compose_own"
_FAULTS = "compose_own_faults"
_FIELDS = ("name", "source", "place", "url", "description")
_SHOWN = 8

Found = tuple[Kind, str]
"""Something that can be put on the map: its kind and its id."""


def draw(current: Here, work: Work) -> None:
    """Draw the search box with what it finds, the suggestions, and the form for one's own."""
    t = current.t
    title, text = t("making.add.heading"), t("making.add.help")
    st.html(fragment("compose_section", title=title, text=text))
    st.text_input(
        t("making.add.search"),
        key=_WORDS,
        max_chars=MAX_WORDS,
        placeholder=t("making.add.placeholder"),
    )
    words = str(st.session_state[_WORDS]).strip()
    data = dataset_of(work.map)
    selection = replace(work.map.selection, topic=current.selection.topic, language=t.language)
    found = _search(data, selection, words) if words else _suggested(data, selection, work.map)
    groups = {
        kind: [
            entry(data, work.map, Item("", kind, key), t) for kind_, key in found if kind_ == kind
        ]
        for kind in dict.fromkeys(kind for kind, _ in found)
    }
    on_map = {(item.kind, item.key) for item in work.map.items}
    st.html(fragment("compose_add", t=t, words=words, groups=groups, on_map=on_map, shown=_SHOWN))
    _own(current, work)


def _suggested(data: Dataset, selection: Selection, composed: InspirationMap) -> list[Found]:
    """What the draft of these regions has and the map has not, and the regions' examples."""
    drawn = draft(data, selection, cache.texts(selection.language)) if selection.regions else None
    gone = {(item.kind, item.key) for item in composed.items}
    found: list[Found] = [(i.kind, i.key) for i in drawn.items] if drawn else []
    found += [
        ("example", each.example_id)
        for each in examples(data)
        if not each.arbeidsmarktregio_code or each.arbeidsmarktregio_code in composed.regions
    ]
    return _few(each for each in found if each not in gone)


@functools.lru_cache(maxsize=128)
def _search(data: Dataset, selection: Selection, words: str) -> list[Found]:
    everywhere = replace(selection, topic=None)
    wanted = folded(words).split()

    def fits(text: str) -> bool:
        name = folded(text)
        return all(word in name for word in wanted)

    found: list[Found] = [
        ("occupation", row.occupation_id) for row in occupation_list(data, everywhere, words).rows
    ]
    providers = trainings(data).providers
    found += [("provider", key) for key, row in providers.items() if fits(row["name"])]
    found += [
        ("example", each.example_id)
        for each in examples(data)
        if fits(f"{each.title_nl} {each.title_en}")
    ]
    return _few(found)


def _few(found: Iterable[Found]) -> list[Found]:
    counted: dict[Kind, list[Found]] = {}
    for each in found:
        counted.setdefault(each[0], []).append(each)
    return [each for listed in counted.values() for each in listed[:_SHOWN]]


def _own(current: Here, work: Work) -> None:
    t = current.t
    box = st.expander(t("making.own.heading"), key=_OWN, on_change="rerun")
    if not box.open:
        return
    sectors = {"": t("compose.no_sector")}
    for row in records(current.dataset["sectors"]):
        sectors[row["sector_id"]] = t.pick(row, "name")
    with box:
        st.html(fragment("compose_said", text=t("making.own.help")))
        if faults := st.session_state.get(_FAULTS):
            said = [t(f"making.own.fault.{each}") for each in faults]
            st.html(fragment("compose_faults", title=t("making.own.faults"), faults=said))
        with st.form("own", border=False):
            st.radio(
                t("making.own.kind"),
                OWN_KINDS,
                format_func=lambda kind: t(f"making.own.kinds.{kind}"),
                key=f"{_OWN}_kind",
                horizontal=True,
            )
            for name in _FIELDS[:-1]:
                st.text_input(t(f"making.own.{name}"), key=f"{_OWN}_{name}", max_chars=MAX_LINE)
            st.text_area(t("making.own.description"), key=f"{_OWN}_description", max_chars=MAX_TEXT)
            st.selectbox(
                t("making.own.sector"),
                list(sectors),
                format_func=sectors.__getitem__,
                key=f"{_OWN}_sector",
            )
            st.form_submit_button(t("making.own.submit"), on_click=_add_own, args=(work,))


def _add_own(work: Work) -> None:
    kind: OwnKind = st.session_state[f"{_OWN}_kind"]
    typed = {name: str(st.session_state[f"{_OWN}_{name}"]) for name in _FIELDS}
    lines = {name: clean_line(typed[name]) for name in _FIELDS[:-1]}
    own = Own(kind, description=typed["description"], **lines)
    faults = own_faults(own)
    if len(work.map.items) >= MAX_ITEMS:
        faults = ("full",)
    st.session_state[_FAULTS] = faults
    if faults:
        return
    item = Item("", "own", sector_id=st.session_state[f"{_OWN}_sector"], own=own)
    compose_work.change(work, lambda composed: put(composed, item))
    for name in _FIELDS:
        st.session_state[f"{_OWN}_{name}"] = ""
