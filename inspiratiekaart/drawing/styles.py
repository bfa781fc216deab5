"""Colours and shapes that every picture of the map shares; see DESIGN in the decision records."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

INK = "#16302B"
MUTED = "#5A6B66"
PAPER = "#FBFCFB"
PETROL = "#0F5C4F"
RUST = "#B4490E"
HAIRLINE = "#DCE3E0"
BORDER = "#788C85"

CLASSES = ("#EEF4F2", "#CFE4DE", "#9CC9BE", "#5FA597", "#1F7A6B")
"""The fills of the five classes, light to dark; unknown is a hatch, never a colour."""

SHAPES: Mapping[str, str] = {
    "mbo": '<circle cx="8" cy="8" r="5.2"/>',
    "hbo": '<path d="M8 2.2 14 13H2z"/>',
    "universiteit": '<rect x="3" y="3" width="10" height="10"/>',
    "particulier": '<path d="M8 1.6 14.4 8 8 14.4 1.6 8z"/>',
    "leerwerkbedrijf": '<path d="M6 2h4v4h4v4h-4v4H6v-4H2V6h4z"/>',
    "overig": '<path d="M8 2l5.7 4.1-2.2 6.7H4.5L2.3 6.1z"/>',
}
"""One shape per kind of provider, in a 16 x 16 box; the shape, not the colour, tells the kind."""

KIND_COLOURS: Mapping[str, str] = {
    "mbo": "#0B4F9E",
    "hbo": RUST,
    "universiteit": "#6B2E83",
    "particulier": "#4A4A2A",
    "leerwerkbedrijf": "#0F5C4F",
    "overig": INK,
}


def shape_svg(kind: str) -> str:
    """The mark of a kind of provider as an SVG document of 16 x 16 pixels."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" '
        f'fill="{KIND_COLOURS[kind]}">{SHAPES[kind]}</svg>'
    )


def kind_rules() -> str:
    """CSS that draws the mark of each kind of provider (``.ik-kind-mbo`` ...)."""
    return "\n".join(
        f'.ik-kind-{kind} {{ background-image: url("data:image/svg+xml,'
        f'{quote(shape_svg(kind))}"); }}'
        for kind in SHAPES
    )
