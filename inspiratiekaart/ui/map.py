"""The map page's own parts: the map itself, what it says, and the same as a table."""

from __future__ import annotations

import functools
from dataclasses import replace

import streamlit as st

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing import leaflet
from inspiratiekaart.drawing.styles import SHAPES
from inspiratiekaart.occupations import national_count, work
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import REACHES_KM, Layer, Selection
from inspiratiekaart.sentences import caption, figure_text, lead, legend, names, title
from inspiratiekaart.ui import assets, cache, folium_frame, query
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment, rows
from inspiratiekaart.views import view

_KEY = "map"
_HEIGHT = 640
_SHOWN = 5


def draw(current: Here) -> None:
    """Draw the map, from its heading to its table.

    Few elements, laid out by styles: each element costs processor time and bytes on every change.
    """
    above, below = _parts(current.dataset, current.selection)
    with st.container(key="ik-map-page"):
        st.html(above)
        _map(current)
        st.html(below)


def prepare(dataset: Dataset, selection: Selection) -> None:
    """Work out the page for ``selection`` before anybody asks for it."""
    _parts(dataset, selection)
    _state(dataset, selection)


def _map(current: Here) -> None:
    state = _state(current.dataset, current.selection)
    folium_frame.draw(state, _KEY, _HEIGHT, _toggle)


@functools.lru_cache(maxsize=256)
def _state(dataset: Dataset, selection: Selection) -> str:
    t = cache.texts(selection.language)
    files = assets.map_files(dataset, t)
    return leaflet.state_json(leaflet.map_state(dataset, view(dataset, selection), files, t))


def _toggle() -> None:
    answer = st.session_state.get(_KEY) or {}
    reading = query.read()
    code = str(answer.get("chosen", ""))
    if code in region_names(cache.dataset(reading.selection.edition)):
        query.go(reading.selection.toggled(code))


@functools.lru_cache(maxsize=256)
def _parts(dataset: Dataset, selection: Selection) -> tuple[str, str]:
    t = cache.texts(selection.language)
    seen = view(dataset, selection)
    known = region_names(dataset)
    regional = {code: ", ".join(name for name, _ in listed) for code, listed in seen.regional}
    yes = t("map.yes")
    cleared = Selection(language=selection.language)
    regions = sorted(seen.regions, key=lambda region: (not region.is_chosen, region.name))
    return (
        fragment(
            "heading",
            title=title(seen, t),
            lead=lead(seen, t),
            clear=None if selection == cleared else (t("bar.clear"), cleared.query_string()),
        ),
        fragment(
            "map_below",
            t=t,
            view=seen,
            names=known,
            names_of=lambda codes: [known[code] for code in codes],
            shown=_SHOWN,
            caption=caption(seen, t),
            legend=legend(seen, t),
            kinds=list(SHAPES) if Layer.PROVIDERS in selection.layers else [],
            has_unknown=any(region.class_index is None for region in seen.regions),
            area=names(seen.chosen, t),
            layers=[
                (layer, replace(selection, layers=selection.layers ^ {layer}).query_string())
                for layer in Layer
            ],
            reaches=[(km, replace(selection, reach_km=km).query_string()) for km in REACHES_KM],
            starts=_starts(dataset, selection) if selection.topic is None else {},
            sources=[dataset.sources[key] for key in seen.source_ids if key in dataset.sources],
            rows=rows(
                [
                    (
                        region.name,
                        figure_text(seen, region.figure, t),
                        regional.get(region.code, ""),
                        yes if region.is_chosen else "",
                    )
                    for region in regions
                ],
                [region.class_index is None for region in regions],
            ),
        ),
    )


def _starts(dataset: Dataset, selection: Selection) -> dict[str, list[tuple[str, int, str]]]:
    """The topics to begin with, themes and sectors apart: name, professions, query string.

    The professions counted are those with work in the whole country.
    """
    language = selection.language
    return {
        kind: [
            (
                topic.name(language),
                national_count(dataset, topic),
                replace(selection, topic=topic.topic_id).query_string(),
            )
            for topic in work(dataset).topics.values()
            if topic.kind == kind
        ]
        for kind in ("theme", "sector")
    }
