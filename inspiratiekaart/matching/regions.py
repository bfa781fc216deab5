"""Which labour-market region a file means: by code, name, former name or another spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.matching.match import UNKNOWN, Basis, Candidate, Match, decided
from inspiratiekaart.matching.words import folded

COUNTRY = "NL"
"""The code of the whole country."""

_COUNTRY = frozenset({"nederland", "nl", "landelijk", "heel nederland", "nl01", "nederland totaal"})
_CODE = re.compile(r"(?:am|amr)?[\s-]?0*(\d{1,2})\Z", re.IGNORECASE)
_BEFORE = re.compile(r"^(arbeidsmarktregio|arbeidsmarkt regio|amr|regio|am\d\d) ")
_OTHERS = {"fryslan": "friesland", "stadsregio amsterdam": "groot amsterdam"}
_LIKE_PCT = 84


def match_region(dataset: Dataset, said: str) -> Match:
    """The region called ``said``, as its code; ``COUNTRY`` for the whole country.

    A code may be written AM05, AM5, 05 or 5.
    """
    names = _names(dataset)
    key = folded(said[:120])
    if key in _COUNTRY:
        return decided([Candidate(COUNTRY, "Nederland", 100, "exact")])
    number = _CODE.fullmatch(said.strip())
    if number:
        code = f"AM{int(number[1]):02d}"
        known = {each.code: each for each in names.values()}
        if code not in known:
            return UNKNOWN
        return decided([Candidate(code, known[code].name, 100, "code")])
    for each in _spellings(key):
        if each in names:
            return decided([names[each]])
    if len(key) < 4:
        return UNKNOWN
    plain = _spellings(key)[-1]
    like = process.extract(plain, names.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_PCT)
    return decided(
        Candidate(names[one].code, names[one].name, int(score) - 4, "spelling")
        for one, score, _ in like
    )


def _spellings(key: str) -> tuple[str, ...]:
    plain = _BEFORE.sub("", key)
    tight = plain.replace(" en ", " ")
    return tuple(dict.fromkeys((key, plain, _OTHERS.get(plain, plain), tight)))


@lru_cache(maxsize=4)
def _names(dataset: Dataset) -> Mapping[str, Candidate]:
    table = dataset["arbeidsmarktregios"].fillna({"former_names": ""})
    found: dict[str, Candidate] = {}
    columns = ["arbeidsmarktregio_code", "name", "former_names"]
    for code, name, former in table[columns].itertuples(index=False):
        given: list[tuple[str, int, Basis]] = [(name, 100, "exact")]
        given += [(each, 96, "former") for each in former.split("|") if each]
        for text, sure, basis in given:
            for key in _spellings(folded(text)):
                found.setdefault(key, Candidate(code, name, sure, basis))
    return found
