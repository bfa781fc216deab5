"""Sealing a living edition: a dated copy of all that it is made of, which never changes.

The copy is made complete in a stage and comes into its place at once. A process that dies before
leaves everything as it was; one that dies between the two last steps leaves boundaries that no
seal names, which nobody reads and the next one takes away.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspiratiekaart import schema, seals
from inspiratiekaart.dataset import editions, in_order, living
from inspiratiekaart.editions import changelog, datapackage, staging
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.provenance import SOURCES_FILE, file_hash, read_sources
from inspiratiekaart.seals import SEAL_FILE, Seal, Sealed
from inspiratiekaart.texts import Texts
from inspiratiekaart.validation import Report, validate

_FOLDERS = ("geodata", "datasets")
"""What a seal replaces, in this order: without the second nobody reads what is new in the first."""


class SealingError(InspiratiekaartError):
    """An edition cannot be sealed; ``sentence`` says why in any language."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.sentence(Texts("nl")))

    def sentence(self, t: Texts) -> str:
        """What is wrong and what to do, in the language of ``t``."""
        return t(f"sealing.refused.{self.code}", **self.values)


@dataclass(frozen=True)
class Made:
    """A sealed edition; not ``is_new`` where there was one with the same content already."""

    seal: Seal
    is_new: bool


def seal(
    home: Path,
    made_on: date,
    *,
    made_from: str = "",
    name: str = "",
    note: str = "",
    check: Callable[[Path], Report] = validate,
) -> Made:
    """Seal the living edition ``made_from`` under ``home``, by default the newest one.

    ``name`` is by default the date ``made_on``. Where the newest sealed edition of ``made_from``
    has the same content, nothing is made.

    Raises:
        SealingError: there is no such edition, the name is no date or is taken, or the files are
            not as their descriptor says or have errors.
        DatasetError: descriptor, sources, change log or another seal are missing or damaged.
        StagingError: another process is busy in ``home``.
    """
    datasets = home / "datasets"
    there = editions(datasets)
    chosen = made_from or next(iter(living(there)), "")
    if chosen not in living(there):
        raise SealingError("no-living", name=chosen or home, there=", ".join(living(there)) or "-")
    called = name or made_on.isoformat()
    if not _is_name(called):
        raise SealingError("name", name=called)
    with staging.stage(home) as stage:
        made = _seal_of(datasets, chosen, called, made_on, note)
        newest = _newest(datasets, chosen)
        if newest and newest.revision == made.revision:
            return Made(newest, is_new=False)
        if (datasets / called).exists():
            raise SealingError("taken", name=called, other=_free(there, called))
        if errors := check(home).errors:
            raise SealingError("errors", n=len(errors), folder=home)
        for folder in _FOLDERS:
            shutil.copytree(home / folder, stage / folder)
        _write(home, stage, made)
        staging.swap(stage, home, _FOLDERS)
    return Made(made, is_new=True)


def _is_name(name: str) -> bool:
    try:
        return schema.is_dated(name) and date.fromisoformat(name[:10]) is not None
    except ValueError:
        return False


def _free(there: tuple[str, ...], name: str) -> str:
    """A name for a further one of the same day."""
    number = 2
    while f"{name[:10]}-{number}" in there:
        number += 1
    return f"{name[:10]}-{number}"


def _seal_of(datasets: Path, made_from: str, name: str, made_on: date, note: str) -> Seal:
    files = {}
    for each, described in seals.content_of(datasets, made_from).items():
        path = seals.found_at(datasets, made_from, each)
        if not path.is_file() or file_hash(path) != described:
            raise SealingError("not-described", file=path.relative_to(datasets.parent).as_posix())
        files[each] = Sealed(path.stat().st_size, described)
    sources = read_sources(datasets / SOURCES_FILE).values()
    return Seal(
        name=name,
        made_from=made_from,
        boundary_year=int(made_from),
        made_on=made_on.isoformat(),
        version=changelog.version(datasets / changelog.CHANGELOG_FILE),
        note=note.strip(),
        licences=tuple(sorted({source.licence.code for source in sources})),
        files=files,
    )


def _newest(datasets: Path, made_from: str) -> Seal | None:
    """The newest seal of the edition ``made_from``."""
    names = (name for name in editions(datasets) if schema.is_dated(name))
    found = {seal.name: seal for seal in (seals.read_seal(datasets, name) for name in names)}
    mine = in_order(name for name, seal in found.items() if seal.made_from == made_from)
    return found[mine[0]] if mine else None


def _write(home: Path, stage: Path, made: Seal) -> None:
    """Add the edition to the copy of ``home`` in ``stage``, and describe all anew."""
    shutil.rmtree(stage / "geodata" / made.name, ignore_errors=True)
    for name in made.files:
        path = made.path(stage, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(seals.found_at(home / "datasets", made.made_from, name), path)
    path = stage / "datasets" / made.name / SEAL_FILE
    path.write_text(seals.seal_text(made), encoding="utf-8", newline="")
    datapackage.write(stage / "datasets", stage / "geodata")
