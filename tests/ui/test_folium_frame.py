"""What we hand to streamlit-folium's component is what ``st_folium`` would hand to it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import streamlit_folium

from inspiratiekaart.division import shown_division
from inspiratiekaart.drawing import leaflet
from inspiratiekaart.ui import assets, folium_frame

STATE = '{"lang":"nl"}'
OURS = {"header"}
"""Folium's header sets sizes that map.css sets, and forbids zooming the page; we leave it out."""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The arguments of each call of the component."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: calls.append(given))
    return calls


def test_our_arguments_are_those_of_st_folium(sent: list[dict[str, Any]]) -> None:
    """Same script, repaint, files and options; only the header is left out, on purpose."""
    streamlit_folium.st_folium(
        leaflet.base_map(assets.scripts(), assets.stylesheets(), shown_division().home_view),
        key="map",
        height=640,
        width=None,
        returned_objects=[],
        feature_group_to_add=leaflet.repaint(STATE),
    )
    folium_frame.draw(STATE, "map", 640, lambda: None)
    theirs, ours = (
        {name: value for name, value in call.items() if name not in {*OURS, "key", "on_change"}}
        for call in sent
    )
    assert json.loads(json.dumps(theirs)) == json.loads(json.dumps(ours))
