"""Every sentence a visitor reads, in Dutch and English.

The catalogues are ``nl.toml`` and ``en.toml`` beside this module, and a pair ``ROOM.nl.toml``,
``ROOM.en.toml`` for each further room of the app. A ``Texts`` is passed by argument: one process
serves visitors of both languages.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from inspiratiekaart.division import NAMES_LANGUAGE, Division, shown_division
from inspiratiekaart.errors import TextsError
from inspiratiekaart.schema import LANGUAGES, Language

_PERIOD = re.compile(
    r"(?:(?P<key>medio|circa) )?(?P<year>\d{4})"
    r"(?:-(?:(?P<part>Q[1-4]|H[12])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)
_NO_PERIOD = "onbekend"

_BABEL_LOCALES: Mapping[Language, str] = {"nl": "nl_NL", "en": "en_GB"}


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """All sentences of ``language`` by dotted key.

    Raises:
        TextsError: two catalogues define the same key.
    """
    sentences: dict[str, str] = {}
    for path in sorted(Path(__file__).parent.glob(f"*{language}.toml")):
        for key, sentence in _flatten(tomllib.loads(path.read_text(encoding="utf-8"))):
            if key in sentences:
                raise TextsError(f"{path.name}: key '{key}' is already in another catalogue")
            sentences[key] = sentence
    return MappingProxyType(sentences)


def placeholders(sentence: str) -> frozenset[str]:
    """The names in braces that ``sentence`` expects."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


@lru_cache(maxsize=20_000)
def _decimal(value: float, pattern: str, locale: str) -> str:
    return str(format_decimal(value, format=pattern, locale=locale))


@dataclass(frozen=True)
class Texts:
    """The sentences, numbers and dates of one language; call it with a key.

    Where a sentence says the country or its publishers, the words are those of ``division``; None
    is the one whose data this process shows.
    """

    language: Language
    division: Division | None = None

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise TextsError(f"no catalogue for language '{self.language}'")

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence at ``key`` with its placeholders filled.

        Raises:
            TextsError: the key is not in the catalogue, or a placeholder has no value.
        """
        try:
            sentence = catalogue(self.language)[key]
            try:
                return sentence.format_map(values)
            except KeyError:  # it takes a word of the division; few sentences do
                return sentence.format_map(_Values(values, self))
        except KeyError as error:
            raise TextsError(
                f"{self.language}: no sentence or no value for {error} (key '{key}')"
            ) from error

    def count(self, key: str, n: int, /, **values: object) -> str:
        """The sentence for ``n`` things: ``key.zero`` if there is one, ``.one`` or ``.other``."""
        form = "one" if n == 1 else "other"
        if n == 0 and f"{key}.zero" in catalogue(self.language):
            form = "zero"
        return self(f"{key}.{form}", n=self.number(n), **values)

    def number(self, value: float, decimals: int = 0) -> str:
        """``value`` with the language's separators and at most ``decimals`` decimals."""
        return _decimal(value, "#,##0" + ("." + "#" * decimals if decimals else ""), self._locale)

    def fixed(self, value: float, decimals: int) -> str:
        """``value`` with exactly ``decimals`` decimals, for columns of figures."""
        return _decimal(value, "#,##0" + ("." + "0" * decimals if decimals else ""), self._locale)

    def euro(self, value: float) -> str:
        """An amount in euros, with cents only where there are any."""
        return f"€ {self.fixed(value, 0 if float(value).is_integer() else 2)}"

    def date(self, value: date) -> str:
        """A date in words."""
        return str(format_date(value, format="long", locale=self._locale))

    def period(self, text: str) -> str:
        """A stored period (2022-Q1, 2025-H1, 2025-06, 2019-10-01, medio 2018) in words.

        What is already in words, or is none of these, is given back as it is.
        """
        if text == _NO_PERIOD:
            return self(f"period.{text}")
        match = _PERIOD.fullmatch(text)
        if match is None:
            return text
        year, key, month, day = match.group("year", "key", "month", "day")
        if key or match["part"]:
            return self(f"period.{key or match['part']}", year=year)
        try:
            when = date(int(year), int(month or 0), int(day or 1))
        except ValueError:
            return text
        if day:
            return self.date(when)
        return str(format_date(when, format="MMMM y", locale=self._locale))

    def language_name(self, code: str) -> str:
        """The name of the language with ISO code ``code``, or the code where it has none."""
        return str(Locale.parse(self._locale).languages.get(code, code))

    def listed(self, items: Iterable[str]) -> str:
        """``a, b and c`` in this language."""
        return str(format_list(list(items), locale=self._locale))

    def either(self, items: Iterable[str]) -> str:
        """``a, b or c`` in this language."""
        return str(format_list(list(items), style="or", locale=self._locale))

    def pick(self, row: Mapping[str, Any], stem: str) -> str:
        """The value of ``stem_nl`` or ``stem_en`` in ``row``, Dutch where there is no English."""
        value = row.get(f"{stem}_{self.language}")
        return str(row[f"{stem}_nl"] if value is None or value != value else value)

    @property
    def names(self) -> str:
        """The code of the language in which registers give their names."""
        return self._division.names_language

    @property
    def names_mark(self) -> str:
        """What marks such a name in HTML; nothing where the page is in the same language."""
        return "" if self.names == self.language else f" lang={self.names}"

    def word(self, name: str) -> str:
        """The word ``name`` of the division.

        Raises:
            KeyError: there is no such word.
            DatasetError: the division is not described as it should be.
        """
        if name == NAMES_LANGUAGE:
            return self.language_name(self.names)
        return self._division.words_in(self.language)[name]

    @property
    def _division(self) -> Division:
        return self.division or shown_division()

    @property
    def _locale(self) -> str:
        return _BABEL_LOCALES[self.language]


class _Values(dict[str, object]):
    """What fills a sentence: the values given, else words of the division."""

    def __init__(self, values: Mapping[str, object], t: Texts) -> None:
        super().__init__(values)
        self._t = t

    def __missing__(self, name: str) -> str:
        return self._t.word(name)
