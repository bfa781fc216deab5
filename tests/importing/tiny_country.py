"""A small part of the country, of real rows: all code lists, and what is in one region."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from inspiratiekaart.editions import datapackage
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.schema import tables

EDITION = "2026"
REGION = "AM05"
_CREBOS = frozenset(("25655", "25756", "25480", "25604", "25605", "27018", "25910"))
_LEFT_OUT = ("kwalificatie_skills", "theme_occupations", "practice_examples")

_Row = Mapping[str, str]


def write_country(home: Path) -> Path:
    """Write the part of the national data to ``home``: whole code lists, the rows of ``REGION``."""
    geodata = home / "geodata" / EDITION
    geodata.mkdir(parents=True)
    for kind in ("arbeidsmarktregios", "gemeenten"):
        text = '{"type": "FeatureCollection", "features": []}\n'
        (geodata / f"{kind}.geojson").write_text(text)
    (home / "datasets").mkdir()
    for name in ("division.toml", "sources.toml", "CHANGELOG.md"):
        shutil.copy(DATASETS / name, home / "datasets")
    schools: set[str] = set()
    for name, wanted in _filters(schools).items():
        table = tables()[name]
        rows = [row for row in _rows(name) if wanted(row)]
        path = table.path(home / "datasets", EDITION)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.column_names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    datapackage.write(home / "datasets", home / "geodata")
    return home


def _filters(schools: set[str]) -> dict[str, Callable[[_Row], bool]]:
    """Which rows are kept, by table; ``schools`` is filled on the way."""

    def here(row: _Row) -> bool:
        return row["arbeidsmarktregio_code"] in ("", REGION)

    def school_here(row: _Row) -> bool:
        if here(row):
            schools.add(row["provider_id"])
        return here(row)

    linked = {row["crebo"] for row in _rows("occupation_kwalificaties")} | _CREBOS
    narrow: dict[str, Callable[[_Row], bool]] = {
        "sites": school_here,
        "providers": lambda row: row["provider_id"] in schools,
        "provider_domains": lambda row: row["provider_id"] in schools,
        "kwalificaties": lambda row: row["crebo"] in linked,
        "postcodes": here, "places": here, "outlooks": here, "contact_points": here,
        "offers": lambda _: False, "regional_facts": lambda _: False,
    }  # fmt: skip
    names = [name for name in tables() if name not in (*_LEFT_OUT, *narrow)]
    return narrow | dict.fromkeys(names, lambda _: True)


def _rows(name: str) -> list[dict[str, str]]:
    path = tables()[name].path(DATASETS, EDITION)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
