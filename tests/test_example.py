"""The example that comes along is real: facts of our dataset, each with its source."""

from __future__ import annotations

import pytest

from inspiratiekaart.composition import compose
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.example import example
from inspiratiekaart.inspiration_file import to_json
from inspiratiekaart.paths import EXAMPLES
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.texts import Texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_on_it_is_in_the_dataset_with_a_source(language: Language) -> None:
    """Nothing was made up, and nothing has gone since."""
    composed = example()
    shown = compose(open_dataset(composed.edition), composed, Texts(language))
    assert () == shown.missing
    assert all(entry.source_ids for entry in shown.entries)
    assert [] == [item for item in composed.items if item.kind == "own"]
    assert {"occupation", "gap", "example"} == {entry.item.kind for entry in shown.entries}


def test_it_is_of_the_three_regions_of_the_north() -> None:
    """Groningen, Friesland and Drenthe, with optics, which the story began with."""
    composed = example()
    assert frozenset({"AM01", "AM02", "AM03"}) == composed.regions
    assert composed.find("gap", "opticiens")


def test_the_file_is_as_the_app_writes_it() -> None:
    """So that opening and saving it changes nothing."""
    assert (EXAMPLES / "noord-nederland.json").read_text(encoding="utf-8") == to_json(example())
