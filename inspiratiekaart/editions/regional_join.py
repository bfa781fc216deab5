"""Many regions beside one another: which row counts where two have one, and what still fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from inspiratiekaart import schema
from inspiratiekaart.checks import Check
from inspiratiekaart.editions.country import Country
from inspiratiekaart.editions.difference import Key, Row, Rows, State
from inspiratiekaart.editions.overlay import LEFT_OUT_FILE, Overlay, overlaid, same
from inspiratiekaart.editions.regional_check import Checked
from inspiratiekaart.editions.regional_say import told
from inspiratiekaart.provenance import Source
from inspiratiekaart.validation import Finding
from inspiratiekaart.worklist import owner

_Claim = tuple[str, str, Key]
"""Folder, table and key of a row that a region has, or leaves out."""


@dataclass
class _Part:
    checked: Checked
    rows: dict[str, dict[Key, Row]]
    left_out: dict[str, set[Key]]
    findings: list[Finding] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.checked.region.code if self.checked.region else ""

    @property
    def edition(self) -> str:
        return self.checked.region.edition if self.checked.region else ""

    @property
    def overlay(self) -> Overlay:
        left_out = {name: frozenset(keys) for name, keys in self.left_out.items()}
        return Overlay(self.rows, left_out)

    def drop(self, code: str, name: str, key: Key, **values: object) -> None:
        """Leave out of account what this region says of a row, and tell it so."""
        places = self.checked.places
        if self.rows.get(name, {}).pop(key, None) is not None:
            at = places.get(name, {}).get(key, 0)
            self.findings.append(told(code, name, key, at, **values))
        else:
            self.left_out[name].discard(key)
            at = places.get(LEFT_OUT_FILE, {}).get((name, *key), 0)
            file = LEFT_OUT_FILE.removesuffix(".csv")
            self.findings.append(told(code, file, key, at, **values))


@dataclass(frozen=True)
class Joined:
    """What comes of it: the tables that differ from the national ones, and the sources to add.

    Per part there is how many of its rows count, and what there is to say to it. ``checks`` are the
    marks of each region on the rows that belong to it.
    """

    tables: Mapping[tuple[str, str], Rows]
    sources: Mapping[str, Source]
    rows: Sequence[Mapping[str, int]]
    findings: Sequence[tuple[Finding, ...]]
    checks: tuple[Check, ...] = ()


def join(country: Country, checked: Sequence[Checked]) -> Joined:
    """Lay the overlays of ``checked`` over the national data of ``country``."""
    parts, sources = _parts(country, checked)
    _settle(country, parts)
    while dropped := list(_loose(country, parts)):
        for part, name, key in dropped:
            part.drop("regional-loose", name, key)
    used = {
        row["source_id"] for part in parts for own in part.rows.values() for row in own.values()
    }
    return Joined(
        _tables(country, parts),
        {key: source for key, source in sources.items() if key in used - country.sources.keys()},
        [{name: len(rows) for name, rows in part.rows.items() if rows} for part in parts],
        [tuple(part.findings) for part in parts],
        tuple(check for part in parts for check in _checks(country, part)),
    )


def _checks(country: Country, part: _Part) -> Iterator[Check]:
    """The marks of a region on its own rows, and on national rows that belong to it."""
    for check in part.checked.checks:
        name, key = check.place
        national = country.rows(part.edition, name).get(key)
        is_own = key in part.rows.get(name, {})
        if is_own or (national and owner(name, national, _sites(country, part)) == part.code):
            yield check


def _sites(country: Country, part: _Part) -> Rows:
    return {**country.rows(part.edition, "sites"), **part.rows.get("sites", {})}


def _parts(
    country: Country, checked: Sequence[Checked]
) -> tuple[list[_Part], Mapping[str, Source]]:
    """The parts, with the sources of each under an id that is theirs alone."""
    sources = dict(country.sources)
    parts = []
    for each in checked:
        code = each.region.code.lower() if each.region else ""
        renamed = {}
        for source_id, source in each.overlay.sources.items():
            new = source_id
            while new in sources and sources[new] != replace(source, source_id=new):
                new = f"{new}-{code}"
            sources[new] = replace(source, source_id=new)
            renamed[source_id] = new
        rows: dict[str, dict[Key, Row]] = {
            name: {
                key: {**row, "source_id": renamed.get(row["source_id"], row["source_id"])}
                for key, row in own.items()
            }
            for name, own in each.overlay.rows.items()
        }
        left_out = {name: set(keys) for name, keys in each.overlay.left_out.items()}
        parts.append(_Part(each, rows, left_out))
    return parts, sources


def _settle(country: Country, parts: Sequence[_Part]) -> None:
    """Let the region that a row belongs to win where several have one; else the national data."""
    claims: dict[_Claim, list[tuple[_Part, Row | None]]] = {}
    for part in parts:
        for name, rows in part.rows.items():
            for key, row in rows.items():
                claims.setdefault(_claim(part, name, key), []).append((part, row))
        for name, keys in part.left_out.items():
            for key in keys - part.rows.get(name, {}).keys():
                claims.setdefault(_claim(part, name, key), []).append((part, None))
    for (_, name, key), made in claims.items():
        if all(same(made[0][1], row) for _, row in made):
            continue
        sites = {key: row for part, _ in made for key, row in _sites(country, part).items()}
        owners = [part for part, row in made if row is None or owner(name, row, sites) == part.code]
        winner = owners[0] if len(owners) == 1 else None
        others = ", ".join(dict.fromkeys(part.code for part, _ in made))
        for part, _ in made:
            if part is not winner:
                kept = winner.code if winner else ""
                code = "regional-of-another" if winner else "regional-contested"
                part.drop(code, name, key, regions=others, winner=kept)


def _claim(part: _Part, name: str, key: Key) -> _Claim:
    is_common = schema.tables()[name].folder == schema.COMMON
    return (schema.COMMON if is_common else part.edition, name, key)


def _loose(country: Country, parts: Sequence[_Part]) -> Iterator[tuple[_Part, str, Key]]:
    """The own rows that point to what is not there, now that all regions stand together."""
    if len(parts) < 2:
        return
    for edition in dict.fromkeys(part.edition for part in parts):
        mine = [part for part in parts if part.edition == edition]
        own = {name for part in mine for name in part.rows}
        refs = [
            (name, column.name, *column.ref.split("."))
            for name in own
            for column in schema.tables()[name].columns
            if column.ref
        ]
        state = _merged(country, edition, parts, {target for _, _, target, _ in refs})
        known = {
            (target, head): {row.get(head, "") for row in state[target].values()}
            for _, _, target, head in refs
        }
        told_of = set()
        for part in mine:
            for name, column, target, head in refs:
                for key, row in part.rows.get(name, {}).items():
                    cell = row.get(column, "")
                    if cell and cell not in known[target, head] and (id(part), key) not in told_of:
                        told_of.add((id(part), key))
                        yield part, name, key


def _merged(
    country: Country, edition: str, parts: Sequence[_Part], names: set[str]
) -> dict[str, Rows]:
    """The tables ``names`` of ``edition`` with what all ``parts`` say of them."""
    state: State = country.state(edition, names)
    for part in parts:
        whole = part.overlay
        there = {
            name
            for name in names
            if part.edition == edition or schema.tables()[name].folder == schema.COMMON
        }
        rows = {name: own for name, own in whole.rows.items() if name in there}
        gone = {name: keys for name, keys in whole.left_out.items() if name in there}
        state = overlaid(state, Overlay(rows, gone))
    return {name: state.get(name, {}) for name in names}


def _tables(country: Country, parts: Sequence[_Part]) -> Mapping[tuple[str, str], Rows]:
    found: dict[tuple[str, str], Rows] = {}
    for edition in dict.fromkeys(part.edition for part in parts):
        names = {
            name
            for part in parts
            for name, touched in (*part.rows.items(), *part.left_out.items())
            if touched
            and (part.edition == edition or schema.tables()[name].folder == schema.COMMON)
        }
        for name, rows in _merged(country, edition, parts, names).items():
            is_common = schema.tables()[name].folder == schema.COMMON
            found[schema.COMMON if is_common else edition, name] = rows
    return found
