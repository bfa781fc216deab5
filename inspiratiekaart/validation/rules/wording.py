"""Rules on text: nothing of persons, nothing that runs, nothing garbled, no stray spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from inspiratiekaart.provenance import SOURCES_FILE
from inspiratiekaart.validation.files import Files, listed
from inspiratiekaart.validation.findings import Spot, rule

_EMAIL = re.compile(r"@[\w-]+\.\w|mailto:", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w.,/=-])(?:(?:\+|00)31[\s.-]?(?:\(0\))?[\s.-]?[1-9]|\(?0[1-9])(?:[\s.()-]{0,2}\d){8}(?!\d)"
    r"|(?<!\d)0[89]00[\s-]?\d{4}|\btel:",
    re.IGNORECASE,
)
_HTML = re.compile(r"<[a-zA-Z/!?][^>]*>|&(?:[a-zA-Z]{2,8}|#\d{2,5});")
_GARBLED = re.compile(
    "\ufffd|\u00c3[\u0080-\u00bf\u2000-\u20ff]|\u00e2\u20ac|\u00c2[\u0080-\u00bf]"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
)
_FORMULA = re.compile(r"^(?:[=+@\t]|-\s*\(*[\w.]+\(|-.*\|)", re.MULTILINE)  # not: - lassen
_URL = re.compile(r"https?://[^\s<>\"']+\.[^\s<>\"']+")
_SOURCES = f"datasets/{SOURCES_FILE}"
_SOURCE_TEXTS = ("publisher", "title_nl", "title_en", "attribution", "limits_nl", "limits_en")
_ADDRESSES = ("url", "website", "esco_uri")


@rule("email")
def email(files: Files) -> Iterator[Spot]:
    """No cell and no source has an e-mail address."""
    yield from _hits(files, _EMAIL)


@rule("phone")
def phone(files: Files) -> Iterator[Spot]:
    """No cell and no source has a telephone number."""
    yield from _hits(files, _PHONE)


@rule("html")
def html(files: Files) -> Iterator[Spot]:
    """Text is plain text, without HTML."""
    yield from _hits(files, _HTML)


@rule("garbled")
def garbled(files: Files) -> Iterator[Spot]:
    """Letters with accents came through whole."""
    yield from _hits(files, _GARBLED)


@rule("control")
def control(files: Files) -> Iterator[Spot]:
    """Text has no invisible characters that control a screen or turn the reading order."""
    yield from _hits(files, _CONTROL)


@rule("formula")
def formula(files: Files) -> Iterator[Spot]:
    """No text begins like a formula, which a spreadsheet would run."""
    yield from _hits(files, _FORMULA)


@rule("line-break")
def line_break(files: Files) -> Iterator[Spot]:
    """A cell is one line, so that a row is one line of the file."""
    for spot in _wrong(files, lambda cell: "\n" in cell or "\r" in cell):
        yield replace(spot, value=" ".join(spot.value.split()))


@rule("space")
def space(files: Files) -> Iterator[Spot]:
    """Text has no space before or after it, and no two in a row."""
    yield from _wrong(files, lambda cell: cell != cell.strip() or "  " in cell)


@rule("url")
def url(files: Files) -> Iterator[Spot]:
    """An address begins with https:// or http:// and has no space."""
    for folder, name in files.frames:
        for column in _ADDRESSES:
            for row, value in listed(files.column(folder, name, column)):
                if not _URL.fullmatch(value):
                    yield Spot(files.path(folder, name), row, column, value)


def _hits(files: Files, pattern: re.Pattern[str]) -> Iterator[Spot]:
    yield from _wrong(files, lambda cell: pattern.search(cell) is not None)
    for source in (files.sources or {}).values():
        for name in _SOURCE_TEXTS:
            cell = getattr(source, name)
            if pattern.search(cell):
                yield Spot(_SOURCES, 0, f"[{source.source_id}] {name}", cell)


def _wrong(files: Files, is_wrong: Callable[[str], bool]) -> Iterator[Spot]:
    """The cells of text columns of which ``is_wrong`` holds; each different text is asked once."""
    for (folder, name, column), different in files.texts.items():
        wrong = {cell for cell in different if is_wrong(cell)}
        if wrong:
            cells = files.column(folder, name, column)
            for row, cell in listed(cells[cells.isin(wrong)]):
                yield Spot(files.path(folder, name), row, column, cell)
