"""What a static site holds: its pages, where each stands, and how one points at another.

All paths are of files, below the site's root and with slashes, so that they work on any web server
and from a disk.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from inspiratiekaart.composition import compose
from inspiratiekaart.dataset import Dataset, in_order
from inspiratiekaart.export.handout import slug
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.occupations import work
from inspiratiekaart.regions import region_names, region_set_name, region_sets
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.share import Share
from inspiratiekaart.texts import Texts

Kind = Literal["country", "region", "set", "sector", "theme", "map"]

START = "index"
DOWNLOADS = "gegevens"
MISSING = "404"

_FOLDERS = {
    "region": "regio",
    "set": "gebied",
    "sector": "sector",
    "theme": "thema",
    "map": "kaart",
}
_RESERVED = re.compile(rf"con|prn|aux|nul|com\d|lpt\d|{START}")  # no names of files on Windows


@dataclass(frozen=True)
class Entry:
    """A page in each language: what it shows, its name, and its path without language or ending."""

    kind: Kind
    stem: str
    name_nl: str
    name_en: str
    what: Selection | InspirationMap
    dataset: Dataset

    def name(self, language: Language) -> str:
        """How lists call it in ``language``."""
        return self.name_nl if language == "nl" else self.name_en

    def share(self, language: Language, made_on: date) -> Share:
        """The same as something that is shared."""
        what = self.what
        if isinstance(what, Selection):
            what = replace(what, language=language)
        return Share(what, language, self.dataset.revision, made_on)


@dataclass(frozen=True)
class Plan:
    """A site to publish.

    ``datasets`` are the editions that it shows, the newest first; ``newest`` is the newest that
    there is. ``url`` is where the site will stand and ``app`` where an app runs, without a slash at
    the end; both may be empty.
    """

    entries: tuple[Entry, ...]
    datasets: tuple[Dataset, ...]
    newest: Dataset
    made_on: date
    languages: tuple[Language, ...] = LANGUAGES
    url: str = ""
    app: str = ""

    def path(self, stem: str, language: Language, ending: str = "html") -> str:
        """Where the page ``stem`` stands; the first language is at the root."""
        folder = "" if language == self.languages[0] else f"{language}/"
        return f"{folder}{stem}.{ending}"

    def whole(self, path: str) -> str:
        """The public address of ``path``, or nothing where that is not known."""
        if not self.url:
            return ""
        return f"{self.url}/" if path == f"{START}.html" else f"{self.url}/{path}"

    def of(self, dataset: Dataset, *kinds: Kind) -> tuple[Entry, ...]:
        """The pages of the edition of ``dataset`` of these kinds, in their order."""
        found = (each for each in self.entries if each.dataset == dataset)
        return tuple(each for each in found if each.kind in kinds)

    def maps(self, dataset: Dataset) -> tuple[Entry, ...]:
        """The composed maps, of whatever edition; the first start page lists them."""
        is_first = dataset == self.datasets[0]
        return tuple(each for each in self.entries if each.kind == "map" and is_first)

    def start(self, dataset: Dataset) -> str:
        """The stem of the start page of the edition of ``dataset``."""
        return f"{_folder(dataset, self.datasets)}{START}"

    def start_of(self, entry: Entry) -> Dataset:
        """The edition whose start page lists ``entry``."""
        is_listed = entry.kind != "map" and entry.dataset in self.datasets
        return entry.dataset if is_listed else self.datasets[0]

    def like(self, entry: Entry, dataset: Dataset) -> Entry | None:
        """The page that shows the same selection in another edition, if there is one."""
        if not isinstance(entry.what, Selection):
            return None
        wanted = replace(entry.what, edition=dataset.edition)
        return next((each for each in self.entries if each.what == wanted), None)


def beside(path: str, other: str) -> str:
    """The link from the page ``path`` to ``other``."""
    return posixpath.relpath(other, posixpath.dirname(path) or ".")


def plan_of(
    datasets: Sequence[Dataset],
    newest: Dataset,
    made_on: date,
    maps: Iterable[tuple[InspirationMap, Dataset]] = (),
    languages: tuple[Language, ...] = LANGUAGES,
    url: str = "",
    app: str = "",
) -> Plan:
    """The whole site of these editions and composed maps, each map with its own edition."""
    order = in_order(each.edition for each in datasets)
    newest_first = tuple(sorted(datasets, key=lambda each: order.index(each.edition)))
    entries = [entry for each in newest_first for entry in _of_edition(each, newest_first)]
    entries += [_of_map(composed, dataset) for composed, dataset in maps]
    return Plan(tuple(_apart(entries)), newest_first, newest, made_on, languages, url, app)


def _folder(dataset: Dataset, datasets: Sequence[Dataset]) -> str:
    """Older editions stand in a folder of their own."""
    return "" if dataset == datasets[0] else f"editie-{slug(dataset.edition)}/"


def _of_edition(dataset: Dataset, datasets: Sequence[Dataset]) -> Iterator[Entry]:
    folder, plain = _folder(dataset, datasets), Selection(edition=dataset.edition)
    nl, en = Texts("nl"), Texts("en")

    def entry(kind: Kind, stem: str, names: tuple[str, str], what: Selection) -> Entry:
        place = f"{_FOLDERS[kind]}/{_safe(stem)}" if kind in _FOLDERS else stem
        return Entry(kind, f"{folder}{place}", *names, what, dataset)

    yield entry(
        "country", _safe(nl("area.country")), (nl("area.country"), en("area.country")), plain
    )
    for code, name in sorted(region_names(dataset).items(), key=lambda pair: pair[1]):
        only = replace(plain, regions=frozenset({code}))
        yield entry("region", name, (name, name), only)
    for members in dict.fromkeys(codes for codes, _, _ in region_sets(dataset).values()):
        if names := region_set_name(dataset, members):  # a set of one region is that region
            yield entry("set", names[0], names, replace(plain, regions=members))
    for topic in work(dataset).topics.values():
        if topic.kind != "occupation":
            kind: Kind = "theme" if topic.kind == "theme" else "sector"
            chosen = replace(plain, topic=topic.topic_id)
            yield entry(kind, topic.topic_id, (topic.name_nl, topic.name_en), chosen)


def _of_map(composed: InspirationMap, dataset: Dataset) -> Entry:
    nl, en = (compose(dataset, composed, Texts(language)).title for language in LANGUAGES)
    return Entry("map", f"{_FOLDERS['map']}/{_safe(nl)}", nl, en, composed, dataset)


def _safe(text: str) -> str:
    """``text`` as the name of a file on any system."""
    name = slug(text) or "kaart"
    return f"{name}-1" if _RESERVED.fullmatch(name) else name


def _apart(entries: Iterable[Entry]) -> Iterator[Entry]:
    """``entries`` with a number behind a path that is already taken."""
    taken: set[str] = set()
    for entry in entries:
        stem, number = entry.stem, 1
        while stem in taken:
            number += 1
            stem = f"{entry.stem}-{number}"
        taken.add(stem)
        yield replace(entry, stem=stem)
