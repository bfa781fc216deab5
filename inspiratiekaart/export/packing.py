"""ZIP files whose bytes are the same each time: fixed dates, fixed order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP needs a date; a fixed one keeps its bytes the same


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of ``members`` (name and content), in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def repacked(content: bytes) -> bytes:
    """The ZIP ``content`` with the same members in the same order, without its dates."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed([(each.filename, archive.read(each)) for each in archive.infolist()])
