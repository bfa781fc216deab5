"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from inspiratiekaart.sources.reading import archive
from inspiratiekaart.sources.reading.encodings import by_mark
from inspiratiekaart.sources.reading.limits import Limits
from inspiratiekaart.sources.reading.refused import DocumentError

Kind = Literal["csv", "xlsx", "json", "xml", "zip"]

HEAD_BYTES = 4096
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "old-excel"),  # also a workbook with a password
    (b"%PDF", "document"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ", "packed"),
    (b"\x89PNG", "document"),
    (b"\xff\xd8\xff", "document"),
    (b"GIF8", "document"),
)
_WEB_PAGE = re.compile(r"<!doctype html|<html|<head|<body", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z_?!]")
_JSON = re.compile(r"\{|\[\s*(?:[\[{\"\d\]\-]|true|false|null|\Z)")


def kind_of(path: Path, file: str, limits: Limits) -> Kind:
    """The kind of the file at ``path``.

    Raises:
        DocumentError: it is empty or nothing that can be read, with what to do instead.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if head.startswith(_ZIPS):
        return _packed(path, file, limits)
    for start, code in _REFUSED:
        if head.startswith(start):
            raise DocumentError(code, file=file)
    return _written(head, file)


def is_text(head: bytes) -> bool:
    """Whether these first bytes are of a text: no noughts, but for UTF-16."""
    return b"\0" not in head or by_mark(head).startswith("utf-16")


def _packed(path: Path, file: str, limits: Limits) -> Kind:
    names = archive.names(path, file, limits)
    if not names:
        raise DocumentError("empty", file=file)
    if "[Content_Types].xml" in names:
        if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
            return "xlsx"
        raise DocumentError("document", file=file)
    if "mimetype" in names or "Index/Document.iwa" in names:
        raise DocumentError("other-spreadsheet", file=file)
    return "zip"


def _written(head: bytes, file: str) -> Kind:
    if not is_text(head):
        raise DocumentError("binary", file=file)
    text = head.decode(by_mark(head) or "cp1252", errors="ignore").lstrip("\ufeff \t\r\n")
    if not text:
        raise DocumentError("empty", file=file)
    if _WEB_PAGE.match(text):
        raise DocumentError("web-page", file=file)
    if _TAG.match(text):
        return "xml"
    return "json" if _JSON.match(text) else "csv"
