"""The files of a dataset as they lie on disk, read without assuming that anything is right.

Cells are text exactly as written. The index of a frame is the row number a spreadsheet shows (the
heading is row 1). What cannot be read becomes a spot, never an exception.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from inspiratiekaart import schema
from inspiratiekaart.division import Division, read_division
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.provenance import SOURCES_FILE, Source, read_sources
from inspiratiekaart.validation.findings import Spot

SHAPE_NAMES = ("arbeidsmarktregios", "gemeenten")


@dataclass(frozen=True)
class Shapes:
    """One GeoJSON file: its path, the codes and geometries in file order, or what is wrong."""

    path: str
    codes: tuple[str, ...] = ()
    geometries: tuple[shapely.Geometry | None, ...] = ()
    problem: str = ""

    @cached_property
    def by_code(self) -> Mapping[str, shapely.Geometry]:
        """The usable geometries by code."""
        pairs = zip(self.codes, self.geometries, strict=True)
        return {code: one for code, one in pairs if one is not None and not one.is_empty}


@dataclass(frozen=True)
class Files:
    """The dataset under ``home``: ``datasets/`` with tables and sources, ``geodata/`` with shapes.

    ``frames`` has the tables that could be read, ``broken`` says why others could not. The
    ``editions`` are the living ones.
    """

    home: Path
    editions: tuple[str, ...]
    frames: Mapping[tuple[str, str], pd.DataFrame]
    broken: tuple[tuple[str, Spot], ...]
    strays: tuple[str, ...]
    shapes: Mapping[tuple[str, str], Shapes]
    sources: Mapping[str, Source] | None
    sources_problem: str

    @cached_property
    def texts(self) -> Mapping[tuple[str, str, str], tuple[str, ...]]:
        """The different texts of each text column, by folder, table and column."""
        return {
            (folder, name, column.name): tuple(dict.fromkeys(frame[column.name]))
            for (folder, name), frame in self.frames.items()
            for column in schema.tables()[name].columns
            if column.type == "string" and column.name in frame
        }

    @cached_property
    def division(self) -> Division | None:
        """What is particular to the division or country; None where that cannot be read."""
        found = self._described
        return found if isinstance(found, Division) else None

    @property
    def division_problem(self) -> str:
        """Why the division cannot be read; empty where it can."""
        found = self._described
        return str(found) if isinstance(found, DatasetError) else ""

    @cached_property
    def _described(self) -> Division | DatasetError:
        try:
            return read_division(self.home / "datasets")
        except DatasetError as error:
            return error

    def path(self, folder: str, name: str) -> str:
        """The path of a table from ``home``."""
        return f"datasets/{folder}/{name}.csv"

    def named(self, name: str) -> Iterator[tuple[str, pd.DataFrame]]:
        """Each readable file of table ``name``, with its folder."""
        for (folder, table), frame in self.frames.items():
            if table == name:
                yield folder, frame

    def column(self, folder: str, name: str, column: str) -> pd.Series:
        """The cells of a column that are not empty; an empty series where there is no such file."""
        frame = self.frames.get((folder, name))
        if frame is None or column not in frame:
            return pd.Series([], dtype="object")
        return frame.loc[frame[column] != "", column]

    def home_of(self, name: str, folder: str) -> str:
        """The folder in which table ``name`` lies, seen from a file in ``folder``."""
        return schema.COMMON if schema.tables()[name].folder == schema.COMMON else folder


def read(home: Path) -> Files:
    """Read everything under ``home`` that belongs to the dataset."""
    datasets, geodata = home / "datasets", home / "geodata"
    editions = tuple(
        sorted(
            path.name
            for path in (datasets.iterdir() if datasets.is_dir() else ())
            if path.is_dir() and schema.is_edition(path.name) and not schema.is_dated(path.name)
        )
    )
    frames: dict[tuple[str, str], pd.DataFrame] = {}
    broken: list[tuple[str, Spot]] = []
    strays = []
    for path in sorted(datasets.glob("*/*.csv")):
        folder, name = path.parent.name, path.stem
        if schema.is_dated(folder):  # has a seal, and rules of its own
            continue
        table = schema.tables().get(name)
        right = table and folder in (
            (schema.COMMON,) if table.folder == schema.COMMON else editions
        )
        if not right:
            strays.append(f"datasets/{folder}/{path.name}")
            continue
        frame, problems = _table(path, f"datasets/{folder}/{path.name}")
        broken.extend(problems)
        if frame is not None:
            frames[folder, name] = frame
    sources, problem = _sources(datasets / SOURCES_FILE)
    shapes = {
        (edition, name): read_shapes(geodata, edition, name)
        for edition in editions
        for name in SHAPE_NAMES
    }
    return Files(home, editions, frames, tuple(broken), tuple(strays), shapes, sources, problem)


def numbers(frame: pd.DataFrame, column: str) -> pd.Series:
    """The cells of ``column`` as numbers; what is empty, absent or no number is NaN."""
    if column not in frame:
        return pd.Series(np.nan, index=frame.index)
    return pd.to_numeric(frame[column], errors="coerce").astype(float)


def listed(cells: pd.Series) -> Iterator[tuple[int, str]]:
    """The cells of a column, each with its row number."""
    return zip(cells.index.tolist(), cells.tolist(), strict=True)


def picked(frame: pd.DataFrame, where: pd.Series) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of ``frame`` where ``where`` holds, each as its row number and cells by column."""
    found = frame[where.astype(bool)]
    names = [str(column) for column in found.columns]
    for row, cells in zip(found.index.tolist(), found.to_numpy().tolist(), strict=True):
        yield int(row), dict(zip(names, cells, strict=True))


def _table(path: Path, name: str) -> tuple[pd.DataFrame | None, list[tuple[str, Spot]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        return None, [("file-encoding", Spot(name, row))]
    except OSError:
        return None, [("file-unreadable", Spot(name, values={"reason": "read"}))]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return None, [("file-unreadable", Spot(name, values={"reason": str(error)}))]
    if not rows:
        return None, [("file-empty", Spot(name))]
    header = rows[0]
    if len(header) == 1 and ";" in header[0]:
        return None, [("file-separator", Spot(name, 1, value=header[0]))]
    doubles = sorted({column for column in header if header.count(column) > 1})
    if doubles:
        return None, [("column-double", Spot(name, 1, column=one)) for one in doubles]
    problems = []
    kept: list[list[str]] = []
    places: list[int] = []
    for number, cells in enumerate(rows[1:], start=2):
        if len(cells) == len(header):
            kept.append(cells)
            places.append(number)
        elif cells:
            values = {"found": len(cells), "expected": len(header)}
            problems.append(("row-length", Spot(name, number, values=values)))
        else:
            problems.append(("row-empty", Spot(name, number)))
    columns = zip(*kept, strict=True) if kept else [() for _ in header]
    data = {
        name: pd.Series(column, index=places, dtype="object")
        for name, column in zip(header, columns, strict=True)
    }
    return pd.DataFrame(data, index=pd.Index(places, dtype="int64")), problems


def _sources(path: Path) -> tuple[Mapping[str, Source] | None, str]:
    try:
        return read_sources(path), ""
    except DatasetError as error:
        return None, str(error)


def read_shapes(geodata: Path, edition: str, name: str) -> Shapes:
    """The boundaries ``name`` of ``edition``, or what is wrong with them."""
    path = f"geodata/{edition}/{name}.geojson"
    try:
        document = json.loads((geodata / edition / f"{name}.geojson").read_text(encoding="utf-8"))
        features = [
            (str(one["properties"]["code"]), one["geometry"]) for one in document["features"]
        ]
    except FileNotFoundError:
        return Shapes(path, problem="missing")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return Shapes(path, problem=f"{type(error).__name__}: {error}")
    codes = tuple(code for code, _ in features)
    return Shapes(path, codes, tuple(_geometry(one) for _, one in features))


def _geometry(mapping: Any) -> shapely.Geometry | None:
    try:
        return shapely.from_geojson(json.dumps(mapping))
    except (shapely.GEOSException, TypeError, ValueError):
        return None
