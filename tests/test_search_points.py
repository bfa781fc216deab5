"""A typed place becomes a point to measure from."""

from __future__ import annotations

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.reach import metres_of
from inspiratiekaart.search import find_points

DATA = open_dataset("2026")


@pytest.mark.parametrize(
    ("typed", "name", "region"),
    [
        ("Groningen", "Groningen", "AM01"),
        ("9401 AB", "9401 Assen", "AM01"),
        ("Noordenveld", "Noordenveld", "AM01"),
        ("den bosch", "'s-Hertogenbosch", "AM27"),
        ("Bergen, Noord-Limburg", "Bergen (L.)", "AM29"),
    ],
)
def test_a_place_is_found_with_its_point(typed: str, name: str, region: str) -> None:
    """Places, municipalities and postcodes have a point; a region name stands for its city."""
    found = find_points(DATA, typed)[0]
    assert (name, region) == (found.name, found.arbeidsmarktregio_code)
    assert found.lon is not None
    assert found.kind != "arbeidsmarktregio"


@pytest.mark.parametrize("typed", ["", ",", ", Utrecht", "Xyzzy", "Assen, Xyzzy", "💥" * 90])
def test_what_is_no_place_is_not_found(typed: str) -> None:
    """Anything else is nothing, and no error."""
    assert () == find_points(DATA, typed)


def test_the_point_of_a_municipality_is_its_own_town() -> None:
    """The distance is measured from the town, not from the middle of its outskirts."""
    town = DATA["places"].set_index("name").loc["Assen"]
    found = find_points(DATA, "Assen")[0]
    assert (town["lon"], town["lat"]) == (found.lon, found.lat)


def test_degrees_become_metres() -> None:
    """The tower of Amersfoort is the middle of EPSG:28992 (EPSG's own worked example)."""
    x_m, y_m = metres_of(DATA.division.crs, 5.38720621, 52.15517440)
    assert (155_000, 463_000) == (round(x_m, -1), round(y_m, -1))
