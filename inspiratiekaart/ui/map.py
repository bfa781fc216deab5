"""The map page's own parts: the map itself, what it says, and the same as a table."""

from __future__ import annotations

import functools

import streamlit as st
from streamlit_folium import st_folium

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing import leaflet
from inspiratiekaart.drawing.styles import SHAPES
from inspiratiekaart.occupations import OLD_AFTER_YEARS
from inspiratiekaart.selection import Layer, Selection
from inspiratiekaart.sentences import caption, figure_text, lead, legend, names, title
from inspiratiekaart.ui import assets, cache, query
from inspiratiekaart.ui.frame import Here, texts
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.views import view

_KEY = "map"
_HEIGHT = 640
_SHOWN = 8


def draw(current: Here) -> None:
    """Draw the map, from its heading to its table."""
    parts = _parts(current.dataset, current.selection)
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.html(parts["heading"])
        _map(current)
        st.html(parts["legend"])
    with right:
        st.html(parts["cards"])
    st.html(parts["table"])


def _map(current: Here) -> None:
    seen = view(current.dataset, current.selection)
    st_folium(
        leaflet.base_map(assets.scripts(), assets.stylesheets()),
        key=_KEY,
        height=_HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=leaflet.paint(
            current.dataset, seen, assets.map_files(current.dataset), current.t
        ),
        on_change=_toggle,
    )


def _toggle() -> None:
    answer = st.session_state.get(_KEY) or {}
    reading = query.read()
    code = str(answer.get("chosen", ""))
    if code in cache.region_codes(cache.dataset(reading.selection.edition)):
        query.go(reading.selection.toggled(code))


@functools.lru_cache(maxsize=256)
def _parts(dataset: Dataset, selection: Selection) -> dict[str, str]:
    t = texts(selection.language)
    seen = view(dataset, selection)
    region_names = {region.code: region.name for region in seen.regions}
    shared = {"t": t, "view": seen, "names": region_names, "shown": _SHOWN}
    return {
        "heading": fragment("heading", title=title(seen, t), lead=lead(seen, t)),
        "legend": fragment(
            "legend",
            caption=caption(seen, t),
            legend=legend(seen, t),
            kinds=list(SHAPES) if Layer.PROVIDERS in selection.layers else [],
            has_unknown=any(region.class_index is None for region in seen.regions),
            **shared,
        ),
        "cards": fragment(
            "cards",
            area=names(seen.chosen, t),
            names_of=lambda codes: [region_names[code] for code in codes],
            old_after=OLD_AFTER_YEARS,
            sources=[dataset.sources[key] for key in seen.source_ids if key in dataset.sources],
            **shared,
        ),
        "table": fragment(
            "map_table",
            caption=caption(seen, t),
            figures={r.code: figure_text(seen, r.figure, t) for r in seen.regions},
            regional=dict(seen.regional),
            **shared,
        ),
    }
