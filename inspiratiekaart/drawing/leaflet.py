"""The interactive map: a constant base (folium) and a small layer that repaints it.

The base map never changes, so Streamlit never mounts it again; geometry and points come by URL and
are cached by the browser. What a selection changes travels as one JSON value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import folium
from branca.element import MacroElement
from folium.template import Template

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.map_ages import badges, tooltip
from inspiratiekaart.regions import region_labels
from inspiratiekaart.selection import Layer
from inspiratiekaart.sentences import figure_short
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainings import trainings
from inspiratiekaart.views import View

ASSETS = Path(__file__).parent / "assets"
PLACEHOLDER = "__STATE__"
"""Stands for the state in a repaint that is rendered once and filled in on every run."""

_MIN_PLACE_PEOPLE = 1_500


@dataclass(frozen=True)
class Files:
    """The addresses of what the map fetches: shapes, points, and the words of one language."""

    regions: str
    gemeenten: str
    sites: str
    words: str


class _Start(MacroElement):
    """Starts our code on the base map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Inspiratiekaart.start({{ this._parent.get_name() }}, {{ this.home }});"
        "{% endmacro %}"
    )

    def __init__(self, home: list[list[float]]) -> None:
        super().__init__()
        self.home = json.dumps(home)


class _Paint(MacroElement):
    """Repaints the map with one state."""

    _template = Template(
        "{% macro script(this, kwargs) %}Inspiratiekaart.paint({{ this.state }});{% endmacro %}"
    )

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state


def base_map(scripts: list[str], stylesheets: list[str], home: list[list[float]]) -> folium.Map:
    """The map that never changes; ``scripts`` and ``stylesheets`` are the addresses it loads.

    ``home`` are the corners of the whole country, latitude before longitude.
    """
    (south, west), (north, east) = home
    base = folium.Map(
        location=((south + north) / 2, (west + east) / 2),
        zoom_start=7,
        tiles=None,
        zoom_snap=0.25,
        zoom_delta=0.5,
        scrollWheelZoom=False,
        dragging=True,
    )
    base.default_js = [(Path(url).stem, url) for url in scripts]
    base.default_css = [(Path(url).stem, url) for url in stylesheets]
    base.add_child(_Start(home))
    return base


def script() -> str:
    """Our code for the browser, with the styles that all pictures of the map share."""
    shared = {
        "classes": styles.CLASSES,
        "ink": styles.INK,
        "muted": styles.MUTED,
        "border": styles.BORDER,
        "rust": styles.RUST,
        "kinds": {
            kind: [shape, styles.KIND_COLOURS[kind]] for kind, shape in styles.SHAPES.items()
        },
        "sectors": dict(styles.SECTOR_SHAPES),
    }
    code = (ASSETS / "map.js").read_text(encoding="utf-8")
    return f"{code}\nInspiratiekaart.styles = {json.dumps(shared)};\n"


def repaint(state: str) -> folium.FeatureGroup:
    """The layer that makes the base map show ``state`` (see ``state_json``)."""
    group = folium.FeatureGroup(control=False)
    group.add_child(_Paint(state))
    return group


def state_json(state: Mapping[str, object]) -> str:
    """``state`` as JSON that is safe inside a script."""
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def map_state(dataset: Dataset, view: View, files: Files, t: Texts) -> Mapping[str, object]:
    """Everything that the map's code needs to show ``view``, as plain JSON values."""
    layers = view.selection.layers
    return {
        "lang": t.language,
        "failed": t("map.failed"),
        "files": asdict(files),
        "regions": {
            region.code: [
                region.class_index,
                tooltip(dataset, view, region.figure, t),
                figure_short(view, region.figure, t),
            ]
            for region in view.regions
        },
        "chosen": [region.code for region in view.chosen],
        "layers": sorted(layers),
        "sites": list(view.shown_sites) if Layer.PROVIDERS in layers else [],
        "badges": badges(dataset, view, t) if Layer.OUTLOOKS in layers else {},
        "line": _line(dataset, view),
    }


def points(dataset: Dataset) -> Mapping[str, object]:
    """Label points, sites and place names as the map's code reads them (EPSG:4326)."""
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
    return {
        "labels": region_labels(dataset),
        "sectors": {
            row["sector_id"]: {"nl": row["name_nl"], "en": row["name_en"]}
            for row in records(dataset["sectors"])
        },
        "sites": sites,
        "places": places[columns].astype("object").to_numpy().tolist(),
    }


def _line(dataset: Dataset, view: View) -> list[list[float]] | None:
    nearest = view.nearest_outside
    if nearest is None:
        return None
    labels = region_labels(dataset)
    site = next(s for s in trainings(dataset).sites if s["site_id"] == nearest.site_id)
    return [labels[nearest.region_code], [site["lon"], site["lat"]]]


def words(t: Texts) -> Mapping[str, object]:
    """The words that the map's code shows and speaks."""
    return {
        "map": t("map.frame"),
        "help": t("map.help"),
        "zoomIn": t("map.zoom_in"),
        "zoomOut": t("map.zoom_out"),
        "home": t("map.home"),
        "attribution": t("map.attribution"),
        "unknown": t("figure.unknown"),
        "names": t.names,
        "badge": t("map.badge", name="{name}", n="{n}"),
        "regional": t("map.badge_intro"),
        "found": t("map.found", n="{n}"),
        "cluster": t("map.cluster", n="{n}", kinds="{kinds}"),
        "kinds": {kind: t(f"kind.{kind}") for kind in styles.SHAPES},
        "precision": {
            note: t(f"precision.{note}")
            for note in ("head_office", "postcode", "place", "gemeente")
        },
    }
