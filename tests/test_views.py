"""What is seen under a selection: optics, health care and ICT are three different pictures."""

from __future__ import annotations

from itertools import product

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.selection import LEVELS, Layer, Measure, Selection
from inspiratiekaart.views import View, view

DATASET = open_dataset("2026")
OLD = open_dataset("2021")
NOORD = frozenset({"AM01", "AM02", "AM03"})


def _summary(seen: View) -> dict[str, int]:
    return {
        "wanted": len(seen.wanted),
        "regional": sum(wanted.is_regional for wanted in seen.wanted),
        "national": seen.national_count,
        "gaps": len(seen.gaps),
        "linked": sum(gap.is_linked for gap in seen.gaps),
        "inside": len(seen.inside),
        "outside": len(seen.outside),
        "sites": len(seen.shown_sites),
    }


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("optiek", (3, 0, 3, 3, 3, 0, 9, 9)),
        ("zorg", (42, 2, 42, 38, 22, 9, 72, 81)),
        ("ict", (17, 1, 17, 16, 5, 7, 69, 76)),
    ],
)
def test_the_north_has_its_own_picture_of_each_sector(
    topic: str, expected: tuple[int, ...]
) -> None:
    """Golden counts for Noord; a change of the data or the rules shows here first."""
    seen = view(DATASET, Selection(regions=NOORD, topic=topic))
    assert dict(zip(_summary(seen), expected, strict=True)) == _summary(seen)


@pytest.mark.parametrize(
    ("topic", "expected"),
    [("optiek", (3, 8, 8)), ("zorg", (42, 32, 81)), ("ict", (17, 32, 76))],
)
def test_the_country_has_its_own_picture_of_each_sector(
    topic: str, expected: tuple[int, int, int]
) -> None:
    """Golden counts: wanted professions, regions with a trainer, sites on the map."""
    seen = view(DATASET, Selection(topic=topic))
    direct = {
        route.arbeidsmarktregio_code
        for each in seen.inside
        for route in each.routes
        if route.confidence == "direct"
    }
    sites = len(seen.shown_sites) if topic != "optiek" else len(direct)
    assert expected == (len(seen.wanted), len(direct), sites)


def test_the_three_sectors_colour_the_map_differently() -> None:
    """No two of them give the same classes."""
    maps = {
        tuple(region.class_index for region in view(DATASET, Selection(topic=topic)).regions)
        for topic in ("optiek", "zorg", "ict")
    }
    assert 3 == len(maps)


def test_optics_says_who_said_it_when_and_of_what() -> None:
    """Opticians and hearing-care professionals are wanted nationally, according to UWV."""
    seen = view(DATASET, Selection(regions=NOORD, topic="optiek"))
    found = {wanted.name: wanted.outlooks[0] for wanted in seen.wanted}
    assert {"Audiciens", "Opticiens"} <= set(found)
    for outlook in found.values():
        assert ("UWV", "national") == (outlook.publisher, outlook.scope)
        assert outlook.period
        assert outlook.source_id in DATASET.sources


def test_the_north_has_a_white_spot_in_optics() -> None:
    """For opticians none of the three regions has a training within reach; Zwolle is nearest."""
    seen = view(DATASET, Selection(regions=NOORD, topic="optiek"))
    gap = next(gap for gap in seen.gaps if gap.occupation_id == "opticiens")
    assert ("AM01", "AM02", "AM03") == gap.region_codes
    assert gap.nearest
    assert ("Deltion College", "Zwolle", 2019) == (
        gap.nearest.provider_name,
        gap.nearest.place,
        gap.nearest.evidence_year,
    )
    assert seen.nearest_outside
    assert gap.nearest.site_id == seen.nearest_outside.site_id


def test_what_is_inside_is_not_outside() -> None:
    """Chosen regions divide the trainers; together they are all of them."""
    whole = view(DATASET, Selection(topic="zorg"))
    part = view(DATASET, Selection(topic="zorg", regions=NOORD))
    inside = {each.first.site_id for each in part.inside}
    outside = {each.first.site_id for each in part.outside}
    assert not inside & outside
    assert {each.first.site_id for each in whole.inside} == inside | outside
    assert {each.first.arbeidsmarktregio_code for each in part.inside} <= NOORD


def test_a_region_set_has_its_name() -> None:
    """Groningen, Friesland and Drenthe together are the North."""
    seen = view(DATASET, Selection(regions=NOORD))
    assert seen.set_name
    assert "Noord-Nederland" == seen.set_name[0]
    assert ["Groningen", "Friesland", "Drenthe"] == [region.name for region in seen.chosen]


@pytest.mark.parametrize("edition", ["2021", "2026"])
def test_every_choice_gives_a_view_whose_sources_are_known(edition: str) -> None:
    """All measures, levels, topics and both areas: nothing raises, every source is in the list."""
    dataset = DATASET if edition == "2026" else OLD
    for measure, topic, level, regions in product(
        (None, *Measure), (None, "optiek", "ict"), (None, *LEVELS), (frozenset(), NOORD)
    ):
        selection = Selection(
            regions=frozenset(regions),
            topic=topic,
            level=level,
            measure=measure,
            layers=frozenset(Layer),
            edition=edition,
        )
        seen = view(dataset, selection)
        assert 35 == len(seen.regions)
        assert set(seen.source_ids) <= set(dataset.sources)


def test_a_topic_that_is_not_there_shows_no_sector() -> None:
    """An unknown topic is no error: the view has none."""
    assert None is view(DATASET, Selection(topic="no-such-topic")).topic


def test_statements_later_than_2021_are_not_in_2021() -> None:
    """The edition of 2021 says nothing that was said later."""
    ends = OLD["outlooks"]["period_end_year"]
    said = [o for w in view(OLD, Selection(edition="2021")).wanted for o in w.outlooks]
    assert said
    assert ends.max() <= 2021
    assert len(ends) < len(DATASET["outlooks"])
