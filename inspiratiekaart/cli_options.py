"""Options that several verbs share: the language, and a selection as the page's links say it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from inspiratiekaart import paths
from inspiratiekaart.errors import ExportError, InspiratiekaartError, MapFileError, SettingError

if TYPE_CHECKING:
    from inspiratiekaart.dataset import Dataset
    from inspiratiekaart.inspiration import InspirationMap
    from inspiratiekaart.selection import Selection
    from inspiratiekaart.texts import Texts


def add_language(verb: argparse.ArgumentParser) -> None:
    """Add ``--language`` to ``verb``."""
    verb.add_argument(
        "--language", choices=("nl", "en"), default="nl", help="of the sentences (default: nl)"
    )


def make_ready() -> None:
    """See to it that what is put together from regional folders is there, and as they are.

    Raises:
        InspiratiekaartError: there is nothing to show, and it cannot be made.
    """
    if paths.IS_GATHERED:
        from inspiratiekaart.editions.regional_home import of_settings

        of_settings().look()


def add_selection(verb: argparse.ArgumentParser) -> None:
    """Add the options that say a selection to ``verb``; ``chosen`` reads them."""
    verb.add_argument("--region", action="append", default=[], metavar="AM01", help="repeatable")
    verb.add_argument("--sector", default="", metavar="ID", help="a sector or theme: zorg, optiek")
    verb.add_argument("--level", default="", metavar="ID", help="basis, middelbaar or hoger")
    verb.add_argument("--measure", default="", metavar="ID", help="what colours the map: bereik")
    verb.add_argument(
        "--edition", default="", metavar="NAME",
        help="a year, or the date of a sealed one: see the verb edition (default: the newest)",
    )  # fmt: skip
    add_language(verb)


def chosen(given: argparse.Namespace) -> tuple[Dataset, Selection]:
    """The selection in ``given``, and the edition of the dataset that it is about.

    Raises:
        InspiratiekaartError: a value is none of those in the links of the map page.
    """
    from inspiratiekaart.dataset import editions, open_dataset  # each verb loads only its needs
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
    make_ready()
    there = editions()
    dataset = open_dataset(read_query(query, editions=there).selection.edition)
    reading = read_query(
        query, regions=region_names(dataset), topics=work(dataset).topics, editions=there
    )
    if reading.ignored:
        wrong = ", ".join(f"{name}={query[name]}" for name in reading.ignored)
        raise InspiratiekaartError(f"unknown value: {wrong}. See the links of the map page.")
    return dataset, reading.selection


def composed_map(path: Path, t: Texts) -> InspirationMap:
    """The composed map in the file ``path``.

    Raises:
        InspiratiekaartError: it cannot be read, or is no map of ours; said in the language of
            ``t``.
    """
    from inspiratiekaart.inspiration_file import from_json

    try:
        return from_json(path.read_bytes())
    except OSError as error:
        raise ExportError(f"{path}: cannot be read ({error.strerror}). Name the file.") from error
    except MapFileError as error:
        sentence = t(f"mapfile.{error.code}", **error.values)
        raise InspiratiekaartError(f"{path.name}: {sentence}") from error


def web_address(text: str) -> str:
    """``text`` as the beginning of addresses: without a slash at its end.

    Raises:
        SettingError: it is no address of a site.
    """
    from inspiratiekaart.export.links import web_link

    found = web_link(text).rstrip("/")
    if text and (not found or "?" in found or "#" in found):
        raise SettingError(
            f"{text}: is no address of a site. Write one such as https://www.example.org/kaart"
        )
    return found
