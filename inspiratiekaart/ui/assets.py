"""What the browser fetches from us by URL: Leaflet, our own code and styles, shapes and points.

Everything lies in one folder that Streamlit serves as a component (it works with plain
``streamlit run app.py`` too). Each file's name carries the hash of its content, so a browser may
keep it for ever, and a new edition has a new name.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import get_ident

import streamlit.components.v1 as components
from streamlit import runtime
from streamlit.components.v1.custom_component import CustomComponent

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing.leaflet import ASSETS, Files, points, script, words
from inspiratiekaart.drawing.styles import kind_rules
from inspiratiekaart.texts import Texts

_COMPONENT = "assets"
_STYLES = Path(__file__).parent / "styles"


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="inspiratiekaart-"))
    serve(components.declare_component(_COMPONENT, path=str(folder)))
    return folder


def serve(component: CustomComponent) -> None:
    """Let the server hand out the files of ``component``.

    Declaring one does that within a visitor's run only, and we are ready before there is one.
    """
    if runtime.exists():
        runtime.get_instance().component_registry.register_component(component)


def _publish(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
    target = _folder() / hashed
    if not target.exists():
        partial = target.with_suffix(f".{os.getpid()}-{get_ident()}")
        partial.write_bytes(content)
        partial.replace(target)
    return f"{__name__}.{_COMPONENT}/{hashed}"


@cache
def scripts() -> list[str]:
    """Leaflet, its clusters and our map code, as seen from streamlit-folium's frame."""
    leaflet = files("xstatic.pkg.leaflet") / "data" / "leaflet.js"
    clusters = files("xstatic.pkg.leaflet_markercluster") / "data" / "leaflet.markercluster.js"
    return [
        _beside("leaflet.js", leaflet.read_bytes()),
        _beside("leaflet.markercluster.js", clusters.read_bytes()),
        _beside("map.js", script().encode()),
    ]


@cache
def stylesheets() -> list[str]:
    """The styles of Leaflet, its clusters and our map, as seen from streamlit-folium's frame."""
    leaflet = files("xstatic.pkg.leaflet") / "data" / "leaflet.css"
    clusters = files("xstatic.pkg.leaflet_markercluster") / "data" / "MarkerCluster.css"
    return [
        _beside("leaflet.css", leaflet.read_bytes()),
        _beside("markercluster.css", clusters.read_bytes()),
        _beside("map.css", (ASSETS / "map.css").read_bytes()),
    ]


def _beside(name: str, content: bytes) -> str:
    """The address of a published file as seen from the frame of another component."""
    return f"../{_publish(name, content)}"


@cache
def page_stylesheet() -> str:
    """The styles of the pages themselves, as seen from a page."""
    rules = f"{(_STYLES / 'app.css').read_text(encoding='utf-8')}\n{kind_rules()}\n"
    return f"component/{_publish('app.css', rules.encode())}"


@cache
def map_files(dataset: Dataset, t: Texts) -> Files:
    """The shapes, points and words for ``dataset``, as seen from streamlit-folium's frame."""
    year = dataset.edition
    return Files(
        regions=_beside(f"regions-{year}.json", _shapes(dataset, "arbeidsmarktregios")),
        gemeenten=_beside(f"gemeenten-{year}.json", _shapes(dataset, "gemeenten")),
        sites=_beside(f"sites-{year}.json", _json(points(dataset))),
        words=_beside(f"words-{t.language}.json", _json(words(t))),
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _shapes(dataset: Dataset, name: str) -> bytes:
    return dataset.shapes_path(name).read_bytes()
