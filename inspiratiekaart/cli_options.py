"""Options that several verbs share: the language, and a selection as the page's links say it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from inspiratiekaart.errors import InspiratiekaartError

if TYPE_CHECKING:
    from inspiratiekaart.dataset import Dataset
    from inspiratiekaart.selection import Selection


def add_language(verb: argparse.ArgumentParser) -> None:
    """Add ``--language`` to ``verb``."""
    verb.add_argument(
        "--language", choices=("nl", "en"), default="nl", help="of the sentences (default: nl)"
    )


def add_selection(verb: argparse.ArgumentParser) -> None:
    """Add the options that say a selection to ``verb``; ``chosen`` reads them."""
    verb.add_argument("--region", action="append", default=[], metavar="AM01", help="repeatable")
    verb.add_argument("--sector", default="", metavar="ID", help="a sector or theme: zorg, optiek")
    verb.add_argument("--level", default="", metavar="ID", help="basis, middelbaar or hoger")
    verb.add_argument("--measure", default="", metavar="ID", help="what colours the map: bereik")
    verb.add_argument("--edition", default="", metavar="YEAR", help="2026 (default) or 2021")
    add_language(verb)


def chosen(given: argparse.Namespace) -> tuple[Dataset, Selection]:
    """The selection in ``given``, and the edition of the dataset that it is about.

    Raises:
        InspiratiekaartError: a value is none of those in the links of the map page.
    """
    from inspiratiekaart.dataset import open_dataset  # each verb loads only what it needs
    from inspiratiekaart.occupations import work
    from inspiratiekaart.regions import region_names
    from inspiratiekaart.selection import read_query

    query = {
        "regios": ",".join(given.region),
        "sector": given.sector,
        "niveau": given.level,
        "kleur": given.measure,
        "editie": given.edition,
        "taal": given.language,
    }
    dataset = open_dataset(read_query(query).selection.edition)
    reading = read_query(query, regions=region_names(dataset), topics=work(dataset).topics)
    if reading.ignored:
        wrong = ", ".join(f"{name}={query[name]}" for name in reading.ignored)
        raise InspiratiekaartError(f"unknown value: {wrong}. See the links of the map page.")
    return dataset, reading.selection
