"""What the tests of kills do in another process: build, merge, undo, and seal an edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from inspiratiekaart import provenance
from inspiratiekaart.editions import merging, sealing
from inspiratiekaart.editions.build import build
from inspiratiekaart.editions.region_folder import ForkError
from inspiratiekaart.editions.shapes import Shapes
from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.provenance import Source
from inspiratiekaart.texts import Texts
from inspiratiekaart.validation import Report

FINE = Report((), ())
DAY = date(2026, 11, 22)


class FewParts:
    """Parts of a build with rows that say which build it was."""

    def __init__(self, number: int, sources: Path) -> None:
        self.number, self.source_file = number, sources

    def where(self, raw: Path) -> Tables:
        """Nothing."""
        return {}

    def work(self, raw: Path, *, with_skills: bool) -> Tables:
        """A sector for each build until now."""
        rows = [
            {"sector_id": f"s{n}", "name_nl": f"Sector {n}", "name_en": "-", "source_id": "toets"}
            for n in range(self.number)
        ]
        return {("common", "sectors"): pd.DataFrame(rows)}

    def training(self, raw: Path, where: Tables, work: Tables) -> Tables:
        """Nothing."""
        return {}

    def shapes(self, raw: Path) -> Shapes:
        """One square, as large as the number of the build."""
        square = shapely.box(4, 52, 4 + self.number / 100, 52.5)
        frame = gpd.GeoDataFrame({"code": ["AM01"]}, geometry=[square], crs="EPSG:4326")
        return {("2026", "arbeidsmarktregios"): frame}

    def sources(self) -> Mapping[str, Source]:
        """The one source."""
        return provenance.read_sources(self.source_file)


def build_number(number: int, home: Path, out: Path) -> None:
    """Build the dataset of this number; its rows are few and not worth checking."""
    parts = FewParts(number, home / "datasets" / provenance.SOURCES_FILE)
    build(home, out, parts=parts, check=lambda _home: FINE)


def merge_or_undo(folder: Path, home: Path, is_undo: bool) -> None:
    """Let a region's folder follow ``home``, or take back the last merge."""
    if not is_undo:
        merging.merge(folder, home, Texts("nl"))
        return
    try:
        merging.undo(folder)
    except ForkError:  # the merge before it had nothing to do, after one that was killed
        return


def write_in_place(folder: Path, text: str) -> None:
    """What a careful program does not do: write over files that others read."""
    for name in ("one", "other"):
        (folder / name).write_text(text)


def seal(home: Path, name: str) -> None:
    """Seal the edition under ``home``; its rows are few and not worth checking."""
    sealing.seal(home, DAY, name=name, check=lambda _home: FINE)
