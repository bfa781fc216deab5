"""Which rows of a region somebody should look at, and why.

A row is on the list because it points to what is gone, was changed since it was checked, is a guess
of ours, was never checked by anybody, or is a year old. Whoever marks it as checked takes it off,
until it is old again or changes; what points to something gone stays, since that asks for another
row. Of a series of figures only the newest counts: the ones before it are history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from inspiratiekaart import schema
from inspiratiekaart.ages import FADING_MONTHS, day_of, faded, last_day
from inspiratiekaart.checks import Check, Key, Marks, Row, checks_of, newest, rows_of
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.provenance import Source

TABLES = ("outlooks", "regional_facts", "contact_points", "practice_examples", "offers")
"""The tables whose rows a region can look at, in the order of the list."""

REASONS = ("gone", "changed", "unsure", "never", "old")
"""Why a row is on the list, the most urgent one first."""

_OLD_MONTHS = FADING_MONTHS[-1]
_REGION = "arbeidsmarktregio"
_NEEDED = (
    *TABLES,
    "sites",
    "providers",
    "occupations",
    "kwalificaties",
    "learning_forms",
    "arbeidsmarktregios",
)
_GUESSED = ("spelling", "editorial", "none")
_SEEN = ("checked_on", "found_on")


@dataclass(frozen=True)
class ToCheck:
    """A row to look at, with the reasons; ``day`` is the last one that it can speak of."""

    table: str
    key: Key
    row: Row
    reasons: tuple[str, ...]
    day: date | None


@dataclass(frozen=True)
class Worklist:
    """The rows of a region that should be looked at, of so many in all."""

    rows: tuple[ToCheck, ...] = ()
    total: int = 0

    @property
    def share_pct(self) -> float | None:
        """Which part of the rows it is; None where there are none."""
        return 100 * len(self.rows) / self.total if self.total else None

    @property
    def reasons(self) -> Mapping[str, int]:
        """How many rows have each reason, of those that any has."""
        counts = {name: sum(name in each.reasons for each in self.rows) for name in REASONS}
        return {name: count for name, count in counts.items() if count}


@dataclass(frozen=True, eq=False)
class Stock:
    """All rows that lists are made from, as they are written, and the sources behind them."""

    rows: Mapping[str, Mapping[Key, Row]]
    sources: Mapping[str, Source]

    def worklist(self, code: str, today: date, checks: Iterable[Check]) -> Worklist:
        """What is to be checked of region ``code`` today."""
        marks = newest(checks)
        mine = self._by_region.get(code, ())
        found = (self._looked_at(name, key, row, marks, today) for name, key, row in mine)
        listed = [each for each in found if each.reasons]
        return Worklist(tuple(sorted(listed, key=_urgency)), len(mine))

    @cached_property
    def _by_region(self) -> Mapping[str, tuple[tuple[str, Key, Row], ...]]:
        sites = self.rows.get("sites", {})
        found: dict[str, list[tuple[str, Key, Row]]] = {}
        for name in TABLES:
            rows = self.rows.get(name, {})
            for key, row in (_newest(rows) if name == "regional_facts" else rows).items():
                found.setdefault(owner(name, row, sites), []).append((name, key, row))
        return {code: tuple(rows) for code, rows in found.items()}

    def _looked_at(self, name: str, key: Key, row: Row, marks: Marks, today: date) -> ToCheck:
        mark = marks.get((name, key))
        is_marked = mark is not None and mark.holds(row, today)
        day = mark.day if mark and is_marked else day_of(row)
        reasons = {
            "gone": any(self._gone(name, row, today)),
            "changed": mark is not None and not is_marked,
            "unsure": not is_marked and _is_unsure(row),
            "never": not is_marked and not self._is_seen(row),
            "old": faded(day, today) >= _OLD_MONTHS,
        }
        return ToCheck(name, key, row, tuple(each for each in REASONS if reasons[each]), day)

    def _is_seen(self, row: Row) -> bool:
        """Whether something says when somebody looked: the row itself, or its source."""
        source = self.sources.get(row.get("source_id", ""))
        return any(row.get(name) for name in _SEEN) or bool(source and source.retrieved_on)

    def _gone(self, name: str, row: Row, today: date) -> Iterator[bool]:
        """For each thing that the row points to: whether it is not there, or no longer."""
        for column, target, known in self._refs[name]:
            cell = row.get(column, "")
            if cell:
                yield cell not in known
                if target == "kwalificaties":
                    yield _is_past(known.get(cell, {}).get("valid_to", ""), today)
        yield _is_past(row.get("end_on", ""), today)

    @cached_property
    def _refs(self) -> Mapping[str, tuple[tuple[str, str, Mapping[str, Row]], ...]]:
        return {name: tuple(self._refs_of(name)) for name in TABLES}

    def _refs_of(self, name: str) -> Iterator[tuple[str, str, Mapping[str, Row]]]:
        for column in schema.tables()[name].columns:
            if column.ref:
                target, head = column.ref.split(".")
                rows = self.rows.get(target, {}).values()
                yield column.name, target, {row.get(head, ""): row for row in rows}


def worklist(dataset: Dataset, code: str, today: date, more: Iterable[Check] = ()) -> Worklist:
    """What is to be checked of region ``code`` today; ``more`` are marks not yet in ``dataset``."""
    return _worklist(dataset, code, today, tuple(more))


def owner(name: str, row: Mapping[str, str], sites: Mapping[Key, Row]) -> str:
    """The code of the region that ``row`` of table ``name`` belongs to; empty where to none."""
    if name == "offers":
        return sites.get((row.get("site_id", ""),), {}).get("arbeidsmarktregio_code", "")
    if name == "regional_facts":
        return row.get("area_code", "") if row.get("area_kind") == _REGION else ""
    return row.get("arbeidsmarktregio_code", "")


@lru_cache(maxsize=256)
def _worklist(dataset: Dataset, code: str, today: date, more: tuple[Check, ...]) -> Worklist:
    return _stock(dataset).worklist(code, today, (*checks_of(dataset), *more))


@lru_cache(maxsize=4)
def _stock(dataset: Dataset) -> Stock:
    return Stock({name: rows_of(dataset, name) for name in _NEEDED}, dataset.sources)


def _newest(facts: Mapping[Key, Row]) -> Mapping[Key, Row]:
    """The newest figure of each area and indicator."""
    found: dict[tuple[str, ...], Key] = {}
    for key, row in facts.items():
        series = (row["area_kind"], row["area_code"], row["indicator"])
        if series not in found or _end(facts[found[series]]) <= _end(row):
            found[series] = key
    return {key: facts[key] for key in found.values()}


def _end(row: Row) -> tuple[date, str]:
    return last_day(row["period"]) or date.min, row["fact_id"]


def _is_unsure(row: Row) -> bool:
    """Whether it is our guess what the row is about, or an example that stands for others."""
    is_guess = row.get("match_basis") in _GUESSED
    return is_guess or row.get("certainty") == "sample" or row.get("status") == "unknown"


def _is_past(text: str, today: date) -> bool:
    day = last_day(text) if text else None
    return day is not None and day < today


def _urgency(each: ToCheck) -> tuple[int, int, date, Key]:
    first = REASONS.index(each.reasons[0])
    return first, TABLES.index(each.table), each.day or date.min, each.key
