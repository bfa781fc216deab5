"""The offers as columns of numbers, sorted so that a provider's offers at one site stand together.

Built once per dataset. A search then works on whole columns: no row is looked at on its own until
the rows of one page are shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from inspiratiekaart import word_index
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.search import folded
from inspiratiekaart.word_index import Integers, Mask, WordIndex

CERTAINTIES = ("offered", "had_students", "sample", "recognised")
"""How sure an offer is, the surest first."""

MONTH_LIMITS = (1, 6, 12, 24, 48)
PRICE_LIMITS = (250, 500, 1000, 2500, 5000, 10000)

Floats = npt.NDArray[np.float64]

_CREDITS_A_MONTH = 5.0  # full-time: 60 EC is a study year of twelve months (WHW, article 7.4)
_DAYS_A_MONTH = 30.4
_SPAN = re.compile(r"(\d+)\s*(?:cursus)?(dag|week|weken|dagde)", re.IGNORECASE)
_DAYS = {"dag": 1.0, "week": 7.0, "weken": 7.0, "dagde": 0.5}
_CREDITS = re.compile(r"(\d+) EC\Z")


@dataclass(frozen=True, eq=False)
class Codes:
    """A column of few different values: ``codes`` are positions in ``values``, -1 for unknown."""

    values: tuple[str, ...]
    codes: Integers

    def among(self, wanted: frozenset[str]) -> Mask:
        """Which rows have one of ``wanted``."""
        allowed = np.array([value in wanted for value in self.values] + [False])
        return allowed[self.codes]

    def count(self, mask: Mask) -> dict[str, int]:
        """How many rows of ``mask`` have each value, zero included."""
        found = np.bincount(self.codes[mask] + 1, minlength=len(self.values) + 1)[1:]
        return dict(zip(self.values, found.tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class OfferIndex:
    """The offers of a dataset by position, and their groups: one provider at one site.

    ``offers`` is sorted by group; ``starts`` has the first offer of each group. ``site_of`` (a
    position among the sites sorted by id, -1 without a site), ``provider_of``, ``x_m`` and ``y_m``
    (in metres, NaN without a site), ``regions`` and ``kinds`` are per group, the rest per offer.
    ``months`` and ``prices`` are NaN where unknown, ``start_months`` has unknown as -1. ``ranks``
    say in which order offers come, per way of sorting. ``links`` gives per profession the codes of
    its trainings (positions as in ``code_of``) and whether they lead to it directly.
    """

    offers: pd.DataFrame
    words: WordIndex
    starts: npt.NDArray[np.intp]
    group_of: Integers
    group_ids: tuple[str, ...]
    group_positions: Mapping[str, int]
    site_of: Integers
    provider_of: Integers
    provider_ids: tuple[str, ...]
    x_m: Floats
    y_m: Floats
    regions: Codes
    kinds: Codes
    facets: Mapping[str, Codes]
    months: Floats
    prices: Floats
    start_months: Codes
    is_online: Mask
    ranks: Mapping[str, Integers]
    code_of: Integers
    links: Mapping[str, tuple[tuple[int, bool], ...]]

    @property
    def size(self) -> int:
        """How many offers there are."""
        return len(self.offers)


@lru_cache(maxsize=4)
def offer_index(dataset: Dataset) -> OfferIndex:
    """The index of the offers of ``dataset``."""
    return build(
        dataset["offers"],
        dataset["sites"],
        dataset["providers"],
        dataset["kwalificaties"],
        pd.concat([dataset["occupation_kwalificaties"], dataset["occupation_programmes"]]),
        dataset.boundary_year,
    )


def build(
    offers: pd.DataFrame,
    sites: pd.DataFrame,
    providers: pd.DataFrame,
    kwalificaties: pd.DataFrame,
    links: pd.DataFrame,
    year: int,
) -> OfferIndex:
    """Index ``offers``; a start before ``year`` counts as unknown, for it is over."""
    sites = sites.sort_values("site_id").reset_index(drop=True)
    providers = providers.sort_values("provider_id").reset_index(drop=True)
    site = pd.Index(sites["site_id"]).get_indexer(pd.Index(offers["site_id"]))
    provider = pd.Index(providers["provider_id"]).get_indexer(pd.Index(offers["provider_id"]))
    group = np.where(site >= 0, site, len(sites) + provider)
    by_group = np.lexsort((offers["offer_id"].to_numpy(dtype=object), group))
    offers = offers.iloc[by_group].reset_index(drop=True)
    present, starts, group_of = np.unique(group[by_group], return_index=True, return_inverse=True)
    site_of = np.where(present < len(sites), present, -1)
    first = provider[by_group][starts]
    places = np.append(sites["place"].to_numpy(dtype=object), np.array([None], dtype=object))
    titles = offers["title"].astype("object")
    named = kwalificaties.set_index("crebo")["name"].astype("object")
    code, codes = pd.factorize(
        ("crebo " + offers["crebo"]).fillna("isat " + offers["isat"]).astype("object")
    )
    ids = np.concatenate([sites["site_id"].to_numpy(object), providers["provider_id"].to_numpy()])
    months = _months(offers)
    prices = offers["price_eur"].to_numpy(dtype=np.float64, na_value=np.nan)
    starts_in = _start_months(offers["start_on"], year)
    return OfferIndex(
        offers=offers,
        words=word_index.build(
            [
                titles,
                providers["name"].take(first[group_of]).reset_index(drop=True),
                offers["crebo"].astype("object").map(named),
                pd.Series(places[site_of[group_of]]),
            ],
            len(offers),
        ),
        starts=starts,
        group_of=np.asarray(group_of, dtype=np.int32),
        group_ids=tuple(ids[present]),
        group_positions={key: at for at, key in enumerate(ids[present])},
        site_of=site_of.astype(np.int32),
        provider_of=first.astype(np.int32),
        provider_ids=tuple(providers["provider_id"]),
        x_m=_at(sites["x_m"], site_of),
        y_m=_at(sites["y_m"], site_of),
        regions=_codes(sites["arbeidsmarktregio_code"].reindex(site_of)),
        kinds=_codes(providers["kind"].take(first)),
        facets={
            "forms": _codes(offers["learning_form_id"]),
            "levels": _codes(offers["level"]),
            "certainties": _codes(offers["certainty"]),
            "funded": _codes(offers["is_funded"].map({True: "ja", False: "nee"})),
        },
        months=months,
        prices=prices,
        start_months=starts_in,
        is_online=offers["is_online"].to_numpy(dtype=np.bool_),
        ranks=_ranks(offers, titles, prices, starts_in),
        code_of=code.astype(np.int32),
        links=_links(links, {str(value): i for i, value in enumerate(codes)}),
    )


def _at(column: pd.Series, positions: npt.NDArray[np.intp]) -> Floats:
    values = np.append(column.to_numpy(dtype=np.float64), np.nan)
    return np.asarray(values[positions])


def _codes(column: pd.Series) -> Codes:
    codes, values = pd.factorize(column.astype("object"), sort=True)
    return Codes(tuple(str(value) for value in values), codes.astype(np.int32))


def _months(offers: pd.DataFrame) -> Floats:
    known = offers["duration_months"].to_numpy(dtype=np.float64, na_value=np.nan)
    codes, texts = pd.factorize(offers["duration_text"].astype("object"))
    spans = np.array([*(_span_months(str(text)) for text in texts), np.nan])[codes]
    credits = np.array([*(_credit_months(str(text)) for text in texts), np.nan])[codes]
    full_time = offers["attendance"].eq("voltijd").fillna(False).to_numpy(dtype=np.bool_)
    stated = np.where(np.isnan(spans) & full_time, credits, spans)
    return np.where(np.isnan(known), stated, known)


def _span_months(text: str) -> float:
    match = _SPAN.match(text)
    return float(match[1]) * _DAYS[match[2].lower()] / _DAYS_A_MONTH if match else np.nan


def _credit_months(text: str) -> float:
    match = _CREDITS.match(text)
    return float(match[1]) / _CREDITS_A_MONTH if match else np.nan


def _start_months(start_on: pd.Series, year: int) -> Codes:
    months = start_on.astype("object").str[:7]
    return _codes(months.where(months >= str(year)))


def _ranks(
    offers: pd.DataFrame, titles: pd.Series, prices: Floats, starts_in: Codes
) -> Mapping[str, Integers]:
    codes, texts = pd.factorize(titles)
    keys = np.unique([folded(str(text)) for text in texts], return_inverse=True)[1]
    title = keys[codes] if len(texts) else codes
    sure = pd.Index(CERTAINTIES).get_indexer(pd.Index(offers["certainty"]))
    years = -offers["evidence_year"].to_numpy(dtype=np.int64)
    best = _ranked(title, years, sure)
    start = np.where(starts_in.codes < 0, len(starts_in.values), starts_in.codes)
    return {
        "best": best,
        "name": _ranked(years, sure, title),
        "price": _ranked(best, np.where(np.isnan(prices), np.inf, prices)),
        "start": _ranked(best, start),
    }


def _ranked(*keys: npt.NDArray[np.generic]) -> Integers:
    order = np.lexsort(keys)
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return ranks


def _links(
    links: pd.DataFrame, positions: Mapping[str, int]
) -> Mapping[str, tuple[tuple[int, bool], ...]]:
    codes = ("crebo " + links["crebo"]).fillna("isat " + links["isat"])
    found: dict[str, list[tuple[int, bool]]] = {}
    for occupation, code, confidence in zip(
        links["occupation_id"], codes, links["confidence"], strict=True
    ):
        shelf = found.setdefault(str(occupation), [])
        if code in positions:
            shelf.append((positions[code], confidence == "direct"))
    return {key: tuple(value) for key, value in found.items()}
