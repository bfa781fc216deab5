"""The own rows of a folder with those of an import among them, as files that stand ready."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from inspiratiekaart import paths, schema
from inspiratiekaart.editions.country import Country
from inspiratiekaart.editions.overlay import DATASETS, Reading, path_of, read
from inspiratiekaart.editions.region_folder import (
    NATIONAL,
    REGION_FILE,
    RegionFolder,
    is_region_folder,
    read_region,
    region_text,
)
from inspiratiekaart.editions.sheets import Sheet, SheetError, read_sheet
from inspiratiekaart.importing.proposal import ProposedRow
from inspiratiekaart.importing.refusal import ImportRefusedError
from inspiratiekaart.provenance import SOURCES_FILE, Source, read_sources, sources_text

COUNTRY_FOLDER = "landelijk"
"""The code, in ``regio.toml``, of a folder whose rows count for the whole country."""

_COUNTRY_NAME = "Nederland"


def home_of(folder: Path) -> Path:
    """The national home that the own rows of ``folder`` lie over."""
    return folder / NATIONAL if (folder / NATIONAL).is_dir() else paths.HOME


def about(folder: Path, home: Path, edition: str) -> RegionFolder:
    """What ``folder`` says of itself; a new one is for the whole country.

    Raises:
        ForkError: ``regio.toml`` is damaged.
        DatasetError: ``home`` is not whole.
    """
    if is_region_folder(folder):
        return read_region(folder)
    return RegionFolder(COUNTRY_FOLDER, _COUNTRY_NAME, edition, Country(home).revision)


def write(
    folder: Path,
    region: RegionFolder,
    rows: Sequence[ProposedRow],
    sources: Mapping[str, Source],
    out: Path,
) -> Reading:
    """Write the own files of ``folder`` to ``out`` with ``rows`` and ``sources`` among them.

    Raises:
        ImportRefusedError: an own file of the folder is no table.
    """
    if (folder / DATASETS).is_dir():
        shutil.copytree(folder / DATASETS, out / DATASETS)
    (out / DATASETS).mkdir(parents=True, exist_ok=True)
    if is_region_folder(folder):
        shutil.copy2(folder / REGION_FILE, out / REGION_FILE)
    else:
        (out / REGION_FILE).write_text(region_text(region), encoding="utf-8", newline="")
    places = read(out).places
    by_table: dict[str, list[ProposedRow]] = {}
    for each in rows:
        by_table.setdefault(each.table, []).append(each)
    for name, mine in by_table.items():
        _write_table(out, name, mine, places.get(name, {}))
    if sources:
        _write_sources(out / DATASETS / SOURCES_FILE, sources)
    return read(out)


def replaced(
    folder: Path, name: str, rows: Mapping[tuple[str, ...], Mapping[str, str] | None]
) -> None:
    """Put ``rows`` in the file of table ``name`` in ``folder``, by key; None takes one out.

    Raises:
        ImportRefusedError: the file is no table.
    """
    places = read(folder).places.get(name, {})
    sheet = _sheet(folder, name)
    changed = {places[key]: row for key, row in rows.items() if key in places}
    new = [row for key, row in rows.items() if key not in places and row is not None]
    made = sheet.widened([row for row in rows.values() if row]).changed(changed)
    _put(folder, name, made, new)


def _write_table(
    out: Path, name: str, rows: Iterable[ProposedRow], places: Mapping[tuple[str, ...], int]
) -> None:
    mine = {each.key: each.row for each in rows}
    sheet = _sheet(out, name).widened(mine.values())
    changed = {places[key]: row for key, row in mine.items() if key in places}
    new = [mine[key] for key in sorted(mine) if key not in places]
    _put(out, name, sheet.changed(changed), new)


def _put(folder: Path, name: str, sheet: Sheet, new: Iterable[Mapping[str, str]]) -> None:
    records = tuple(tuple(row.get(each, "") for each in sheet.heading) for row in new)
    whole = Sheet(
        sheet.heading, sheet.records + records, sheet.divider, sheet.marked, sheet.line_end
    )
    (folder / path_of(name)).write_text(whole.text(), encoding="utf-8", newline="")


def _sheet(folder: Path, name: str) -> Sheet:
    columns = tuple(schema.tables()[name].column_names)
    path = folder / path_of(name)
    if not path.is_file():
        return Sheet(columns, ())
    try:
        return read_sheet(path.read_bytes(), columns)
    except SheetError as error:
        raise ImportRefusedError("own-file", file=path_of(name)) from error


def _write_sources(path: Path, new: Mapping[str, Source]) -> None:
    there = dict(read_sources(path)) if path.is_file() else {}
    if path.is_file() and not there.keys() & new.keys():
        text = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text(
            (text + "\n\n" if text else "") + sources_text(new.values()),
            encoding="utf-8",
            newline="",
        )
    else:
        whole = sources_text({**there, **new}.values())
        path.write_text(whole, encoding="utf-8", newline="")
