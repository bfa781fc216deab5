"""What may be there already under another name: proposed to a person, never joined by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz, process

from inspiratiekaart.matching.providers import compared
from inspiratiekaart.matching.words import likened

_LIKE_PROVIDER_PCT = 84
_LIKE_OFFER_PCT = 90
_SAME = ("provider_id", "site_id", "level")
_NOT_OTHER = ("attendance", "learning_form_id")


@dataclass(frozen=True)
class Likeness:
    """A new thing and one that is there, by id, with their names and how alike these are."""

    new_id: str
    new_name: str
    other_id: str
    other_name: str
    likeness_pct: int


def like_providers(new: Mapping[str, str], known: Mapping[str, str]) -> Iterator[Likeness]:
    """Each provider of ``new`` (names by id) with the ones of ``known`` that are called alike."""
    texts = {key: compared(name) for key, name in known.items()}
    for key, name in new.items():
        like = process.extract(
            compared(name), texts, scorer=fuzz.token_sort_ratio,
            score_cutoff=_LIKE_PROVIDER_PCT, limit=3,
        )  # fmt: skip
        for _, score, other in like:
            if other != key:
                yield Likeness(key, name, other, known[other], int(score))


def like_offers(new: pd.DataFrame, known: pd.DataFrame) -> Iterator[Likeness]:
    """Each offer of ``new`` with the ones of ``known`` of the same provider, site and level.

    Two offers that both have a code are told apart by that; a difference in form does so too.
    """
    there = {key: rows for key, rows in known.groupby(list(_SAME), dropna=False) if key is not None}
    for key, rows in new.groupby(list(_SAME), dropna=False):
        others = there.get(key)
        if others is None:
            continue
        likeness = process.cdist(
            rows["title"].map(likened).tolist(), others["title"].map(likened).tolist(),
            scorer=fuzz.ratio, score_cutoff=_LIKE_OFFER_PCT,
        )  # fmt: skip
        for at, other in zip(*likeness.nonzero(), strict=True):
            one, two = rows.iloc[at], others.iloc[other]
            if one["offer_id"] != two["offer_id"] and not _told_apart(one, two):
                yield Likeness(
                    one["offer_id"], one["title"], two["offer_id"], two["title"],
                    int(likeness[at, other]),
                )  # fmt: skip


def _told_apart(one: pd.Series, two: pd.Series) -> bool:
    if all(_has(each, "crebo") or _has(each, "isat") for each in (one, two)):
        return True
    return any(
        _has(one, name) and _has(two, name) and one[name] != two[name] for name in _NOT_OTHER
    )


def _has(row: pd.Series, name: str) -> bool:
    return bool(pd.notna(row[name]) and row[name] != "")
