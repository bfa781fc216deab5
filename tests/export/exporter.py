"""What ``test_kills`` kills: a process that writes two maps to one file, again and again."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.export.files import write_file
from inspiratiekaart.export.formats import FORMATS
from inspiratiekaart.export.handout import Handout, handout_of_selection
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts

FORMAT = FORMATS["svg"]


def handouts() -> list[Handout]:
    """Two maps that differ."""
    dataset, t = open_dataset("2026"), Texts("nl")
    return [
        handout_of_selection(
            dataset, Selection(regions=frozenset({code}), topic="optiek"), t, date(2026, 11, 22)
        )
        for code in ("AM01", "AM05")
    ]


HANDOUTS = handouts()
CONTENTS = tuple(FORMAT.write(each) for each in HANDOUTS)


def write_for_ever(path: Path, told: Connection) -> None:
    """Write the two in turn, and tell after each that it is done."""
    for number, handout in enumerate(cycle(HANDOUTS)):
        write_file(handout, FORMAT, path)
        told.send(number)
