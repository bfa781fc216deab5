"""Over which rows a region has its say, where many regions stand beside the national data.

A region decides on the rows that belong to it, and on those that it alone has; all else is as the
national data says. So nobody can blank the map of another, or change what the whole country sees.
"""

from __future__ import annotations

from dataclasses import replace

from inspiratiekaart.editions.country import Country
from inspiratiekaart.editions.difference import Key, Row, Rows
from inspiratiekaart.editions.overlay import (
    KEY_SIGN,
    LEFT_OUT_FILE,
    Overlay,
    Reading,
    path_of,
    same,
)
from inspiratiekaart.editions.region_folder import RegionFolder
from inspiratiekaart.validation import Finding, Spot
from inspiratiekaart.worklist import owner

_LEFT_OUT = LEFT_OUT_FILE.removesuffix(".csv")


def within(
    reading: Reading, region: RegionFolder, country: Country, base: Country
) -> tuple[Overlay, list[Finding]]:
    """The part of the overlay that ``region`` has a say over, with a word on each other row.

    A row that ``country`` has and ``base`` has not was read in for the whole country; the region's
    own row goes before it.
    """
    found: list[Finding] = []
    sites: Rows = {}
    if "offers" in reading.overlay.rows or "offers" in reading.overlay.left_out:
        sites = country.rows(region.edition, "sites")

    def is_mine(name: str, row: Row) -> bool:
        return owner(name, row, sites) == region.code

    rows: dict[str, Rows] = {}
    for name, own in reading.overlay.rows.items():
        national = base.rows(region.edition, name)
        kept: dict[Key, Row] = {}
        for key, row in own.items():
            if key not in national or is_mine(name, national[key]):
                kept[key] = row
            elif not same(row, national[key]):
                at = reading.places.get(name, {}).get(key, 0)
                found.append(told("regional-not-own", name, key, at))
        if kept:
            rows[name] = kept
    left_out: dict[str, frozenset[Key]] = {}
    for name, keys in reading.overlay.left_out.items():
        national = country.rows(region.edition, name)
        there = keys & national.keys()
        mine = frozenset(key for key in there if is_mine(name, national[key]))
        for key in sorted(there - mine):
            at = reading.places.get(LEFT_OUT_FILE, {}).get((name, *key), 0)
            found.append(told("regional-not-own", _LEFT_OUT, key, at))
        if mine:
            left_out[name] = mine
    return replace(reading.overlay, rows=rows, left_out=left_out), found


def told(code: str, name: str, key: Key, row: int, **values: object) -> Finding:
    """A word to a region on its row of table ``name``; the map is shown without that row."""
    return Finding(code, "warning", Spot(path_of(name), row, "", KEY_SIGN.join(key), values))
