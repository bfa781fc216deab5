"""Are the rows of one region right? The rules of validation on its own rows, beside national ones.

Only what the rows can have to do with is looked at: the tables they stand in, those they point to,
and those that point to what they replace or leave out. A finding names the region's own file and
row. A national row that was not right before is no fault of the region.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from inspiratiekaart import schema
from inspiratiekaart.ages import last_day
from inspiratiekaart.checks import Check
from inspiratiekaart.editions import checking
from inspiratiekaart.editions import overlay as overlays
from inspiratiekaart.editions.choices import Choice, read_choices
from inspiratiekaart.editions.country import Country
from inspiratiekaart.editions.difference import Key, Rows
from inspiratiekaart.editions.overlay import LEFT_OUT_FILE, Overlay, overlaid, path_of
from inspiratiekaart.editions.region_folder import REGION_FILE, ForkError, RegionFolder, read_region
from inspiratiekaart.editions.regional_accepted import sifted
from inspiratiekaart.editions.regional_say import within
from inspiratiekaart.editions.sheets import SheetError, read_sheet
from inspiratiekaart.provenance import SOURCES_FILE
from inspiratiekaart.validation import RULES, Finding, Spot
from inspiratiekaart.validation.files import Files
from inspiratiekaart.validation.structure import structural

_DATES = ("checked_on", "found_on")
_OF_FILES = (
    "package-file",
    "package-stale",
    "division-file",
    "sources-file",
    "source-unused",
    "shape-file",
)
_OF_SHAPES = ("shape-valid", "shape-overlap")
_NEEDED = {
    "regional_facts": ("region_sets", "gemeenten"),
    "occupation_kwalificaties": ("kwalificaties",),
}
_DIVISION = ("arbeidsmarktregios", "gemeenten")

OLDER = ("regional-column-missing", "regional-column-unknown")
"""The findings on a folder that was made for an older schema."""


@dataclass(frozen=True)
class Checked:
    """A region's own rows with what was found: whose they are, where each stands, what is wrong.

    ``accepted`` are warnings that the region accepts, with its reasons; ``open`` what it has still
    to choose after a merge; ``checks`` which rows were looked at.
    """

    region: RegionFolder | None
    overlay: Overlay
    places: Mapping[str, Mapping[Key, int]]
    findings: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, str], ...] = ()
    open: tuple[Choice, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether the rows can be shown."""
        return self.region is not None and not any(f.severity == "error" for f in self.findings)

    @property
    def is_older(self) -> bool:
        """Whether the files lack columns of the schema or have others."""
        return any(each.code in OLDER for each in self.findings)

    @property
    def rows(self) -> Mapping[str, int]:
        """How many own rows each table has."""
        return MappingProxyType({name: len(rows) for name, rows in self.overlay.rows.items()})

    @property
    def ages(self) -> tuple[str, str]:
        """When the longest and the last looked at of the rows were seen, as far as they say."""
        rows = chain.from_iterable(each.values() for each in self.overlay.rows.values())
        days = [day for row in rows for name in _DATES if (day := last_day(row.get(name, "")))]
        return (min(days).isoformat(), max(days).isoformat()) if days else ("", "")


def check(folder: Path, country: Country, is_own: bool, base: Country | None = None) -> Checked:
    """Check the region's ``folder`` beside the national data of ``country``.

    ``base`` is that data before anything was read in over it for the whole country.

    Where it ``is_own``, the region's own home, all of its rows count; else the region has its say
    over what belongs to it, and is told of the rows where it has not.
    """
    region, found = _region(folder)
    reading = overlays.read(folder)
    mine = reading.overlay
    older = list(_older(folder))
    strange = {"column-unknown"}
    found += [each for each in reading.findings if each.code not in strange] + older
    edition = region.edition if region else ""
    if region and edition not in country.editions:
        values = {"allowed": ", ".join(country.editions)}
        found.append(_error("regional-edition", Spot(REGION_FILE, value=edition, values=values)))
    elif region:
        absent = {(f.spot.path, f.spot.column) for f in found if f.code == "column-missing"}
        if not is_own:
            mine, refused = within(reading, region, country, base or country)
            found += refused
        rules = _Rules(country, edition, mine, reading.places)
        found += [f for f in rules.findings() if (f.spot.path, f.spot.column) not in absent]
    choices, unread = read_choices(folder)
    checks, wrong = checking.read(folder)
    report = sifted(
        (*found, *(replace(each, severity="warning") for each in unread), *wrong), folder
    )
    return Checked(region, mine, reading.places, report.findings, report.accepted, choices, checks)


def _region(folder: Path) -> tuple[RegionFolder | None, list[Finding]]:
    try:
        return read_region(folder), []
    except ForkError as error:
        return None, [_error(f"regional-{error.code}", Spot(REGION_FILE, values=error.values))]


def _older(folder: Path) -> Iterator[Finding]:
    """Columns that the schema has and a file does not, or the other way around."""
    for name, table in schema.tables().items():
        try:
            heading = read_sheet((folder / path_of(name)).read_bytes(), table.column_names).heading
        except (OSError, SheetError):
            continue  # absent, or told already
        absent = [c for c in table.columns if c.name not in (*heading, *table.key)]
        for column in absent:
            if column.required:
                yield _error("column-missing", Spot(path_of(name), 1, column.name))
        lacking = [column.name for column in absent if not column.required]
        strange = [each for each in dict.fromkeys(heading) if each not in table.column_names]
        for code, names in zip(OLDER, (lacking, strange), strict=True):
            if names:
                yield Finding(code, "warning", Spot(path_of(name), 1, ", ".join(names)))


@dataclass(frozen=True)
class _OwnFiles(Files):
    """Files whose tables lie as they do in the region's folder."""

    def path(self, folder: str, name: str) -> str:
        return path_of(name)


@dataclass(frozen=True)
class _Rules:
    country: Country
    edition: str
    overlay: Overlay
    places: Mapping[str, Mapping[Key, int]]

    def findings(self) -> Iterator[Finding]:
        """What the rules say of the own rows, and of national rows that suffer from them."""
        own = {name: _frame(name, rows, self.places) for name, rows in self.overlay.rows.items()}
        for each in structural(self._files(own)):
            if each.code != "file-missing":
                yield each
        whole = self._whole()
        after = overlaid(self.country.state(self.edition, whole), self.overlay)
        frames = {
            name: _frame(name, after[name], self.places) if name in whole else own[name]
            for name in schema.tables()
            if name in whole or name in own
        }
        suffers = self._touched() | (own.keys() & set(_DIVISION))
        before = set(self._before(whole)) if suffers else set()
        for each in self._meaning(frames):
            if each.spot.row > 0 or self._is_of_own_source(each):
                yield each
            elif suffers and _essence(each) not in before:
                yield _suffering(each)

    def _is_of_own_source(self, finding: Finding) -> bool:
        name = finding.spot.column.partition("]")[0].removeprefix("[")
        is_own = name in self.overlay.sources and name not in self.country.sources
        return is_own and Path(finding.spot.path).name == SOURCES_FILE

    def _touched(self) -> set[str]:
        """The tables of which national rows are replaced or left out."""
        gone = {name for name, keys in self.overlay.left_out.items() if keys}
        replaced = {
            name
            for name, rows in self.overlay.rows.items()
            if rows.keys() & self.country.rows(self.edition, name).keys()
        }
        return gone | replaced

    def _whole(self) -> set[str]:
        """The tables that are looked at with their national rows too."""
        refs = {name: _targets(name) for name in schema.tables()}
        whole = set(chain.from_iterable(refs[name] for name in self.overlay.rows))
        touched = self._touched()
        whole |= touched | {name for name, targets in refs.items() if targets & touched}
        if (touched | self.overlay.rows.keys()) & set(_DIVISION):
            whole |= set(_DIVISION)
        for name, needed in _NEEDED.items():
            if name in self.overlay.rows:
                whole.update(needed)
        return whole

    def _before(self, whole: set[str]) -> Iterator[tuple[object, ...]]:
        state = self.country.state(self.edition, whole)
        frames = {name: _frame(name, rows, {}) for name, rows in state.items()}
        yield from (_essence(each) for each in self._meaning(frames))

    def _meaning(self, frames: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
        files = self._files(frames)
        skipped = _OF_FILES + (() if self._touched() & set(_DIVISION) else _OF_SHAPES)
        for rule in RULES:
            if rule.code not in skipped:
                yield from rule(files)

    def _files(self, frames: Mapping[str, pd.DataFrame]) -> Files:
        tables = schema.tables()
        placed = {
            (schema.COMMON if tables[name].folder == schema.COMMON else self.edition, name): frame
            for name, frame in frames.items()
        }
        sources = {**self.overlay.sources, **self.country.sources}
        shapes = self.country.shapes(self.edition)
        return _OwnFiles(self.country.home, (self.edition,), placed, (), (), shapes, sources, "")


def _frame(name: str, rows: Rows, places: Mapping[str, Mapping[Key, int]]) -> pd.DataFrame:
    """The rows as validation reads them; the index is the own row, or below zero for others."""
    own = places.get(name, {})
    numbers = [own.get(key, -at) for at, key in enumerate(rows, start=1)]
    columns = schema.tables()[name].column_names
    data = {each: [row.get(each, "") for row in rows.values()] for each in columns}
    return pd.DataFrame(data, index=pd.Index(numbers, dtype="int64"), dtype="object")


def _targets(name: str) -> set[str]:
    return {each.ref.split(".")[0] for each in schema.tables()[name].columns if each.ref}


def _essence(finding: Finding) -> tuple[object, ...]:
    spot = finding.spot
    return finding.code, spot.path, spot.column, spot.value, *map(str, dict(spot.values).items())


def _suffering(finding: Finding) -> Finding:
    """``finding`` on a national row, said where the region can mend it: what it leaves out."""
    spot = finding.spot
    values = {"table": Path(spot.path).stem, "column": spot.column}
    return _error(
        "regional-suffers",
        Spot(overlays.path_of(Path(LEFT_OUT_FILE).stem), 0, "", spot.value, values),
    )


def _error(code: str, spot: Spot) -> Finding:
    return Finding(code, "error", spot)
