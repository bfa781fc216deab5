"""How old what the map says is, in the words of its tooltips and lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from inspiratiekaart.ages import faded, last_day
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.indicators import Figure
from inspiratiekaart.occupations import Outlook, short_name, work
from inspiratiekaart.sentences import figure_text
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import View

_OLD = "region.old_statement"


def tooltip(dataset: Dataset, view: View, figure: Figure, t: Texts) -> str:
    """A region's figure in words, and that it is old where its period ended long ago."""
    text = figure_text(view, figure, t)
    fade = _fade(figure.period, dataset.today)
    return f"{text}. {t(f'trust.fade.{fade}')}" if fade else text


@lru_cache(maxsize=256)
def _fade(period: str, today: date | None) -> int:
    return faded(last_day(period), today)


def badges(dataset: Dataset, view: View, t: Texts) -> dict[str, list[list[str]]]:
    """Per region the professions said of it: name, sector, and how old that is where it is old."""
    ages = _ages(dataset)
    return {
        code: [
            [name, sector, *(t(key) for key in ages.get((code, name), ()))]
            for name, sector in professions
        ]
        for code, professions in view.regional
    }


@lru_cache(maxsize=4)
def _ages(dataset: Dataset) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """By region and profession the key of the words for its freshest statement; none if fresh."""
    known = work(dataset)
    found: dict[tuple[str, str], list[Outlook]] = {}
    for occupation, outlooks in known.regional.items():
        name = short_name(known.occupations[occupation]["name_nl"])
        for each in outlooks:
            if each.is_good and each.arbeidsmarktregio_code:
                found.setdefault((each.arbeidsmarktregio_code, name), []).append(each)
    return {place: _words(min(said, key=_order)) for place, said in found.items()}


def _order(each: Outlook) -> tuple[bool, int]:
    return each.is_old, each.trust.fade


def _words(freshest: Outlook) -> tuple[str, ...]:
    if freshest.is_old:
        return (_OLD,)
    fade = freshest.trust.fade
    return (f"trust.short.{fade}",) if fade else ()
