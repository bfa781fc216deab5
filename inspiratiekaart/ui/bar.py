"""The selection bar: what is chosen, on every page, always the same as the address bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from inspiratiekaart.indicators import default_measure
from inspiratiekaart.occupations import work
from inspiratiekaart.regions import region_names, region_sets
from inspiratiekaart.search import PlaceMatch, find_places
from inspiratiekaart.selection import LEVELS, Measure, Selection
from inspiratiekaart.ui import query
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment

ANY = ""
_SET = "set:"


def draw(current: Here) -> None:
    """Draw the bar."""
    _draw(current, of_map=False)


def draw_for_map(current: Here) -> None:
    """Draw the bar with what only the map knows: the measure that colours it."""
    _draw(current, of_map=True)


def _draw(current: Here, *, of_map: bool) -> None:
    t = current.t
    with st.container(horizontal=True, vertical_alignment="bottom", key="ik-bar"):
        _place(current)
        _regions(current)
        _choice(
            "topic",
            t("bar.topic"),
            [ANY, *_topics(current)],
            current.selection.topic or ANY,
            lambda key: _topic_name(current, key),
            lambda s, value: replace(s, topic=value or None),
        )
        _choice(
            "level",
            t("bar.level"),
            [ANY, *LEVELS],
            current.selection.level or ANY,
            lambda key: t(f"level.{key}") if key else t("bar.level_any"),
            lambda s, value: replace(s, level=value or None),
        )
        if of_map:
            _map_choices(current)
    _place_answer(current)


def _map_choices(current: Here) -> None:
    t = current.t
    _choice(
        "measure",
        t("bar.measure"),
        [*Measure],
        current.selection.measure or default_measure(current.selection),
        lambda key: t(f"measure.{Measure(key).name}.name"),
        lambda s, value: replace(s, measure=Measure(value)),
    )


def _choice(
    name: str,
    label: str,
    options: list[str],
    value: str,
    title: Callable[[str], str],
    change: Callable[[Selection, str], Selection],
) -> None:
    key = f"bar_{name}"
    st.session_state[key] = value
    st.selectbox(
        label, options, format_func=title, key=key, on_change=_set, args=(key, change), width=210
    )


def _set(key: str, change: Callable[[Selection, str], Selection]) -> None:
    query.go(change(query.read().selection, st.session_state[key]))


def _topics(current: Here) -> list[str]:
    topics = work(current.dataset).topics.values()
    chosen = current.selection.topic
    return [t.topic_id for t in topics if t.kind != "occupation" or t.topic_id == chosen]


def _topic_name(current: Here, key: str) -> str:
    if not key:
        return current.t("bar.topic_any")
    topic = work(current.dataset).topics[key]
    name = topic.name(current.t.language)
    return current.t("bar.theme", name=name) if topic.kind == "theme" else name


def _regions(current: Here) -> None:
    t = current.t
    names = region_names(current.dataset)
    sets = region_sets(current.dataset)
    language = 1 if t.language == "nl" else 2
    by_name = sorted(names, key=lambda code: names[code])
    titles = {**names, **{f"{_SET}{key}": str(value[language]) for key, value in sets.items()}}
    st.session_state["bar_regions"] = [c for c in by_name if c in current.selection.regions]
    st.multiselect(
        t("bar.regions"),
        [*(f"{_SET}{key}" for key in sets), *by_name],
        format_func=lambda key: titles[key],
        key="bar_regions",
        on_change=_set_regions,
        args=({key: value[0] for key, value in sets.items()},),
        placeholder=t("bar.regions_placeholder"),
        width=420,
    )


def _set_regions(sets: dict[str, frozenset[str]]) -> None:
    regions: set[str] = set()
    for key in st.session_state["bar_regions"]:
        if key.startswith(_SET):
            regions |= sets[key.removeprefix(_SET)]
        else:
            regions.add(key)
    query.go(replace(query.read().selection, regions=frozenset(regions)))


def _place(current: Here) -> None:
    st.text_input(
        current.t("bar.place"),
        key="bar_place",
        max_chars=80,
        on_change=_find_place,
        args=(current,),
        width=200,
    )


def _find_place(current: Here) -> None:
    typed = st.session_state["bar_place"].strip()
    found = find_places(current.dataset, typed) if typed else ()
    st.session_state["bar_place_answer"] = (typed, found)
    if len({match.arbeidsmarktregio_code for match in found}) == 1:
        _choose_region(found[0].arbeidsmarktregio_code)


def _choose_region(code: str) -> None:
    selection = query.read().selection
    query.go(replace(selection, regions=selection.regions | {code}))


def _choose_match(match: PlaceMatch) -> None:
    st.session_state["bar_place_answer"] = (match.name, (match,))
    _choose_region(match.arbeidsmarktregio_code)


def _place_answer(current: Here) -> None:
    typed, found = st.session_state.get("bar_place_answer", ("", ()))
    if not typed:
        return
    t = current.t
    names = region_names(current.dataset)
    if not found:
        st.html(fragment("notice", text=t("place.none", typed=typed)))
        return
    if len({match.arbeidsmarktregio_code for match in found}) > 1:
        st.html(fragment("notice", text=t("place.several")))
        with st.container(horizontal=True):
            for index, match in enumerate(found):
                st.button(
                    t(
                        "place.option",
                        name=match.name,
                        gemeente=match.gemeente_name or match.name,
                        region=names[match.arbeidsmarktregio_code],
                    ),
                    key=f"bar_match_{index}",
                    on_click=_choose_match,
                    args=(match,),
                )
        return
    match = found[0]
    key = "place.found" if match.gemeente_name in ("", match.name) else "place.found_gemeente"
    region = names[match.arbeidsmarktregio_code]
    text = t(key, name=match.name, gemeente=match.gemeente_name, region=region)
    st.html(fragment("notice", text=text))
