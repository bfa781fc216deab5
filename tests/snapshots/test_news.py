"""A shared page says when there is something newer, and what is different in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inspiratiekaart.comparability import is_comparable, moves_of
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.regions import region_names
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.share import Share
from inspiratiekaart.snapshots.news import changes, notices
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import view

OLD, NEW = open_dataset("2021"), open_dataset("2026")
OPTICS = Selection(frozenset({"AM01", "AM02", "AM03"}), "optiek", edition="2021")


def _share(selection: Selection, revision: str = NEW.revision, language: Language = "nl") -> Share:
    return Share(selection, language, revision, date(2026, 11, 22))


def test_a_page_of_the_newest_edition_has_no_news() -> None:
    """Nothing is said where nothing happened."""
    share = _share(replace(OPTICS, edition="2026"))
    assert [] == list(notices(share, NEW, NEW, Texts("nl")))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_of_an_older_edition_says_what_changed(language: Language) -> None:
    """The counts are those of the two views, and the link leads to the same in the newer one."""
    t = Texts(language)
    (notice,) = notices(_share(OPTICS, language=language), OLD, NEW, t)
    before, after = view(OLD, OPTICS), view(NEW, replace(OPTICS, edition="2026"))
    assert t("shared.newer", old="2021", new="2026") == notice.text
    gaps = t("shared.gaps", old=t.number(len(before.gaps)), new=t.number(len(after.gaps)))
    assert gaps in notice.more
    added = {each.name for each in after.wanted} - {each.name for each in before.wanted}
    assert added
    assert all(any(name in line for line in notice.more) for name in added)
    newer, every = (address for _, address in notice.links)
    assert newer.startswith("../deel/kaart?")
    assert "editie=2026" in newer
    assert "sector=optiek" in newer
    assert ("taal=en" in newer) == (language == "en")
    english = "&taal=en" if language == "en" else ""
    regions = ",".join(sorted(OPTICS.regions))
    assert f"../verschillen?regios={regions}{english}&van=2021&naar=2026" == every


def test_moved_borders_are_named() -> None:
    """Where the land is not the same, it says which municipalities moved."""
    for code in region_names(OLD):
        moved = Selection(frozenset({code}), edition="2021")
        said = list(changes(_share(moved), OLD, NEW, Texts("nl")))
        is_same = is_comparable(OLD, NEW, moved.regions)
        named = [each.gemeente_name for each in moves_of(OLD, NEW, moved.regions)]
        assert is_same != any("grenzen" in line for line in said)
        if not is_same and len(named) < 4:
            assert all(any(name in line for line in said) for name in named)


def test_a_correction_within_the_edition_is_said() -> None:
    """A link that was made at another revision says that the data were corrected since."""
    share = _share(replace(OPTICS, edition="2026"), revision="00000000ffff")
    (notice,) = notices(share, NEW, NEW, Texts("nl"))
    assert Texts("nl")("shared.corrected", edition="2026") == notice.text


def test_a_long_list_is_cut_with_its_count() -> None:
    """The whole country has too many new professions to name them all."""
    said = list(changes(_share(Selection(edition="2021")), OLD, NEW, Texts("nl")))
    assert any("en nog" in line for line in said)
    assert all(len(line) < 400 for line in said)
