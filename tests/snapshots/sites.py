"""Small sites of the real dataset to test with, and a reader of their pages that is not ours."""

from __future__ import annotations

import json
import multiprocessing
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.snapshots.site import publish
from inspiratiekaart.snapshots.site_plan import Plan, plan_of

NEW, OLD = open_dataset("2026"), open_dataset("2021")
DAY = date(2026, 11, 22)
URL, APP = "https://kaart.example.org/inspiratie", "https://app.example.org"
FEW = ("nederland", "groningen", "noord-nederland", "detailhandel", "optiek")
"""The pages of a small site, by the last part of their path."""


@cache
def whole(url: str = URL) -> Plan:
    """The site of the newest edition, with all its pages."""
    return plan_of([NEW], NEW, DAY, url=url, app=APP if url else "")


def small(
    *maps: InspirationMap, url: str = URL, names: Iterable[str] = FEW, old: bool = False
) -> Plan:
    """A site of a few pages, and of composed maps."""
    datasets = [NEW, OLD] if old else [NEW]
    plan = plan_of(
        datasets, NEW, DAY, [(each, NEW) for each in maps], url=url, app=APP if url else ""
    )
    wanted = set(names)
    kept = (e for e in plan.entries if e.stem.split("/")[-1] in wanted or e.kind == "map")
    return replace(plan, entries=tuple(kept))


def tree(folder: Path) -> dict[str, bytes]:
    """All files of ``folder`` by their path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@dataclass
class Page(HTMLParser):
    """The words of a page, its links, names of places in it, and what it loads or runs."""

    text: str = ""
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    meta: dict[str, str] = field(default_factory=dict)
    loaded: list[str] = field(default_factory=list)
    data: str = ""
    _inside: str = ""

    def __post_init__(self) -> None:
        """Begin as a parser."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the tag says."""
        said = {name: value or "" for name, value in attrs}
        self._inside = "data" if said.get("type") == "application/json" else tag
        self.ids |= {said["id"]} if "id" in said else set()
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        elif tag == "meta":
            key = said.get("property") or said.get("name") or said.get("http-equiv") or ""
            self.meta[key] = said.get("content", "")
        elif tag == "link" and said["rel"] == "canonical":
            self.meta["canonical"] = said["href"]
        elif tag == "link":
            self.loaded.append(said["href"])
        self.loaded += [said[name] for name in ("src", "srcset", "data", "poster") if name in said]
        self.loaded += [f"{tag} {name}" for name in said if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        """Words after a script or style are words again."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep words and the names to search."""
        if self._inside == "data":
            self.data += data
        elif self._inside == "style":
            self.loaded += re.findall(r"url\(|@import", data)
        elif self._inside != "script":
            self.text += data

    @property
    def index(self) -> list[list[object]]:
        """What can be searched on the page."""
        found: list[list[object]] = json.loads(self.data)
        return found


def read(page: bytes) -> Page:
    """``page`` as the standard library reads it."""
    reader = Page()
    reader.feed(page.decode())
    reader.close()
    return reader


def tiny(number: int) -> Plan:
    """One of two sites that differ, of one page and one language."""
    name = ("groningen", "drenthe")[number]
    return replace(small(names=[name], url=""), languages=("nl",))


def publish_for_ever(folder: Path, told: Connection) -> None:
    """Publish the two tiny sites in turn, and tell after each that it is done."""
    for number in cycle((0, 1)):
        publish(tiny(number), folder)
        told.send(number)


def processes() -> multiprocessing.context.ForkServerContext:
    """Processes that need not import everything anew."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.snapshots.sites"])
    return context
