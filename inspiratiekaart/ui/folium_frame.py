"""streamlit-folium's component, given what folium rendered once instead of on every run.

``st_folium`` renders the whole folium map again on each rerun, which costs more processor time than
everything else on the page. Our base map never changes and our repaint is one JSON value in a
constant frame, so both are rendered once per process, by streamlit-folium's own functions. A test
holds what we send against what ``st_folium`` sends for the same map. See docs/decisions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit_folium as stf

from inspiratiekaart.division import shown_division
from inspiratiekaart.drawing import leaflet
from inspiratiekaart.ui import assets


@dataclass(frozen=True)
class Rendered:
    """What the component gets: constant but for the state that replaces the placeholder.

    Tuples where st_folium has lists: they are the same JSON, and Streamlit does not look whether
    a tuple is a table.
    """

    arguments: dict[str, Any]
    repaint: str

    def feature_group(self, state: str) -> str:
        """The script that repaints the map with ``state`` (JSON)."""
        return self.repaint.replace(leaflet.PLACEHOLDER, state)


@cache
def rendered() -> Rendered:
    """Render the base map and the frame of its repaint, once."""
    assets.serve(stf._component_func)
    base = leaflet.base_map(assets.scripts(), assets.stylesheets(), shown_division().home_view)
    base.get_root().render()
    arguments = {
        "html": stf._get_html(base),  # private, and the only way to render without the component
        "header": "",  # folium's own: sizes that map.css sets, and a ban on zooming the page
        "script": stf._get_map_string(base),
        "id": stf.get_full_id(base),
        "css_links": tuple(url for _, url in base.default_css),
        "js_links": tuple(url for _, url in base.default_js),
    }
    repaint = stf._get_feature_group_string(leaflet.repaint(leaflet.PLACEHOLDER), map=base)
    return Rendered(arguments, repaint)


def draw(state: str, key: str, height: int, on_change: Callable[[], None]) -> None:
    """Show the map with ``state``; ``on_change`` runs after the visitor chose a region on it."""
    constant = rendered()
    stf._component_func(
        **constant.arguments,
        key=key,
        height=height,
        width=None,
        returned_objects=(),
        default={},
        zoom=None,
        center=None,
        feature_group=constant.feature_group(state),
        return_on_hover=False,
        layer_control=None,
        pixelated=False,
        on_change=on_change,
        wrap_longitude=False,
    )
