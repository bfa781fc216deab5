"""The fields with which a visitor searches and filters the trainings; the link is their truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import streamlit as st

from inspiratiekaart.occupations import work
from inspiratiekaart.offer_filters import (
    FUNDED,
    MAX_TYPED,
    PARAMETERS,
    RADII_KM,
    SORTS,
    Filters,
    read_filters,
)
from inspiratiekaart.offer_index import MONTH_LIMITS, PRICE_LIMITS, offer_index
from inspiratiekaart.offer_sentences import form_names
from inspiratiekaart.offers_view import OffersView
from inspiratiekaart.ui import cache, query
from inspiratiekaart.ui.frame import Here

_ANY = ""
_OPEN = "offers_open"
_REFINE = (
    *("forms", "levels", "certainties", "kinds"),
    *("months_max", "price_max", "start_from", "funded"),
)


def read(current: Here) -> tuple[Filters, tuple[str, ...]]:
    """The filters in the address bar, and the parameters that make no sense."""
    data = current.dataset
    found = st.query_params.to_dict()
    return read_filters(found, offer_index(data), work(data).occupations)


def draw(current: Here, filters: Filters, view: OffersView) -> None:
    """Draw all fields, each option with how many trainings it would find."""
    t = current.t
    with st.container(horizontal=True, vertical_alignment="bottom", key="ik-offers-search"):
        _text("words", t("offers.field.words"), t("offers.field.words_hint"), filters, 300)
        _text("place", t("offers.field.place"), t("offers.field.place_hint"), filters, 220)
        if filters.place:
            _select(
                "radius_km",
                t("offers.field.radius"),
                {str(km): t("offers.field.radius_value", km=km) for km in RADII_KM},
                str(filters.radius_km),
                int,
            )
        _sort(current, filters)
    if any(name in filters.active for name in _REFINE):
        st.session_state[_OPEN] = True
    with (
        st.expander(t("offers.field.refine"), expanded=bool(st.session_state.get(_OPEN))),
        st.container(horizontal=True, vertical_alignment="bottom", key="ik-offers-refine"),
    ):
        _refine(current, filters, view)


def _sort(current: Here, filters: Filters) -> None:
    t = current.t
    first = "afstand" if filters.place else "best"
    names = {_ANY: t(f"offers.sort.{first}")}
    names |= {each: t(f"offers.sort.{each}") for each in SORTS if each != "afstand"}
    value = "" if filters.sort == "afstand" else filters.sort
    _select("sort", t("offers.field.sort"), names, value, str)


def _refine(current: Here, filters: Filters, view: OffersView) -> None:
    t = current.t
    for name, names in _names(current).items():
        _several(current, name, names, getattr(filters, name), view.counts[name])
    months = {str(n): t.count("offers.field.months", n) for n in MONTH_LIMITS}
    prices = {str(n): t.euro(n) for n in PRICE_LIMITS}
    starts = {month: t.period(month) for month in view.counts["start_from"]}
    funded = {each: t(f"offers.field.funded_{each}") for each in FUNDED}
    _limit(current, "months_max", months, str(filters.months_max or ""), view, _number)
    _limit(current, "price_max", prices, str(filters.price_max or ""), view, _number)
    _limit(current, "start_from", starts, filters.start_from, view, str)
    _limit(current, "funded", funded, filters.funded, view, str)


def _names(current: Here) -> Mapping[str, Mapping[str, str]]:
    t = current.t
    index = offer_index(current.dataset)
    forms = form_names(current.dataset, current.t)
    certainties = index.facets["certainties"].values
    return {
        "forms": {each: forms[each] for each in index.facets["forms"].values},
        "levels": {each: t(f"offers.level.{each}") for each in index.facets["levels"].values},
        "certainties": {each: t(f"offers.certainty.{each}") for each in certainties},
        "kinds": {each: t(f"kind.{each}") for each in index.kinds.values},
    }


def _text(name: str, label: str, hint: str, filters: Filters, width: int) -> None:
    key = f"offers_{name}"
    st.session_state[key] = getattr(filters, name)
    st.text_input(
        label,
        key=key,
        max_chars=MAX_TYPED,
        placeholder=hint,
        on_change=_set,
        args=(name, key, str.strip),
        width=width,
    )


def _select(
    name: str,
    label: str,
    names: Mapping[str, str],
    value: str,
    as_value: Callable[[str], object],
    help_text: str | None = None,
) -> None:
    key = f"offers_{name}"
    st.session_state[key] = value
    st.selectbox(
        label,
        list(names),
        format_func=lambda each: names.get(each, each),
        key=key,
        help=help_text,
        on_change=_set,
        args=(name, key, as_value),
        width=220,
    )


def _limit(
    current: Here,
    name: str,
    names: Mapping[str, str],
    value: str,
    view: OffersView,
    as_value: Callable[[str], object],
) -> None:
    t = current.t
    counts = view.counts[name]
    options = {_ANY: t("offers.field.any")}
    options |= {
        each: t("offers.field.option", name=text, n=t.number(counts.get(each, 0)))
        for each, text in names.items()
    }
    unknown = None if name == "funded" else t("offers.field.unknown_stays")
    _select(name, t(f"offers.field.{name}"), options, value, as_value, unknown)


def _several(
    current: Here,
    name: str,
    names: Mapping[str, str],
    chosen: Iterable[str],
    counts: Mapping[str, int],
) -> None:
    t = current.t
    key = f"offers_{name}"
    st.session_state[key] = [each for each in names if each in chosen]
    st.multiselect(
        t(f"offers.field.{name}"),
        list(names),
        format_func=lambda each: t(
            "offers.field.option",
            name=names.get(each, each),
            n=t.number(counts.get(each, 0)),
        ),
        key=key,
        placeholder=t("offers.field.all"),
        on_change=_set,
        args=(name, key, frozenset),
        width=300,
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _set(name: str, key: str, as_value: Callable[[object], object]) -> None:
    reading = query.read()
    data = cache.dataset(reading.selection.edition)
    now = st.query_params.to_dict()
    filters, _ = read_filters(now, offer_index(data), work(data).occupations)
    value = as_value(st.session_state[key])
    asked = replace(filters, **{name: value}).to_query()  # type: ignore[arg-type] # any field
    page = {each: asked.get(each, "") for each in PARAMETERS.values()}
    query.go(reading.selection, **page, pagina="")
