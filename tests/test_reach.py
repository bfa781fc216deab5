"""Who lives within reach of what: a case small enough to work out by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.reach import Positions, Reach, reach
from inspiratiekaart.selection import REACHES_KM

Point = tuple[int, int]


def _dataset(root: Path, homes: list[tuple[str, Point, int]], sites: list[Point]) -> Dataset:
    """Two regions, AM01 around (0, 0) and AM02 around (100 km, 0), with homes and sites."""
    folder = root / "2026"
    folder.mkdir(parents=True)
    tables = {
        "arbeidsmarktregios": [
            "arbeidsmarktregio_code,population_x_m,population_y_m",
            *("AM01,0,0", "AM02,100000,0"),
        ],
        "postcodes": [
            "postcode,arbeidsmarktregio_code,x_m,y_m,population_count",
            *(f"{1000 + i},{code},{x},{y},{n}" for i, (code, (x, y), n) in enumerate(homes)),
        ],
        "sites": ["site_id,x_m,y_m", *(f"s{i:02},{x},{y}" for i, (x, y) in enumerate(sites))],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    described = {"resources": [{"path": "all", "hash": repr((homes, sites))}]}
    (root / "datapackage.json").write_text(json.dumps(described), "utf-8")
    return open_dataset("2026", root)


HOMES: list[tuple[str, Point, int]] = [
    ("AM01", (0, 0), 100),
    ("AM01", (30_000, 0), 300),
    ("AM02", (100_000, 0), 200),
]
SITES: list[Point] = [(0, 0), (50_000, 0), (100_000, 30_000)]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Reach:
    """The hand-made case at 40 km."""
    return reach(_dataset(tmp_path_factory.mktemp("reach"), HOMES, SITES), 40)


def _at(*positions: int) -> Positions:
    return np.array(positions, dtype=np.intp)


@pytest.mark.parametrize(
    ("sites", "shares"),
    [
        ((), [0.0, 0.0]),
        ((0,), [1.0, 0.0]),
        ((1,), [0.75, 0.0]),
        ((2,), [0.0, 1.0]),
        ((1, 2), [0.75, 1.0]),
        ((0, 1, 2), [1.0, 1.0]),
    ],
)
def test_shares_are_those_worked_out_by_hand(
    tiny: Reach, sites: tuple[int, ...], shares: list[float]
) -> None:
    """Of 400 people in AM01, 300 live within 40 km of the site at 50 km, and all near the first."""
    assert shares == tiny.population_share(_at(*sites)).tolist()


def test_nearest_is_measured_from_where_people_live(tiny: Reach) -> None:
    """The nearest site of AM02 is 30 km off; without its sites the one at 50 km is."""
    assert (2, 30.0) == tiny.nearest("AM02", _at(0, 1, 2))
    assert (1, 50.0) == tiny.nearest("AM02", _at(0, 1))
    assert None is tiny.nearest("AM02", _at())


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder for the generated cases."""
    with TemporaryDirectory() as name:
        yield Path(name)


points = st.tuples(st.integers(0, 280_000), st.integers(300_000, 620_000))


@settings(max_examples=25, deadline=None)
@given(st.lists(points, min_size=1, max_size=6), st.lists(points, min_size=1, max_size=6))
def test_reach_is_symmetric(folder: Path, ours: list[Point], theirs: list[Point]) -> None:
    """Who is near me, I am near to: swapping homes and sites transposes the answer."""
    there = _reach_of(folder, ours, theirs)
    back = _reach_of(folder, theirs, ours)
    assert there.within.tolist() == back.within.T.tolist()


def _reach_of(folder: Path, homes: list[Point], sites: list[Point]) -> Reach:
    with TemporaryDirectory(dir=folder) as name:
        return reach(_dataset(Path(name), [("AM01", home, 1) for home in homes], sites), 40)


@pytest.mark.parametrize("edition", ["2021", "2026"])
def test_a_longer_way_reaches_no_fewer_people(edition: str) -> None:
    """Shares lie from 0 to 1, and never fall as the distance grows."""
    dataset = open_dataset(edition)
    before = np.zeros(35)
    for reach_km in sorted(REACHES_KM):
        near = reach(dataset, reach_km)
        shares = near.population_share(np.arange(len(near.site_ids)))
        assert ((shares >= before) & (shares <= 1)).all()
        before = shares


@pytest.mark.parametrize("edition", ["2021", "2026"])
def test_more_sites_reach_no_fewer_people(edition: str) -> None:
    """Adding a site never lowers a share."""
    near = reach(open_dataset(edition), 40)
    before = np.zeros(35)
    for count in (1, 10, 50, len(near.site_ids)):
        shares = near.population_share(np.arange(count))
        assert (shares >= before).all()
        before = shares


def test_every_inhabitant_is_counted_once() -> None:
    """The people of all regions are those of all postcodes."""
    dataset = open_dataset("2026")
    near = reach(dataset, 40)
    assert int(dataset["postcodes"]["population_count"].fillna(0).sum()) == near.people.sum()
    assert 35 == len(near.region_codes) == len(set(near.region_of))


@pytest.mark.parametrize(("metres", "is_near"), [(39_999, True), (40_000, True), (40_001, False)])
def test_the_edge_of_reach_is_within_reach(tmp_path: Path, metres: int, is_near: bool) -> None:
    """Exactly 40 km is near, one metre more is not, wherever in the country it is."""
    for x, y in ((0, 0), (155_000, 463_000), (278_801, 611_333)):
        near = _reach_of(tmp_path, [(x, y), (1, 2)], [(x + metres, y)])
        assert is_near == bool(near.within[0, 0])
