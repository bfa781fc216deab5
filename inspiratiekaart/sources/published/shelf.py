"""What was fetched earlier: the last good file of each feed, and what the server said of it.

Per feed a folder with ``bestand`` and ``gehaald.json``: where it came from, when, its hash, what is
needed to ask whether it changed, and which of its states was taken over into the own rows.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from inspiratiekaart.sources.fetching import Fetched, Known
from inspiratiekaart.sources.published.feeds import Feed

FOLDER = ".opgehaald"
"""The usual name of the folder that keeps it."""

_FILE, _RECORD, _NEW = "bestand", "gehaald.json", ".nieuw"


@dataclass(frozen=True)
class Record:
    """The last good file of a feed; ``taken_sha256`` is the one that was last taken over."""

    urls: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    bytes_count: int = 0
    fetched_on: str = ""
    asked_on: str = ""
    taken_sha256: str = ""
    taken_on: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether all of it is in the own rows already."""
        return bool(self.sha256) and self.sha256 == self.taken_sha256


NO_RECORD = Record()


@dataclass(frozen=True)
class Shelf:
    """The files of all feeds, in ``folder``."""

    folder: Path

    def file(self, feed: Feed) -> Path:
        """Where the last good file of ``feed`` is, if there is one."""
        return self.folder / feed.feed_id / _FILE

    def staged(self, feed: Feed) -> Path:
        """Where a new file of ``feed`` is put until it has been found to be good."""
        path = self.folder / feed.feed_id / _NEW
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        return path

    def record(self, feed: Feed) -> Record:
        """What is known of the last good file of ``feed``; nothing where there is none."""
        try:
            given = json.loads((self.folder / feed.feed_id / _RECORD).read_text(encoding="utf-8"))
            texts: dict[str, Any] = {each.name: str(given[each.name]) for each in fields(Record)}
            found = Record(**{**texts, "bytes_count": int(texts["bytes_count"])})
        except (OSError, ValueError, KeyError, TypeError):
            return NO_RECORD
        return found if self.file(feed).is_file() else NO_RECORD

    def known(self, feed: Feed) -> Known:
        """What to tell the server that we have; nothing where its addresses were others."""
        found = self.record(feed)
        is_there = found.urls == _urls(feed)
        return Known(found.etag, found.last_modified) if is_there else Known()

    def put(self, feed: Feed, fetched: Fetched, today: date) -> Record:
        """Make the staged file the last good one."""
        before = self.record(feed)
        made = Record(
            urls=_urls(feed),
            etag=fetched.known.etag,
            last_modified=fetched.known.last_modified,
            sha256=fetched.sha256,
            bytes_count=fetched.size,
            fetched_on=today.isoformat(),
            asked_on=today.isoformat(),
            taken_sha256=before.taken_sha256,
            taken_on=before.taken_on,
        )
        (self.folder / feed.feed_id / _NEW).replace(self.file(feed))
        self._write(feed, made)
        return made

    def asked(self, feed: Feed, today: date) -> Record:
        """Note that ``feed`` was asked and had nothing new."""
        made = replace(self.record(feed), asked_on=today.isoformat())
        self._write(feed, made)
        return made

    def took(self, feed: Feed, today: date) -> None:
        """Note that the last good file of ``feed`` was taken over into the own rows."""
        before = self.record(feed)
        self._write(feed, replace(before, taken_sha256=before.sha256, taken_on=today.isoformat()))

    def _write(self, feed: Feed, record: Record) -> None:
        path = self.folder / feed.feed_id / _RECORD
        part = path.with_suffix(".deel")
        part.write_text(json.dumps(asdict(record), indent=1) + "\n", encoding="utf-8")
        part.replace(path)


def _urls(feed: Feed) -> str:
    return " ".join(feed.urls)
