"""What is particular to a division or country: read from ``division.toml`` beside the tables.

Nothing in the code knows how many regions there are, which codes they have, where on earth they
lie or in which language their names are: it asks this value.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from inspiratiekaart.errors import DatasetError
from inspiratiekaart.paths import NATIONAL
from inspiratiekaart.schema import CODE, LANGUAGES, Language

DIVISION_FILE = "division.toml"

WORDS = (
    "country",
    "whole_country",
    "region_word",
    "regions_word",
    "map_credit",
    "work_publisher",
    "statistics_publisher",
    "qualifications_publisher",
    "outlooks_note",
    "offers_note",
    "jobs_year",
    "jobs_note",
    "data_faults",
    "place_example",
    "occupation_example",
    "search_example",
)
"""The words that sentences take from a division; each is needed in every language."""

BAR = "|"
"""What stands between the parts of a word that is a list."""

NAMES_LANGUAGE = "names_language"
"""A word too: how a language calls the language of the names."""

_CODE = re.compile(CODE)
_FORMS = {
    "country": _CODE,
    "crs": re.compile(r"[A-Z]+:[\w.-]+"),
    "names_language": re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    "borders_source": re.compile(r"[a-z0-9-]+"),
    "spatial": re.compile(r"https?://\S+"),
}

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Totals:
    """What is known for certain of an edition: its municipalities and inhabitants."""

    gemeenten_count: int
    population_count: int
    population_year: int


@dataclass(frozen=True)
class Division:
    """The facts about a division that tables do not say; hashable, one for all its editions.

    ``bounds`` are west, south, east and north in degrees; ``crs`` is a projection in metres, in
    which distances are measured and maps are drawn. ``regions`` are all codes there are (empty: not
    said). ``codes`` give the form of codes, by column. ``postcode_typed`` is what people type; its
    first group is the postcode in the table. ``name_marks`` stand behind names to tell namesakes
    apart. ``borders_source`` is how the ids of the sources of the boundaries begin.
    """

    country: str
    crs: str
    bounds: tuple[float, float, float, float]
    names_language: str
    timezone: str
    borders_source: str
    spatial: str
    regions: tuple[str, ...] = ()
    name_marks: tuple[str, ...] = ()
    postcode_typed: str = ""
    codes: Pairs = ()
    totals: tuple[tuple[str, Totals], ...] = ()
    words: tuple[tuple[str, Pairs], ...] = ()

    def words_in(self, language: Language) -> Mapping[str, str]:
        """The words of this division in ``language``, by their names in ``WORDS``."""
        return self._words[language]

    def totals_of(self, edition: str) -> Totals | None:
        """What is known for certain of ``edition``, if anything is."""
        return dict(self.totals).get(edition)

    @property
    def home_view(self) -> list[list[float]]:
        """The corners of the whole country as a map takes them: latitude before longitude."""
        west, south, east, north = self.bounds
        return [[south, west], [north, east]]

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, str]]:
        return {language: dict(pairs) for language, pairs in self.words}


@lru_cache(maxsize=8)
def shown_division(datasets: Path = NATIONAL) -> Division:
    """The division of the home whose data this process shows; it does not change while it runs.

    Raises:
        DatasetError: there is none, or it is not as it should be.
    """
    return read_division(datasets)


def read_division(datasets: Path) -> Division:
    """The division that ``division.toml`` in the folder ``datasets`` describes.

    Raises:
        DatasetError: the file is missing, or is not as it should be; the message says what and how.
    """
    path = datasets / DIVISION_FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DatasetError(
            f"{datasets.name}/{DIVISION_FILE} is missing. Copy that of the project and fill it in."
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatasetError(f"{DIVISION_FILE} is not readable TOML: {error}") from error
    return division_of(given)


def division_of(given: Mapping[str, Any]) -> Division:
    """The division in the tables of a TOML file.

    Raises:
        DatasetError: a field is missing, unknown or wrong.
    """
    known = {field.name: field for field in fields(Division)}
    if strange := sorted(set(given) - set(known)):
        raise _wrong(", ".join(strange), "unknown field; remove or rename it")
    needed = {name for name, field in known.items() if field.default is MISSING}
    if missing := sorted(needed - set(given)):
        raise _wrong(", ".join(missing), "missing; add it")
    try:
        division = Division(**{name: _frozen(name, value) for name, value in given.items()})
    except (TypeError, ValueError, AttributeError) as error:
        raise DatasetError(
            f"{DIVISION_FILE}: {error}. Compare it with that of the project."
        ) from error
    for name, problem in _problems(division):
        raise _wrong(name, problem)
    return division


def _frozen(name: str, value: Any) -> Any:
    if name == "totals":
        return tuple((edition, Totals(**each)) for edition, each in value.items())
    if name == "words":
        return tuple((language, _joined(each)) for language, each in value.items())
    if name == "codes":
        return tuple(value.items())
    if name == "bounds":
        west, south, east, north = value
        return (float(west), float(south), float(east), float(north))
    return tuple(value) if isinstance(value, list) else value


def _joined(words: Mapping[str, Any]) -> Pairs:
    return tuple(
        (name, BAR.join(word) if isinstance(word, list) else word) for name, word in words.items()
    )


def _problems(division: Division) -> Iterator[tuple[str, str]]:
    """Each field that is not as it should be, with what is wrong."""
    for name, form in _FORMS.items():
        value = getattr(division, name)
        if not isinstance(value, str) or not form.fullmatch(value):
            yield name, f"{value!r} does not have the right form"
    if division.timezone not in available_timezones():
        yield "timezone", "must be one of the IANA list, such as Europe/Amsterdam"
    west, south, east, north = division.bounds
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        yield "bounds", "must be west, south, east, north in degrees"
    for code in division.regions:
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            yield "regions", f"{code!r}: letters, digits, dots, hyphens and underscores only"
    if len(set(division.regions)) < len(division.regions):
        yield "regions", "a code stands there twice"
    if not all(isinstance(mark, str) and mark for mark in division.name_marks):
        yield "name_marks", "must be texts"
    yield from _pattern_problems(division)
    for language in LANGUAGES:
        words: Mapping[str, object] = dict(dict(division.words).get(language, ()))
        lacking = [name for name in WORDS if not str(words.get(name, "")).strip()]
        if wrong := lacking or sorted(set(words) - set(WORDS)):
            problem = "must be there, as text" if lacking else "no sentence asks for it"
            yield f"[words.{language}] {', '.join(wrong)}", problem


def _pattern_problems(division: Division) -> Iterator[tuple[str, str]]:
    for name, pattern in (*division.codes, ("postcode_typed", division.postcode_typed)):
        try:
            groups = re.compile(pattern).groups
        except (re.error, TypeError) as error:
            yield name, f"is not a regular expression ({error})"
            continue
        if name == "postcode_typed" and pattern and not groups:
            yield name, "has no group for the postcode"


def _wrong(name: str, problem: str) -> DatasetError:
    return DatasetError(f"{DIVISION_FILE}, {name}: {problem}.")
