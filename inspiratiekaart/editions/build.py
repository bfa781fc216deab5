"""The whole dataset from the raw material: where, work and training, written, described, checked.

The raw files are read, never changed. The result is made beside the old one, checked, and only
then put in its place: a build that fails or finds errors leaves everything as it was.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from inspiratiekaart import schema
from inspiratiekaart.corrections import CORRECTIONS_FILE, Correction, read_corrections
from inspiratiekaart.editions import datapackage, shapes, staging, tables
from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.errors import DatasetError, RawMaterialError
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.provenance import (
    PACKAGE_FILE,
    SOURCES_FILE,
    Source,
    file_hash,
    revision,
    source_of,
    sources_text,
)
from inspiratiekaart.validation import Report, validate

EDITORIAL = Path(__file__).parent / "editorial"

Progress = Callable[[str], None]
"""Called with the name of each step as it begins, one of ``STEPS``."""

STEPS = ("where", "work", "training", "shapes", "write", "check", "replace")

_MADE = {"datasets": (SOURCES_FILE, PACKAGE_FILE), "geodata": ()}


class Parts(Protocol):
    """What makes the tables and shapes: the official parts, or small ones in a test."""

    def where(self, raw: Path) -> Tables:
        """Regions, municipalities, places, postcodes."""

    def work(self, raw: Path, *, with_skills: bool) -> Tables:
        """Sectors, occupations, outlooks, qualifications."""

    def training(self, raw: Path, where: Tables, work: Tables) -> Tables:
        """Providers, sites, offers, schemes."""

    def shapes(self, raw: Path) -> shapes.Shapes:
        """The boundaries of regions and municipalities."""

    def sources(self) -> Mapping[str, Source]:
        """Every source that the parts use."""


class OfficialParts:
    """The parts that make our own dataset from the official sources, with ``corrections``.

    Raises:
        DatasetError: a correction is of a file in which none are made.
    """

    def __init__(self, corrections: tuple[Correction, ...] = ()) -> None:
        from inspiratiekaart.editions import training, work

        known = (*work.CORRECTED, *training.CORRECTED)
        strange = [each.file for each in corrections if each.file not in known]
        if strange:
            raise DatasetError(
                f"{CORRECTIONS_FILE}: no corrections are made in {strange[0]}; they are in "
                f"{', '.join(known)}."
            )
        self._corrections = corrections

    def where(self, raw: Path) -> Tables:
        """Regions, municipalities, places, postcodes."""
        from inspiratiekaart.editions import where  # each part costs import time of its own

        return where.build(raw)

    def work(self, raw: Path, *, with_skills: bool) -> Tables:
        """Sectors, occupations, outlooks, qualifications."""
        from inspiratiekaart.editions import work

        return work.build(raw, with_skills=with_skills, corrections=self._corrections)

    def training(self, raw: Path, where: Tables, work: Tables) -> Tables:
        """Providers, sites, offers, schemes."""
        from inspiratiekaart.editions import training

        return training.build(raw, where, work, self._corrections)

    def shapes(self, raw: Path) -> shapes.Shapes:
        """The boundaries of regions and municipalities."""
        from inspiratiekaart.editions import where

        return where.build_shapes(raw)

    def sources(self) -> Mapping[str, Source]:
        """The sources in the editorial files ``sources_<part>.toml``."""
        return editorial_sources(EDITORIAL)


@dataclass(frozen=True)
class BuildReport:
    """What a build made: row counts, the files that differ from before, and what was found.

    ``replaced`` is false when errors were found; then the old dataset is still in its place.
    """

    rows: Mapping[tuple[str, str], int]
    shapes: Mapping[tuple[str, str], int]
    sources_count: int
    changed: tuple[str, ...]
    revision: str
    checked: Report
    replaced: bool


def build(
    raw: Path,
    out: Path,
    *,
    with_skills: bool = True,
    progress: Progress | None = None,
    parts: Parts | None = None,
    check: Callable[[Path], Report] = validate,
) -> BuildReport:
    """Make ``out/datasets`` and ``out/geodata`` from the raw material in ``raw``.

    The same raw material gives the same bytes. Files that people keep by hand there (README,
    change log) stay. ``with_skills=False`` leaves out what is marked optional in its source.

    Raises:
        RawMaterialError: ``raw`` is not a folder, or a raw file is missing or not as expected.
        DatasetError: a source is not described rightly.
        StagingError: another build is busy, or the folders cannot be replaced.
    """
    say = progress or (lambda _step: None)
    make = parts or OfficialParts(read_corrections(_home(out) / "datasets" / CORRECTIONS_FILE))
    if not raw.is_dir():
        raise RawMaterialError(f"{raw} is not a folder. Give the folder of the raw material.")
    with staging.stage(out) as stage:
        say("where")
        where = make.where(raw)
        say("work")
        work = make.work(raw, with_skills=with_skills)
        say("training")
        training = make.training(raw, where, work)
        say("shapes")
        outlines = make.shapes(raw)
        say("write")
        whole = tables.complete(tables.combine(where, work, training))
        folders = {schema.COMMON, *(folder for folder, _ in (*whole, *outlines))}
        sources = _needed(make.sources(), whole)
        _keep_by_hand(out, stage, folders)
        tables.write(whole, stage / "datasets")
        (stage / "datasets" / SOURCES_FILE).write_text(
            sources_text(sources), encoding="utf-8", newline=""
        )
        shapes.write_shapes(outlines, stage / "geodata")
        datapackage.write(stage / "datasets", stage / "geodata")
        say("check")
        checked = check(stage)
        report = BuildReport(
            rows={key: len(frame) for key, frame in sorted(whole.items(), key=lambda it: it[0])},
            shapes={key: len(frame) for key, frame in sorted(outlines.items())},
            sources_count=len(sources),
            changed=_changed(stage, out),
            revision=revision(stage / "datasets"),
            checked=checked,
            replaced=not checked.errors,
        )
        if report.replaced and report.changed:
            say("replace")
            staging.swap(stage, out, ("datasets", "geodata"))
    return report


def editorial_sources(folder: Path) -> Mapping[str, Source]:
    """The sources in all ``sources_*.toml`` of ``folder``, by id.

    Raises:
        DatasetError: a source is not described rightly, or stands in two files in different words.
    """
    found: dict[str, tuple[Any, Source]] = {}
    for path in sorted(folder.glob("sources_*.toml")):
        for key, given in tomllib.loads(path.read_text(encoding="utf-8")).items():
            source = source_of(key, given, path.name)
            if key in found and found[key][0] != given:
                raise RawMaterialError(
                    f"{path.name}, [{key}]: this source stands in another file in other words. "
                    "Keep one of the two."
                )
            found[key] = (given, source)
    return {key: found[key][1] for key in sorted(found)}


def _needed(sources: Mapping[str, Source], whole: Tables) -> list[Source]:
    used: set[object] = set()
    for frame in whole.values():
        if "source_id" in frame:
            used.update(frame["source_id"].dropna().unique())
    return [one for one in sources.values() if one.source_id in used or not one.optional]


def _keep_by_hand(out: Path, stage: Path, folders: Set[str]) -> None:
    """Copy to the stage what people keep in the folders that the build replaces.

    The build makes the tables and boundaries in ``folders``; other editions, such as sealed ones,
    stay as they are. A new ``out`` begins with what this project keeps.
    """
    home = _home(out)
    for name, made in _MADE.items():
        (stage / name).mkdir()
        for path in _files(home / name):
            inner = path.relative_to(home / name)
            ours = len(inner.parts) == 2 and inner.parts[0] in folders
            if str(inner) in made or (ours and path.suffix in {".csv", ".geojson"}):
                continue
            (stage / name / inner).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, stage / name / inner)


def _home(out: Path) -> Path:
    return out if (out / "datasets").is_dir() else PROJECT


def _changed(stage: Path, out: Path) -> tuple[str, ...]:
    """The files that the swap would add, remove or change, as paths from ``out``."""
    names = {
        path.relative_to(base).as_posix()
        for base in (stage, out)
        for folder in _MADE
        for path in _files(base / folder)
    }
    return tuple(name for name in sorted(names) if _hash(stage / name) != _hash(out / name))


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _hash(path: Path) -> str:
    return file_hash(path) if path.is_file() else ""
