"""The guard against comparing a region with itself after its borders have moved."""

from __future__ import annotations

import pytest

from inspiratiekaart.comparability import Move, is_comparable, moves, moves_of
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.regions import region_names

OLD, NEW = open_dataset("2021"), open_dataset("2026")


def test_exactly_four_regions_are_not_comparable() -> None:
    """All other regions hold the same postcodes in 2021 and 2026."""
    codes = region_names(NEW)
    assert ["AM06", "AM12", "AM18", "AM36"] == [
        code for code in codes if not is_comparable(OLD, NEW, frozenset({code}))
    ]


def test_every_move_is_named_with_its_regions() -> None:
    """Elburg, Nunspeet and Olst-Wijhe went to the region of Zwolle, Weesp to Groot Amsterdam."""
    assert (
        Move("Elburg", "AM06", "AM36"),
        Move("Nunspeet", "AM06", "AM36"),
        Move("Olst-Wijhe", "AM06", "AM36"),
        Move("Weesp", "AM12", "AM18"),
    ) == moves(OLD, NEW)


def test_the_order_of_the_editions_does_not_matter() -> None:
    """A move is told from the older to the newer edition, also when asked the other way."""
    assert moves(OLD, NEW) == moves(NEW, OLD)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({"AM12"}, ("Weesp",)),
        ({"AM01", "AM18"}, ("Weesp",)),
        ({"AM06"}, ("Elburg", "Nunspeet", "Olst-Wijhe")),
        ({"AM06", "AM36"}, ()),
        ({"AM01", "AM02", "AM03"}, ()),
    ],
)
def test_regions_together_are_comparable_when_nothing_crossed_their_border(
    codes: set[str], expected: tuple[str, ...]
) -> None:
    """A move between two regions of one area leaves that area as it was."""
    area = frozenset(codes)
    assert expected == tuple(move.gemeente_name for move in moves_of(OLD, NEW, area))
    assert is_comparable(OLD, NEW, area) == (not expected)


def test_an_edition_is_comparable_with_itself() -> None:
    """Twin: the guard does not refuse everything."""
    assert all(is_comparable(OLD, OLD, frozenset({code})) for code in region_names(OLD))
