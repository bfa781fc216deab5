"""The data that a folder adds to, with its own rows over it, as one dataset."""

from __future__ import annotations

from pathlib import Path

from inspiratiekaart import paths
from inspiratiekaart.dataset import Dataset, editions, living, open_dataset
from inspiratiekaart.editions.gathering import gather
from inspiratiekaart.editions.region_folder import is_region_folder, read_region
from inspiratiekaart.importing.own_rows import home_of

GATHERED = ".samengesteld"


def dataset_with(folder: Path, national: Path | None = None) -> Dataset:
    """The national data with the own rows of ``folder``, in the edition that the folder follows.

    A folder without rows adds nothing, and need not be there.

    Raises:
        InspiratiekaartError: the national data cannot be read, or ``regio.toml`` is damaged.
    """
    home = national or home_of(folder)
    if not is_region_folder(folder):
        root = home / "datasets"
        newest = living(editions(root))
        return open_dataset(newest[0] if newest else "", root, home / "geodata")
    out = paths.GATHERED if folder == paths.IMPORTS else folder / GATHERED
    gather(home, (folder,), out, is_own=True)
    return open_dataset(read_region(folder).edition, out / "datasets", out / "geodata")
