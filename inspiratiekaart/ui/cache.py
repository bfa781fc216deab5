"""Everything that is kept between runs, by value: revision, selection, language. Nowhere else."""

from __future__ import annotations

import streamlit as st

from inspiratiekaart.dataset import Dataset, open_dataset, revision
from inspiratiekaart.occupations import work
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.regions import region_names


@st.cache_resource(show_spinner=False, ttl=5)
def _revision() -> str:
    return revision(DATASETS)


@st.cache_resource(show_spinner=False, max_entries=8)
def _dataset(edition: str, _revision: str) -> Dataset:
    return open_dataset(edition)


def dataset(edition: str) -> Dataset:
    """The edition as it lies on disk; a new revision is noticed within seconds."""
    return _dataset(edition, _revision())


def region_codes(data: Dataset) -> tuple[str, ...]:
    """The codes of the regions of ``data``."""
    return tuple(region_names(data))


def topic_ids(data: Dataset) -> tuple[str, ...]:
    """The ids of sectors and themes of ``data``."""
    return tuple(work(data).topics)
