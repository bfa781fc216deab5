"""Bringing a new national edition into a region's folder, and taking it back.

What is national follows, what is the region's own stays; where both changed a row, the region
chooses. New folders are made complete in a stage and change places with the old ones: what is
replaced is first kept in ``.vorige``, then the own rows with the conflicts take their place, then
the national data. A process that dies in between leaves a folder that is whole, and the next merge
goes on from there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inspiratiekaart.editions import staging
from inspiratiekaart.editions.choices import Choice, choices_text, read_choices
from inspiratiekaart.editions.difference import TableDifference, difference, read_state
from inspiratiekaart.editions.national import (
    FOLDERS,
    National,
    contents,
    copy_national,
    followed_rows,
    read_national,
)
from inspiratiekaart.editions.overlay import (
    CONFLICTS_FILE,
    DATASETS,
    LEFT_OUT_FILE,
    Reading,
    path_of,
    read,
)
from inspiratiekaart.editions.region_folder import (
    BEFORE,
    NATIONAL,
    REGION_FILE,
    UNDONE,
    UNFINISHED,
    ForkError,
    RegionFolder,
    followed,
    following,
    read_region,
)
from inspiratiekaart.editions.resolving import Resolution, resolved
from inspiratiekaart.editions.sheets import Sheet, read_sheet
from inspiratiekaart.schema import tables
from inspiratiekaart.texts import Texts

PARTS = (DATASETS, NATIONAL, REGION_FILE)
"""What a merge replaces, in this order."""

_HARMLESS = ("column-unknown",)  # its cells stay; a new edition may be what knows the column


@dataclass(frozen=True)
class Merged:
    """What a merge did: from what to what, what the country changed, and what is to be chosen."""

    before: RegionFolder
    after: RegionFolder
    is_changed: bool
    differences: tuple[TableDifference, ...]
    carried_out: tuple[Choice, ...]
    open: tuple[Choice, ...]


def merge(folder: Path, new_home: Path, t: Texts) -> Merged:
    """Let the region's ``folder`` follow the national data under ``new_home``.

    Raises:
        ForkError: a file of the region cannot be read, ``new_home`` is not whole, or ``folder``
            cannot be written; a finding is quoted in the language of ``t``.
        StagingError: another process is busy in ``folder``.
    """
    region = read_region(folder)
    with _writing(folder) as staged:
        national = read_national(new_home)
        reading, choices = _readable(folder, t)
        base = followed_rows(folder, region)
        new = read_state(national.datasets, national.edition)
        resolution = resolved(reading.overlay, choices, base, new)
        after = followed(region, national.edition, national.revision, national.version)
        _stage_own(folder, staged, reading, resolution, choices)
        _stage_national(folder, staged, national, after)
        changed = tuple(name for name in PARTS if (staged / name).exists())
        if changed:
            _keep(folder, staged, BEFORE)
            staging.swap(staged, folder, changed)
        (folder / BEFORE / UNFINISHED).unlink(missing_ok=True)
    differences = difference(base, new)
    return Merged(
        region, after, bool(changed), differences, resolution.carried_out, resolution.open
    )


def undo(folder: Path) -> RegionFolder:
    """Put back what the last merge replaced; what stood there now is kept in ``.ongedaan``.

    Raises:
        ForkError: there is nothing to undo.
        StagingError: another process is busy in ``folder``.
    """
    read_region(folder)
    with _writing(folder) as staged:
        if not (folder / BEFORE).exists():
            raise ForkError("nothing-to-undo")
        for name in PARTS:
            _copy(folder / BEFORE / name, staged / name)
        _keep(folder, staged, UNDONE)
        staging.swap(staged, folder, tuple(name for name in PARTS if (staged / name).exists()))
        (folder / BEFORE).rename(staged / "done")
        (folder / UNDONE / UNFINISHED).unlink()
    return read_region(folder)


@contextmanager
def _writing(folder: Path) -> Iterator[Path]:
    """A stage in ``folder``, in which an undo that died after its last step is finished."""
    try:
        with staging.stage(folder) as staged:
            if not (folder / BEFORE).exists():
                (folder / UNDONE / UNFINISHED).unlink(missing_ok=True)
            yield staged
    except OSError as error:
        raise ForkError("not-merged", folder=folder, problem=error.strerror) from error


def _keep(folder: Path, staged: Path, kept: str) -> None:
    """Keep what is in ``folder`` now under ``kept``, unless an attempt that died did so already."""
    if (folder / kept / UNFINISHED).exists():
        return
    (staged / kept).mkdir()
    for name in PARTS:
        _copy(folder / name, staged / kept / name)
    (staged / kept / UNFINISHED).touch()
    staging.swap(staged, folder, (kept,))


def _copy(path: Path, to: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, to)
    elif path.exists():
        shutil.copy2(path, to)


def _readable(folder: Path, t: Texts) -> tuple[Reading, tuple[Choice, ...]]:
    reading = read(folder)
    choices, wrong = read_choices(folder)
    for finding in (*reading.findings, *wrong):
        if finding.severity == "error" and finding.code not in _HARMLESS:
            raise ForkError("finding", sentence=finding.sentence(t))
    return reading, choices


def _stage_own(
    folder: Path,
    staged: Path,
    reading: Reading,
    resolution: Resolution,
    choices: tuple[Choice, ...],
) -> None:
    """Put the own tables in ``staged`` where one of them changes."""
    made = {}
    edits: dict[str, dict[int, dict[str, str] | None]] = {}
    for (table, key), row in resolution.rows.items():
        number = reading.places[table][key]
        edits.setdefault(path_of(table), {})[number] = None if row is None else dict(row)
    for table, key in resolution.shown_again:
        number = reading.places[LEFT_OUT_FILE][(table, *key)]
        edits.setdefault(f"{DATASETS}/{LEFT_OUT_FILE}", {})[number] = None
    for path, rows in edits.items():
        made[path] = _edited((folder / path).read_bytes(), Path(path).stem, rows)
    if set(resolution.open) != set(choices):
        made[f"{DATASETS}/{CONFLICTS_FILE}"] = choices_text(resolution.open)
    if made:
        shutil.copytree(folder / DATASETS, staged / DATASETS)
    for path, text in made.items():
        (staged / path).write_text(text, encoding="utf-8", newline="")
    if made and not resolution.open:
        (staged / DATASETS / CONFLICTS_FILE).unlink(missing_ok=True)


def _edited(content: bytes, table: str, rows: dict[int, dict[str, str] | None]) -> str:
    known = tables()[table].column_names if table in tables() else ()
    sheet: Sheet = read_sheet(content, known)
    return sheet.widened(row for row in rows.values() if row).changed(rows).text()


def _stage_national(folder: Path, staged: Path, national: National, after: RegionFolder) -> None:
    """Put the national data and ``regio.toml`` in ``staged`` where they change."""
    copy_national(national.home, staged / NATIONAL)
    here, there = folder / NATIONAL, staged / NATIONAL
    if here.is_dir() and all(contents(here / one) == contents(there / one) for one in FOLDERS):
        shutil.rmtree(there)
    text = (folder / REGION_FILE).read_bytes().decode("utf-8")
    new = following(text, after.edition, after.revision, after.version)
    if new != text:
        (staged / REGION_FILE).write_text(new, encoding="utf-8", newline="")
