"""The verb ``diff``: what is different between two editions, or two folders, row by row."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inspiratiekaart.cli_options import add_language, make_ready
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.paths import SHOWN
from inspiratiekaart.texts import Texts

if TYPE_CHECKING:
    from inspiratiekaart.editions.difference import Row, State, TableDifference

_SHOWN = 5
_LONGEST = 60
_NAMES = ("name", "name_nl", "title", "name_as_said")


def add_to(verbs: Any) -> argparse.ArgumentParser:
    """Add the verb to ``verbs``, the subparsers of the command line; hands back its parser."""
    diff = cast(
        argparse.ArgumentParser,
        verbs.add_parser("diff", help="say what differs between two editions, row by row"),
    )
    diff.description = (
        "Say what differs between two editions or folders, row by row: added (+), removed (-) and "
        "changed rows, with the old and the new value. A and B are an edition (2021), a folder "
        "that holds datasets/, or both (DIR:2021). Exit code 1 where there are differences."
    )
    diff.add_argument("before", metavar="A", help="the older one")
    diff.add_argument("after", metavar="B", help="the newer one")
    diff.add_argument("--table", action="append", default=[], metavar="NAME", help="repeatable")
    diff.add_argument("--json", action="store_true", help="print every row as JSON")
    diff.add_argument("--all", action="store_true", help="print every row, not some of each kind")
    add_language(diff)
    diff.set_defaults(run=run)
    return diff


def run(given: argparse.Namespace) -> int:
    """Carry out the verb."""
    from inspiratiekaart.editions.difference import as_json, difference

    found = [
        each
        for each in difference(_state(given.before), _state(given.after))
        if not given.table or each.table in given.table
    ]
    if given.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        t = Texts(given.language)
        most = None if given.all else _SHOWN
        print("\n".join(_lines(found, t, most)) or t("difference.none"))
    return 1 if found else 0


def _state(named: str) -> State:
    """The tables that ``named`` means: an edition of ours, a folder, or a folder's edition."""
    from inspiratiekaart.dataset import editions
    from inspiratiekaart.editions.difference import read_state

    make_ready()
    folder, _, edition = named.rpartition(":")
    if not folder and (Path(named) / "datasets").is_dir():
        folder, edition = named, ""
    root = Path(folder or SHOWN) / "datasets"
    known = editions(root)
    if not known or (edition and edition not in known):
        there = f"there are: {', '.join(known)}" if known else f"no datasets in {folder or named}"
        raise InspiratiekaartError(f"{named}: no such edition or folder; {there}.")
    return read_state(root, edition or known[0])


def _lines(found: Iterable[TableDifference], t: Texts, most: int | None) -> Iterator[str]:
    from inspiratiekaart.schema import tables

    for each in found:
        added, removed, changed = map(t.number, each.counts)
        title = tables()[each.table].title(t.language)
        yield t("difference.table", title=title, added=added, removed=removed, changed=changed)
        for sign, rows in (("+", each.added), ("-", each.removed)):
            yield from (f"  {sign} {_row(each.table, row)}" for row in rows[:most])
            yield from _more(len(rows), most, t)
        for change in each.changed[:most]:
            yield f"  {' / '.join(change.key)}"
            for cell in change.cells:
                name = tables()[each.table][cell.column].title(t.language)
                yield f"      {name}: {_short(cell.old)!r} -> {_short(cell.new)!r}"
        yield from _more(len(each.changed), most, t)


def _more(count: int, most: int | None, t: Texts) -> Iterator[str]:
    if most is not None and count > most:
        yield f"    {t('difference.more', n=t.number(count - most))}"


def _row(table: str, row: Row) -> str:
    from inspiratiekaart.editions.difference import key_of

    name = next(
        (row[key] for key in ("name", "name_nl", "title", "name_as_said") if key in row), ""
    )
    return _short(" / ".join(key_of(table, row))) + (f"  {_short(name)}" if name else "")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
