"""A national home of a few rows, for tests of what regions make of it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from inspiratiekaart.division import DIVISION_FILE
from inspiratiekaart.editions import datapackage
from inspiratiekaart.editions.difference import Rows, State
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.provenance import LICENCES, Source, sources_text
from inspiratiekaart.schema import tables

SOURCE = "toets"
REGIONS = {"AM01": "Groningen", "AM05": '\'s-Toets "en" ommelanden'}


def write_home(home: Path, state: State, edition: str = "2026", version: str = "1.0.0") -> Path:
    """Write ``state``, and two regions, as the national data in ``home``, in place of another."""
    shutil.rmtree(home, ignore_errors=True)
    regions: Rows = {(code,): _region(code, name) for code, name in REGIONS.items()}
    whole: dict[str, Rows] = {**state, "arbeidsmarktregios": regions}
    for name, rows in whole.items():
        table = tables()[name]
        path = table.path(home / "datasets", edition)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.column_names, lineterminator="\n", restval="")
            writer.writeheader()
            writer.writerows({**row, "source_id": SOURCE} for _, row in sorted(rows.items()))
    shapes = home / "geodata" / edition / "arbeidsmarktregios.geojson"
    shapes.parent.mkdir(parents=True)
    shapes.write_text('{"type": "FeatureCollection", "features": []}\n')
    shutil.copy(DATASETS / DIVISION_FILE, home / "datasets")
    (home / "datasets" / "sources.toml").write_text(sources_text([_source()]))
    (home / "datasets" / "CHANGELOG.md").write_text(f"# Wijzigingen\n\n## {version}\n")
    datapackage.write(home / "datasets", home / "geodata")
    return home


def _region(code: str, name: str) -> dict[str, str]:
    columns = tables()["arbeidsmarktregios"].columns
    cells = {column.name: "1" if column.type == "number" else "" for column in columns}
    return {**cells, "arbeidsmarktregio_code": code, "name": name, "centre_gemeente_code": "GM0001"}


def _source() -> Source:
    return Source(
        SOURCE, "Toets", "Toets", "Test", "", "2026", "", LICENCES["CC0-1.0"], "Toets", "", ""
    )
