"""The map page's own parts: the map itself, what it says, and the same as a table."""

from __future__ import annotations

import functools
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing import leaflet
from inspiratiekaart.drawing.styles import SHAPES
from inspiratiekaart.occupations import national_count, work
from inspiratiekaart.regions import region_names
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import LEVELS, REACHES_KM, Layer, Measure, Selection, layers_value
from inspiratiekaart.sentences import caption, classes, figure_text, lead, names, title
from inspiratiekaart.ui import assets, cache, folium_frame, query
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment, rows
from inspiratiekaart.views import coloured_alike, view

_KEY = "map"
_HEIGHT = 640
_SHOWN = 5


def draw(current: Here) -> None:
    """Draw the map, from its heading to its table.

    Few elements, laid out by styles: each element costs processor time and bytes on every change.
    """
    above, below = _parts(current.dataset, current.selection)
    st.html(above)
    _map(current)
    st.html(below)


def prepare(dataset: Dataset, selection: Selection) -> None:
    """Work out the page for ``selection`` before anybody asks for it."""
    _parts(dataset, selection)
    _state(dataset, selection)


def prepare_choices(dataset: Dataset, usual: Selection) -> None:
    """Work out what follows one choice in the bar: each topic with each level, each measure.

    ``usual`` is without any choice but those of edition and language.
    """
    topics = [key for key, topic in work(dataset).topics.items() if topic.kind != "occupation"]
    for topic in topics:
        prepare(dataset, replace(usual, topic=topic))
        for level in LEVELS:
            _cards(dataset, replace(usual, topic=topic, level=level))
    for measure in Measure:
        prepare(dataset, replace(usual, measure=measure))


def _map(current: Here) -> None:
    state = _state(current.dataset, current.selection)
    folium_frame.draw(state, _KEY, _HEIGHT, _toggle)


@functools.lru_cache(maxsize=512)
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


@functools.lru_cache(maxsize=512)
def _parts(dataset: Dataset, selection: Selection) -> tuple[str, str]:
    t = cache.texts(selection.language)
    seen = view(dataset, selection)
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
            cards=_cards(dataset, coloured_alike(selection)),
            caption=caption(seen, t),
            legend=_legend(
                selection.language,
                seen.measure,
                selection.layers,
                bool(seen.chosen),
                any(region.class_index is None for region in seen.regions),
            ),
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
                t.names,
            ),
        ),
    )


@functools.lru_cache(maxsize=256)
def _legend(
    language: Language,
    measure: Measure,
    shown: frozenset[Layer],
    has_chosen: bool,
    has_unknown: bool,
) -> Markup:
    t = cache.texts(language)
    made = fragment(
        "map_legend",
        t=t,
        measure=measure,
        legend=classes(measure, t),
        kinds=list(SHAPES) if Layer.PROVIDERS in shown else [],
        shown=shown,
        layers=[(layer, layers_value(shown ^ {layer})) for layer in Layer],
        has_chosen=has_chosen,
        has_unknown=has_unknown,
    )
    return Markup(made)  # noqa: S704  # a template of ours filled it in, escaped


@functools.lru_cache(maxsize=512)
def _cards(dataset: Dataset, selection: Selection) -> Markup:
    """What there is, what is missing and who trains; the same for each colour of the map."""
    t = cache.texts(selection.language)
    seen = view(dataset, selection)
    known = region_names(dataset)
    usual = Selection().reach_km
    made = fragment(
        "map_cards",
        t=t,
        view=seen,
        names=known,
        names_of=lambda codes: [known[code] for code in codes],
        shown=_SHOWN,
        area=names(seen.chosen, t),
        reaches=[(km, "" if km == usual else km) for km in REACHES_KM],
        starts=_starts(dataset, selection.language) if selection.topic is None else {},
    )
    return Markup(made)  # noqa: S704  # a template of ours filled it in, escaped


def _starts(dataset: Dataset, language: Language) -> dict[str, list[tuple[str, int, str]]]:
    """The topics to begin with, themes and sectors apart: name, professions, key.

    The professions counted are those with work in the whole country.
    """
    return {
        kind: [
            (topic.name(language), national_count(dataset, topic), topic.topic_id)
            for topic in work(dataset).topics.values()
            if topic.kind == kind
        ]
        for kind in ("theme", "sector")
    }
