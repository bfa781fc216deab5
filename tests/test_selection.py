"""The selection and its link: one to one, and nothing in a link can break it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspiratiekaart.selection import (
    LEVELS,
    OWN_PARAMETERS,
    REACHES_KM,
    Layer,
    Measure,
    Selection,
    read_query,
)

REGIONS = [f"AM{number:02}" for number in range(1, 39)]

selections = st.builds(
    Selection,
    regions=st.frozensets(st.sampled_from(REGIONS)),
    topic=st.none() | st.from_regex(r"[a-z0-9-]{1,60}", fullmatch=True),
    level=st.none() | st.sampled_from(LEVELS),
    measure=st.none() | st.sampled_from(list(Measure)),
    layers=st.frozensets(st.sampled_from(list(Layer))),
    reach_km=st.sampled_from(REACHES_KM),
    edition=st.sampled_from(["", "2026", "2021", "2026-11-22", "2026-11-22-2"]),
    language=st.sampled_from(("nl", "en")),
)
near_misses = st.sampled_from(
    ["AM01", "am01", "AM99", "AM01,AM02,,", "geen", "2021", "2020", "en", "de", "40", "41", "-1"]
)
garbage = st.dictionaries(
    st.sampled_from(OWN_PARAMETERS) | st.text(max_size=12), near_misses | st.text(max_size=60)
)


@given(selections)
def test_a_selection_reads_back_from_its_link(selection: Selection) -> None:
    """What a selection writes is what it was, with nothing ignored."""
    reading = read_query(selection.to_query())
    assert (selection, ()) == (reading.selection, reading.ignored)


@given(selections)
def test_the_query_string_says_the_same_as_the_query(selection: Selection) -> None:
    """The text after the question mark decodes to the same parameters."""
    text = selection.query_string()
    assert selection.to_query() == dict(
        parse_qsl(text.removeprefix("?"), strict_parsing=bool(text))
    )


@given(selections)
def test_defaults_are_left_out(selection: Selection) -> None:
    """Every parameter in a link differs from the default, and none is empty."""
    query = selection.to_query()
    assert set(query) <= set(OWN_PARAMETERS)
    for name in query:
        rest = {key: value for key, value in query.items() if key != name}
        assert read_query(rest).selection != selection


def test_the_default_has_no_query() -> None:
    """The whole country in Dutch is the bare address."""
    assert ({}, "") == (Selection().to_query(), Selection().query_string())


@settings(max_examples=2000)
@given(garbage)
def test_garbage_never_raises_and_gives_a_sound_selection(query: dict[str, str]) -> None:
    """Any parameters give a selection that is itself a link, naming only its own as ignored."""
    reading = read_query(query, regions=REGIONS, topics=["optiek"])
    assert set(reading.ignored) <= set(query) & set(OWN_PARAMETERS)
    assert reading.selection.regions <= set(REGIONS)
    assert reading.selection.topic in (None, "optiek")
    assert reading.selection == read_query(reading.selection.to_query()).selection


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ({"regios": "AM01,AM99"}, ("regios",)),
        ({"sector": "onzin"}, ("sector",)),
        ({"sector": "<script>"}, ("sector",)),
        ({"niveau": "hoogst"}, ("niveau",)),
        ({"kleur": "rood"}, ("kleur",)),
        ({"lagen": "opleiders,onzin"}, ("lagen",)),
        ({"afstand": "41"}, ("afstand",)),
        ({"editie": "1066"}, ("editie",)),
        ({"taal": "fy"}, ("taal",)),
        ({"utm_source": "mail", "beroep": "opticiens"}, ()),
    ],
)
def test_what_makes_no_sense_is_named(query: dict[str, str], ignored: tuple[str, ...]) -> None:
    """A wrong value is ignored and named; parameters of others are nobody's business."""
    assert ignored == read_query(query, regions=REGIONS, topics=["optiek"]).ignored


def test_the_sound_part_of_a_link_is_kept() -> None:
    """One wrong code does not cost the right ones."""
    expected = Selection(regions=frozenset({"AM01"}), level="hoger")
    query = {"regios": "AM01,AM99", "niveau": "hoger", "kleur": "rood"}
    assert expected == read_query(query, regions=REGIONS).selection


@given(selections, st.sampled_from(REGIONS))
def test_choosing_twice_changes_nothing(selection: Selection, region: str) -> None:
    """One click to choose, one to undo."""
    once = selection.toggled(region)
    assert (region in once.regions) != (region in selection.regions)
    assert selection == once.toggled(region)


def test_no_layers_is_something_else_than_the_usual_ones() -> None:
    """Switching all layers off is kept in the link."""
    bare = replace(Selection(), layers=frozenset())
    assert {"lagen": "geen"} == bare.to_query()
