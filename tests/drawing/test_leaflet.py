"""What the map is told: one JSON value that is data and nothing but data."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from branca.element import Element
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.leaflet import (
    PLACEHOLDER,
    Files,
    base_map,
    map_state,
    points,
    repaint,
    script,
    state_json,
    words,
)
from inspiratiekaart.selection import Layer, Measure, Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import View, view

DATASET = open_dataset("2026")
HOME = open_dataset("2026").division.home_view
FILES = Files("regions.json", "gemeenten.json", "sites.json", "words.json")
NOORD = frozenset({"AM01", "AM02", "AM03"})
HOSTILE = "</script><img src=x onerror=alert(1)>{{7*7}}'\"`\u2028\u2029&"
T = Texts("nl")


def _state(selection: Selection) -> dict[str, object]:
    return dict(map_state(DATASET, view(DATASET, selection), FILES, T))


@pytest.mark.parametrize("measure", list(Measure))
def test_the_state_is_json_that_reads_back(measure: Measure) -> None:
    """What is sent is what was meant, and small."""
    state = _state(Selection(regions=NOORD, topic="zorg", measure=measure, layers=frozenset(Layer)))
    text = state_json(state)
    assert state == json.loads(text)
    assert len(text.encode()) < 12_000


def test_the_state_says_figure_and_choice_of_every_region() -> None:
    """35 regions with class, words and label; the chosen ones; the line to the nearest trainer."""
    state = _state(Selection(regions=NOORD, topic="optiek"))
    regions = state["regions"]
    assert isinstance(regions, dict)
    assert 35 == len(regions)
    assert [0, "geen opleider gevonden", "0"] == regions["AM01"]
    assert ["AM01", "AM02", "AM03"] == state["chosen"]
    assert state["line"]


def test_layers_that_are_off_send_nothing() -> None:
    """No providers, no sites; no outlooks, no badges."""
    state = _state(Selection(topic="zorg", layers=frozenset()))
    assert ([], {}, []) == (state["sites"], state["badges"], state["layers"])


@given(st.text(), st.text())
def test_no_text_can_leave_the_script(name: str, value: str) -> None:
    """Whatever the names, the JSON has no ``<`` and no line separator, and reads back the same."""
    text = state_json({name: [value, HOSTILE]})
    assert not {"<", "\u2028", "\u2029"} & set(text)
    assert {name: [value, HOSTILE]} == json.loads(text)


def _with_hostile_names(seen: View) -> View:
    regions = tuple(replace(region, name=HOSTILE) for region in seen.regions)
    return replace(seen, regions=regions, regional=(("AM01", ((HOSTILE, HOSTILE),)),))


def test_hostile_names_stay_data() -> None:
    """A name that is a script arrives as that name."""
    selection = Selection(regions=NOORD, layers=frozenset(Layer))
    seen = _with_hostile_names(view(DATASET, selection))
    text = state_json(map_state(DATASET, seen, FILES, T))
    assert "<" not in text
    assert {"AM01": [[HOSTILE, HOSTILE]]} == json.loads(text)["badges"]


def _script_of(element: Element) -> str:
    macros: Any = element._template.module
    return str(macros.script(element, {}))


def test_the_repaint_is_filled_in_without_templates() -> None:
    """The placeholder stands once in the rendered layer, so a state takes its place as it is."""
    group = repaint(PLACEHOLDER)
    base_map(["../code.js"], ["../looks.css"], HOME).add_child(group)
    html = "".join(_script_of(child) for child in group._children.values())
    assert f"Inspiratiekaart.paint({PLACEHOLDER});" == html


def test_the_base_map_never_changes_and_loads_only_what_it_is_told() -> None:
    """Twice the same scripts, no tiles, and no address but the given ones."""
    base = base_map(["../code.js"], ["../looks.css"], HOME)
    html = base.get_root().render()
    assert "../code.js" in html
    assert "../looks.css" in html
    assert "tileLayer" not in html
    for host in ("cdn", "googleapis", "openstreetmap", "unpkg"):
        assert host not in html


def test_the_browser_has_the_shared_styles() -> None:
    """The classes and shapes that the map draws are those of every other picture."""
    shared = json.loads(script().rsplit("Inspiratiekaart.styles = ", 1)[1].rstrip().rstrip(";"))
    assert list(styles.CLASSES) == shared["classes"]
    assert styles.BORDER == shared["border"]
    assert set(styles.SHAPES) == set(shared["kinds"])


def test_every_point_lies_in_the_netherlands() -> None:
    """Labels, sites and places as longitude and latitude."""
    found = points(DATASET)
    labels, sites, places = found["labels"], found["sites"], found["places"]
    assert isinstance(labels, dict)
    assert isinstance(sites, list)
    assert isinstance(places, list)
    assert 35 == len(labels)
    for lon, lat, *_ in [*labels.values(), *sites, *places]:
        assert 3.3 < lon < 7.3
        assert 50.7 < lat < 53.6
    assert {site[2] for site in sites} <= set(styles.SHAPES)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_map_has_its_words(language: str) -> None:
    """Every kind of provider and every precision has a word."""
    found = words(Texts("nl" if language == "nl" else "en"))
    assert found["help"]
    kinds = found["kinds"]
    assert isinstance(kinds, dict)
    assert set(styles.SHAPES) == set(kinds)
