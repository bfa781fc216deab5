"""The names of regions and of the sets they form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.texts import Texts

_MAX_NAMES = 4


@lru_cache(maxsize=4)
def region_names(dataset: Dataset) -> Mapping[str, str]:
    """The names of the regions of this edition, by code, in order of code."""
    frame = dataset["arbeidsmarktregios"].sort_values("arbeidsmarktregio_code")
    return dict(zip(frame["arbeidsmarktregio_code"], frame["name"], strict=True))


@lru_cache(maxsize=4)
def region_labels(dataset: Dataset) -> Mapping[str, list[float]]:
    """Where the name of each region stands on a map: longitude and latitude (EPSG:4326)."""
    frame = dataset["arbeidsmarktregios"]
    return {
        str(code): [float(lon), float(lat)]
        for code, lon, lat in zip(
            frame["arbeidsmarktregio_code"], frame["label_lon"], frame["label_lat"], strict=True
        )
    }


@lru_cache(maxsize=4)
def region_sets(dataset: Dataset) -> Mapping[str, tuple[frozenset[str], str, str]]:
    """The region sets by id: member codes, Dutch name, English name."""
    grouped = dataset["region_sets"].groupby("region_set_id", sort=False)
    return {
        str(key): (
            frozenset(rows["arbeidsmarktregio_code"]),
            str(rows["name_nl"].iloc[0]),
            str(rows["name_en"].iloc[0]),
        )
        for key, rows in grouped
    }


def region_set_name(dataset: Dataset, regions: frozenset[str]) -> tuple[str, str] | None:
    """The Dutch and English name of the set that ``regions`` is, if it is one of two or more."""
    if len(regions) < 2:
        return None
    sets = region_sets(dataset)
    for key in _own_first(dataset):
        members, name_nl, name_en = sets[key]
        if members == regions:
            return name_nl, name_en
    return None


@lru_cache(maxsize=4)
def _own_first(dataset: Dataset) -> tuple[str, ...]:
    """The ids of the region sets, those that regions made themselves before official ones."""
    frame = dataset["region_sets"].drop_duplicates("region_set_id")
    kinds = dict(zip(frame["region_set_id"].astype(str), frame["kind"], strict=True))
    return tuple(sorted(kinds, key=lambda key: (kinds[key] != "own", key)))


def in_words(names: Sequence[str], t: Texts) -> str:
    """``names`` of regions as a list, or how many where that is too long; none: the country."""
    if not names:
        return t("area.country")
    return t.listed(names) if len(names) <= _MAX_NAMES else t.count("area.regions", len(names))
