"""The editions on the page that accounts for the data: which go on, and which are sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions.changelog import CHANGELOG_FILE, version
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.seals import read_seal
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import downloads
from inspiratiekaart.ui.downloads import Download
from inspiratiekaart.ui.html import Fragment, fragment


@dataclass(frozen=True)
class _Row:
    """An edition as the table shows it; ``made_on``, ``note`` and ``seal`` of a sealed one."""

    name: str
    year: int
    made_on: str
    version: str
    revision: str
    note: str
    see: str
    seal: Download | None
    same_as: str


def board(editions: tuple[Dataset, ...], t: Texts) -> Fragment:
    """The table of all ``editions``."""
    return fragment("about_sealed", t=t, rows=list(_rows(editions, t)))


def _rows(editions: tuple[Dataset, ...], t: Texts) -> Iterator[_Row]:
    living = {each.content: each.edition for each in editions if not each.is_sealed}
    newest = version(DATASETS / CHANGELOG_FILE)
    for each in editions:
        see = f"./{Selection(edition=each.edition, language=t.language).query_string()}"
        if not each.is_sealed:
            row = (each.edition, each.boundary_year, "", newest, each.content, "", see, None, "")
            yield _Row(*row)
            continue
        seal = read_seal(each.root, each.edition)
        yield _Row(
            name=seal.name,
            year=seal.boundary_year,
            made_on=t.date(date.fromisoformat(seal.made_on)),
            version=seal.version,
            revision=each.revision,
            note=seal.note,
            see=see,
            seal=downloads.seal(each),
            same_as=living.get(each.content, ""),
        )
