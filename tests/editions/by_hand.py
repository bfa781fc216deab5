"""What a region does by hand: rows in a spreadsheet; and what the country does meanwhile."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from inspiratiekaart.dataset import editions
from inspiratiekaart.editions import datapackage
from inspiratiekaart.editions.difference import read_rows
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.schema import tables


def spreadsheet(path: Path, *rows: dict[str, str]) -> None:
    """Add ``rows`` as a Dutch Excel saves them: semicolons, a mark in front, CRLF."""
    lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    lines += [[row.get(name, "") for name in lines[0]] for row in rows]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(lines)


def newer_home(home: Path, table: str, key: str, **cells: str) -> Path:
    """Our own data as a next version, in which the country changed ``cells`` of one row."""
    for name in ("datasets", "geodata"):
        shutil.copytree(PROJECT / name, home / name)
    path = tables()[table].path(home / "datasets", editions(home / "datasets")[0])
    rows = {**read_rows(path)}
    rows[key,] = {**rows[key,], **cells}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tables()[table].column_names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())
    log = home / "datasets" / "CHANGELOG.md"
    log.write_text(log.read_text(encoding="utf-8").replace("## 1.0.0", "## 9.0.0\n\n## 1.0.0", 1))
    datapackage.write(home / "datasets", home / "geodata")
    return home
