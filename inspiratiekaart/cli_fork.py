"""The verbs ``fork``, ``merge`` and ``status``: a region's own folder, and how it keeps up."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inspiratiekaart.cli_options import add_language
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.provenance import LICENCES
from inspiratiekaart.texts import Texts

if TYPE_CHECKING:
    from inspiratiekaart.editions.choices import Choice
    from inspiratiekaart.editions.difference import TableDifference
    from inspiratiekaart.editions.region_status import Status, TableStatus
    from inspiratiekaart.validation import Finding, Report

_SHOWN = 20


def add_to(verbs: Any) -> tuple[argparse.ArgumentParser, ...]:
    """Add the verbs to ``verbs``, the subparsers of the command line; hands back their parsers."""
    return _add_fork(verbs), _add_merge(verbs), _add_status(verbs)


def report(folder: Path, t: Texts) -> Report | None:
    """What validation says of a region's own rows, laid over what it follows; None for others.

    Raises:
        InspiratiekaartError: the national data that it follows is not whole.
    """
    from inspiratiekaart.editions.choices import PATH, read_choices
    from inspiratiekaart.editions.country import Country
    from inspiratiekaart.editions.national import followed_rows, read_national
    from inspiratiekaart.editions.overlay import left_out_of_nothing, read
    from inspiratiekaart.editions.region_folder import NATIONAL, ForkError, is_region_folder
    from inspiratiekaart.editions.regional_check import check
    from inspiratiekaart.validation import Report

    if not is_region_folder(folder):
        return None
    try:
        national = read_national(folder / NATIONAL)
    except ForkError as error:
        raise InspiratiekaartError(error.sentence(t)) from error
    country = Country(national.home)
    checked = check(folder, country, is_own=True)
    gone: Iterable[Finding] = ()
    if checked.region and checked.region.edition in country.editions:
        gone = left_out_of_nothing(read(folder), followed_rows(folder, checked.region))
    told = (each for each in checked.findings if each.spot.path != PATH)
    return Report((*told, *gone, *read_choices(folder)[1]), checked.accepted)


def _add_fork(verbs: Any) -> argparse.ArgumentParser:
    fork = cast(
        argparse.ArgumentParser,
        verbs.add_parser("fork", help="make the folder of a region that follows the national data"),
    )
    fork.description = (
        "Make the folder of a region: its own tables with commented examples, the national data "
        "that it follows, and LEESMIJ.md, which says in Dutch how to go on. A folder that is in "
        "use is refused."
    )
    fork.add_argument("folder", type=Path, metavar="DIR", help="where the folder is made")
    fork.add_argument("--region", required=True, metavar="AM05", help="the code of the region")
    fork.add_argument(
        "--licence", default="CC-BY-4.0", choices=tuple(LICENCES), metavar="CODE",
        help="of the region's own rows (default: CC-BY-4.0)",
    )  # fmt: skip
    _add_from(fork)
    add_language(fork)
    fork.set_defaults(run=_said(_fork))
    return fork


def _add_merge(verbs: Any) -> argparse.ArgumentParser:
    merge = cast(
        argparse.ArgumentParser,
        verbs.add_parser("merge", help="bring a new national edition into a region's folder"),
    )
    merge.description = (
        "Bring new national data into a region's folder. Inherited rows follow and own rows stay. "
        "What both changed is listed with both values in datasets/conflicten.csv; write eigen or "
        "landelijk in its column choice and merge again. Run twice, it changes nothing more. What "
        "it replaces is kept, for --undo. Exit code 1 where something is still to be chosen."
    )
    merge.add_argument("folder", type=Path, metavar="DIR", help="the region's folder")
    merge.add_argument("--undo", action="store_true", help="put back what the last merge replaced")
    _add_from(merge)
    add_language(merge)
    merge.set_defaults(run=_said(_merge))
    return merge


def _add_status(verbs: Any) -> argparse.ArgumentParser:
    status = cast(
        argparse.ArgumentParser,
        verbs.add_parser("status", help="say what in a region's folder is own, inherited, behind"),
    )
    status.description = (
        "Say of a region's folder how many rows of each table are its own and how many it "
        "inherits, whether the national data has moved on, what is still to be chosen, which "
        "warnings it accepts, how many own rows are older than 6 and 12 months, and how many rows "
        "somebody should look at."
    )
    status.add_argument("folder", type=Path, metavar="DIR", help="the region's folder")
    status.add_argument("--json", action="store_true", help="print it as JSON")
    _add_from(status)
    add_language(status)
    status.set_defaults(run=_said(_status))
    return status


def _add_from(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--from", dest="home", type=Path, default=PROJECT, metavar="DIR",
        help="the national data: the folder that holds datasets/ and geodata/ (default: this "
        "project's own)",
    )  # fmt: skip


def _said(
    verb: Callable[[argparse.Namespace, Texts], int],
) -> Callable[[argparse.Namespace], int]:
    """``verb``, with a refusal said in the language that was asked for."""

    def run(given: argparse.Namespace) -> int:
        from inspiratiekaart.editions.region_folder import ForkError

        t = Texts(given.language)
        try:
            return verb(given, t)
        except ForkError as error:
            raise InspiratiekaartError(error.sentence(t)) from error

    return run


def _fork(given: argparse.Namespace, t: Texts) -> int:
    from inspiratiekaart.editions.forking import fork

    region = fork(given.folder, given.region, given.home, given.licence)
    print(t("forking.made", folder=given.folder, **asdict(region)))
    return 0


def _merge(given: argparse.Namespace, t: Texts) -> int:
    from inspiratiekaart.editions.merging import merge, undo

    if given.undo:
        region = undo(given.folder)
        print(t("forking.merged.undone", folder=given.folder, **asdict(region)))
        return 0
    merged = merge(given.folder, given.home, t)
    if merged.is_changed:
        print(t("forking.merged.done", **asdict(merged.after)))
        print(*_differences(merged.differences, t), sep="\n", end="\n" * bool(merged.differences))
        if merged.carried_out:
            print(t("forking.merged.carried", n=t.number(len(merged.carried_out))))
    else:
        print(t("forking.merged.nothing", name=merged.after.name))
    print(*_choices(merged.open, given.folder, t), sep="\n")
    if merged.is_changed:
        print(t("forking.merged.check", folder=given.folder))
        print(t("forking.merged.undo", folder=given.folder))
    return 1 if merged.open else 0


def _status(given: argparse.Namespace, t: Texts) -> int:
    from inspiratiekaart.editions.region_status import status

    found = status(given.folder, datetime.now(UTC).date(), given.home)
    if given.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    else:
        print(*_lines(found, given.folder, t), sep="\n")
    return 0


def _lines(found: Status, folder: Path, t: Texts) -> Iterator[str]:
    region = {**asdict(found.region), "revision": found.revision}
    yield t("forking.status.region", **region)
    yield t("forking.status.follows", **region)
    if found.is_behind and found.national:
        new = found.national
        yield t(
            "forking.status.behind", folder=folder, edition=new.edition, version=new.version,
            revision=new.revision,
        )  # fmt: skip
        yield from _differences(found.differences, t)
    else:
        yield t("forking.status.current")
    own, inherited = t.number(found.own), t.number(found.inherited)
    yield t("forking.status.total", own=own, inherited=inherited)
    for table in found.tables:
        if table.own or table.left_out:
            yield from _table(table, t)
    yield from _choices(found.open, folder, t)
    yield from _accepted(found, t)
    yield from _to_check(found, t)
    if found.findings:
        yield t("forking.status.findings", n=t.number(len(found.findings)), folder=folder)


def _table(table: TableStatus, t: Texts) -> Iterator[str]:
    from inspiratiekaart.schema import tables

    counts = {
        name: t.number(getattr(table, name))
        for name in ("own", "replacing", "left_out", "inherited", "older")
    }
    yield "  " + t("forking.status.table", title=tables()[table.table].title(t.language), **counts)
    if table.old:
        yield "    " + t("forking.status.old", n=t.number(table.old), older=counts["older"])
    if table.undated:
        yield "    " + t("forking.status.undated", n=t.number(table.undated))


def _accepted(found: Status, t: Texts) -> Iterator[str]:
    if found.accepted:
        yield t("forking.status.accepted", n=t.number(len(found.accepted)))
        for finding, reason in found.accepted[:_SHOWN]:
            yield f"  {finding.sentence(t)} {t('status.accepted_because', reason=reason)}"


def _to_check(found: Status, t: Texts) -> Iterator[str]:
    from inspiratiekaart.editions.check_sentences import reasons, share

    yield f"{t('trust.heading')}: {share(found.to_check, t)}"
    yield from (f"  {line}" for line in reasons(found.to_check, t))


def _differences(differences: Iterable[TableDifference], t: Texts) -> Iterator[str]:
    from inspiratiekaart.schema import tables

    for each in differences:
        added, removed, changed = map(t.number, each.counts)
        title = tables()[each.table].title(t.language)
        line = t("difference.table", title=title, added=added, removed=removed, changed=changed)
        yield f"  {line}"


def _choices(choices: tuple[Choice, ...], folder: Path, t: Texts) -> Iterator[str]:
    from inspiratiekaart.editions.choice_sentences import said

    if not choices:
        yield t("forking.choices.none")
        return
    yield t("forking.choices.open", n=t.number(len(choices)), folder=folder)
    for one in choices[:_SHOWN]:
        yield f"  {said(one, t)}"
    if len(choices) > _SHOWN:
        yield f"  … {len(choices) - _SHOWN}"


def _as_json(found: Status) -> dict[str, object]:
    from inspiratiekaart.editions.check_sentences import as_json

    new = found.national
    return {
        "region": asdict(found.region) | {"revision": found.revision},
        "own_count": found.own,
        "inherited_count": found.inherited,
        "is_behind": found.is_behind,
        "newest": {"edition": new.edition, "version": new.version, "revision": new.revision}
        if new
        else None,
        "tables": [asdict(table) for table in found.tables],
        "choices": [asdict(one) for one in found.open],
        "accepted": [
            {"code": each.code, "file": each.spot.path, "row": each.spot.row, "reason": reason}
            for each, reason in found.accepted
        ],
        "to_check": as_json(found.to_check),
        "findings_count": len(found.findings),
    }
