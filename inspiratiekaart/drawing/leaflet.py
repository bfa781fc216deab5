"""The interactive map: a constant base (folium) and a small layer that repaints it.

The base map never changes, so Streamlit never mounts it again; geometry and points come by URL and
are cached by the browser. What a selection changes travels as one JSON value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import folium
from branca.element import MacroElement
from folium.template import Template

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing import styles
from inspiratiekaart.regions import region_labels
from inspiratiekaart.selection import Layer
from inspiratiekaart.sentences import figure_short, figure_text
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainings import trainings
from inspiratiekaart.views import View

ASSETS = Path(__file__).parent / "assets"
_MIN_PLACE_PEOPLE = 1_500


@dataclass(frozen=True)
class Files:
    """The addresses of what the map fetches: shapes of regions and municipalities, and points."""

    regions: str
    gemeenten: str
    sites: str


class _Start(MacroElement):
    """Starts our code on the base map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Inspiratiekaart.start({{ this._parent.get_name() }}, {{ this.styles }});"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()
        self.styles = json.dumps(
            {
                "classes": styles.CLASSES,
                "ink": styles.INK,
                "muted": styles.MUTED,
                "border": styles.BORDER,
                "rust": styles.RUST,
                "kinds": {
                    kind: [shape, styles.KIND_COLOURS[kind]]
                    for kind, shape in styles.SHAPES.items()
                },
            }
        )


class _Paint(MacroElement):
    """Repaints the map with one state."""

    _template = Template(
        "{% macro script(this, kwargs) %}Inspiratiekaart.paint({{ this.state }});{% endmacro %}"
    )

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state


def base_map(scripts: list[str], stylesheets: list[str]) -> folium.Map:
    """The map that never changes; ``scripts`` and ``stylesheets`` are the addresses it loads."""
    base = folium.Map(
        location=(52.2, 5.3),
        zoom_start=7,
        tiles=None,
        zoom_snap=0.25,
        zoom_delta=0.5,
        scrollWheelZoom=False,
        dragging=True,
    )
    base.default_js = [(Path(url).stem, url) for url in scripts]
    base.default_css = [(Path(url).stem, url) for url in stylesheets]
    base.add_child(_Start())
    return base


def paint(dataset: Dataset, view: View, files: Files, t: Texts) -> folium.FeatureGroup:
    """The layer that makes the base map show ``view``."""
    group = folium.FeatureGroup(control=False)
    state = json.dumps(
        map_state(dataset, view, files, t), ensure_ascii=False, separators=(",", ":")
    )
    group.add_child(_Paint(state.replace("<", "\\u003c")))
    return group


def map_state(dataset: Dataset, view: View, files: Files, t: Texts) -> Mapping[str, object]:
    """Everything that the map's code needs to show ``view``, as plain JSON values."""
    layers = view.selection.layers
    return {
        "lang": t.language,
        "files": asdict(files),
        "labels": region_labels(dataset),
        "regions": {
            region.code: [
                region.class_index,
                figure_text(view, region.figure, t),
                figure_short(view, region.figure, t),
            ]
            for region in view.regions
        },
        "chosen": [region.code for region in view.chosen],
        "layers": sorted(layers),
        "sites": list(view.shown_sites) if Layer.PROVIDERS in layers else [],
        "badges": _badges(view) if Layer.OUTLOOKS in layers else {},
        "line": _line(dataset, view),
        "words": _words(t),
    }


def points(dataset: Dataset) -> Mapping[str, object]:
    """The sites and place names of an edition, as the map's code reads them (EPSG:4326)."""
    known = trainings(dataset)
    sites = [
        [
            site["lon"],
            site["lat"],
            known.providers[site["provider_id"]]["kind"],
            known.providers[site["provider_id"]]["name"],
            site["place"],
            "head_office" if site["is_head_office"] else site["precision"],
        ]
        for site in known.sites
    ]
    places = dataset["places"].sort_values("population_count", ascending=False)
    places = places[places["population_count"].fillna(0) >= _MIN_PLACE_PEOPLE]
    columns = ["lon", "lat", "name", "population_count"]
    return {"sites": sites, "places": places[columns].astype("object").to_numpy().tolist()}


def _badges(view: View) -> dict[str, list[str]]:
    return {code: list(names) for code, names in view.regional}


def _line(dataset: Dataset, view: View) -> list[list[float]] | None:
    nearest = view.nearest_outside
    if nearest is None:
        return None
    labels = region_labels(dataset)
    site = next(s for s in trainings(dataset).sites if s["site_id"] == nearest.site_id)
    return [labels[nearest.region_code], [site["lon"], site["lat"]]]


@lru_cache(maxsize=4)
def _words(t: Texts) -> Mapping[str, object]:
    return {
        "map": t("map.frame"),
        "help": t("map.help"),
        "zoomIn": t("map.zoom_in"),
        "zoomOut": t("map.zoom_out"),
        "home": t("map.home"),
        "attribution": t("map.attribution"),
        "failed": t("map.failed"),
        "unknown": t("figure.unknown"),
        "badge": t("map.badge", name="{name}", n="{n}"),
        "regional": t("map.badge_intro"),
        "kinds": {kind: t(f"kind.{kind}") for kind in styles.SHAPES},
        "precision": {
            note: t(f"precision.{note}") for note in ("head_office", "postcode", "place", "gemeente")
        },
    }
