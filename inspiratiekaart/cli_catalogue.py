"""The verb ``catalogue``: the editions described for data portals, and the files themselves."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from inspiratiekaart.errors import ExportError
from inspiratiekaart.paths import SHOWN
from inspiratiekaart.snapshots.hosting import PUBLIC_URL, public_base

if TYPE_CHECKING:
    from inspiratiekaart.dataset import Dataset
    from inspiratiekaart.editions.catalogue import Place

GAPS: Mapping[str, str] = {
    "publisher": "the publisher's name in a register of organisations: only a name is given "
    "(mainCopyrightOwner in publiccode.yml)",
    "contact": "an address to ask questions at: set url in publiccode.yml to that of the "
    f"repository, or {PUBLIC_URL}",
    "issued": "when each edition came out and last changed: write the date in the headings of "
    "datasets/CHANGELOG.md, as in '## 1.0.0 (2026-11-22)'",
    "licence": "one Creative Commons licence per file: the licences of the sources differ, so a "
    "document that lists them is named instead",
    "format": "the file type of SQLite: the list of the EU has none",
    "page": f"the page where people read about the data: set {PUBLIC_URL}",
    "address": "where the catalogue will stand: give --url; until then its addresses are relative",
}


def add_to(verbs: Any) -> argparse.ArgumentParser:
    """Add the verb to ``verbs``, the subparsers of the command line; hands back its parser."""
    verb = cast(
        argparse.ArgumentParser,
        verbs.add_parser("catalogue", help="describe the editions for data portals (DCAT-AP-NL)"),
    )
    verb.description = (
        "Describe all editions by DCAT-AP-NL 3, as catalogus.jsonld and catalogus.ttl. The app "
        "answers the same under these names. What is not known is left out and said. With "
        "--distributions the files that it names are written too, in bestanden/: CSV (Data "
        "Package), GeoPackage, Parquet, SQLite and GeoJSON. The same data give the same bytes."
    )
    verb.add_argument(
        "--url", default=None, metavar="https://...",
        help=f"where the catalogue will stand (default: {PUBLIC_URL}; else relative addresses)",
    )  # fmt: skip
    verb.add_argument(
        "-o", "--out", type=Path, default=Path(), metavar="DIR", help="(default: this folder)"
    )
    verb.add_argument("--distributions", action="store_true", help="write the files as well")
    verb.add_argument(
        "--home", type=Path, default=SHOWN, metavar="DIR",
        help="the folder that holds datasets/ and geodata/ (default: this project)",
    )  # fmt: skip
    verb.set_defaults(run=run)
    return verb


def run(given: argparse.Namespace) -> int:
    """Carry out the verb."""
    from inspiratiekaart.cli_options import make_ready, web_address
    from inspiratiekaart.dataset import editions, open_dataset
    from inspiratiekaart.editions.catalogue import Place

    if given.home == SHOWN:
        make_ready()
    app = web_address(public_base(os.environ))
    root, shapes = given.home / "datasets", given.home / "geodata"
    datasets = [open_dataset(edition, root, shapes) for edition in editions(root)]
    if not datasets:
        raise ExportError(f"{given.home}: has no datasets/. Name the folder that holds it.")
    place = Place(
        app if given.url is None else web_address(given.url), f"{app}/verantwoording" if app else ""
    )
    try:
        gaps = _write(datasets, place, given.out, given.distributions)
    except OSError as error:
        raise ExportError(
            f"{given.out}: cannot be written ({error.strerror}). Choose another place, or make "
            "room there."
        ) from error
    for gap in gaps:
        print(f"Not known, so not said: {GAPS[gap]}.")
    return 0


def _write(
    datasets: Sequence[Dataset], place: Place, folder: Path, with_files: bool
) -> tuple[str, ...]:
    """Write catalogue and files into ``folder``; hands back what could not be said."""
    from inspiratiekaart.editions.catalogue import catalogue
    from inspiratiekaart.editions.catalogue_files import jsonld, turtle
    from inspiratiekaart.editions.catalogue_terms import FILES, JSONLD, TURTLE
    from inspiratiekaart.export.distributions import make, offered
    from inspiratiekaart.project import project

    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".catalogue-", dir=folder) as waiting:
        made = [
            (dataset, make(dataset, form, Path(waiting)))
            for dataset in datasets
            for form in offered(dataset)
        ]
        described = [file.described(dataset) for dataset, file in made]
        whole = catalogue(datasets, described, place, project())
        contents = {JSONLD: jsonld(whole), TURTLE: turtle(whole)}
        if with_files:
            (folder / FILES).mkdir(exist_ok=True)
            for _, file in made:
                print(f"Written: {file.path.replace(folder / FILES / file.path.name)}")
        for name, content in contents.items():
            (Path(waiting) / name).write_bytes(content)
            print(f"Written: {(Path(waiting) / name).replace(folder / name)}")
    return whole.gaps
