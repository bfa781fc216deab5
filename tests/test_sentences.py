"""What a view says, word for word, in both languages."""

from __future__ import annotations

import pytest

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Measure, Selection
from inspiratiekaart.sentences import (
    caption,
    classes,
    figure_short,
    figure_text,
    lead,
    title,
)
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import view

EDITIONS = {"2021": open_dataset("2021"), "2026": open_dataset("2026")}
DATASET = EDITIONS["2026"]
NOORD = frozenset({"AM01", "AM02", "AM03"})
NL, EN = Texts("nl"), Texts("en")


def _said(selection: Selection, language: Language) -> tuple[str, str]:
    seen = view(EDITIONS[selection.edition or "2026"], selection)
    t = Texts(language)
    return title(seen, t), lead(seen, t)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (
            Selection(),
            (
                "Waar is werk, en wie leidt ervoor op?",
                "Kies een regio en een sector of thema. U ziet dan welke beroepen kansen bieden, "
                "wie ervoor opleidt en wat er ontbreekt.",
            ),
        ),
        (
            Selection(regions=frozenset({"AM01"})),
            (
                "Werk en opleiding in Groningen",
                "Over Groningen zelf noemt UWV 15 beroepen kansrijk. "
                "Kies een sector of thema om te zien wie ervoor opleidt.",
            ),
        ),
        (
            Selection(regions=frozenset({"AM01"}), topic="optiek"),
            (
                "Optiek in Groningen",
                "UWV noemt landelijk 3 beroepen in Optiek kansrijk. "
                "Over Groningen zelf is geen uitspraak bekend. "
                "In Groningen is geen opleider gevonden. "
                "De dichtstbijzijnde is Deltion College in Zwolle, hemelsbreed 82 km van de mensen "
                "in Groningen (gegevens uit 2019).",
            ),
        ),
        (
            Selection(regions=NOORD, topic="optiek"),
            (
                "Optiek in Noord-Nederland",
                "UWV noemt landelijk 3 beroepen in Optiek kansrijk. "
                "Over Groningen, Friesland en Drenthe zelf is geen uitspraak bekend. "
                "In Groningen, Friesland en Drenthe is geen opleider gevonden. "
                "De dichtstbijzijnde is Deltion College in Zwolle, hemelsbreed 51 km van de mensen "
                "in Drenthe (gegevens uit 2019).",
            ),
        ),
        (
            Selection(regions=frozenset({"AM01"}), topic="zorg"),
            (
                "Zorg in Groningen",
                "UWV noemt landelijk 42 beroepen in Zorg kansrijk. "
                "Van 2 beroepen is dat ook over Groningen zelf gezegd. "
                "In Groningen kennen wij 6 opleiders voor Zorg.",
            ),
        ),
        (
            Selection(topic="ict"),
            (
                "ICT in Nederland",
                "UWV noemt landelijk 17 beroepen in ICT kansrijk. "
                "In 32 van de 35 regio's kennen wij een opleider.",
            ),
        ),
        (
            Selection(regions=NOORD, topic="zorg", edition="2021"),
            (
                "Zorg in Noord-Nederland",
                "Over Groningen, Friesland en Drenthe zelf noemt UWV 1 beroep kansrijk. "
                "In Groningen, Friesland en Drenthe kennen wij 6 opleiders voor Zorg.",
            ),
        ),
    ],
)
def test_the_key_selections_in_dutch(selection: Selection, expected: tuple[str, str]) -> None:
    """Title and lead of the journeys, as a visitor reads them."""
    assert expected == _said(selection, "nl")


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (
            Selection(regions=frozenset({"AM01"}), topic="optiek"),
            (
                "Optics in Groningen",
                "UWV says of 3 professions in Optics that they offer work, nationally. "
                "Nothing is known about Groningen in particular. "
                "No provider was found in Groningen. "
                "The nearest is Deltion College in Zwolle, 82 km in a straight line from the "
                "people of Groningen (data of 2019).",
            ),
        ),
        (
            Selection(regions=frozenset({"AM01"}), topic="zorg"),
            (
                "Health and social care in Groningen",
                "UWV says of 42 professions in Health and social care that they offer work, "
                "nationally. Of 2 professions this was also said of Groningen in particular. "
                "We know of 6 providers for Health and social care in Groningen.",
            ),
        ),
        (
            Selection(topic="ict"),
            (
                "ICT in the Netherlands",
                "UWV says of 17 professions in ICT that they offer work, nationally. "
                "We know of a provider in 32 of the 35 regions.",
            ),
        ),
    ],
)
def test_the_key_selections_in_english(selection: Selection, expected: tuple[str, str]) -> None:
    """The same in English."""
    assert expected == _said(selection, "en")


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (
            Selection(topic="optiek"),
            "De kleur toont hoeveel opleiders er in elke regio zijn voor Optiek. "
            "Hoogste, in 8 regio's: 1 opleider. In 27 regio's: geen opleider gevonden.",
        ),
        (
            Selection(measure=Measure.POPULATION),
            "De kleur toont het aantal inwoners. Hoogste: Rijnmond (1.436.988 inwoners). "
            "Laagste: Gorinchem (145.611 inwoners).",
        ),
        (
            Selection(topic="zorg", measure=Measure.OUTLOOKS),
            "De kleur toont van hoeveel beroepen in Zorg is gezegd dat er in de regio zelf werk "
            "is. Landelijke uitspraken tellen hier niet mee. Hoogste: Haaglanden (4 beroepen met "
            "een regionale uitspraak). Laagste, in 3 regio's: 1 beroep met een regionale "
            "uitspraak. Over 28 regio's is niets gezegd. Landelijk is van 42 beroepen gezegd dat "
            "er werk is; dat geldt niet vanzelf voor elke regio.",
        ),
        (
            Selection(measure=Measure.TIGHTNESS),
            "De kleur toont hoe krap UWV de arbeidsmarkt noemt: hoeveel vacatures er zijn voor "
            "elke werkzoekende. Van 23 regio's kennen wij geen oordeel van UWV.",
        ),
    ],
)
def test_the_caption_says_what_the_colours_show(selection: Selection, expected: str) -> None:
    """Extremes that several regions share are not laid on one of them; unknown is counted."""
    assert expected == caption(view(DATASET, selection), NL)


@pytest.mark.parametrize("t", [NL, EN], ids=["nl", "en"])
@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("dataset", EDITIONS.values(), ids=EDITIONS)
def test_every_figure_and_class_has_words(dataset: Dataset, measure: Measure, t: Texts) -> None:
    """Each region says its figure, unknown in words and never as a number; five classes."""
    selection = Selection(measure=measure, topic="zorg", edition=dataset.edition)
    seen = view(dataset, selection)
    for region in seen.regions:
        text = figure_text(seen, region.figure, t)
        assert text
        if region.figure.value is None:
            assert "" == figure_short(seen, region.figure, t)
            assert not any(letter.isdigit() for letter in text)
    assert 5 == len({words for _, words in classes(seen.measure, t)})
    assert [0, 1, 2, 3, 4] == [index for index, _ in classes(measure, t)]


def test_numbers_follow_the_language() -> None:
    """A point for thousands in Dutch, a comma in English."""
    assert "250.000 tot 400.000" == dict(classes(Measure.POPULATION, NL))[1]
    assert "250,000 to 400,000" == dict(classes(Measure.POPULATION, EN))[1]
