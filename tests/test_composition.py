"""What a composed map shows: every item with its source, and the truth about what is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspiratiekaart.composition import compose, draft, sector_of
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.inspiration import InspirationMap, Item, Kind, Own, change_item, put
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts

DATASET = open_dataset("2026")
NL = Texts("nl")
GRONINGEN = InspirationMap(regions=frozenset({"AM01"}))
NOORD = frozenset({"AM01", "AM02", "AM03"})
OPTICIENS = "opticiens"


def _only(kind: Kind, key: str, sector: str = "") -> InspirationMap:
    return put(GRONINGEN, Item("", kind, key, sector))


@pytest.mark.parametrize("language", LANGUAGES)
def test_optics_in_the_north_drafts_its_white_spots(language: Language) -> None:
    """Three professions and their white spots, and where the nearest trainer is."""
    t = Texts(language)
    composed = draft(DATASET, Selection(regions=NOORD, topic="optiek", language=language), t)
    shown = compose(DATASET, composed, t)
    assert [3, 3] == [
        sum(entry.item.kind == kind for entry in shown.entries) for kind in ("occupation", "gap")
    ]
    spot = next(entry for entry in shown.gaps if entry.item.key == OPTICIENS)
    assert t("gap.spot") == spot.label
    assert "Deltion College" in spot.facts[1]
    assert "Zwolle" in spot.facts[1]
    assert {"duo-mbo-deelnemers-2019"} <= set(shown.source_ids)
    assert composed.title == shown.title
    assert ["AM01", "AM02", "AM03"] == sorted(composed.regions)


def test_a_region_drafts_what_was_said_of_itself() -> None:
    """Groningen's own professions; where nothing was said of a region, the country's."""
    own = draft(DATASET, Selection(regions=frozenset({"AM01"})), NL)
    assert {NL("work.regional")} == {
        entry.label
        for entry in compose(DATASET, own, NL).entries
        if entry.item.kind == "occupation"
    }
    none_said = draft(DATASET, Selection(regions=frozenset({"AM19"})), NL)
    labels = {
        entry.label
        for entry in compose(DATASET, none_said, NL).entries
        if entry.item.kind == "occupation"
    }
    assert {NL("work.national")} == labels


def test_every_kind_carries_name_facts_and_source() -> None:
    """A profession, white spot, training, provider and practice example of the dataset."""
    offer = str(DATASET["offers"]["offer_id"].iloc[0])
    provider = str(DATASET["providers"]["provider_id"].iloc[0])
    example = str(DATASET["practice_examples"]["practice_example_id"].iloc[0])
    for kind, key in (
        ("occupation", OPTICIENS),
        ("gap", OPTICIENS),
        ("offer", offer),
        ("provider", provider),
        ("example", example),
    ):
        (entry,) = compose(DATASET, _only(kind, key), NL).entries
        assert entry.name, kind
        assert entry.label, kind
        assert all(entry.facts), kind
        assert entry.source_ids, kind
        assert set(entry.source_ids) <= set(DATASET.sources), kind


@pytest.mark.parametrize("kind", ["occupation", "gap", "offer", "provider", "example"])
def test_what_the_edition_does_not_have_says_so(kind: Kind) -> None:
    """An unknown id stays on the map with words, and is never an error."""
    shown = compose(DATASET, _only(kind, "<b>weg"), NL)
    (entry,) = shown.missing
    assert "<b>weg" == entry.name
    assert "2026" in entry.facts[0]


def test_an_own_addition_is_called_so_with_its_source() -> None:
    """Never mistaken for a fact of the dataset."""
    own = Own("contact", "Leerwerkloket", "de gemeente", "Assen", "https://www.example.org")
    (entry,) = compose(DATASET, put(GRONINGEN, Item("", "own", own=own)), NL).entries
    assert (NL("compose.own"), "https://www.example.org") == (entry.label, entry.url)
    assert "Bron: de gemeente." == entry.facts[-1]


def test_a_white_spot_says_what_the_region_will_do() -> None:
    """And where it is filled by now, that it is none any more."""
    composed = _only("gap", OPTICIENS)
    planned = change_item(composed, composed.items[0].item_id, plan="Samen een klas vullen.")
    (entry,) = compose(DATASET, planned, NL).gaps
    assert "Wat wij gaan doen: Samen een klas vullen." == entry.facts[-1]
    zwolle = replace(composed, regions=frozenset({"AM36"}))
    (filled,) = compose(DATASET, zwolle, NL).entries
    assert NL("compose.gap_gone") == filled.label


def test_a_map_says_how_much_is_on_it() -> None:
    """Also when that is nothing."""
    assert "staat nog niets" in compose(DATASET, GRONINGEN, NL).lead
    assert "Inspiratiekaart Groningen" == compose(DATASET, GRONINGEN, NL).title
    two = put(_only("occupation", OPTICIENS), Item("", "gap", OPTICIENS))
    assert "1 beroep en 1 witte vlek" in compose(DATASET, two, NL).lead


def test_items_know_their_section() -> None:
    """A profession its sector; a training that leads to professions of one sector, that one."""
    occupations = DATASET["occupations"].set_index("occupation_id")["sector_id"]
    assert occupations[OPTICIENS] == sector_of(DATASET, "occupation", OPTICIENS)
    assert "" == sector_of(DATASET, "occupation", "none")
    assert "" == sector_of(DATASET, "provider", "01VU")
