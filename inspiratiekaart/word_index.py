"""Finding rows by the words in them: sorted words, each with the rows that hold it.

A word that somebody types is the beginning of words that are there. Sorted words with one beginning
stand together, and so do their rows, so a prefix costs two bisections and one slice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from inspiratiekaart.search import folded

MAX_WORDS = 8
"""More words than this are not looked at: a sentence is no search."""

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int32]

_WORD = re.compile(r"[^\W_]+")
_LAST = "\U0010ffff"


def words_in(text: str) -> tuple[str, ...]:
    """The words of ``text`` as they are compared: no accents, no capitals, each once."""
    return tuple(dict.fromkeys(_WORD.findall(folded(text))))


@dataclass(frozen=True, eq=False)
class WordIndex:
    """Sorted ``words``; the rows that hold word i are ``rows[starts[i]:starts[i + 1]]``."""

    words: list[str]
    starts: npt.NDArray[np.int64]
    rows: Integers
    size: int

    def matching(self, typed: str) -> Mask | None:
        """Which rows hold a word beginning with each word of ``typed``; None without a word."""
        found: Mask | None = None
        for word in words_in(typed)[:MAX_WORDS]:
            first = bisect_left(self.words, word)
            last = bisect_left(self.words, word + _LAST, first)
            mask = np.zeros(self.size, dtype=np.bool_)
            mask[self.rows[self.starts[first] : self.starts[last]]] = True
            found = mask if found is None else found & mask
        return found


def build(columns: Iterable[pd.Series], size: int) -> WordIndex:
    """Index the words of ``columns`` (text, each of length ``size``; missing values have none)."""
    known: dict[str, int] = {}
    pairs = [np.zeros((2, 0), dtype=np.int64)]
    for column in columns:
        codes, texts = pd.factorize(column.astype("object"))
        held = [[known.setdefault(w, len(known)) for w in words_in(str(text))] for text in texts]
        held.append([])
        counts = np.array([len(each) for each in held], dtype=np.int64)
        flat = np.array([word for each in held for word in each], dtype=np.int64)
        begins = np.cumsum(counts) - counts
        per_row = counts[codes]
        rows = np.repeat(np.arange(size, dtype=np.int64), per_row)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(per_row) - per_row, per_row)
        pairs.append(np.stack([flat[np.repeat(begins[codes], per_row) + within], rows]))
    words = sorted(known)
    order = np.empty(len(known), dtype=np.int64)
    order[[known[word] for word in words]] = np.arange(len(words))
    word, row = np.concatenate(pairs, axis=1)
    keys = np.unique(order[word] * max(size, 1) + row)
    starts = np.searchsorted(keys, np.arange(len(words) + 1) * max(size, 1))
    return WordIndex(words, starts, (keys % max(size, 1)).astype(np.int32), size)
