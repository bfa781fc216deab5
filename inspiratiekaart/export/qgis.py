"""The looks of our layers as QML, the style format of QGIS: the same colours and shapes as the map.

A GeoPackage carries them in its table ``layer_styles``; QGIS then opens each layer with its style.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from inspiratiekaart.drawing import styles
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import View

MARKERS: Mapping[str, str] = {
    "mbo": "circle",
    "hbo": "triangle",
    "universiteit": "square",
    "particulier": "diamond",
    "leerwerkbedrijf": "cross_fill",
    "overig": "pentagon",
}
"""The marker of QGIS that is the shape of each kind of provider."""

_VERSION = "3.22"
_EXPRESSION = "3"
_THIN_MM, _THICK_MM, _MARK_MM = "0.26", "0.9", "3"
_PAPER = "251,252,251,255"
_CHOSEN = f'if("chosen", {_THICK_MM}, {_THIN_MM})'
_CHOSEN_COLOUR = f"if(\"chosen\", '{styles.INK}', '{styles.BORDER}')"


def regions_qml(view: View, legend: Iterable[tuple[int, str]], t: Texts) -> str:
    """The regions by class, what is unknown hatched, the chosen ones with a thick dark border."""
    root, renderer = _style("categorizedSymbol", attr="class")
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for index, words in legend:
        _category(categories, str(index), words, type="integer")
        _fill(_symbol(symbols, "fill", str(index)), styles.CLASSES[index])
    if any(region.class_index is None for region in view.regions):
        _category(categories, "", t("legend.unknown"), type="string")  # all that is no class
        hatched = _symbol(symbols, "fill", "")
        _fill(hatched, styles.PAPER)
        _layer(
            hatched, "SimpleFill", color=rgba(styles.BORDER), style="b_diagonal", outline_style="no"
        )
    _labels(root, '"name"')
    return _text(root)


def gemeenten_qml() -> str:
    """The municipalities: a thin dashed border, no fill."""
    root, renderer = _style("singleSymbol")
    symbol = _symbol(ET.SubElement(renderer, "symbols"), "fill", "0")
    _layer(
        symbol,
        "SimpleFill",
        style="no",
        outline_color=rgba(styles.MUTED),
        outline_style="dash",
        outline_width="0.2",
        outline_width_unit="MM",
    )
    return _text(root)


def providers_qml(t: Texts) -> str:
    """The providers by kind: each its shape and colour."""
    root, renderer = _style("categorizedSymbol", attr="kind")
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for kind, marker in MARKERS.items():
        _category(categories, kind, t(f"kind.{kind}"), type="string")
        _layer(
            _symbol(symbols, "marker", kind),
            "SimpleMarker",
            name=marker,
            color=rgba(styles.KIND_COLOURS[kind]),
            outline_color="255,255,255,255",
            outline_style="solid",
            outline_width="0.2",
            outline_width_unit="MM",
            size=_MARK_MM,
            size_unit="MM",
        )
    return _text(root)


def rgba(colour: str) -> str:
    """``#RRGGBB`` as QGIS writes it: red, green, blue and opacity."""
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + ",255"


def _style(kind: str, **attributes: str) -> tuple[ET.Element, ET.Element]:
    root = ET.Element("qgis", version=_VERSION, styleCategories="Symbology|Labeling")
    common = {"type": kind, "enableorderby": "0", "forceraster": "0", "symbollevels": "0"}
    return root, ET.SubElement(root, "renderer-v2", common | attributes)


def _category(parent: ET.Element, value: str, label: str, *, type: str) -> None:
    ET.SubElement(
        parent, "category", value=value, symbol=value, label=label, render="true", type=type
    )


def _symbol(parent: ET.Element, kind: str, name: str) -> ET.Element:
    return ET.SubElement(
        parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1", force_rhr="0"
    )


def _layer(symbol: ET.Element, kind: str, **options: str) -> ET.Element:
    layer = ET.SubElement(
        symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"}
    )
    listed = ET.SubElement(layer, "Option", type="Map")
    for name, value in sorted(options.items()):
        ET.SubElement(listed, "Option", name=name, type="QString", value=value)
    return layer


def _fill(symbol: ET.Element, colour: str) -> None:
    layer = _layer(
        symbol,
        "SimpleFill",
        color=rgba(colour),
        style="solid",
        joinstyle="round",
        outline_color=rgba(styles.BORDER),
        outline_style="solid",
        outline_width=_THIN_MM,
        outline_width_unit="MM",
    )
    defined = ET.SubElement(layer, "data_defined_properties")
    outer = ET.SubElement(defined, "Option", type="Map")
    ET.SubElement(outer, "Option", name="name", type="QString", value="")
    properties = ET.SubElement(outer, "Option", name="properties", type="Map")
    for name, expression in (("outlineColor", _CHOSEN_COLOUR), ("outlineWidth", _CHOSEN)):
        one = ET.SubElement(properties, "Option", name=name, type="Map")
        ET.SubElement(one, "Option", name="active", type="bool", value="true")
        ET.SubElement(one, "Option", name="expression", type="QString", value=expression)
        ET.SubElement(one, "Option", name="type", type="int", value=_EXPRESSION)
    ET.SubElement(outer, "Option", name="type", type="QString", value="collection")


def _labels(root: ET.Element, expression: str) -> None:
    labeling = ET.SubElement(root, "labeling", type="simple")
    settings = ET.SubElement(labeling, "settings", calloutType="simple")
    style = ET.SubElement(
        settings,
        "text-style",
        fieldName=expression,
        isExpression="1",
        fontSize="9",
        fontSizeUnit="Point",
        fontFamily="Source Sans 3",
        namedStyle="Semibold",
        textColor=rgba(styles.INK),
        textOpacity="1",
    )
    ET.SubElement(
        style,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor=_PAPER,
        bufferOpacity="1",
    )


def _text(root: ET.Element) -> str:
    ET.indent(root)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(
        root, encoding="unicode"
    )
