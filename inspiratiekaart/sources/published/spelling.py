"""Names as people write them, of a register that has them in capitals or without a scheme."""

from __future__ import annotations

import re

import pandas as pd

from inspiratiekaart.sources.published.values import web_address

_SMALL = frozenset(
    {"aan", "bij", "de", "den", "der", "en", "het", "in", "onder", "op", "over", "te", "ten", "van"}
)
_PARTS = re.compile(r"[^\s\-/()]+|[\s\-/()]+")
_PROVINCE = re.compile(r" (?:GLD|OV|NH|ZH|NB|UT|GN|GR|FR|DR|LB|FL|ZLD|L|O|Z)\Z")
_SHORT_ARTICLE = re.compile(r"['\u2018\u2019`]([ST])")
_BARE_ARTICLE = re.compile(r"\A['\u2018\u2019`]?S[ -](?=[A-Z])")


def place_name(said: str) -> str:
    """A place in capitals as it is written: ``S GRAVENHAGE``, ``HENGELO OV``, ``IJMUIDEN``.

    The letters of a province behind a name are left away: the municipality tells which one it is.
    A name that is not in capitals stays as it is.
    """
    name = " ".join(said.split())
    if name != name.upper():
        return name
    name = _BARE_ARTICLE.sub("'S-", _PROVINCE.sub("", name))
    parts = _PARTS.findall(name)
    written = [_part(part, is_first=index == 0) for index, part in enumerate(parts)]
    return "".join(written).replace(" A/D ", " a/d ")


def place_names(cells: pd.Series) -> pd.Series:
    """``place_name`` of each cell; what is missing stays missing."""
    known = {cell: place_name(str(cell)) for cell in cells.dropna().unique()}
    return cells.map(known).astype("object")


def website(said: object) -> str | None:
    """An address on the web with its scheme, a lower-case host and no closing slash, or None."""
    if not isinstance(said, str) or not said.strip():
        return None
    bare = said.strip()
    found = web_address(bare if "://" in bare else f"https://{bare}")
    if found is None or "." not in found:
        return None
    scheme, _, rest = found.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}".rstrip("/")


def websites(cells: pd.Series) -> pd.Series:
    """``website`` of each cell."""
    known = {cell: website(cell) for cell in cells.dropna().unique()}
    return cells.map(known).astype("object")


def _part(part: str, *, is_first: bool) -> str:
    if _SHORT_ARTICLE.fullmatch(part):
        return "'" + part[-1].lower()
    low = part.lower()
    if not is_first and low in _SMALL:
        return low
    return "IJ" + low[2:] if low.startswith("ij") else low.capitalize()
