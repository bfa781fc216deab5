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

SECTOR_SHAPES: Mapping[str, str] = {
    "bouw": '<path d="M2 14V8l6-5 6 5v6z"/>',
    "commercieel-hr": '<path d="M2 3h12v8H8l-4 3v-3H2z"/>',
    "detailhandel": '<path d="M3 6h10l1 8H2zM5 6a3 3 0 0 1 6 0h-1.4a1.6 1.6 0 0 0-3.2 0z"/>',
    "financieel-juridisch": '<path d="M2 13h2V7H2zm5 0h2V2H7zm5 0h2V9h-2z"/>',
    "horeca": '<path d="M2 3h9v2h3v5h-3v2H2zm9 4v1h1V7z"/>',
    "ict": '<path d="M1 2h14v9H9v2h3v1H4v-1h3v-2H1z"/>',
    "industrie": '<path d="M1 14V7l4 2V7l4 2V2h3l1 12z"/>',
    "installatie": '<path d="M9 1 3 9h4l-1 6 7-9H8z"/>',
    "landbouw-natuur-milieu": (
        '<path d="M8 14V9C3 9 2 6 2 2c5 0 6 2 6 5 0-2 2-4 6-4 0 4-1 6-5 6v5z"/>'
    ),
    "onderwijs": '<path d="M8 2 1 6l7 4 7-4zM4 9v3l4 2 4-2V9l-4 2z"/>',
    "overheid": '<path d="M8 1 1 5v1h14V5zM3 7v5h2V7zm4 0v5h2V7zm4 0v5h2V7zM1 13v2h14v-2z"/>',
    "schoonmaak": '<path d="M7 1h2v7h3l2 7H2l2-7h3z"/>',
    "transport-logistiek": '<path d="M1 4h8v7H1zm9 2h3l2 3v2h-5zM3 12h3v2H3zm7 0h3v2h-3z"/>',
    "veiligheid": '<path d="M8 1l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V3z"/>',
    "voertuigentechniek": '<path d="M1 9l2-5h10l2 5v4h-3v-2H4v2H1z"/>',
    "zorg": '<path d="M6 2h4v4h4v4h-4v4H6v-4H2V6h4z"/>',
}
"""One shape per sector, in a 16 x 16 box; a sector without one is shown by its name only."""

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
