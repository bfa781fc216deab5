"""What differs between the two editions that we ship, computed from their tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from inspiratiekaart.comparability import Move
from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.edition_differences import Merged, Renamed, differences
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.schema import tables

FOUND = differences(open_dataset("2021"), open_dataset("2026"))


def test_the_region_with_another_name_is_found() -> None:
    """Only AM06 got another name."""
    expected = Renamed("AM06", "Stedendriehoek en Noordwest Veluwe", "Veluwe Stedendriehoek")
    assert (expected,) == FOUND.regions_renamed


def test_the_municipalities_that_moved_are_found() -> None:
    """Three went from AM06 to Zwolle, and Weesp with Amsterdam to AM18; four regions changed."""
    expected = (
        Move("Elburg", "AM06", "AM36"),
        Move("Nunspeet", "AM06", "AM36"),
        Move("Olst-Wijhe", "AM06", "AM36"),
        Move("Weesp", "AM12", "AM18"),
    )
    assert expected == FOUND.gemeenten_moved
    assert ("AM06", "AM12", "AM18", "AM36") == FOUND.regions_changed


def test_the_municipalities_that_merged_are_found() -> None:
    """Fourteen municipalities of 2021 are gone, each part of one that is there now."""
    expected = (
        Merged(("Weesp",), "Amsterdam"),
        Merged(("Heerhugowaard", "Langedijk"), "Dijk en Waard"),
        Merged(
            ("Boxmeer", "Cuijk", "Grave", "Mill en Sint Hubert", "Sint Anthonis"),
            "Land van Cuijk",
        ),
        Merged(("Landerd", "Uden"), "Maashorst"),
        Merged(("Beemster",), "Purmerend"),
        Merged(("Brielle", "Hellevoetsluis", "Westvoorne"), "Voorne aan Zee"),
    )
    assert expected == FOUND.gemeenten_merged


def test_every_table_is_counted() -> None:
    """The counts are the lines of the files, less the heading."""
    assert list(tables()) == [size.table.name for size in FOUND.sizes]
    for size in FOUND.sizes:
        for edition, rows in (("2021", size.old_rows), ("2026", size.new_rows)):
            frame = pd.read_csv(size.table.path(DATASETS, edition), dtype="string")
            assert len(frame) == rows, (size.table.name, edition)


def test_common_tables_count_the_same() -> None:
    """What does not differ by edition has one count."""
    assert all(size.old_rows == size.new_rows for size in FOUND.sizes if size.is_common)


def test_an_edition_does_not_differ_from_itself() -> None:
    """Twin: the same edition twice gives no name, no border and no merger."""
    dataset = open_dataset("2026")
    same = differences(dataset, _again(dataset))
    assert ((), (), (), ()) == (
        same.regions_renamed,
        same.gemeenten_moved,
        same.gemeenten_merged,
        same.gemeenten_renamed,
    )


def _again(dataset: Dataset) -> Dataset:
    return replace(dataset, geo_root=Path("elsewhere"))
