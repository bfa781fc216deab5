"""Words as they are compared: without accents, capitals and signs, and without their endings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SIGN = re.compile(r"[^0-9a-z]+")
_DOUBLE = re.compile(r"(.)\1")
_SMALL = frozenset(
    [
        "en",
        "de",
        "het",
        "een",
        "van",
        "voor",
        "in",
        "op",
        "te",
        "ten",
        "der",
        "den",
        "bij",
        "met",
        "of",
        "and",
        "the",
        "of",
        "for",
    ]
)
# The endings by which Dutch names of professions differ: woman or man, one or many.
_ENDINGS = (
    (re.compile(r"(lieden|lui|mannen|vrouwen|vrouw)$"), "man"),
    (re.compile(r"icus$|ici$|ica$"), "ic"),
    (re.compile(r"trices?$"), "teur"),
    (re.compile(r"euses?$"), "eur"),
    (re.compile(r"(?<=[a-z]{4})sters?$"), "er"),
    (re.compile(r"(iennes?|iens)$"), "ien"),
    (re.compile(r"(?<=[a-z]{3})(en|s|e)$"), ""),
)


def folded(text: str) -> str:
    """``text`` without accents and capitals; anything but letters and digits is one space."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.casefold().replace("’", "").replace("'", "").replace("‘", "").replace("`", "")
    return _SIGN.sub(" ", plain).strip()


def words(text: str) -> tuple[str, ...]:
    """The words of ``text`` that carry meaning, by their stem, in their order."""
    return tuple(stem(word) for word in folded(text).split() if word not in _SMALL)


def likened(text: str) -> str:
    """``text`` as stems in alphabetical order, so that only the words count and not their order."""
    return " ".join(sorted(words(text)))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """``word`` without the ending for one or many, man or woman, and without doubled letters."""
    if len(word) > 3:
        for ending, instead in _ENDINGS:
            changed = ending.sub(instead, word)
            if changed != word:
                word = changed
                break
    return _DOUBLE.sub(r"\1", word)
