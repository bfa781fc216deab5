"""What a reader of nested documents gathers: drafts of providers, sites and offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from inspiratiekaart.sources.tidied import DRAFTS, Rejected, Tidied, as_drafts

_OFFER: dict[str, Any] = {
    "at_head_office": False,
    "is_online": False,
    "certainty": "offered",
    "students_status": "unknown",
    "status": "final",
}
_RANGE = ("at_sheet", "at_row", "start_on", "start_text", "price_eur", "price_max_eur", "end_on")
"""In these may the runs of one training differ; in all else they are the same training."""


class Gathering:
    """Drafts and rows left out, of one source, as they are met.

    A provider or a site that is met twice is one draft. Runs of one training at one place become
    one offer: the first start, the other starts in words, the lowest and the highest price.
    """

    def __init__(self, source_id: str) -> None:
        self._source_id = source_id
        self._providers: dict[object, dict[str, Any]] = {}
        self._sites: dict[object, dict[str, Any]] = {}
        self._offers: dict[object, list[dict[str, Any]]] = {}
        self._rejected: list[Rejected] = []
        self.read_count = 0

    def each(self, value: object, at_sheet: str = "") -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The objects of a list, counted and numbered from 1; what is no object is left out."""
        for number, item in enumerate(value if isinstance(value, list) else (), 1):
            self.read_count += 1
            if isinstance(item, Mapping):
                yield number, item
            else:
                self.reject("not-readable", number, at_sheet)

    def provider(self, provider_id: str, **row: Any) -> None:
        """Keep a provider."""
        self._providers.setdefault(provider_id, {**row, "provider_id": provider_id})

    def site(self, **row: Any) -> None:
        """Keep a site, where it has a place or a postcode."""
        if row.get("place") or row.get("postcode"):
            names = ("provider_id", "postcode", "street", "house_number", "place")
            self._sites.setdefault(tuple(row.get(name) for name in names), row)

    def offer(self, **row: Any) -> None:
        """Keep an offer, or one more run of it."""
        full = {**_OFFER, "source_id": self._source_id, **row}
        key = tuple((name, full.get(name)) for name in DRAFTS["offers"] if name not in _RANGE)
        self._offers.setdefault(key, []).append(full)

    def reject(
        self, code: str, at_row: int, at_sheet: str = "", column: str = "", value: object = ""
    ) -> None:
        """Leave a row out, for the reason ``code`` under ``published.rejected.training``."""
        said = str(value)[:80] if isinstance(value, str | int | float) else ""
        self._rejected.append(Rejected(at_sheet, at_row, column, f"training.{code}", said))

    def tidied(self, period: str = "") -> Tidied:
        """All that was gathered; kinds without a draft are left away."""
        kinds = {
            "providers": list(self._providers.values()),
            "sites": list(self._sites.values()),
            "offers": [_joined(runs) for runs in self._offers.values()],
        }
        drafts = {
            kind: as_drafts(kind, pd.DataFrame(rows, dtype="object"))
            for kind, rows in kinds.items()
            if rows
        }
        return Tidied(drafts, tuple(self._rejected), self.read_count, period)


def _joined(runs: list[dict[str, Any]]) -> dict[str, Any]:
    starts = sorted(set(_each(runs, "start_on")))
    texts = dict.fromkeys(_each(runs, "start_text"))
    prices = [*_each(runs, "price_eur"), *_each(runs, "price_max_eur")]
    low, high = (min(prices), max(prices)) if prices else (None, None)
    return {
        **runs[0],
        "start_on": starts[0] if starts else None,
        "start_text": ", ".join([*texts, *(starts if len(starts) > 1 else ())]) or None,
        "end_on": _if_all(runs, "end_on", max),
        "price_eur": low,
        "price_max_eur": high if high != low else None,
    }


def _each(runs: list[dict[str, Any]], name: str) -> list[Any]:
    return [run[name] for run in runs if run.get(name) is not None]


def _if_all(runs: list[dict[str, Any]], name: str, pick: Callable[[Iterable[Any]], Any]) -> Any:
    found = _each(runs, name)
    return pick(found) if len(found) == len(runs) else None
