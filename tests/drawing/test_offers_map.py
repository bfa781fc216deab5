"""The map beside the list shows the sites of what was found."""

from __future__ import annotations

import json

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.drawing.leaflet import Files, state_json
from inspiratiekaart.drawing.offers_map import offers_state
from inspiratiekaart.offer_filters import Filters
from inspiratiekaart.offers_view import offers_view
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainings import trainings

DATA = open_dataset("2026")
FILES = Files("r", "g", "s", "w")


def _state(selection: Selection, filters: Filters) -> dict[str, object]:
    view = offers_view(DATA, selection, filters, 1)
    state = json.loads(state_json(offers_state(DATA, view, FILES, Texts("nl"))))
    assert isinstance(state, dict)
    return state


def _places(state: dict[str, object]) -> list[str]:
    sites = state["sites"]
    assert isinstance(sites, list)
    return [trainings(DATA).sites[at]["site_id"] for at in sites]


def test_sites_and_counts_are_those_of_the_list() -> None:
    """Each site has its number of fitting offers; the regions count the same ones."""
    state = _state(Selection(), Filters(words="opticien zwolle"))
    assert (["25PJ-zwolle"], [2]) == (_places(state), state["found"])
    regions = state["regions"]
    assert isinstance(regions, dict)
    assert [0, "2 opleidingen gevonden", ""] == regions["AM36"]
    assert [0, "geen opleiding gevonden", ""] == regions["AM01"]
    assert 35 == len(regions)


def test_the_place_is_a_ring_with_its_distance() -> None:
    """The place asked for and the kilometres around it travel with the state."""
    state = _state(Selection(), Filters(place="Assen", radius_km=40))
    assert [6.55482, 53.0019, 40] == state["ring"]
    assert _state(Selection(), Filters())["ring"] is None


def test_nothing_found_shows_the_nearest() -> None:
    """Where the list names the nearest outside, the map has it too."""
    state = _state(Selection(regions=frozenset({"AM01"})), Filters(occupation="opticiens"))
    assert ["25PJ-zwolle", "25PT-alkmaar", "30RR-amersfoort"] == _places(state)
