"""The verb ``refresh``: fetching sources anew, and what that would change in the own rows."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspiratiekaart import paths
from inspiratiekaart.cli_options import add_language, make_ready
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.texts import Texts

if TYPE_CHECKING:
    from inspiratiekaart.importing import Proposal
    from inspiratiekaart.importing.refreshing import Desk, Refreshed
    from inspiratiekaart.sources.published import Form
    from inspiratiekaart.sources.published.feeds import Feed
    from inspiratiekaart.sources.reading import Document

CACHE_VARIABLE = "INSPIRATIEKAART_CACHE"
_WITHIN_VARIABLE = "INSPIRATIEKAART_LOCAL_ADDRESSES"
_KB, _MB = 1_000, 1_000_000
_NAMES_SHOWN = 12
_REMARKS_SHOWN = 20


def add_to(verbs: Any) -> argparse.ArgumentParser:
    """Add the verb to ``verbs``, the subparsers of the command line; hands back its parser."""
    refresh: argparse.ArgumentParser = verbs.add_parser(
        "refresh", help="fetch sources anew and say what that would change"
    )
    refresh.description = (
        "Fetch sources anew and say what they would change in the own rows of a folder. Nothing is "
        "taken over without --write. What did not change is not fetched again; what cannot be "
        "fetched, or has changed its format, is told and leaves what was there. Exit code 1 where "
        "a source could not be fetched or has changed its format."
    )
    refresh.add_argument("sources", nargs="*", metavar="SOURCE", help="which (default: all)")
    refresh.add_argument("--list", action="store_true", help="name the sources and stop")
    refresh.add_argument("--write", action="store_true", help="take over what is new")
    refresh.add_argument(
        "--into", type=Path, metavar="DIR",
        help="the folder with the own rows (default: INSPIRATIEKAART_IMPORTS, or the fork's own)",
    )  # fmt: skip
    add_language(refresh)
    refresh.set_defaults(run=_refresh)
    return refresh


def _refresh(given: argparse.Namespace) -> int:
    from inspiratiekaart.sources.published.feeds import feeds  # each verb loads only its needs

    t = Texts(given.language)
    if given.list:
        for feed in feeds():
            print(f"{feed.feed_id}: {feed.title}")
        return 0
    chosen = _chosen(given.sources, feeds(), t)
    folder = given.into or paths.IMPORTS
    if given.write and folder is None:
        raise InspiratiekaartError(t("refresh.no-folder"))
    make_ready()
    with _cache(folder) as cache:
        return report(desk(folder, cache, write=given.write), chosen, t, folder)


def desk(folder: Path | None, cache: Path, *, write: bool) -> Desk:
    """Where all sources are fetched to, and compared with the own rows of ``folder``."""
    from inspiratiekaart.importing import accept
    from inspiratiekaart.importing.refreshing import Desk
    from inspiratiekaart.sources.fetching import Client, Limits
    from inspiratiekaart.sources.published.shelf import Shelf

    limits = Limits(is_private_allowed=os.environ.get(_WITHIN_VARIABLE) == "1")
    client = Client(limits, progress=_progress) if sys.stderr.isatty() else Client(limits)
    take = partial(accept, folder=folder) if write and folder is not None else None
    return Desk(client, Shelf(cache), _proposer(folder), take)


def report(at: Desk, feeds: Sequence[Feed], t: Texts, folder: Path | None) -> int:
    """Refresh ``feeds``, say of each what came of it, and hand back the exit code."""
    done: list[Refreshed] = []
    asked = iter(at.refresh(feeds))
    for number, feed in enumerate(feeds, start=1):
        print(f"[{number}/{len(feeds)}] {feed.feed_id}: {feed.title}", file=sys.stderr, flush=True)
        each = next(asked)
        done.append(each)
        for line in _lines(each, t):
            print(line)
        if each.is_written and each.proposal and each.proposal.to_write:
            print(t("refresh.written", folder=folder))
    if any(each.proposal and each.proposal.to_write and not each.is_written for each in done):
        print(t("refresh.not-written"))
    tried = [each for each in done if each.state != "unset"]
    if tried and all(each.state == "unreachable" for each in tried):
        print(t("refresh.offline"))
        return 1
    return 1 if any(each.is_trouble or each.state == "unreachable" for each in done) else 0


def _chosen(names: Sequence[str], feeds: Sequence[Feed], t: Texts) -> tuple[Feed, ...]:
    known = {feed.feed_id: feed for feed in feeds}
    for name in names:
        if name not in known:
            there = t.listed(sorted(known))
            raise InspiratiekaartError(t("refresh.no-source", source=name, there=there))
    return tuple(known[name] for name in dict.fromkeys(names)) or tuple(feeds)


@contextmanager
def _cache(folder: Path | None) -> Iterator[Path]:
    """Where files are kept: where the operator says, else in the folder, else nowhere for long."""
    from inspiratiekaart.sources.published.shelf import FOLDER

    named = os.environ.get(CACHE_VARIABLE)
    if named or folder is not None:
        yield Path(named) if named else Path(folder or "") / FOLDER
        return
    with tempfile.TemporaryDirectory(prefix="inspiratiekaart-") as made:
        yield Path(made)


def _proposer(folder: Path | None) -> Callable[[Document, Form], Proposal]:
    from inspiratiekaart.dataset import open_dataset
    from inspiratiekaart.importing import examined, layout_of, memory, propose
    from inspiratiekaart.importing.memory import Remembered
    from inspiratiekaart.importing.own_rows import COUNTRY_FOLDER, about, home_of

    dataset = open_dataset()
    code = about(folder, home_of(folder), dataset.edition).code if folder else COUNTRY_FOLDER
    region = None if code == COUNTRY_FOLDER else code

    def proposed(document: Document, form: Form) -> Proposal:
        kept = memory(folder).of(layout_of(document, form)) if folder else Remembered()
        made = propose(
            form.tidy(document, kept.columns), form, dataset, region=region,
            decisions=kept.decisions, document=document, columns=kept.columns,
        )  # fmt: skip
        return examined(made, folder) if folder else made

    return proposed


def _lines(each: Refreshed, t: Texts) -> Iterator[str]:
    when = t.period(each.fetched_on) if each.fetched_on else ""
    values = {"size": _size(each.bytes_count, t), "date": when, "setting": each.feed.setting}
    yield f"{each.feed.feed_id}: {t(f'refresh.state.{each.state}', **values)}"
    if each.problem is not None:
        yield f"  {each.why(t)}"
        yield f"  {t('refresh.kept', date=when) if each.file else t('refresh.nothing-kept')}"
    yield from (f"  {line}" for line in _headings(each, t))
    if each.proposal is not None:
        yield from (f"  {line}" for line in _changes(each.proposal, each, t))
        yield from (f"  {line}" for line in _remarks(each, t))


def _headings(each: Refreshed, t: Texts) -> Iterator[str]:
    """What went out of the heading since the last good file, and what came."""
    if each.gone:
        yield t("refresh.gone", names=t.listed(each.gone[:_NAMES_SHOWN]))
    if each.added:
        yield t("refresh.added", names=t.listed(each.added[:_NAMES_SHOWN]))


def _changes(proposal: Proposal, each: Refreshed, t: Texts) -> Iterator[str]:
    from inspiratiekaart.schema import tables

    for table, counts in proposal.counts.items():
        found = {name: t.number(counts.get(name, 0)) for name in ("new", "changed", "same")}
        yield t("refresh.rows", table=tables()[table].title(t.language), **found)
    if not proposal.counts:
        yield t("refresh.no-rows")
    if proposal.left_out:
        yield t.count("refresh.left-out", len(proposal.left_out))
    if proposal.open_questions:
        yield t.count("refresh.questions", len(proposal.open_questions), file=each.file)


def _remarks(each: Refreshed, t: Texts) -> Iterator[str]:
    """What a division or boundaries say that no row can hold: these come with ``build``."""
    from inspiratiekaart.dataset import open_dataset
    from inspiratiekaart.sources.published import forms
    from inspiratiekaart.sources.reading import open_document

    form = next(one for one in forms() if one.form_id == each.feed.form_id)
    if form.remarks is None or each.file is None:
        return
    found = form.remarks(open_document(each.file, each.feed.feed_id), open_dataset())
    yield from (remark.sentence(t) for remark in found[:_REMARKS_SHOWN])
    if len(found) > _REMARKS_SHOWN:
        yield t.count("published.more_remarks", len(found) - _REMARKS_SHOWN)
    if not found:
        yield t("published.no_remarks")


def _size(count: int, t: Texts) -> str:
    if count < _MB:
        return t("refresh.size.kb", n=t.number(max(1, count // _KB)))
    return t("refresh.size.mb", n=t.number(count / _MB, 1))


def _progress(count: int) -> None:
    print(f"\r  {count / _MB:.1f} MB", end="\r", file=sys.stderr, flush=True)
