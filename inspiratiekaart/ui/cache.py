"""Everything that is kept between runs, by value: revision, selection, language. Nowhere else."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from inspiratiekaart import dataset as datasets
from inspiratiekaart import paths
from inspiratiekaart.checks import Check
from inspiratiekaart.dataset import Dataset, open_dataset, pinned, revision
from inspiratiekaart.occupations import work
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.provenance import CHECKS_FILE
from inspiratiekaart.regions import region_names
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Reading, read_query
from inspiratiekaart.texts import Texts
from inspiratiekaart.worklist import Worklist, worklist

if TYPE_CHECKING:  # loaded by the first who needs one
    from inspiratiekaart.editions.gathered import Gathered
    from inspiratiekaart.editions.regional_home import RegionalHome
    from inspiratiekaart.store import Store
    from inspiratiekaart.store.gate import Gate

_LOOK_AGAIN_S = 5
_ONE_HOME = Lock()


@lru_cache(maxsize=2)
def _revision(_period: int) -> str:
    return revision(DATASETS)


@lru_cache(maxsize=2)
def _editions(_period: int) -> tuple[str, ...]:
    return datasets.editions(DATASETS)


@lru_cache(maxsize=32)
def _dataset(edition: str, _revision: str, day: date) -> Dataset:
    return replace(open_dataset(edition), today=day)


@lru_cache(maxsize=16)
def _pinned(data: Dataset, _editions: tuple[str, ...]) -> str:
    return pinned(data).edition


def _period() -> int:
    return int(time.monotonic() / _LOOK_AGAIN_S)


def editions() -> tuple[str, ...]:
    """The editions that there are, as ``dataset.editions`` orders them: the first is the usual one.

    Where they are put together from regional folders, the first who asks has it made.
    """
    if paths.IS_GATHERED:
        _regional_home().ready()
    return _editions(_period())


def dataset(edition: str = "") -> Dataset:
    """The edition as it lies on disk, without a name the usual one; changes are noticed in seconds.

    Raises:
        DatasetError: there is no such edition, or it is damaged.
    """
    there = editions()
    return _dataset(edition or (there[0] if there else ""), _revision(_period()), today())


def follow() -> None:
    """Let what is shown follow the folders and files now, instead of at the next look."""
    if paths.IS_GATHERED:
        _regional_home().look()
    _revision.cache_clear()
    _editions.cache_clear()


def today() -> date:
    """The day on which data is looked at; rows fade by age from it."""
    return datetime.now(UTC).date()


def own_checks() -> tuple[Check, ...]:
    """The marks in the region's own folder as they are now; none where it is not one."""
    if not paths.IS_FORK:
        return ()
    try:
        seen = (paths.HOME / "datasets" / CHECKS_FILE).stat()
    except OSError:
        return ()
    return _own_checks(seen.st_mtime_ns, seen.st_size, seen.st_ino)


def to_check(code: str) -> Worklist:
    """The rows of a region that somebody should look at, in the usual edition."""
    return worklist(dataset(), code, today(), own_checks())


@lru_cache(maxsize=2)
def _own_checks(*_seen: int) -> tuple[Check, ...]:
    from inspiratiekaart.editions import checking  # only where there is a region's own folder

    return checking.read(paths.HOME)[0]


@lru_cache(maxsize=1)
def own_region() -> str:
    """The code of the region whose own folder is shown; empty where it is not one."""
    from inspiratiekaart.editions.region_folder import ForkError, read_region

    try:
        return read_region(paths.HOME).code if paths.IS_FORK else ""
    except ForkError:
        return ""  # its file is being mended; nobody writes meanwhile


@lru_cache(maxsize=1)
def gate() -> Gate:
    """Who may write in the region's folder; one for all visitors, since it counts guesses."""
    from inspiratiekaart.store.attempts import Attempts
    from inspiratiekaart.store.gate import gate_of

    return gate_of(os.environ, Attempts(time.monotonic))


def dataset_or_usual(edition: str) -> Dataset:
    """The edition, or the usual one where there is none of that name (any more)."""
    return dataset(edition if edition in editions() else "")


def pin(data: Dataset) -> Dataset:
    """What a link names so that it shows the same for ever: the sealed edition like ``data``."""
    return dataset(_pinned(data, editions()))


def regional() -> Gathered | None:
    """What became of the regional folders; nothing where the operator named none."""
    if not paths.IS_GATHERED:
        return None
    return _regional_home().status


def _regional_home() -> RegionalHome:
    with _ONE_HOME:  # who asks at the same time gets the same one
        return _first_regional_home()


@lru_cache(maxsize=1)
def _first_regional_home() -> RegionalHome:
    from inspiratiekaart.editions.regional_home import of_settings  # only where there are regions

    return of_settings()


@lru_cache(maxsize=4)
def texts(language: Language) -> Texts:
    """The sentences of ``language``; one value for all visitors."""
    return Texts(language)


@lru_cache(maxsize=1)
def store() -> Store:
    """The store of maps; one for all visitors. Where it cannot be opened, it is tried again.

    Raises:
        StoreError: the store is away.
    """
    from inspiratiekaart.store import open_store  # loaded by the first who keeps or opens a map

    return open_store()


def reading(query: tuple[tuple[str, str], ...]) -> Reading:
    """The selection that query parameters say; what makes no sense in them is named."""
    there = editions()
    edition = read_query(dict(query), editions=there).selection.edition
    return _reading(query, dataset(edition), there)


@lru_cache(maxsize=512)
def _reading(
    query: tuple[tuple[str, str], ...], data: Dataset, editions: tuple[str, ...]
) -> Reading:
    return read_query(
        dict(query), regions=region_names(data), topics=work(data).topics, editions=editions
    )
