"""Which mbo qualification a file means: by crebo, with what replaced it, or by name and level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.matching.match import UNKNOWN, Candidate, Match, decided
from inspiratiekaart.matching.words import likened

ENDED = Match(basis="former")
"""A crebo that we know, that no longer holds and of which we know no successor."""

_LIKE_PCT = 88
_ADDED = frozenset(
    [
        "bbl",
        "bol",
        "ovo",
        "mbo",
        "niveau",
        "entre",
        "entreopleiding",
        "opleiding",
        "crebo",
        "1",
        "2",
        "3",
        "4",
    ]
)


@dataclass(frozen=True)
class _Known:
    names: Mapping[str, str]
    now: Mapping[str, str]
    ended: frozenset[str]
    by_name: Mapping[tuple[str, int | None], tuple[str, ...]]


def match_kwalificatie(
    dataset: Dataset, crebo: str = "", *, name: str = "", level: int | None = None
) -> Match:
    """The present qualification with ``crebo``, or what replaced it; else by name and level.

    ``ENDED`` where the crebo is known and nothing replaced it.
    """
    known = _known(dataset)
    code = crebo.strip()
    if code in known.names:
        if code in known.now:
            new = known.now[code]
            return decided([Candidate(new, known.names[new], 90, "former")])
        if code in known.ended:
            return ENDED
        return decided([Candidate(code, known.names[code], 100, "code")])
    if code:
        return UNKNOWN
    key = _compared(name[:200])
    if not key:
        return UNKNOWN
    exact = known.by_name.get((key, level), ())
    if exact:
        return decided(Candidate(each, known.names[each], 96, "exact") for each in exact)
    texts = {text: text for text, of in known.by_name if of == level}
    like = process.extract(key, texts, scorer=fuzz.ratio, score_cutoff=_LIKE_PCT, limit=6)
    return decided(
        Candidate(each, known.names[each], int(score) - 6, "spelling")
        for text, score, _ in like
        for each in known.by_name[text, level]
    )


@lru_cache(maxsize=4)
def _known(dataset: Dataset) -> _Known:
    table = records(dataset["kwalificaties"])
    names = {row["crebo"]: row["name"] for row in table}
    by_name: dict[tuple[str, int | None], list[str]] = {}
    for row in table:
        if _holds(row):
            for of in {_level(row), None}:
                by_name.setdefault((_compared(row["name"]), of), []).append(row["crebo"])
    now: dict[str, str] = {}
    ended: set[str] = set()
    for row in table:
        if _holds(row):
            continue
        same = by_name.get((_compared(row["name"]), _level(row)), [])
        if row["replaced_by_crebo"] in names:
            now[row["crebo"]] = row["replaced_by_crebo"]
        elif len(same) == 1 and _level(row) is not None:
            now[row["crebo"]] = same[0]
        else:
            ended.add(row["crebo"])
    return _Known(names, now, frozenset(ended), {k: tuple(v) for k, v in by_name.items()})


def _compared(name: str) -> str:
    """``name`` without what a school adds to it: the route and the level."""
    return " ".join(word for word in likened(name).split() if word not in _ADDED)


def _holds(row: Mapping[str, Any]) -> bool:
    """Whether a qualification holds now: dated so, or undated in a dossier of SBB's own list."""
    return row["is_current"] == "yes" or (
        row["is_current"] == "unknown" and row["dossier_crebo"] is not None
    )


def _level(row: Mapping[str, Any]) -> int | None:
    return None if row["level"] is None else int(row["level"])
