"""What the lists of DUO have in common: where they come from, and of which year they are."""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published.feeds import Feed

_CATALOGUE = "https://onderwijsdata.duo.nl/dataset"
_DAY = r"(?:19|20)\d\d-\d\d-\d\d"
_LONG_AGO = 1900
_LICENCE_NL = "Of DUO dit onder CC BY of CC0 uitgeeft, is niet bij DUO zelf nagegaan."
_LICENCE_EN = "Whether DUO publishes this under CC BY or CC0 was not checked with DUO itself."


def duo_source(
    source_id: str, titles: tuple[str, str], url: str, limits: tuple[str, str]
) -> Source:
    """A source of DUO; ``titles`` and ``limits`` in Dutch and English."""
    return Source(
        source_id=source_id,
        publisher="DUO",
        title_nl=titles[0],
        title_en=titles[1],
        url=url,
        period="onbekend",
        retrieved_on="",
        licence=LICENCES["CC-BY-4.0"],
        attribution="Bron: DUO",
        limits_nl=f"{limits[0]} {_LICENCE_NL}",
        limits_en=f"{limits[1]} {_LICENCE_EN}",
    )


def duo_feed(form_id: str, title: str, dataset_code: str, resource: str, file: str) -> Feed:
    """The feed of a file in DUO's catalogue; the codes are those of its address."""
    url = f"{_CATALOGUE}/{dataset_code}/resource/{resource}/download/{file}"
    return Feed(form_id, form_id, title, (url,))


def dataset(name: str) -> str:
    """The page of a dataset in DUO's catalogue."""
    return f"{_CATALOGUE}/{name}"


def years_of(begun: pd.Series, ends: pd.Series) -> tuple[str, str]:
    """The year since when things have ended in a list that does not name its day, and its own year.

    The list is of the latest day on which something in it had begun, or later, and not after the
    earliest end in it, since DUO takes out what has ended. Where those are years apart (it is a
    part of the list) its own year is not known.
    """
    latest, earliest = (_year(cells) for cells in (_days(begun).max(), _days(ends).min()))
    since = min((each for each in (latest, earliest) if each), default=_LONG_AGO)
    known = latest and earliest and earliest - latest in (0, 1)
    return str(since), str(since) if known else ""


def _year(day: object) -> int:
    return int(day[:4]) if isinstance(day, str) else 0


def _days(cells: pd.Series) -> pd.Series:
    return cells.where(cells.str.fullmatch(_DAY).fillna(value=False)).dropna()
