"""Which scenes there are, and what each tells: of regions, of sectors, of a composed map."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspiratiekaart.composition_entries import of_one
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.example import example
from inspiratiekaart.export.handout import Handout, handout_of_map
from inspiratiekaart.selection import Selection
from inspiratiekaart.sentences import summary, title
from inspiratiekaart.snapshots.scene import Scene
from inspiratiekaart.snapshots.scene_groups import groups_of, subject_of
from inspiratiekaart.snapshots.scene_room import fitted, in_columns, is_thin
from inspiratiekaart.snapshots.scenes import REGION, SECTOR, scenes_of
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import View, view
from tests.export.handouts import MADE_ON, empty, of_regions

DATASET = open_dataset()
NL = Texts("nl")
NORTH = ("AM01", "AM02", "AM03")


def _example() -> Handout:
    return handout_of_map(DATASET, example(), NL, MADE_ON)


def _mapped(scenes: tuple[Scene, ...]) -> list[View]:
    """The views whose map is shown, after that of the opening."""
    return [scene.drawing.view for scene in scenes[1:] if scene.drawing]


def _view(topic: str | None, *codes: str) -> View:
    return view(DATASET, Selection(regions=frozenset(codes), topic=topic))


def test_several_regions_have_a_scene_each() -> None:
    """In order of their names, each with its own sentence and title, between opening and sources.

    The sentence and the figures are those of the region alone.
    """
    scenes = scenes_of(of_regions(*NORTH, topic="optiek"), "")
    alone = [_view("optiek", code) for code in ("AM03", "AM02", "AM01")]
    assert scenes[0].is_opening
    assert scenes[-1].is_closing
    assert alone == _mapped(scenes)
    shown = [scene for scene in scenes[1:] if scene.drawing]
    assert [(title(each, NL), (summary(each, NL),)) for each in alone] == [
        (scene.title, scene.said) for scene in shown
    ]


def test_one_region_has_a_scene_for_each_sector() -> None:
    """A selection without a topic is shown as the map page shows it with that sector chosen."""
    handout = of_regions("AM01")
    expected = [_view(section.sector_id, "AM01") for section in handout.sections]
    assert expected == _mapped(scenes_of(handout, ""))


@pytest.mark.parametrize(
    ("codes", "asked", "same"),
    [
        (NORTH, "", REGION),
        (NORTH, "<script>", REGION),
        (("AM01",), "", SECTOR),
        (("AM01",), "Sector", SECTOR),
        ((), "", SECTOR),
    ],
)
def test_what_is_unknown_is_what_suits(codes: tuple[str, ...], asked: str, same: str) -> None:
    """Of several regions a scene per region, else one per sector."""
    handout = of_regions(*codes)
    titles = [scene.title for scene in scenes_of(handout, asked)]
    assert [scene.title for scene in scenes_of(handout, same)] == titles


def test_the_whole_country_has_every_region() -> None:
    """Without chosen regions the scenes per region are those of all of them, one each."""
    seen = _mapped(scenes_of(of_regions(topic="zorg"), REGION))
    assert 35 == len(seen)
    assert sorted(each.chosen[0].name for each in seen) == [each.chosen[0].name for each in seen]


def test_a_theme_over_more_sectors_is_not_widened() -> None:
    """Its scenes per sector show the theme's own professions of each, and no others."""
    handout = of_regions("AM01", topic="groen")
    firsts = [scene for scene in scenes_of(handout, SECTOR)[1:-1] if scene.drawing]
    assert 1 < len(handout.sections) == len(firsts)
    for section, scene in zip(handout.sections, firsts, strict=True):
        assert scene.title.endswith(f": {section.name}")
        own = {entry.name for entry in section.entries}
        assert {line.text for line in scene.groups[0].lines} <= own


def test_a_composed_map_shows_its_own_items_in_order() -> None:
    """Every item of every section, with its note and plan, under the section's name."""
    made = example()
    noted = replace(made.items[0], note="Eerst bellen.", plan="Samen met Assen.")
    composed = replace(made, items=(noted, *made.items[1:]))
    handout = handout_of_map(DATASET, composed, NL, MADE_ON)
    scenes = scenes_of(handout, "")
    rows = [row for scene in scenes for row in scene.rows]
    names = [row.left[0].text for row in rows if not row.left[0].text.endswith("(vervolg)")]
    assert [entry.name for entry in handout.composition.entries] == names
    first = " ".join(words.text for words in rows[0].right)
    assert "Notitie: Eerst bellen." in first
    assert "Wat wij gaan doen: Samen met Assen." in first
    sections = [section.name for section in handout.sections]
    titles = [scene.title for scene in scenes if scene.rows]
    assert sections == [name for name in titles if name in sections]


def test_a_composed_map_per_region_looks_its_items_up_there() -> None:
    """Each region has its map and then all items, as they are in that region."""
    scenes = scenes_of(_example(), REGION)
    assert ["Drenthe", "Friesland", "Groningen"] == [
        each.chosen[0].name for each in _mapped(scenes)
    ]
    entries = len(_example().composition.entries)
    rows = [row for scene in scenes for row in scene.rows]
    assert 3 * entries == len([row for row in rows if "(vervolg)" not in row.left[0].text])


def test_regional_statements_come_first_and_all_are_labelled() -> None:
    """What was said of the region itself stands before what was said of the country."""
    scene = next(s for s in scenes_of(of_regions("AM01"), SECTOR) if s.title.startswith("Transp"))
    lines = scene.groups[0].lines
    assert [NL("work.regional"), NL("work.national")] == list(
        dict.fromkeys(line.label for line in lines)
    )


def test_white_spots_name_the_nearest_outside() -> None:
    """A gap says who is nearest, how far and of which year; unknown links are said, not hidden."""
    seen = _view("optiek", "AM01")
    _, gaps, trainers = groups_of(DATASET, subject_of(DATASET, seen), NL)
    assert [gap.name for gap in seen.gaps if gap.is_linked] == [line.text for line in gaps.lines]
    assert "Deltion College in Zwolle" in gaps.lines[0].more
    assert NL("trainers.heading_outside") == trainers.title
    zorg = groups_of(DATASET, subject_of(DATASET, _view("zorg", "AM01")), NL)[1]
    unlinked = [gap for gap in _view("zorg", "AM01").gaps if not gap.is_linked]
    assert NL.count("scenes.unlinked", len(unlinked)) in zorg.remarks


def test_a_region_of_which_nothing_is_said_says_so() -> None:
    """National statements are counted, and not passed off as the region's."""
    silent = next(
        region.code
        for region in _view(None).regions
        if not any(each.is_regional for each in _view(None, region.code).wanted)
    )
    scene = scenes_of(of_regions(silent), REGION)[1]
    (work,) = scene.groups
    assert () == work.lines
    assert NL("work.nothing_regional") == work.remarks[0]
    assert NL.count("caption.national", _view(None).national_count) in work.remarks


def test_gaps_without_a_topic_are_looked_up_per_profession() -> None:
    """They are those that the map page shows of each profession alone."""
    subject = subject_of(DATASET, _view(None, "AM01"))
    keys = [each.occupation_id for each in subject.wanted]
    chosen = Selection(regions=frozenset({"AM01"}))
    assert [g for key in keys for g in of_one(DATASET, chosen, key).gaps] == list(subject.gaps)


def test_what_does_not_fit_is_counted() -> None:
    """What is shown and what is said to be more are all lines; every group shows one at least."""
    groups = groups_of(DATASET, subject_of(DATASET, _view("zorg", "AM01")), NL)
    for cut in (fitted("Zorg", ("Een zin. " * 40,), groups, NL), in_columns("Zorg", groups, NL)):
        for some, every in zip(cut, groups, strict=True):
            assert 1 <= len(some.lines) <= len(every.lines)
            rest = len(every.lines) - len(some.lines)
            assert not rest or NL.count(every.more, rest) in some.remarks
    assert is_thin(fitted("Zorg", ("Een zin. " * 40,), groups, NL), groups)
    assert not is_thin(groups, groups)


def test_what_does_not_fit_has_a_scene_of_its_own() -> None:
    """The second scene of a region tells what is missing and who trains, all in the notes."""
    first, second = scenes_of(of_regions("AM01", topic="zorg"), REGION)[1:-1]
    assert ["work"] == [group.key for group in first.groups]
    assert ["gaps", "trainers"] == [group.key for group in second.groups]
    linked = [gap.name for gap in _view("zorg", "AM01").gaps if gap.is_linked]
    assert [] == [name for name in linked if not any(name in note for note in second.notes)]


@pytest.mark.parametrize("per", [REGION, SECTOR])
def test_every_fact_has_its_source_and_period(per: str) -> None:
    """The footer of a scene names the publisher and the period of everything that it shows."""
    for handout in (of_regions(*NORTH, topic="optiek"), of_regions("AM01"), _example()):
        for scene in scenes_of(handout, per)[:-1]:
            keys = {key for g in scene.groups for line in g.lines for key in line.source_ids}
            keys |= {key for row in scene.rows for key in row.source_ids}
            for source in (DATASET.sources[key] for key in keys):
                assert source.publisher in scene.footer
                assert NL.period(source.period) in scene.footer
            assert not scene.drawing or NL("map.attribution") in scene.footer


def test_the_last_scene_names_every_source() -> None:
    """Publisher, title, period and licence; and where the borders come from."""
    handout = _example()
    said = " ".join(each for scene in scenes_of(handout, "") for each in scene.sources)
    for source in handout.sources:
        assert f"{source.publisher}: {source.title('nl')} ({NL.period(source.period)})" in said
    assert NL("map.attribution") in said


def test_a_map_of_nothing_still_has_scenes() -> None:
    """An opening, the map of the country, and the sources."""
    scenes = scenes_of(empty(), SECTOR)
    assert [True, False, False] == [scene.is_opening for scene in scenes]
    assert NL("compose.empty", area="Nederland") in scenes[0].said
