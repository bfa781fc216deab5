"""Everything that is kept between runs, by value: revision, selection, language. Nowhere else."""

from __future__ import annotations

import time
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from inspiratiekaart import paths
from inspiratiekaart.dataset import Dataset, open_dataset, revision
from inspiratiekaart.occupations import work
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.regions import region_names
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Reading, read_query
from inspiratiekaart.texts import Texts

if TYPE_CHECKING:  # loaded by the first who needs one
    from inspiratiekaart.editions.gathered import Gathered
    from inspiratiekaart.editions.regional_home import RegionalHome
    from inspiratiekaart.store import Store

_LOOK_AGAIN_S = 5
_ONE_HOME = Lock()


@lru_cache(maxsize=2)
def _revision(_period: int) -> str:
    return revision(DATASETS)


@lru_cache(maxsize=8)
def _dataset(edition: str, _revision: str) -> Dataset:
    return open_dataset(edition)


def dataset(edition: str) -> Dataset:
    """The edition as it lies on disk; a new revision is noticed within seconds.

    Where it is put together from regional folders, the first who asks has it made.
    """
    if paths.IS_GATHERED:
        _regional_home().ready()
    return _dataset(edition, _revision(int(time.monotonic() / _LOOK_AGAIN_S)))


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
    edition = read_query(dict(query)).selection.edition
    return _reading(query, dataset(edition))


@lru_cache(maxsize=512)
def _reading(query: tuple[tuple[str, str], ...], data: Dataset) -> Reading:
    return read_query(dict(query), regions=region_names(data), topics=work(data).topics)
