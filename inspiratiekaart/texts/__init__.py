"""Every sentence a visitor reads, in Dutch and English.

The catalogues are the ``nl.toml`` and ``en.toml`` and the ``*.nl.toml``, ``*.en.toml`` files beside this module, one pair per room
of the app. A ``Texts`` is passed by argument: one process serves visitors of both languages.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from inspiratiekaart.errors import TextsError
from inspiratiekaart.schema import LANGUAGES, Language

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


@dataclass(frozen=True)
class Texts:
    """The sentences, numbers and dates of one language; call it with a key."""

    language: Language

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise TextsError(f"no catalogue for language '{self.language}'")

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence at ``key`` with its placeholders filled.

        Raises:
            TextsError: the key is not in the catalogue, or a placeholder has no value.
        """
        try:
            return catalogue(self.language)[key].format_map(values)
        except KeyError as error:
            raise TextsError(
                f"{self.language}: no sentence or no value for {error} (key '{key}')"
            ) from error

    def count(self, key: str, n: int, /, **values: object) -> str:
        """The sentence for ``n`` things: ``key.zero`` (if there is one), ``key.one``, ``key.other``."""
        form = "one" if n == 1 else "other"
        if n == 0 and f"{key}.zero" in catalogue(self.language):
            form = "zero"
        return self(f"{key}.{form}", n=self.number(n), **values)

    def number(self, value: float, decimals: int = 0) -> str:
        """``value`` with the language's separators and at most ``decimals`` decimals."""
        pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=self._locale))

    def fixed(self, value: float, decimals: int) -> str:
        """``value`` with exactly ``decimals`` decimals, for columns of figures."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=self._locale))

    def euro(self, value: float) -> str:
        """An amount in euros, with cents only where there are any."""
        return f"€ {self.fixed(value, 0 if float(value).is_integer() else 2)}"

    def date(self, value: date) -> str:
        """A date in words."""
        return str(format_date(value, format="long", locale=self._locale))

    def listed(self, items: Iterable[str]) -> str:
        """``a, b and c`` in this language."""
        return str(format_list(list(items), locale=self._locale))

    def pick(self, row: Mapping[str, Any], stem: str) -> str:
        """The value of ``stem_nl`` or ``stem_en`` in ``row``, Dutch where there is no English."""
        value = row.get(f"{stem}_{self.language}")
        return str(row[f"{stem}_nl"] if value is None or value != value else value)

    @property
    def _locale(self) -> str:
        return _BABEL_LOCALES[self.language]
