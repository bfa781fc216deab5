"""Folders of regions with a few rows of their own, for tests of what is made of many."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from inspiratiekaart import schema
from inspiratiekaart.editions.region_folder import RegionFolder, region_text
from inspiratiekaart.provenance import LICENCES, Source, sources_text

Row = Mapping[str, str]


def source(code: str, title: str = "Toets") -> Source:
    """The source of the rows of region ``code``."""
    return Source(
        f"regio-{code.lower()}", "Toets", title, "Test", "", "2026", "",
        LICENCES["CC-BY-4.0"], "Toets", "", "",
    )  # fmt: skip


def contact(code: str, name: str = "", **cells: str) -> dict[str, str]:
    """An own row of region ``code``: where its Werkcentrum is."""
    return {
        "contact_point_id": f"wc-{code.lower()}",
        "arbeidsmarktregio_code": code,
        "kind": "werkcentrum",
        "organisation": name or f"Werkcentrum {code}",
        "checked_on": "2026-03-01",
        "source_id": source(code).source_id,
        "period": "2026",
        "status": "final",
        **cells,
    }


def write_region(
    folder: Path,
    code: str,
    rows: Mapping[str, Iterable[Row]] | None = None,
    *,
    left_out: Iterable[Row] = (),
    without: Iterable[str] = (),
) -> Path:
    """Write the folder of region ``code``; its tables lack the columns ``without``."""
    datasets = folder / "datasets"
    datasets.mkdir(parents=True, exist_ok=True)
    region = RegionFolder(code, f"Regio {code}", "2026", "0" * 12)
    (folder / "regio.toml").write_text(region_text(region), encoding="utf-8")
    (datasets / "sources.toml").write_text(sources_text([source(code)]), encoding="utf-8")
    given = {"contact_points": [contact(code)]} if rows is None else rows
    for name, each in given.items():
        columns = [one for one in schema.tables()[name].column_names if one not in set(without)]
        _csv(datasets / f"{name}.csv", columns, each)
    if left_out:
        _csv(datasets / "weglaten.csv", ["table", "key", "reason"], left_out)
    return folder


def _csv(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
