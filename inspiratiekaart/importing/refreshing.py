"""Fetching sources anew, and what their files would change in the own rows.

A file is kept once it has been found to be good: where a server sends a page with an error, or the
format changed, the last good one stays, and so do the rows that were made of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.importing.proposal import Proposal
from inspiratiekaart.sources.fetching import Client, FetchError
from inspiratiekaart.sources.published import Form, forms
from inspiratiekaart.sources.published.feeds import Errand, Feed
from inspiratiekaart.sources.published.shelf import Shelf
from inspiratiekaart.sources.reading import Document, DocumentError, open_document
from inspiratiekaart.texts import Texts

State = Literal["new", "known", "same", "unset", "unreachable", "failed", "changed", "refused"]
"""What came of a source.

``new`` file, or one that was ``known`` and not yet taken over; ``same`` as was taken over;
``unset``: its variable is missing; ``unreachable``: there seems to be no network; ``failed`` to be
fetched; ``changed`` format; ``refused`` by the import.
"""

Propose = Callable[[Document, Form], Proposal]
Accept = Callable[[Proposal], object]

_SHAPES = frozenset({"shape", "paging"})


@dataclass(frozen=True)
class Refreshed:
    """What came of one source; ``file`` is the last good one, ``problem`` why there is no newer.

    ``gone`` and ``added`` are the headings (or names of elements) that the new file no longer has,
    or has beside those of the last good one.
    """

    feed: Feed
    state: State
    file: Path | None = None
    bytes_count: int = 0
    fetched_on: str = ""
    proposal: Proposal | None = None
    problem: InspiratiekaartError | None = None
    is_written: bool = False
    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def is_trouble(self) -> bool:
        """Whether somebody should look at it."""
        return self.state in ("failed", "changed", "refused")

    def why(self, t: Texts) -> str:
        """What is wrong and what to do, in the language of ``t``; empty where nothing is."""
        problem = self.problem
        said = getattr(problem, "sentence", None)
        return "" if problem is None else str(said(t) if said else problem)


@dataclass(frozen=True)
class Desk:
    """Where sources are fetched to, by whom, and what is done with them.

    ``accept`` is None where nothing may be written. ``environment`` holds keys and addresses.
    """

    client: Client
    shelf: Shelf
    propose: Propose
    accept: Accept | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    today: Callable[[], date] = date.today

    def refresh(self, feeds: Iterable[Feed]) -> Iterator[Refreshed]:
        """Each of ``feeds``, one after another; what is wrong with one does not stop the next."""
        for feed in feeds:
            if feed.setting and not self.environment.get(feed.setting):
                yield Refreshed(feed, "unset")
                continue
            try:
                yield self._fetched(feed)
            except FetchError as error:
                yield self._left(feed, _state_of(error), error)
            except DocumentError as error:
                yield self._left(feed, "changed", error)
            except InspiratiekaartError as error:
                yield self._left(feed, "refused", error)

    def _fetched(self, feed: Feed) -> Refreshed:
        form = next(each for each in forms() if each.form_id == feed.form_id)
        staged = self.shelf.staged(feed)
        found = Refreshed(feed, "known", self.shelf.file(feed))
        try:
            fetched = feed.fetch(self._errand(feed, staged))
            before = self.shelf.record(feed)
            if fetched.is_same or (before.sha256 and fetched.sha256 == before.sha256):
                record = self.shelf.asked(feed, self.today())
            else:
                document = open_document(staged, feed.feed_id)
                gone, added = self._differences(feed, document)
                found = replace(found, state="new", gone=gone, added=added)
                if not form.fits(document) > 0:
                    return self._left(feed, "changed", _shape(feed), found)
                record = self.shelf.put(feed, fetched, self.today())
        finally:
            staged.unlink(missing_ok=True)
        found = replace(found, bytes_count=record.bytes_count, fetched_on=record.fetched_on)
        if record.is_taken:
            return replace(found, state="same")
        proposal = self.propose(open_document(self.shelf.file(feed), feed.feed_id), form)
        if self.accept is None:
            return replace(found, proposal=proposal)
        self.accept(proposal)
        self.shelf.took(feed, self.today())
        return replace(found, proposal=proposal, is_written=True)

    def _errand(self, feed: Feed, staged: Path) -> Errand:
        known = {name: self.environment[name] for name in feed.heeds if name in self.environment}
        setting = self.environment.get(feed.setting, "") if feed.setting else ""
        return Errand(self.client, staged, self.shelf.known(feed), setting, known)

    def _differences(self, feed: Feed, new: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The headings that went and that came since the last good file; none without one."""
        names = before = _names(new)
        if self.shelf.record(feed).sha256:
            with suppress(DocumentError):  # our limits may have become narrower
                before = _names(open_document(self.shelf.file(feed), feed.feed_id))
        gone = tuple(each for each in before if each not in names)
        return gone, tuple(each for each in names if each not in before)

    def _left(
        self,
        feed: Feed,
        state: State,
        error: InspiratiekaartError,
        found: Refreshed | None = None,
    ) -> Refreshed:
        """``feed`` as it was left: with the last good file, where there is one."""
        record = self.shelf.record(feed)
        return replace(
            found or Refreshed(feed, state),
            state=state,
            file=self.shelf.file(feed) if record.sha256 else None,
            bytes_count=record.bytes_count,
            fetched_on=record.fetched_on,
            problem=error,
        )


def _names(document: Document) -> tuple[str, ...]:
    """The headings of all tables, or the names of XML elements, each once."""
    headings = (name for heading in document.headings.values() for name in heading)
    return tuple(dict.fromkeys((*headings, *document.element_names)))


def _shape(feed: Feed) -> FetchError:
    return FetchError("shape", feed.urls[0] if feed.urls else feed.feed_id)


def _state_of(error: FetchError) -> State:
    if error.code in _SHAPES:
        return "changed"
    return "unreachable" if error.code == "unreachable" else "failed"
