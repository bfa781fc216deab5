"""The PDF files: an A3 poster for the wall and an A4 booklet, from typst templates, as PDF/UA-1.

What a person wrote reaches the templates as JSON, never as markup: it is text, whatever it looks
like. The same handout always gives the same bytes, on every machine: only our own typefaces and
those inside typst are used, and the clock is not read.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from inspiratiekaart.drawing.typeface import font_folder
from inspiratiekaart.export.boxes import boxes_folder
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.pdf_booklet import booklet
from inspiratiekaart.export.pdf_poster import poster

TEMPLATES = Path(__file__).parent / "templates"

_BYTE_ORDER_MARK = "\ufeff"  # PDF/UA forbids it in text
_NEW_LINES = str.maketrans("\u2028\u2029", "\n\n")  # line and paragraph separators


def write_poster(handout: Handout) -> bytes:
    """The poster of ``handout``: one page A3, landscape; what does not fit is in the booklet."""
    return _typeset("poster.typ", poster(handout), handout)


def write_booklet(handout: Handout) -> bytes:
    """The booklet of ``handout``: A4, as many pages as it takes, with every word in full."""
    return _typeset("booklet.typ", booklet(handout), handout)


def _typeset(template: str, data: Mapping[str, Any], handout: Handout) -> bytes:
    midnight = datetime.combine(handout.made_on, time(), UTC)
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_typefaces(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(_printable(data), ensure_ascii=False)},
        timestamp=midnight,
    )


@lru_cache(maxsize=1)
def _typefaces() -> typst.Fonts:
    folders = [str(font_folder()), str(boxes_folder())]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def _printable(value: Any) -> Any:
    """``value`` with all its texts free of characters that a PDF may not hold."""
    if isinstance(value, str):
        return "".join(filter(_may_be_printed, value.translate(_NEW_LINES)))
    if isinstance(value, Mapping):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return value


def _may_be_printed(character: str) -> bool:
    if character in "\n\t":
        return True
    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    is_control = unicodedata.category(character) in ("Cc", "Cs")
    return not (is_noncharacter or is_control or character == _BYTE_ORDER_MARK)
