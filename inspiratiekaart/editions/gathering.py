"""Putting regional folders together with the national data into one home that the app shows.

Each folder is checked on its own and keeps its last valid version under ``.laatst-geldig``. What is
broken, empty, gone or out of reach is said in the status, and never keeps the rest from the map.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from inspiratiekaart import schema
from inspiratiekaart.checks import checks_text
from inspiratiekaart.editions import checking, datapackage, gathered, regional_files
from inspiratiekaart.editions.country import Country
from inspiratiekaart.editions.gathered import Gathered, Region, State
from inspiratiekaart.editions.region_folder import REGION_FILE
from inspiratiekaart.editions.regional_addresses import fetch
from inspiratiekaart.editions.regional_check import Checked, check
from inspiratiekaart.editions.regional_files import RegionalFiles, RegionalFilesError
from inspiratiekaart.editions.regional_join import Joined, join
from inspiratiekaart.editions.staging import stage, swap
from inspiratiekaart.provenance import CHECKS_FILE, PACKAGE_FILE, SOURCES_FILE, sources_text

LAST_VALID = ".laatst-geldig"

Place = Path | str
"""A folder on disk, or the address where one is published."""

Known = dict[str, Checked]
"""What was checked before, by a hash of all that went into it; kept from call to call."""

_Given = RegionalFiles | RegionalFilesError | None
_FETCHED_AT_ONCE = 8
_FORM = 2  # counts up when another code makes another home of the same files
_MOST_KNOWN = 200


@dataclass
class _Work:
    country: Country
    out: Path
    folder: Path
    is_own: bool
    known: Known = field(default_factory=dict)
    base: Country | None = None

    def checked(self, key: str, files: RegionalFiles) -> Checked:
        """What there is to say of ``files``."""
        parts = (files.digest, self.country.revision, str(self.is_own), _schema_digest())
        digest = _hash("\n".join(parts))
        if digest not in self.known:
            files.write(self.folder / key)
            while len(self.known) >= _MOST_KNOWN:
                del self.known[next(iter(self.known))]
            self.known[digest] = check(self.folder / key, self.country, self.is_own, self.base)
        return self.known[digest]

    def keep(self, key: str, files: RegionalFiles) -> None:
        """Keep ``files`` as the last valid version, unless they are that already."""
        kept = self.out / LAST_VALID
        if _kept(kept / key) != files:
            with stage(kept) as staged:
                files.write(staged / key)
                swap(staged, kept, (key,))


def gather(
    national: Path,
    folders: Sequence[Place],
    out: Path,
    *,
    is_own: bool = False,
    known: Known | None = None,
    base: Path | None = None,
    get: Callable[[str], RegionalFiles | None] = fetch,
) -> Gathered:
    """Put ``folders`` together with the home ``national`` in ``out``.

    ``out`` gets ``datasets``, ``geodata`` and a file with the status of each folder. Where it
    ``is_own``, the one folder is the home of a region and all of its rows count; else each region
    has its say over its own rows. ``get`` fetches what is published at an address. ``base`` is the
    national home before anything was read in over it: of what it lacks a region's own row counts.

    Raises:
        DatasetError: the national data cannot be read; what was there stays.
        StagingError: another process is at it.
    """
    country = Country(national)
    looks = seen(national, folders)
    named = dict(zip(_keys(folders), dict.fromkeys(folders), strict=True))
    with ThreadPoolExecutor(_FETCHED_AT_ONCE) as pool:  # an address that is slow delays no other
        given = dict(
            zip(named, pool.map(lambda each: _given(each, get), named.values()), strict=True)
        )
    with stage(out) as staged:
        before = gathered.read(out)
        over = Country(base) if base else None
        work = _Work(country, out, staged / "regions", is_own, {} if known is None else known, over)
        looked = [_looked_at(work, key, place, given[key]) for key, place in named.items()]
        shown = [(at, checked) for at, (_, checked, _) in enumerate(looked) if checked]
        joined = join(country, [checked for _, checked in shown])
        regions = [region for region, _, _ in looked]
        for (at, _), rows, findings in zip(shown, joined.rows, joined.findings, strict=True):
            all_findings = (*regions[at].findings, *findings)
            regions[at] = replace(regions[at], rows=rows, findings=all_findings)
        digests = [f"{key} {digest}" for key, (_, _, digest) in zip(named, looked, strict=True)]
        made_from = _hash("\n".join([country.revision, str(is_own), _schema_digest(), *digests]))
        if made_from != before.made_from or not is_whole(out):
            _write(country, joined, staged)
            swap(staged, out, ("datasets", "geodata"))
        looked_at = datetime.now(UTC).isoformat(timespec="seconds")
        status = Gathered(tuple(regions), looked_at, made_from, looks)
        gathered.write(status, out)
    return status


def seen(national: Path, folders: Sequence[Place]) -> str:
    """What national data and folders look like from outside; another text means: gather anew."""
    descriptor = national / "datasets" / "datapackage.json"
    try:
        about = descriptor.stat()
        lines = [f"{national} {about.st_size} {about.st_mtime_ns}"]
    except OSError:
        lines = [f"{national} -"]
    for each in folders:
        lines.append(each if isinstance(each, str) else regional_files.signature(each))
    return _hash("\n".join([*lines, _schema_digest()]))


def _looked_at(
    work: _Work, key: str, place: Place, given: _Given
) -> tuple[Region, Checked | None, str]:
    """The region, what of it is shown, and a hash of that."""
    region = Region(key, _name(place), "never_valid")
    if isinstance(given, RegionalFilesError):
        region = replace(region, findings=(given.finding,))
    elif given is None:
        region = replace(region, state="gone")
    elif not given.files:
        region = replace(region, state="empty")
    else:
        checked = work.checked(key, given)
        region = replace(
            region, findings=checked.findings, accepted=checked.accepted, open=checked.open
        )
        if checked.is_right:
            work.keep(key, given)
            is_empty = not (checked.overlay.rows or checked.overlay.left_out)
            right: State = "empty" if is_empty else "older_schema" if checked.is_older else "valid"
            return _told(replace(region, state=right), work, checked), checked, given.digest
        region = _named(region, checked)
    kept = _kept(work.out / LAST_VALID / key)
    last = work.checked(key, kept) if kept else None
    if kept is None or last is None or not last.is_right:
        return region, None, ""
    if region.state == "never_valid":
        region = replace(region, state="last_valid")
    return _told(replace(region, is_earlier=True), work, last), last, kept.digest


def _named(region: Region, checked: Checked) -> Region:
    about = checked.region
    if about is None:
        return region
    return replace(region, code=about.code, name=about.name, licence=about.licence)


def _told(region: Region, work: _Work, shown: Checked) -> Region:
    """``region`` with what there is to say of the version that is shown."""
    kept = work.out / LAST_VALID / region.key / REGION_FILE
    good_on = datetime.fromtimestamp(kept.stat().st_mtime, UTC).isoformat(timespec="seconds")
    oldest, newest = shown.ages
    return replace(_named(region, shown), good_on=good_on, oldest=oldest, newest=newest)


def _given(place: Place, get: Callable[[str], RegionalFiles | None]) -> _Given:
    try:
        return get(place) if isinstance(place, str) else regional_files.read(place)
    except RegionalFilesError as error:
        return error


def _kept(folder: Path) -> RegionalFiles | None:
    try:
        return regional_files.read(folder)
    except RegionalFilesError:
        return None


def _write(country: Country, joined: Joined, out: Path) -> None:
    """Write the national home to ``out`` with the tables of ``joined`` in place of its own."""
    datasets, geodata = out / "datasets", out / "geodata"
    shutil.copytree(country.datasets, datasets)
    shutil.copytree(country.home / "geodata", geodata)
    for (folder, name), rows in joined.tables.items():
        columns = schema.tables()[name].column_names
        with (datasets / folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(
                file, columns, restval="", extrasaction="ignore", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(rows[key] for key in sorted(rows))
    if joined.sources:
        text = sources_text((*country.sources.values(), *joined.sources.values()))
        (datasets / SOURCES_FILE).write_text(text, encoding="utf-8", newline="")
    if joined.checks:
        before, _ = checking.read(country.home)
        text = checks_text((*before, *joined.checks))
        (datasets / CHECKS_FILE).write_text(text, encoding="utf-8", newline="")
    datapackage.write(datasets, geodata)


def is_whole(out: Path) -> bool:
    """Whether ``out`` has a home that can be shown."""
    return (out / "datasets" / PACKAGE_FILE).is_file() and (out / "geodata").is_dir()


def _keys(folders: Sequence[Place]) -> list[str]:
    """A name on disk for each folder, which does not change when others come or go."""
    return [f"{_slug(_name(each))}-{_hash(str(each))[:8]}" for each in dict.fromkeys(folders)]


def _name(place: Place) -> str:
    return place.rstrip("/").rpartition("/")[2] if isinstance(place, str) else place.resolve().name


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "regio"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _schema_digest() -> str:
    return _hash(f"{_FORM} {schema.tables()!r}")
