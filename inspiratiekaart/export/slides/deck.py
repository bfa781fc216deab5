"""A slide deck in the making: slides with a title, a footer, speaker notes and their language."""

from __future__ import annotations

import io
from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime, time
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from inspiratiekaart.drawing import styles
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.packing import repacked
from inspiratiekaart.export.slides.master import FOOTER, TITLES, Layout, dress
from inspiratiekaart.export.slides.measure import fitting_size, shortened
from inspiratiekaart.export.slides.shapes import SMALL_SIZE, Words, fill, plain
from inspiratiekaart.inspiration import clean_text
from inspiratiekaart.provenance import Source

_LOCALES = {"nl": "nl-NL", "en": "en-GB"}
_MAX_PROPERTY = 255


class Deck:
    """The slides of one handout; ``add`` them in their order, then ask for the bytes."""

    def __init__(self, handout: Handout) -> None:
        """An empty deck with our master, and the handout's title, maker and date."""
        self.handout = handout
        self.lang = _LOCALES[handout.t.language]
        self._file = Presentation()
        self._layouts = dress(self._file, handout.t)
        _describe(self._file.core_properties, handout, self.lang)

    def add(
        self,
        layout: Layout,
        title: str,
        sources: Iterable[Source],
        said: Iterable[str],
        extra: str = "",
    ) -> Any:
        """A new slide: its title, a footer with sources and edition, and speaker notes.

        ``said`` are the notes, a paragraph each; ``extra`` is one more source, in words.
        """
        slide = self._file.slides.add_slide(self._layouts[layout])
        short = self._entitle(slide, layout, plain(title))
        t = self.handout.t
        publishers = list(dict.fromkeys(source.publisher for source in sources))
        named = t("slides.sources", names=t.listed(publishers)) if publishers else ""
        line = " ".join(filter(None, [named, extra]))
        self._foot(slide, [line, self.handout.edition_line])
        whole = [] if short == plain(title) else [title]
        notes = [*whole, *said, line, self.handout.edition_line]
        frame = slide.notes_slide.notes_text_frame
        frame.text = "\n".join(clean_text(each) for each in notes if each)
        return slide

    def _entitle(self, slide: Any, layout: Layout, title: str) -> str:
        """Write the title as large as it fits; what no size can hold is cut short."""
        box = TITLES[layout]
        width = box.right - box.left
        lines, sizes = (4, (40, 32, 28)) if layout == "title" else (2, (28, 24, 20))
        size = fitting_size(title, sizes, width, lines - 1, is_bold=True)
        size = min(size, fitting_size(title, sizes, width, lines, is_bold=True))
        short = shortened(title, size, width, lines, is_bold=True)
        fill(slide.shapes.title.text_frame, [Words(short, size, is_bold=True)])
        return short

    def _foot(self, slide: Any, lines: Iterable[str]) -> None:
        width = FOOTER.right - FOOTER.left
        for source in slide.slide_layout.placeholders:
            kind = source.element.ph.get("type")
            if kind not in ("ftr", "sldNum"):
                continue
            element = deepcopy(source.element)
            element.nvSpPr.cNvPr.set("id", str(_next_id(slide)))
            slide.shapes._spTree.append(element)
            if kind == "ftr":
                short = [shortened(plain(each), SMALL_SIZE, width, 1) for each in lines if each]
                frame = slide.shapes[-1].text_frame
                fill(frame, [Words(each, SMALL_SIZE, colour=styles.MUTED) for each in short])

    def to_bytes(self) -> bytes:
        """The file, every word in it marked with its language; the same each time."""
        holders = [self._file.slide_master, *self._file.slide_layouts, self._file.notes_master]
        for slide in self._file.slides:
            _read_foot_last(slide)
            holders += [slide, slide.notes_slide]
        for element in (*(each.element for each in holders), self._file.part._element):
            _speak(element, self.lang)
        target = io.BytesIO()
        self._file.save(target)
        return repacked(target.getvalue())


def _read_foot_last(slide: Any) -> None:
    for shape in list(slide.placeholders):
        if shape.element.ph.get("type") in ("ftr", "sldNum"):
            slide.shapes._spTree.append(shape.element)


def _next_id(slide: Any) -> int:
    return 1 + max(int(each) for each in slide.element.xpath("//p:cNvPr/@id"))


def _speak(element: Any, lang: str) -> None:
    for letters in element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
        letters.set("lang", lang)
    for run in element.iter(qn("a:r"), qn("a:fld")):
        run.get_or_add_rPr().set("lang", lang)


def _describe(properties: Any, handout: Handout, lang: str) -> None:
    maker = plain(handout.organisation) or handout.t("app.name")
    properties.title = plain(handout.title)[:_MAX_PROPERTY]
    properties.author = properties.last_modified_by = maker[:_MAX_PROPERTY]
    properties.subject = plain(handout.composition.area)[:_MAX_PROPERTY]
    properties.comments = plain(handout.edition_line)[:_MAX_PROPERTY]
    properties.keywords = ""
    properties.language = lang
    properties.created = properties.modified = datetime.combine(handout.made_on, time())
    properties.revision = 1
