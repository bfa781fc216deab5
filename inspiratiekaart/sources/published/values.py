"""Values in what others publish as JSON or XML: each read as what it should be, or as nothing.

Whatever stands in a file is somebody else's. A value of another kind than expected is None, so that
no row breaks on it; markup is taken out of names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

_LONGEST = 300
_HIGHEST_PRICE = 1_000_000
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_UNSEEN = frozenset({"script", "style", "template", "noscript"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _UNSEEN
        self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _UNSEEN))
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def words(value: object) -> str | None:
    """``value`` as one line of plain text: without markup, at most 300 letters."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    said = str(value)[: 20 * _LONGEST]
    if "<" in said or "&" in said:
        parser = _Words()
        parser.feed(said)
        parser.close()
        said = "".join(parser.words)
    return " ".join(_CONTROL.sub("", said).split())[:_LONGEST].strip() or None


def in_language(value: object, languages: tuple[str, ...] = ("nl", "en")) -> str | None:
    """A text in the first of ``languages`` that it has, else in whatever language it has.

    It may be ``{"nl": ...}`` (EDU-DEX), ``[{"language": "nl-NL", "value": ...}]`` (Open Onderwijs
    API) or a plain text.
    """
    if isinstance(value, Mapping):
        said = {str(key).lower(): each for key, each in value.items()}
    elif isinstance(value, list):
        entries = [each for each in value if isinstance(each, Mapping)]
        said = {str(each.get("language", "")).lower(): each.get("value") for each in entries}
    else:
        return words(value)
    for language in languages:
        for key, each in said.items():
            if key.split("-")[0] == language and words(each):
                return words(each)
    return next((text for text in map(words, said.values()) if text), None)


def day(value: object) -> str | None:
    """The ISO date with which ``value`` begins, of this age."""
    try:
        found = date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
    return found.isoformat() if 1990 <= found.year <= 2100 else None


def year(value: object) -> int | None:
    """The year of the date with which ``value`` begins."""
    found = day(value)
    return int(found[:4]) if found else None


def euros(value: object) -> float | None:
    """``value`` as an amount of money, with a point or a Dutch comma for the cents."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    said = re.sub(r"[€\s]", "", str(value))
    if re.fullmatch(r"\d{1,3}(\.\d{3})*,\d{1,2}|\d+,\d{1,2}", said):
        said = said.replace(".", "").replace(",", ".")
    try:
        found = float(said)
    except ValueError:
        return None
    return found if math.isfinite(found) and 0 <= found <= _HIGHEST_PRICE else None


def whole(value: object) -> int | None:
    """``value`` as a whole number of one or more."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    said = str(value).strip()
    return int(said) if re.fullmatch(r"[1-9]\d{0,5}", said) else None


def degrees(value: object) -> float | None:
    """``value`` as a part of a point on earth."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) and -180 <= found <= 180 else None


def web_address(value: object) -> str | None:
    """``value`` where it is an address on the web, else None."""
    said = value.strip() if isinstance(value, str) else ""
    if not re.fullmatch(r"https?://[^\s<>\"'\x00-\x20]{3,2000}", said, re.IGNORECASE):
        return None
    try:
        parts = urlsplit(said)
    except ValueError:
        return None
    return said if parts.hostname and "@" not in parts.netloc else None


def postcode(value: object) -> str | None:
    """A Dutch postcode as ``1234 AB``."""
    found = re.fullmatch(r"([1-9]\d{3})\s?([A-Za-z]{2})", str(value or "").strip())
    return f"{found[1]} {found[2].upper()}" if found else None


def maps(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects in a list; nothing where it is no list."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, Mapping))


def inner(value: object, *path: str) -> Any:
    """What stands at ``path`` in nested objects, or None."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
