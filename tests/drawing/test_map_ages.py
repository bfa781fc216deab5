"""What the map says tells how old it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.drawing.map_ages import badges, tooltip
from inspiratiekaart.indicators import Figure
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.selection import Measure, Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import view

PLAIN = open_dataset()
DATASET = replace(PLAIN, today=date(2026, 11, 22))
SEEN = view(DATASET, Selection(measure=Measure.JOBS, edition=DATASET.edition))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("period", "fade"), [("2026", 0), ("2026-Q1", 6), ("2017", 12), ("", 0)])
def test_an_old_figure_says_so(language: Language, period: str, fade: int) -> None:
    """In the tooltip, by the end of its period; without a day nothing is old."""
    t = Texts(language)
    figure = Figure(1000.0, period, of=0)
    plain = tooltip(PLAIN, SEEN, figure, t)
    expected = f"{plain}. {t(f'trust.fade.{fade}')}" if fade else plain
    assert expected == tooltip(DATASET, SEEN, figure, t)
    assert "trust" not in plain


def test_an_old_statement_says_so_in_the_list_of_a_region() -> None:
    """Of several the freshest counts; what is fresh has no words at all."""
    t = Texts("nl")
    found = badges(DATASET, SEEN, t)
    assert {code for code, _ in SEEN.regional} == found.keys()
    said = {name: words for name, _, *words in found["AM01"]}
    assert ["ouder"] == said["Declaranten, expediteurs en exportmedewerkers binnendienst"]
    assert ["1 jaar of ouder"] == said["Advocaten"]
    assert ["6 maanden of ouder"] == said["Keukenassistenten"]
    fresh = badges(PLAIN, SEEN, t)
    assert [["Advocaten", "financieel-juridisch"]] == [
        each for each in fresh["AM01"] if each[0] == "Advocaten"
    ]
