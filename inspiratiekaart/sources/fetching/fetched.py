"""What came of fetching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Known:
    """What a server said of the state of a file, so that it need not be sent again."""

    etag: str = ""
    last_modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)

    @property
    def headers(self) -> Mapping[str, str]:
        """The conditions of the next question."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}


NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Fetched:
    """What was fetched from ``url``: ``path`` or ``content``; neither where it ``is_same``."""

    url: str
    path: Path | None = None
    content: bytes = b""
    known: Known = NOTHING_KNOWN
    sha256: str = ""
    size: int = 0
    is_same: bool = False
