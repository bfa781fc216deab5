"""Everything that is kept between runs, by value: revision, selection, language. Nowhere else."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING

from inspiratiekaart.dataset import Dataset, open_dataset, revision
from inspiratiekaart.occupations import work
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.regions import region_names
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Reading, read_query
from inspiratiekaart.texts import Texts

if TYPE_CHECKING:  # loaded by the first who keeps or opens a map
    from inspiratiekaart.store import Store

_LOOK_AGAIN_S = 5


@lru_cache(maxsize=2)
def _revision(_period: int) -> str:
    return revision(DATASETS)


@lru_cache(maxsize=8)
def _dataset(edition: str, _revision: str) -> Dataset:
    return open_dataset(edition)


def dataset(edition: str) -> Dataset:
    """The edition as it lies on disk; a new revision is noticed within seconds."""
    return _dataset(edition, _revision(int(time.monotonic() / _LOOK_AGAIN_S)))


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
