"""What ``test_merge_kills`` kills: a process that merges to and fro, and takes it back."""

from __future__ import annotations

from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path

from inspiratiekaart.editions.merging import merge, undo
from inspiratiekaart.editions.region_folder import ForkError
from inspiratiekaart.texts import Texts


def merge_for_ever(folder: Path, homes: tuple[Path, ...], told: Connection) -> None:
    """Follow each of ``homes`` in turn and undo each second merge; tell what is begun."""
    for number, home in enumerate(cycle(homes)):
        told.send(number)
        merge(folder, home, Texts("nl"))
        if number % 2:
            told.send(number)
            try:
                undo(folder)
            except ForkError:  # the merge had nothing to do, after one that was killed
                continue
