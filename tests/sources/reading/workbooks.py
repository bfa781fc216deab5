"""Workbooks and archives to read, good and bad ones, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(path: Path, rows: Iterable[Iterable[Any]], title: str = "Blad1") -> Path:
    """A workbook with one sheet that holds ``rows``."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The archive at ``path`` with another ``content`` for its part ``name``."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old:
        parts = {each: old.read(each) for each in old.namelist()}
    return archive(path, {**parts, name: content})


def sheet_xml(data: str, before: str = "") -> bytes:
    """The part of a worksheet with ``data`` for its rows."""
    text = f'<?xml version="1.0"?>{before}<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData>'
    return f"{text}</worksheet>".encode()


def archive(path: Path, files: Mapping[str, bytes | str]) -> Path:
    """A ZIP with ``files``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path
