"""The verb ``template``: the spreadsheet that a region fills in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from inspiratiekaart.cli_options import add_language, make_ready
from inspiratiekaart.errors import InspiratiekaartError


def add_to(verbs: Any) -> argparse.ArgumentParser:
    """Add the verb to ``verbs``, the subparsers of the command line; hands back its parser."""
    template: argparse.ArgumentParser = verbs.add_parser(
        "template", help="write an empty spreadsheet for a region's own rows"
    )
    template.description = (
        "Write a spreadsheet in which a region fills in its own professions with good prospects, "
        "providers, sites, trainings and contact points, with an explanation, an example and lists "
        "to choose from. The verb import reads it back."
    )
    way = template.add_mutually_exclusive_group(required=True)
    way.add_argument("--xlsx", type=Path, metavar="FILE", help="one workbook, a sheet a table")
    way.add_argument("--csv", type=Path, metavar="DIR", help="a CSV a table, in a folder")
    template.add_argument("--region", default="", metavar="AM05", help="filled in beforehand")
    add_language(template)
    template.set_defaults(run=_template)
    return template


def _template(given: argparse.Namespace) -> int:
    from inspiratiekaart.dataset import open_dataset  # each verb loads only what it needs
    from inspiratiekaart.sources.template import workbook, write_files

    make_ready()
    dataset = open_dataset()
    if given.csv is not None:
        for path in write_files(given.csv, dataset, given.language, given.region):
            print(path)
        return 0
    content = workbook(dataset, given.language, given.region)
    try:
        with given.xlsx.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise InspiratiekaartError(f"{given.xlsx}: is there already. Name another.") from error
    except OSError as error:
        raise InspiratiekaartError(
            f"{given.xlsx}: cannot be written ({error.strerror})."
        ) from error
    print(given.xlsx)
    return 0
