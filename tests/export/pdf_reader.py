"""Reads a PDF back with PDFium, which knows nothing of what wrote it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True)
class Element:
    """One element of the structure that assistive technology reads."""

    kind: str
    alt: str


@dataclass(frozen=True)
class Link:
    """One link: where it leads (empty: inside the document) and what it is called."""

    url: str
    alt: str


class Reader:
    """A PDF that was written, opened again."""

    def __init__(self, content: bytes) -> None:
        self.document = pypdfium2.PdfDocument(content)
        self.pages = [self.document[index] for index in range(len(self.document))]

    @property
    def sizes_mm(self) -> list[tuple[int, int]]:
        """Width and height of each page."""
        points_per_mm = 72 / 25.4
        sizes = (page.get_size() for page in self.pages)
        return [(round(w / points_per_mm), round(h / points_per_mm)) for w, h in sizes]

    @property
    def texts(self) -> list[str]:
        """The text of each page."""
        return [page.get_textpage().get_text_bounded() for page in self.pages]

    def holds(self, text: str) -> bool:
        """Whether ``text`` stands in it, however its lines were broken."""
        return squeezed(text) in squeezed("".join(self.texts))

    @property
    def is_tagged(self) -> bool:
        """Whether the file says that it is tagged."""
        return bool(pdfium.FPDFCatalog_IsTagged(self.document.raw))

    @property
    def language(self) -> str:
        """The language of the document."""
        return _wide(lambda *to: pdfium.FPDFCatalog_GetLanguage(self.document.raw, *to))

    @property
    def metadata(self) -> dict[str, str]:
        """Title, author, keywords, dates."""
        return dict(self.document.get_metadata_dict())

    def elements(self) -> Iterator[Element]:
        """The structure, page after page, in reading order."""
        for page in self.pages:
            tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
            for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                yield from _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index))
            pdfium.FPDF_StructTree_Close(tree)

    def links(self) -> Iterator[Link]:
        """The links, page after page."""
        for page in self.pages:
            for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
                yield self._link(pdfium.FPDFPage_GetAnnot(page.raw, index))

    def _link(self, annotation: object) -> Link:
        found = pdfium.FPDFAnnot_GetLink(annotation)
        action = pdfium.FPDFLink_GetAction(found)
        url = ""
        if action:
            raw = self.document.raw
            size = pdfium.FPDFAction_GetURIPath(raw, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(raw, action, buffer, size)
            url = buffer.value.decode()
        alt = _wide(lambda *to: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *to))
        pdfium.FPDFPage_CloseAnnot(annotation)
        return Link(url, alt)

    def outside(self, margin_mm: float) -> list[str]:
        """The pieces of text that are not wholly within the margins of their page."""
        margin = margin_mm * 72 / 25.4
        found = []
        for page in self.pages:
            text, (width, height) = page.get_textpage(), page.get_size()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                if (
                    left < margin
                    or bottom < margin
                    or right > width - margin
                    or (top > height - margin)
                ):
                    found.append(text.get_text_bounded(left, bottom, right, top))
        return found

    def fonts_missing(self) -> list[str]:
        """The text that is drawn with a font that is not in the file."""
        found = []
        for page in self.pages:
            for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(each.raw)
                if pdfium.FPDFFont_GetIsEmbedded(font) != 1:
                    found.append(str(each))
        return found


def squeezed(text: str) -> str:
    """``text`` without white space and without marks for breaking lines."""
    return "".join(text.replace("\u200b", "").replace("\ufffe", "").split())


def _below(element: object) -> Iterator[Element]:
    if not element:
        return
    kind = _wide(lambda *to: pdfium.FPDF_StructElement_GetType(element, *to))
    yield Element(kind, _wide(lambda *to: pdfium.FPDF_StructElement_GetAltText(element, *to)))
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        yield from _below(pdfium.FPDF_StructElement_GetChildAtIndex(element, index))


def _wide(read: Callable[..., int]) -> str:
    size = read(None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
