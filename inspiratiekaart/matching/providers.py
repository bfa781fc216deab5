"""Which institution a file means: by BRIN (of a site too), by name, by a former name.

``other_names.csv`` beside this file has the names under which DUO's registers know institutions
that we give a shorter name, and the institutions that have merged, with their former BRIN.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.matching.match import UNKNOWN, Basis, Candidate, Match, decided
from inspiratiekaart.matching.words import folded

OTHER_NAMES = Path(__file__).parent / "other_names.csv"
_BRIN = re.compile(r"\s*(\d{2}[A-Za-z]{2})(?:[\s|_-]*[A-Za-z]?\d{0,2})?\s*\Z")
_WHOLE = (
    (re.compile(r"\bregiona(al|le) opleiding(s|en)? ?centr(um|a)\b"), "roc"),
    (re.compile(r"\b(stichting|stg|b v|bv|n v|nv|v o f|vof)\b"), " "),
    (re.compile(r"\b(voor|v) (mbo|vmbo|middelbaar beroepsonderwijs)\b.*$"), " "),
    (re.compile(r"\bcoll\b"), "college"),
    (re.compile(r"\br dam\b|\brdam\b"), "rotterdam"),
)
_KINDS = re.compile(r"\b(roc|aoc|mbo|sg|scholengemeenschap)\b")
_COMMON = frozenset(
    [
        "college",
        "colleges",
        "groep",
        "hogeschool",
        "universiteit",
        "university",
        "onderwijsgroep",
        "onderwijs",
        "opleidingen",
        "mbo",
        "roc",
        "aoc",
        "school",
        "academie",
        "academy",
        "nederland",
        "instituut",
        "of",
        "applied",
        "sciences",
    ]
)
"""Words that tell what kind of institution it is and not which."""

_LIKE_PCT = 80
_SLIP_PCT = 91
_LONG = 8
_RARE_LETTERS = 5
_TO_ASK_PCT = 80


@dataclass(frozen=True)
class _Known:
    by_brin: Mapping[str, Candidate]
    by_name: Mapping[str, tuple[Candidate, ...]]
    telling: Mapping[str, str]
    rare: Mapping[str, set[str]]


def match_provider(dataset: Dataset, name: str, *, brin: str = "") -> Match:
    """The institution called ``name``, or with ``brin``, as its ``provider_id``.

    A BRIN may be that of a site (25LW01); one that is new to us is no institution of ours,
    whatever it is called. An id of our own counts as a BRIN.
    """
    known = _known(dataset)
    if brin.strip():
        code = _BRIN.match(brin)
        key = code[1].upper() if code else brin.strip().casefold()
        return decided([known.by_brin[key]]) if key in known.by_brin else UNKNOWN
    found = tuple(_by_name(known, name[:200]))
    return decided(found)


def plain_brin(text: str) -> str:
    """The BRIN in ``text`` without what tells a site; empty where it has none."""
    code = _BRIN.match(text or "")
    return code[1].upper() if code else ""


def compared(name: str) -> str:
    """``name`` without its legal form, with the usual short form of the kind of school."""
    key = folded(name)
    for pattern, instead in _WHOLE:
        key = pattern.sub(instead, key)
    return " ".join(key.split())


def _by_name(known: _Known, name: str) -> Iterator[Candidate]:
    key = compared(name)
    if not key:
        return
    exact = known.by_name.get(key) or known.by_name.get(_KINDS.sub("", key).strip(), ())
    yield from exact
    if exact:
        return
    yield from _with_words(known, frozenset(key.split()))
    telling = _telling(key)
    like = process.extract(
        telling, known.telling, scorer=fuzz.ratio, score_cutoff=_LIKE_PCT, limit=8
    )
    for _, score, text in like:
        # schools differ by little (NOVI, NCOI): only a slip in a name of some length is sure
        is_slip = score >= _SLIP_PCT and len(telling) >= _LONG
        sure = int(score) - 4 if is_slip else min(int(score) - 8, _TO_ASK_PCT)
        for each in known.by_name[text]:
            yield Candidate(each.code, each.name, sure, "spelling")


def _telling(key: str) -> str:
    """The words of ``key`` that tell which institution it is, in alphabetical order."""
    return " ".join(sorted(word for word in key.split() if word not in _COMMON))


def _with_words(known: _Known, said: frozenset[str]) -> Iterator[Candidate]:
    """Institutions whose name is in ``said``, or has it, but for words as college: those are sure.

    One that shares a word that no other institution has may be meant.
    """
    for text, given in known.by_name.items():
        own = frozenset(text.split())
        if (own < said and said - own <= _COMMON) or (said < own and own - said <= _COMMON):
            if own & said <= _COMMON:
                continue
            yield from (Candidate(each.code, each.name, 88, "words") for each in given)
        elif any(len(known.rare.get(word, ())) == 1 for word in own & said):
            yield from (Candidate(each.code, each.name, 78, "words") for each in given)


@cache
def other_names() -> tuple[Mapping[str, str], ...]:
    """The rows of ``other_names.csv``."""
    with OTHER_NAMES.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache(maxsize=4)
def _known(dataset: Dataset) -> _Known:
    table = dataset["providers"].fillna({"brin": ""})
    by_brin: dict[str, Candidate] = {}
    names = dict(zip(table["provider_id"], table["name"], strict=True))
    given: list[tuple[str, str, int, Basis]] = []
    for key, brin, name in table[["provider_id", "brin", "name"]].itertuples(index=False):
        given.append((key, name, 100, "exact"))
        for code in {key.casefold() if not brin else key, brin} - {""}:
            by_brin[code] = Candidate(key, name, 100, "code")
    for row in other_names():
        key = row["provider_id"]
        if key in names:
            basis: Basis = "former" if row["kind"] == "former" else "alias"
            given.append((key, row["name"], 95, basis))
            if row["former_brin"]:
                by_brin.setdefault(row["former_brin"], Candidate(key, names[key], 95, "former"))
    by_name: dict[str, dict[str, Candidate]] = {}
    for key, name, sure, basis in given:
        for text in dict.fromkeys((compared(name), _KINDS.sub("", compared(name)).strip())):
            if text:
                less = sure if text == compared(name) else sure - 5
                by_name.setdefault(text, {}).setdefault(
                    key, Candidate(key, names[key], less, basis)
                )
    rare: dict[str, set[str]] = {}
    for text, each in by_name.items():
        for word in _telling(text).split():
            if len(word) >= _RARE_LETTERS:
                rare.setdefault(word, set()).update(each)
    return _Known(
        by_brin,
        {text: tuple(each.values()) for text, each in by_name.items()},
        {text: _telling(text) for text in by_name if _telling(text)},
        rare,
    )
