"""Which profession a file means: by UWV's code, by name, by another spelling, by its words.

UWV's list joins several professions in one name ("Programmeurs en developers ICT") and puts in
parentheses what may be left out. Each part counts as a name of its own, unless it is a word so
broad (monteurs, adviseurs) that it stands in several names of the list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.matching.match import SURE_PCT, UNKNOWN, Basis, Candidate, Match, decided
from inspiratiekaart.matching.words import folded, likened, words

_MOST_LETTERS = 200
_LIKE_PCT = 78
_LESS_THAN_LIKENESS = 4  # another spelling is never as sure as the name itself
_SLIP_PCT = 91  # below this the words differ by more than a slip of the pen
_TO_ASK_PCT = 80
_NAMED_PCT = 90
_TOO_BROAD = 4
_TRAIL = re.compile(r"\s*\([^)]*\)\s*$")
_OPTIONAL = re.compile(r"\(([^)]*)\)(\s?-?)")
_APART = re.compile(r"\s*(?:,|;|/|\ben\b)\s*")
_LEADS = re.compile(
    r"(coördinator|leidinggevende|supervisor|manager|directeur|teamleider|\(|hoofd)", re.I
)
"""Who leads the profession that is named after it is another profession."""

_CUT = re.compile(r"(\w+)- en ([\w-]+(?: [\w-]+)*)")


@dataclass(frozen=True)
class _Known:
    """The names of all professions, each with what it gives."""

    by_code: Mapping[str, tuple[str, ...]]
    by_name: Mapping[str, tuple[Candidate, ...]]
    stems: Mapping[str, tuple[str, ...]]
    spellings: tuple[tuple[str, Candidate], ...]
    earlier: Mapping[str, tuple[Candidate, ...]]
    names: Mapping[str, str]


def match_occupation(
    dataset: Dataset, name: str, *, uwv_code: str = "", is_new: bool = False
) -> Match:
    """The profession called ``name``, or with ``uwv_code``, as an ``occupation_id``.

    ``is_new`` leaves out what was decided earlier on the same words (for a measurement).
    """
    known = _known(dataset)
    name = name[:_MOST_LETTERS]
    coded = known.by_code.get(uwv_code.strip().lstrip("0"), ()) if uwv_code else ()
    if len(coded) == 1:
        return decided([Candidate(coded[0], known.names[coded[0]], 100, "code")])
    if coded:
        found = decided(each for each in _by_name(known, name, is_new) if each.code in coded)
        others = (Candidate(key, known.names[key], 80, "code") for key in coded)
        return found if found.code else decided(others)
    return decided(_by_name(known, name, is_new)) if folded(name) else UNKNOWN


@lru_cache(maxsize=4)
def _groups(dataset: Dataset) -> tuple[Mapping[str, str], Mapping[str, str]]:
    table = dataset["beroepsgroepen"].sort_values("beroepsgroep_code", key=lambda c: c.str.len())
    names = dict(zip(table["name"].map(likened), table["beroepsgroep_code"], strict=True))
    return names, dict(zip(table["beroepsgroep_code"], table["name"], strict=True))


def match_group(dataset: Dataset, name: str, *, code: str = "") -> Match:
    """The BRC group called ``name``, or with ``code`` (with or without its leading zero)."""
    names, known = _groups(dataset)
    for each in (code.strip(), code.strip().zfill(4)):
        if each in known:
            return decided([Candidate(each, known[each], 100, "code")])
    key = likened(name)
    if not key:
        return UNKNOWN
    if key in names:
        return decided([Candidate(names[key], known[names[key]], 100, "exact")])
    like = process.extract(key, names.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_PCT)
    return decided(
        Candidate(names[one], known[names[one]], int(score) - _LESS_THAN_LIKENESS, "spelling")
        for one, score, _ in like
    )


def _by_name(known: _Known, name: str, is_new: bool) -> Iterator[Candidate]:
    key = likened(name)
    exact = known.by_name.get(key, ())
    earlier = () if is_new else known.earlier.get(folded(name), ())
    if any(each.confidence_pct >= _NAMED_PCT for each in exact):
        yield from exact
        return
    if len(earlier) == 1:
        yield from earlier
        return
    yield from exact
    yield from _within(known, words(name))
    spelled = [text for text, _ in known.spellings]
    like = process.extract(key, spelled, scorer=fuzz.ratio, score_cutoff=_LIKE_PCT, limit=12)
    for _, score, at in like:
        meant = known.spellings[at][1]
        most = meant.confidence_pct if score >= _SLIP_PCT else _TO_ASK_PCT
        sure = min(int(score) - _LESS_THAN_LIKENESS, most)
        yield Candidate(meant.code, meant.name, sure, "spelling")


def _within(known: _Known, said: tuple[str, ...]) -> Iterator[Candidate]:
    """Names that say the same and more: sure where only the end of one name was left out."""
    if not said:
        return
    begun = [key for key, stems in known.stems.items() if stems[:1] == said[:1]]
    some = [key for key, stems in known.stems.items() if set(said) < set(stems)]
    if len(said) == 1:
        some = [each for each in some if each in begun]
    if len(some) > _TOO_BROAD:
        return  # a word for many professions names none
    for key in some:
        is_only = len(some) == 1 and key in begun and len(said) > 1
        yield Candidate(key, known.names[key], 86 if is_only else 76, "words")


@lru_cache(maxsize=4)
def _known(dataset: Dataset) -> _Known:
    table = dataset["occupations"].fillna({"aliases": "", "uwv_code": ""})
    rows = table[["occupation_id", "uwv_code", "name_nl", "aliases"]].to_dict("records")
    by_code: dict[str, list[str]] = {}
    by_name: dict[str, dict[str, Candidate]] = {}
    broad = _broad(row["name_nl"] for row in rows)
    names = {row["occupation_id"]: row["name_nl"] for row in rows}
    for row in rows:
        key = row["occupation_id"]
        if row["uwv_code"]:
            by_code.setdefault(row["uwv_code"].lstrip("0"), []).append(key)
        for text, sure, basis in (*_variants(row["name_nl"], broad), *_aliases(row["aliases"])):
            given = by_name.setdefault(likened(text), {})
            if key not in given or given[key].confidence_pct < sure:
                given[key] = Candidate(key, row["name_nl"], sure, basis)
    by_name.pop("", None)
    settled = {text: _strongest(given.values()) for text, given in by_name.items()}
    return _Known(
        {code: tuple(keys) for code, keys in by_code.items()},
        settled,
        {key: words(_TRAIL.sub("", name)) for key, name in names.items()},
        tuple((text, each) for text, given in settled.items() for each in given),
        _earlier(dataset, names),
        names,
    )


def _strongest(given: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Of one text: its own name goes before what is only another name elsewhere."""
    found = list(given)
    best = max(each.confidence_pct for each in found)
    return tuple(each for each in found if each.confidence_pct >= min(best, 90))


def _broad(names: Iterable[str]) -> frozenset[str]:
    """The words that stand by themselves in more than one name of the list."""
    counted: Counter[str] = Counter()
    for name in names:
        counted.update(set(words(name)))
    return frozenset(word for word, times in counted.items() if times > 2)


def _variants(name: str, broad: frozenset[str]) -> Iterator[tuple[str, int, Basis]]:
    yield name, 100, "exact"
    plain = _TRAIL.sub("", name)
    yield plain, 97, "spelling"
    joined = _OPTIONAL.sub(lambda it: it[1] + it[2].replace("-", "-"), plain)
    without = _OPTIONAL.sub("", plain).strip()
    yield joined, 97, "spelling"
    yield without, 92, "spelling"
    for whole in dict.fromkeys((joined, without)):
        if _LEADS.match(whole):
            continue
        parts = [part for part in _APART.split(whole) if part]
        cut = _CUT.search(whole)
        if cut:
            yield f"{cut[1]}{cut[2].split()[-1]}", 90, "spelling"
        if len(parts) < 2:
            continue
        tail = parts[-1].split()[1:]
        for part in parts:
            said = words(part)
            is_cut = part.endswith("-") or part.startswith("-")
            if is_cut or not said or (len(said) == 1 and said[0] in broad):
                pass
            else:
                yield part, 90, "spelling"
            if tail and part is not parts[-1] and not is_cut:
                yield f"{part} {' '.join(tail)}", 90, "spelling"


def _aliases(aliases: str) -> Iterator[tuple[str, int, Basis]]:
    yield from ((each, 87, "alias") for each in aliases.split("|") if each)


def _earlier(dataset: Dataset, names: Mapping[str, str]) -> Mapping[str, tuple[Candidate, ...]]:
    said = dataset["outlooks"].dropna(subset=["occupation_id", "match_confidence_pct"])
    found: dict[str, dict[str, Candidate]] = {}
    for row in records(said[["name_as_said", "occupation_id", "match_confidence_pct"]]):
        key = row["occupation_id"]
        sure = max(int(row["match_confidence_pct"]), SURE_PCT)
        found.setdefault(folded(row["name_as_said"]), {})[key] = Candidate(
            key, names.get(key, key), sure, "earlier"
        )
    return {text: tuple(each.values()) for text, each in found.items()}
