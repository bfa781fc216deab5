"""Finding a region by what people type."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.search import find_places, folded, unmarked

DATASET = open_dataset("2026")
OLD = open_dataset("2021")


def _regions(typed: str, edition: str = "2026") -> list[str]:
    dataset = DATASET if edition == "2026" else OLD
    return [match.arbeidsmarktregio_code for match in find_places(dataset, typed)]


@pytest.mark.parametrize(
    "typed",
    [
        *("Assen", "assen", " ASSEN ", "9401", "9401 AB", "9401ab", " 9401  AB "),
        *("Noordenveld", "Aa en Hunze", "aa-en-hunze", "Tynaarlo"),
    ],
)
def test_the_north_of_drenthe_is_in_region_groningen(typed: str) -> None:
    """Regions are not provinces: these four municipalities of Drenthe are in AM01."""
    assert ["AM01"] == _regions(typed)


@pytest.mark.parametrize("typed", ["Assen", "Aa en Hunze", "Noordenveld", "Tynaarlo"])
def test_the_north_of_drenthe_was_in_region_groningen(typed: str) -> None:
    """And so they were in 2021."""
    assert ["AM01"] == _regions(typed, "2021")


@pytest.mark.parametrize(
    "typed",
    [
        *("'s-Hertogenbosch", "’s-Hertogenbosch", "‘s Hertogenbosch", "s-hertogenbosch"),
        *("S HERTOGENBOSCH", "Den Bosch", "den bosch"),
    ],
)
def test_den_bosch_is_found_however_it_is_spelled(typed: str) -> None:
    """Apostrophes, hyphens, capitals and the name of every day lead to the same place."""
    found = find_places(DATASET, typed)
    assert [("'s-Hertogenbosch", "AM27")] == [(m.name, m.arbeidsmarktregio_code) for m in found]


@pytest.mark.parametrize(
    ("typed", "regions"),
    [
        ("Hengelo", ["AM05", "AM09"]),
        ("Rijswijk", ["AM21", "AM25", "AM10"]),
        ("Bergen", ["AM15", "AM29"]),
        ("Beek", ["AM30", "AM08", "AM09"]),
    ],
)
def test_namesakes_are_all_found(typed: str, regions: list[str]) -> None:
    """A name that several places bear gives each of them, the most inhabited first."""
    assert regions == _regions(typed)


@pytest.mark.parametrize(
    ("typed", "then", "now"),
    [
        ("Elburg", "AM06", "AM36"),
        ("Nunspeet", "AM06", "AM36"),
        ("Olst-Wijhe", "AM06", "AM36"),
        ("Weesp", "AM12", "AM18"),
    ],
)
def test_what_moved_is_found_in_the_region_of_its_edition(typed: str, then: str, now: str) -> None:
    """The edition decides in which region a place lies."""
    assert ([then], [now]) == (_regions(typed, "2021"), _regions(typed))


def test_a_former_name_of_a_region_finds_it() -> None:
    """Who types the name of 2021 gets the region of now."""
    found = find_places(DATASET, "Stedendriehoek en Noordwest Veluwe")
    assert ["Veluwe Stedendriehoek"] == [match.name for match in found]


def test_a_beginning_finds_several() -> None:
    """Three letters are enough to begin with; one or two are not."""
    assert {"AM01", "AM18"} <= set(_regions("gro"))
    assert [] == _regions("gr")


@pytest.mark.parametrize("typed", ["", "   ", "'", "Xyzzy", "0999", "99999", "9401 A", "94 01"])
def test_what_is_nowhere_gives_nothing(typed: str) -> None:
    """No name, no guess."""
    assert [] == _regions(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}", "../../etc/passwd", "%00"),
        *(
            "\x00",
            "\u202eAssen",
            "=1+1",
            "a" * 100_000,
            "(((((",
            "[.*",
            "\uff19\uff14\uff10\uff11",
            "🗺",
        ),
    ],
)
def test_hostile_input_finds_nothing(typed: str) -> None:
    """It is compared as text, and that is all."""
    assert [] == _regions(typed)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_places_that_exist(typed: str) -> None:
    """Whatever is typed, at most six matches come back, each in a region of the edition."""
    found = find_places(DATASET, typed)
    assert len(found) <= 6
    known = set(DATASET["arbeidsmarktregios"]["arbeidsmarktregio_code"])
    assert {match.arbeidsmarktregio_code for match in found} <= known


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is compared stays the same when compared again."""
    assert folded(text) == folded(folded(text))


@pytest.mark.parametrize("edition", ["2021", "2026"])
def test_every_gemeente_is_found_by_its_own_name(edition: str) -> None:
    """Typing the name of a municipality, as it is written, leads to its region."""
    dataset = DATASET if edition == "2026" else OLD
    rows = dataset["gemeenten"]
    for name, region in zip(rows["name"], rows["arbeidsmarktregio_code"], strict=True):
        assert region in _regions(name, edition), name


def test_only_the_province_is_taken_off_a_name() -> None:
    """Marks of a province go, other words stay."""
    names = ["Hengelo (O.)", "Bergen L", "Rijswijk (Gld)", "Katwijk NB", "Oost-Souburg", "De Wijk"]
    expected = ["Hengelo", "Bergen", "Rijswijk", "Katwijk", "Oost-Souburg", "De Wijk"]
    assert expected == [unmarked(DATASET.division, name) for name in names]
