"""Workbooks and archives taken apart and put together again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl


def parts(raw: bytes) -> dict[str, bytes]:
    """The files in an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(raw)) as old:
        return {name: old.read(name) for name in old.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of ``files``, the same each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def with_parts(raw: bytes, **changed: Callable[[bytes], bytes]) -> bytes:
    """``raw`` with the parts whose name has the key changed."""
    files = parts(raw)
    for key, change in changed.items():
        for name in files:
            if key in name:
                files[name] = change(files[name])
    return packed(files)


def edited(raw: bytes, change: Callable[[Any], object]) -> bytes:
    """``raw`` with ``change`` made in the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
