"""A region's own rows, laid over national ones.

An overlay holds rows that replace the national ones of the same key or stand beside them, and the
keys of national rows that the region leaves out. It lies in the region's folder:
``datasets/<table>.csv``, ``datasets/weglaten.csv`` and, for the sources that its rows name,
``datasets/sources.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from inspiratiekaart import schema
from inspiratiekaart.editions.difference import Key, Row, Rows, State
from inspiratiekaart.editions.sheets import Sheet, SheetError, read_sheet
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.provenance import CHECKS_FILE, SOURCES_FILE, Source, read_sources
from inspiratiekaart.schema import Language
from inspiratiekaart.texts import Texts
from inspiratiekaart.validation import Finding, Severity, Spot

DATASETS = "datasets"
LEFT_OUT_FILE = "weglaten.csv"
LEFT_OUT_COLUMNS = ("table", "key", "reason")
CONFLICTS_FILE = "conflicten.csv"
KEY_SIGN = "|"

_NOTHING: Mapping[str, frozenset[Key]] = MappingProxyType({})
_NO_SOURCES: Mapping[str, Source] = MappingProxyType({})


@dataclass(frozen=True)
class Overlay:
    """Own rows by table and key, the keys that are left out, and the sources of the own rows.

    An own row has every column of the schema, empty where the file has none.
    """

    rows: State
    left_out: Mapping[str, frozenset[Key]] = field(default_factory=lambda: _NOTHING)
    sources: Mapping[str, Source] = field(default_factory=lambda: _NO_SOURCES)


@dataclass(frozen=True)
class Conflict:
    """A row that both changed: as it was, the own one (None: left out) and the national one now."""

    table: str
    key: Key
    base: Row | None
    own: Row | None
    national: Row | None


@dataclass(frozen=True)
class Reading:
    """What lies in a region's folder, with the place of each row and what is wrong with it.

    ``places`` has the spreadsheet row of each own row by table and key; those in ``weglaten.csv``
    stand under its name. A row that ``findings`` call wrong by its key is not in ``overlay``.
    """

    overlay: Overlay
    places: Mapping[str, Mapping[Key, int]]
    findings: tuple[Finding, ...]


def overlaid(national: State, overlay: Overlay) -> State:
    """``national`` without what is left out, and with the own rows in place of theirs."""
    return {
        name: {
            **_without(national.get(name, {}), overlay.left_out.get(name, frozenset())),
            **overlay.rows.get(name, {}),
        }
        for name in schema.tables()
        if name in national or overlay.rows.get(name)
    }


def conflicts(base: State, overlay: Overlay, new: State) -> tuple[Conflict, ...]:
    """The rows of ``overlay`` whose national row is another in ``new`` than in ``base``.

    Where the new national row is as the own one, there is nothing to choose.
    """
    return tuple(
        Conflict(name, key, before, own, after)
        for name, key, own in _touched(overlay)
        if not same(before := base.get(name, {}).get(key), after := new.get(name, {}).get(key))
        and not same(own, after)
    )


def same(one: Row | None, other: Row | None) -> bool:
    """Whether two rows say the same; a column that one lacks is empty there."""
    if one is None or other is None:
        return one is other
    return all(one.get(name, "") == other.get(name, "") for name in {*one, *other})


def path_of(table: str) -> str:
    """Where the own rows of ``table`` lie, seen from the region's folder."""
    return f"{DATASETS}/{table}.csv"


def read_overlay(folder: Path, language: Language = "nl") -> Overlay:
    """The overlay in the region's ``folder``.

    Raises:
        DatasetError: a file cannot be read; names file, row, column and remedy in ``language``.
    """
    reading = read(folder)
    wrong = next((one for one in reading.findings if one.severity == "error"), None)
    if wrong:
        raise DatasetError(wrong.sentence(Texts(language)))
    return reading.overlay


def read(folder: Path) -> Reading:
    """Everything in the region's ``folder`` that can be read, with findings on what cannot."""
    found: list[Finding] = []
    rows: dict[str, Rows] = {}
    places: dict[str, Mapping[Key, int]] = {}
    left_out: dict[str, set[Key]] = {}
    for path in sorted((folder / DATASETS).glob("*.csv")):
        if path.name == LEFT_OUT_FILE:
            left_out, places[path.name] = _left_out(path, found)
        elif path.stem in schema.tables():
            rows[path.stem], places[path.stem] = _own_rows(path, found)
        elif path.name not in (CONFLICTS_FILE, CHECKS_FILE):
            found.append(_finding("file-stray", Spot(f"{DATASETS}/{path.name}"), "warning"))
    overlay = Overlay(
        {name: rows[name] for name in schema.tables() if rows.get(name)},
        {name: frozenset(keys) for name, keys in left_out.items()},
        _sources(folder / DATASETS / SOURCES_FILE, found),
    )
    return Reading(overlay, places, tuple(found))


def left_out_of_nothing(reading: Reading, national: State) -> Iterator[Finding]:
    """A warning for each row in ``weglaten.csv`` that ``national`` does not have."""
    for (name, *cells), number in reading.places.get(LEFT_OUT_FILE, {}).items():
        if tuple(cells) not in national.get(name, {}):
            values = {"target": name, "field": KEY_SIGN.join(schema.tables()[name].key)}
            spot = _spot(Path(LEFT_OUT_FILE), number, "key", KEY_SIGN.join(cells), values)
            yield _finding("ref", spot, "warning")


def _without(rows: Rows, keys: frozenset[Key]) -> Rows:
    return {key: row for key, row in rows.items() if key not in keys} if keys else rows


def _touched(overlay: Overlay) -> Iterator[tuple[str, Key, Row | None]]:
    for name in schema.tables():
        own = overlay.rows.get(name, {})
        yield from ((name, key, own[key]) for key in sorted(own))
        gone = overlay.left_out.get(name, frozenset()) - own.keys()
        yield from ((name, key, None) for key in sorted(gone))


def _own_rows(path: Path, found: list[Finding]) -> tuple[Rows, Mapping[Key, int]]:
    table = schema.tables()[path.stem]
    sheet = _sheet(path, table.column_names, table.key, found)
    rows: dict[Key, Row] = {}
    places: dict[Key, int] = {}
    for number, row in _rows(path, sheet, found):
        key = tuple(row[name] for name in table.key)
        if _keyed(path, number, dict(zip(table.key, key, strict=True)), places.get(key, 0), found):
            rows[key] = {name: row.get(name, "") for name in table.column_names}
            places[key] = number
    return rows, places


def _left_out(path: Path, found: list[Finding]) -> tuple[dict[str, set[Key]], Mapping[Key, int]]:
    sheet = _sheet(path, LEFT_OUT_COLUMNS, LEFT_OUT_COLUMNS[:2], found)
    keys: dict[str, set[Key]] = {}
    places: dict[Key, int] = {}
    for number, row in _rows(path, sheet, found):
        name, text = row["table"].strip(), row["key"]
        key = tuple(text.split(KEY_SIGN))
        if name not in schema.tables():
            values = {"allowed": ", ".join(schema.tables())}
            found.append(_finding("enum", _spot(path, number, "table", name, values)))
        elif len(key) != len(schema.tables()[name].key):
            values = {"pattern": KEY_SIGN.join(schema.tables()[name].key)}
            found.append(_finding("pattern", _spot(path, number, "key", text, values)))
        elif _keyed(path, number, {"key": text}, places.get((name, *key), 0), found):
            keys.setdefault(name, set()).add(key)
            places[(name, *key)] = number
    return keys, places


def _sheet(
    path: Path, known: list[str] | tuple[str, ...], needed: tuple[str, ...], found: list[Finding]
) -> Sheet:
    """The sheet in ``path``; one without rows where it cannot be read as one."""
    try:
        sheet = read_sheet(path.read_bytes(), known)
    except SheetError as error:
        found.append(_finding(error.code, _spot(path, error.row, values=error.values)))
        return Sheet((), ())
    except OSError as error:
        found.append(_finding("file-unreadable", _spot(path, values={"reason": str(error)})))
        return Sheet((), ())
    heading = sheet.heading
    doubles = dict.fromkeys(name for name in heading if heading.count(name) > 1)
    strange = [name for name in dict.fromkeys(heading) if name not in known]
    missing = [name for name in needed if name not in heading]
    for code, names in (
        ("column-double", doubles),
        ("column-unknown", strange),
        ("column-missing", missing),
    ):
        found.extend(_finding(code, _spot(path, 1, name)) for name in names)
    return Sheet((), ()) if doubles or missing else sheet


def _rows(path: Path, sheet: Sheet, found: list[Finding]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row, over in sheet.rows():
        if over:
            count = len(sheet.heading)
            values = {"found": count + len(over), "expected": count}
            found.append(_finding("row-length", _spot(path, number, values=values)))
        else:
            yield number, row


def _keyed(
    path: Path, number: int, key: Mapping[str, str], first: int, found: list[Finding]
) -> bool:
    """Whether ``key`` is whole and not yet used in row ``first``; else it is told in ``found``."""
    empty = [name for name, cell in key.items() if not cell.strip()]
    found.extend(_finding("required", _spot(path, number, name)) for name in empty)
    if first and not empty:
        value, values = ", ".join(key.values()), {"first": first}
        spot = _spot(path, number, ", ".join(key), value, values)
        found.append(_finding("key-unique", spot))
    return not empty and not first


def _sources(path: Path, found: list[Finding]) -> Mapping[str, Source]:
    try:
        return read_sources(path) if path.exists() else _NO_SOURCES
    except DatasetError as error:
        found.append(_finding("sources-file", _spot(path, values={"problem": str(error)})))
        return _NO_SOURCES


def _spot(
    path: Path,
    row: int = 0,
    column: str = "",
    value: str = "",
    values: Mapping[str, object] = MappingProxyType({}),
) -> Spot:
    return Spot(f"{DATASETS}/{path.name}", row, column, value, values)


def _finding(code: str, spot: Spot, severity: Severity = "error") -> Finding:
    return Finding(code, severity, spot)
