"""How a region's folder stands: what is its own, what it inherits, what is behind, what is old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspiratiekaart import schema
from inspiratiekaart.ages import FADING_MONTHS, day_of, months_old
from inspiratiekaart.dataset import revision
from inspiratiekaart.editions import checking
from inspiratiekaart.editions.choices import Choice, read_choices
from inspiratiekaart.editions.country import Country
from inspiratiekaart.editions.difference import Rows, TableDifference, difference, read_state
from inspiratiekaart.editions.national import National, followed_rows, read_national
from inspiratiekaart.editions.overlay import DATASETS, Overlay, overlaid, read
from inspiratiekaart.editions.region_folder import NATIONAL, RegionFolder, read_region
from inspiratiekaart.editions.regional_check import check
from inspiratiekaart.validation import Finding
from inspiratiekaart.worklist import Stock, Worklist


@dataclass(frozen=True)
class TableStatus:
    """One table: how many rows are the region's own, and how many it inherits.

    ``replacing`` of the own rows stand in the place of a national one; ``left_out`` are national
    rows that are not shown. ``old`` own rows are 6 months old or more, ``older`` of those 12;
    ``undated`` ones do not tell.
    """

    table: str
    own: int
    replacing: int
    left_out: int
    inherited: int
    old: int
    older: int
    undated: int


@dataclass(frozen=True)
class Status:
    """A region's folder: its tables, the choices that are open, and what the new state brings.

    ``accepted`` are warnings that it accepts, with its reasons; ``to_check`` are the rows of the
    region, its own and the country's, that somebody should look at.

    ``revision`` is that of the national data in the folder; ``national`` is the state that it was
    held against, None where it was held against none.
    """

    region: RegionFolder
    revision: str
    tables: tuple[TableStatus, ...]
    open: tuple[Choice, ...]
    findings: tuple[Finding, ...]
    national: National | None
    differences: tuple[TableDifference, ...]
    accepted: tuple[tuple[Finding, str], ...]
    to_check: Worklist

    @property
    def is_behind(self) -> bool:
        """Whether the national data is another than what the region follows."""
        return self.national is not None and self.national.revision != self.revision

    @property
    def own(self) -> int:
        """How many own rows there are."""
        return sum(table.own for table in self.tables)

    @property
    def inherited(self) -> int:
        """How many rows are the country's."""
        return sum(table.inherited for table in self.tables)


def status(folder: Path, today: date, home: Path | None = None) -> Status:
    """How the region's ``folder`` stands on ``today``, held against the national data in ``home``.

    Raises:
        ForkError: it is no folder of a region, or ``home`` is not whole.
        DatasetError: the national data that it follows cannot be read.
    """
    region = read_region(folder)
    reading = read(folder)
    choices, wrong = read_choices(folder)
    base = followed_rows(folder, region)
    here = revision(folder / NATIONAL / DATASETS)
    shown = overlaid(base, reading.overlay)
    found = tuple(
        _table(name, base.get(name, {}), shown.get(name, {}), reading.overlay, today)
        for name in schema.tables()
        if name in shown
    )
    national = read_national(home) if home else None
    differences: tuple[TableDifference, ...] = ()
    if national and national.revision != here:
        differences = difference(base, read_state(national.datasets, national.edition))
    checks, unread = checking.read(folder)
    country = Country(folder / NATIONAL)
    checked = check(folder, country, is_own=True)
    findings = (*reading.findings, *wrong, *unread)
    stock = Stock(shown, {**country.sources, **reading.overlay.sources})
    to_check = stock.worklist(region.code, today, checks)
    return Status(
        region, here, found, choices, findings, national, differences, checked.accepted, to_check
    )


def _table(name: str, base: Rows, shown: Rows, overlay: Overlay, today: date) -> TableStatus:
    own = overlay.rows.get(name, {})
    days = [day_of(row) for row in own.values()]
    ages = [months_old(day, today) for day in days if day]
    old, older = (sum(age >= months for age in ages) for months in FADING_MONTHS)
    gone = overlay.left_out.get(name, frozenset()) & base.keys() - own.keys()
    return TableStatus(
        name,
        len(own),
        len(own.keys() & base.keys()),
        len(gone),
        len(shown) - len(own),
        old,
        older,
        days.count(None),
    )
