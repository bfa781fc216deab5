"""The master of our slides: python-pptx's own template in our size, colours, letters, layouts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.placing import Box
from inspiratiekaart.export.slides.shapes import BODY_SIZE, SMALL_SIZE, place
from inspiratiekaart.texts import Texts

Layout = Literal["title", "text", "map", "table"]

WIDTH, HEIGHT = 960, 540  # points: 16:9
BODY = Box(44, 98, 916, 480)
MAP = Box(516, 18, 916, 482)
FOOTER, NUMBER = Box(44, 492, 850, 530), Box(856, 492, 916, 530)
TITLES: Mapping[Layout, Box] = {
    "title": Box(72, 84, 888, 236),
    "text": Box(44, 20, 916, 88),
    "map": Box(44, 20, 500, 88),
    "table": Box(44, 20, 916, 88),
}
TEXTS: Mapping[Layout, Box] = {
    "title": Box(72, 256, 888, 476),
    "text": BODY,
    "map": Box(44, 98, 500, 260),
}

PARAGRAPH_GAP = 4
"""What stands between paragraphs of text, in points."""

_SPACE = f'<a:spcBef {nsdecls("a")}><a:spcPts val="{PARAGRAPH_GAP * 100}"/></a:spcBef>'
_FONT = "Arial"  # everybody has it, or one of the same widths
_SOURCES: Mapping[Layout, int] = {"title": 0, "text": 1, "map": 3, "table": 5}
_BAR, _TITLE_BAR = Box(0, 56, 10, 86), Box(0, 0, 28, HEIGHT)
_THEME = {
    **{"dk1": styles.INK, "lt1": styles.PAPER, "dk2": styles.MUTED, "lt2": styles.CLASSES[0]},
    **{"accent1": styles.PETROL, "accent2": styles.RUST, "accent3": styles.CLASSES[3]},
    **{"accent4": styles.KIND_COLOURS["mbo"], "accent5": styles.KIND_COLOURS["universiteit"]},
    **{"accent6": styles.BORDER, "hlink": styles.PETROL, "folHlink": styles.PETROL},
}


def dress(file: Any, t: Texts) -> Mapping[Layout, Any]:
    """Make the template of ``file`` ours, and give its layouts by name."""
    file.slide_width, file.slide_height = Pt(WIDTH), Pt(HEIGHT)
    kept = {key: file.slide_layouts[index] for key, index in _SOURCES.items()}
    for layout in list(file.slide_layouts):
        if all(layout.name != each.name for each in kept.values()):
            file.slide_layouts.remove(layout)
    _colour(file.slide_master)
    _letter(file.slide_master)
    _arrange(file.slide_master, "text")
    for key, layout in kept.items():
        _arrange(layout, key)
        layout.element.cSld.set("name", t(f"slides.layout_{key}"))
        layout.shapes._spTree.insert(2, parse_xml(_bar(_TITLE_BAR if key == "title" else _BAR)))
    for holder in (file.part, file.part.package):
        _without_strangers(holder)
    return kept


def _bar(box: Box) -> str:
    """A plain bar of petrol: decoration, which says nothing."""
    left, top, wide, high = (
        round(each * 12_700)
        for each in (box.left, box.top, box.right - box.left, box.bottom - box.top)
    )
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="-" descr=""/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        "</p:sp>"
    )


def _arrange(holder: Any, key: Layout) -> None:
    """Put the places for title, text, footer and number where ours stand; the rest goes."""
    boxes = {"title": TITLES[key], "ctrTitle": TITLES[key], "ftr": FOOTER, "sldNum": NUMBER}
    body: Box | None = TEXTS.get(key)
    for shape in list(holder.placeholders):
        kind = shape.element.ph.get("type", "obj")
        box = boxes.get(kind) or (None if kind == "dt" else body)
        if box is None:
            shape.element.getparent().remove(shape.element)
            continue
        if kind not in boxes:
            body = None  # one text is enough
        place(shape, box)
        _plain_text(shape, "b" if kind in ("title", "ctrTitle") else "t")
        if kind in ("ftr", "sldNum"):
            side = "r" if kind == "sldNum" else "l"
            _style(shape, side)


def _plain_text(shape: Any, anchor: str) -> None:
    text = shape.element.txBody
    for old in list(text.find(qn("a:lstStyle"))):
        old.getparent().remove(old)
    frame = text.bodyPr
    for side in ("lIns", "tIns", "rIns", "bIns"):
        frame.set(side, "0")
    frame.set("anchor", anchor)


def _style(shape: Any, side: str) -> None:
    level = parse_xml(
        f'<a:lvl1pPr {nsdecls("a")} algn="{side}"><a:defRPr sz="{SMALL_SIZE * 100}">'
        '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )
    shape.element.txBody.find(qn("a:lstStyle")).append(level)


def _letter(master: Any) -> None:
    styles_of = master.element.find(qn("p:txStyles"))
    for style, size, is_bold in (("titleStyle", 28, "1"), ("bodyStyle", BODY_SIZE, "0")):
        for level in styles_of.find(qn(f"p:{style}")):
            for tag in ("a:buFont", "a:buChar", "a:buNone", "a:spcBef"):
                for old in level.findall(qn(tag)):
                    level.remove(old)
            level.set("algn", "l")
            level.set("marL", "0")
            level.set("indent", "0")
            letters = level.find(qn("a:defRPr"))
            letters.set("sz", str(size * 100))
            letters.set("b", is_bold)
            letters.addprevious(parse_xml(f"<a:buNone {nsdecls('a')}/>"))
            level.insert(0, parse_xml(_SPACE))


def _colour(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    for key, colour in _THEME.items():
        slot = scheme.find(qn(f"a:{key}"))
        for old in list(slot):
            slot.remove(old)
        slot.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour.lstrip("#")}"/>'))
    for letters in theme.iterfind(f".//{qn('a:fontScheme')}//{qn('a:latin')}"):
        letters.set("typeface", _FONT)
    part._blob = serialize_part_xml(theme)


def _without_strangers(holder: Any) -> None:
    """Take out what the template says of itself: thumbnail, printer, the program it was made by."""
    relations = getattr(holder, "rels", None) or holder._rels
    for key, relation in list(relations.items()):
        if re.search(r"/(thumbnail|printerSettings|extended-properties)$", relation.reltype):
            relations.pop(key)
