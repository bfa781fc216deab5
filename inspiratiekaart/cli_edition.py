"""The verb ``edition``: seal a living edition under a date, and say which editions there are."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inspiratiekaart.cli_options import add_language
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.paths import HOME
from inspiratiekaart.seals import document_of
from inspiratiekaart.texts import Texts

if TYPE_CHECKING:
    from inspiratiekaart.editions.edition_list import Detail, Edition

_REVISION_LETTERS = 12


def add_to(verbs: Any) -> argparse.ArgumentParser:
    """Add the verb to ``verbs``, the subparsers of the command line; hands back its parser."""
    verb = cast(
        argparse.ArgumentParser,
        verbs.add_parser("edition", help="seal an edition under a date; list and show editions"),
    )
    verb.description = (
        "An edition with a year for a name is living: it is corrected and added to. `new` seals it "
        "as it is now, with own copies of all tables, sources and boundaries, under the date of "
        "today; a link that names that date shows the same figures for ever. A further one of a "
        "day has a number: --name 2026-11-22-2. Where nothing has changed since the newest sealed "
        "one, nothing is made. `list` names all editions, with their rows, size and whether a "
        "sealed one is whole; `show` tells one in full: its seal, the rows of each table and of "
        "each source, and in how many rows the living one differs from it (added, removed, "
        "changed). Exit code 1 where a sealed edition is damaged. A region's folder has no "
        "editions of its own: it follows the national ones."
    )
    verb.add_argument("what", choices=("new", "list", "show"), help="(see above)")
    verb.add_argument("name", nargs="?", default="", metavar="NAME", help="which one to show")
    verb.add_argument(
        "--from", dest="made_from", default="", metavar="YEAR",
        help="new: the living edition to seal (default: the newest)",
    )  # fmt: skip
    verb.add_argument(
        "--name", dest="called", default="", metavar="DATE",
        help="new: its name (default: the date of today)",
    )  # fmt: skip
    verb.add_argument("--note", default="", metavar="TEXT", help="new: why it was made")
    verb.add_argument(
        "--home", type=Path, default=HOME, metavar="DIR",
        help="the folder that holds datasets/ and geodata/ (default: this project)",
    )  # fmt: skip
    add_language(verb)
    verb.add_argument("--json", action="store_true", help="print it as JSON")
    verb.set_defaults(run=run)
    return verb


def run(given: argparse.Namespace) -> int:
    """Carry out the verb."""
    from inspiratiekaart.editions.region_folder import is_region_folder
    from inspiratiekaart.editions.sealing import SealingError

    t = Texts(given.language)
    verbs: dict[str, Callable[[argparse.Namespace, Texts], int]] = {
        "new": _new,
        "list": _list,
        "show": _show,
    }
    try:
        if is_region_folder(given.home):
            raise SealingError("region", folder=given.home)
        return verbs[given.what](given, t)
    except SealingError as error:
        raise InspiratiekaartError(error.sentence(t)) from error


def _new(given: argparse.Namespace, t: Texts) -> int:
    from inspiratiekaart.editions.sealing import seal

    made = seal(
        given.home, date.today(), made_from=given.made_from, name=given.called, note=given.note
    )
    if given.json:
        told = document_of(made.seal) | {"is_new": made.is_new}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    values = {
        "name": made.seal.name,
        "made_from": made.seal.made_from,
        "revision": made.seal.revision[:_REVISION_LETTERS],
        "n": t.number(len(made.seal.files)),
    }
    print(t("sealing.made" if made.is_new else "sealing.same", **values))
    return 0


def _list(given: argparse.Namespace, t: Texts) -> int:
    from inspiratiekaart.editions.edition_list import listed

    found = listed(given.home)
    if given.json:
        print(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_line(each, t) for each in found) or t("sealing.none"))
    return 1 if any(each.state == "damaged" for each in found) else 0


def _show(given: argparse.Namespace, t: Texts) -> int:
    from inspiratiekaart.editions.edition_list import detail

    if not given.name:
        raise InspiratiekaartError("edition show: name the edition, as in: edition show 2026")
    found = detail(given.home, given.name)
    if given.json:
        told = _as_json(found.edition) | {
            "tables": dict(found.edition.rows),
            "sources": dict(found.sources),
            "differences": {
                name: dict(zip(("added", "removed", "changed"), counts, strict=True))
                for name, counts in found.differences.items()
            },
            "files": document_of(found.edition.seal)["files"] if found.edition.seal else {},
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(found, t)))
    return 1 if found.edition.state == "damaged" else 0


def _as_json(edition: Edition) -> dict[str, object]:
    seal = edition.seal
    return {
        "name": edition.name,
        "state": edition.state,
        "boundary_year": edition.boundary_year,
        "made_from": seal.made_from if seal else None,
        "made_on": seal.made_on if seal else None,
        "version": seal.version if seal else None,
        "note": seal.note if seal else None,
        "licences": list(seal.licences) if seal else None,
        "revision": seal.revision if seal else None,
        "rows_count": edition.rows_count,
        "bytes": edition.size,
    }


def _line(edition: Edition, t: Texts) -> str:
    values = {
        "name": edition.name,
        "year": edition.boundary_year or "?",
        "rows": t.number(edition.rows_count),
        "megabytes": t.number(edition.size / 1_000_000, 1),
        "state": t(f"sealing.state.{edition.state}"),
    }
    if edition.seal is None:
        return t("sealing.line", **values)
    line = t(
        "sealing.sealed_line", made_on=t.date(date.fromisoformat(edition.seal.made_on)), **values
    )
    return f"{line} {edition.seal.note}".rstrip()


def _lines(found: Detail, t: Texts) -> Iterator[str]:
    from inspiratiekaart.schema import tables

    yield _line(found.edition, t)
    if seal := found.edition.seal:
        yield t(
            "sealing.seal",
            made_from=seal.made_from,
            version=seal.version,
            revision=seal.revision,
            licences=", ".join(seal.licences),
        )
    for name, rows in found.edition.rows.items():
        title = tables()[name].title(t.language)
        yield f"  {t('sealing.table', title=title, rows=t.number(rows))}"
    yield t("sealing.sources")
    for source_id, rows in found.sources.items():
        yield f"  {source_id}: {t.number(rows)}"
    if not found.edition.seal:
        return
    yield t("sealing.differs" if found.differences else "sealing.differs_not")
    for name, counts in found.differences.items():
        added, removed, changed = map(t.number, counts)
        title = tables()[name].title(t.language)
        values = {"added": added, "removed": removed, "changed": changed}
        yield f"  {t('difference.table', title=title, **values)}"
