"""What stands on a slide: words, boxes, freeforms, with names and alternative texts; in points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.outlines import Point
from inspiratiekaart.drawing.placing import Box
from inspiratiekaart.export.links import web_link
from inspiratiekaart.inspiration import clean_text

BODY_SIZE, SMALL_SIZE = 16, 12

_EMU = 12_700
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


@dataclass(frozen=True)
class Words:
    """A paragraph of one size and colour; with a web address in ``link`` it is a link."""

    text: str
    size: int = BODY_SIZE
    is_bold: bool = False
    colour: str = styles.INK
    link: str = ""


def plain(text: str) -> str:
    """``text`` as it stands in a paragraph: one line, no characters that a file cannot hold."""
    return clean_text(text).replace("\t", "    ").replace("\n", " ")


def fill(frame: Any, paragraphs: Iterable[Words]) -> None:
    """Fill an empty text frame with ``paragraphs``."""
    for index, each in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = plain(each.text)
        run.font.size, run.font.bold = Pt(each.size), each.is_bold
        if address := web_link(each.link):
            run.hyperlink.address = address
        else:
            run.font.color.rgb = rgb(each.colour)


def rgb(colour: str) -> RGBColor:
    """A colour as python-pptx wants it."""
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return RGBColor(red, green, blue)


def describe(shape: Any, title: str, description: str = "") -> None:
    """Give a shape its name in the selection pane, and its alternative text.

    Without a description it is marked as decoration, which is not read aloud.
    """
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", plain(title))
    properties.set("descr", plain(description))
    if not description:
        properties.append(parse_xml(_DECORATIVE))


def place(shape: Any, box: Box) -> None:
    """Put a shape in ``box``."""
    shape.left, shape.top = Pt(box.left), Pt(box.top)
    shape.width, shape.height = Pt(box.right - box.left), Pt(box.bottom - box.top)


def text_box(
    shapes: Any, box: Box, paragraphs: Iterable[Words], title: str, *, is_centred: bool = False
) -> Any:
    """A text box without margins, its words at the upper left or in the middle."""
    shape = shapes.add_textbox(0, 0, 0, 0)
    place(shape, box)
    shape.name = plain(title)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    fill(frame, paragraphs)
    if is_centred:
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.CENTER
    return shape


def preset(shapes: Any, kind: Any, box: Box, fill: str, line: str, width: float) -> Any:
    """One of the program's own shapes, without shadow; no ``width`` is no line."""
    shape = shapes.add_shape(kind, 0, 0, 0, 0)
    place(shape, box)
    _without_style(shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(fill)
    outline(shape, line, width)
    return shape


def freeform(shapes: Any, rings: Sequence[Sequence[Point]]) -> Any:
    """A native freeform of ``rings``; a ring inside another is a hole."""
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    shape = shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, 0, 0)
    place(shape, box)
    _without_style(shape)
    drawn = "".join(_contour(ring, box) for ring in rings)
    wide, high = _emu(box.right - box.left), _emu(box.bottom - box.top)
    geometry = parse_xml(
        f"<a:custGeom {nsdecls('a')}><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{wide}" h="{high}">{drawn}</a:path></a:pathLst></a:custGeom>'
    )
    old = shape._element.spPr.find(qn("a:prstGeom"))
    old.getparent().replace(old, geometry)
    return shape


def outline(shape: Any, colour: str, width: float) -> None:
    """Give a shape a line of ``width`` points, with round corners; 0 is none."""
    if not width:
        shape.line.fill.background()
        return
    shape.line.color.rgb = rgb(colour)
    shape.line.width = Pt(width)
    shape.line._get_or_add_ln().append(parse_xml(f"<a:round {nsdecls('a')}/>"))


def _contour(ring: Sequence[Point], box: Box) -> str:
    steps = [
        f'<a:pt x="{_emu(x - box.left)}" y="{_emu(y - box.top)}"/>'
        for x, y in (ring[:-1] if ring[0] == ring[-1] else ring)
    ]
    rest = "".join(f"<a:lnTo>{step}</a:lnTo>" for step in steps[1:])
    return f"<a:moveTo>{steps[0]}</a:moveTo>{rest}<a:close/>"


def _emu(points: float) -> int:
    return round(points * _EMU)


def _without_style(shape: Any) -> None:
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)
