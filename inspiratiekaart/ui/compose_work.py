"""The map being made: the visitor's session holds it, and each change goes to the store at once.

What the store does not take (it is away, or somebody else was first) stays in the session, with
everything that can be undone, until it is kept after all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import streamlit as st

from inspiratiekaart.composition import draft
from inspiratiekaart.errors import MapFileError
from inspiratiekaart.inspiration import History, InspirationMap
from inspiratiekaart.share import Share, read_code
from inspiratiekaart.store import find_share
from inspiratiekaart.store.errors import ConflictError, StoreError
from inspiratiekaart.store.keeping import Store
from inspiratiekaart.store.kept import Stored, Version
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache, query

Trouble = StoreError | MapFileError
"""Why a map is not kept; ``said`` puts it in words."""

MAP = "kaart"
"""The parameter that holds the token of an edit or read link, or the code of a short link."""

_WORKS = "compose_works"
_LAST = "compose_last"


@dataclass(frozen=True)
class Work:
    """A map that this visitor may change; ``token`` is empty while the store has never had it.

    ``kept`` is what the store has of it. ``theirs`` is what somebody else saved meanwhile;
    ``trouble`` says why the last save failed.
    """

    history: History
    token: str = field(default="", repr=False)
    read_token: str = field(default="", repr=False)
    version: int = 0
    saved_at: datetime | None = None
    kept: InspirationMap | None = None
    theirs: Stored | None = None
    trouble: Trouble | None = None

    @property
    def map(self) -> InspirationMap:
        """The map as it is now."""
        return self.history.present

    @property
    def is_kept(self) -> bool:
        """Whether the store has it as it is now."""
        return self.map == self.kept


def token() -> str:
    """The token in the address bar, empty where there is none."""
    return query.page_value(MAP)


def opened() -> Work | Stored | Share | None:
    """The map of the address bar: to work on, or only to read; None where there is none.

    Raises:
        StoreError: the token is unknown, or the store is away.
    """
    asked = token()
    if known := _works().get(asked):
        return known
    if not asked:
        return None
    if code := read_code(asked):
        return find_share(store(), code)
    stored = store().read(asked)
    if not stored.can_edit:
        return stored
    work = _of(asked, stored)
    _remember(work)
    return work


def last() -> Work | None:
    """The map that this visitor worked on last, wherever the address bar leads."""
    return _works().get(st.session_state.get(_LAST, ""))


def show(work: Work) -> Work:
    """Lead the address bar to ``work``."""
    if work.token:
        st.query_params[MAP] = work.token
    elif MAP in st.query_params:
        del st.query_params[MAP]
    return work


def begin(composed: InspirationMap) -> Work:
    """A new map, kept at once; the address bar gets its token, or none while it has none."""
    return show(_keep(Work(History(composed))))


def change(work: Work, to: Callable[[InspirationMap], InspirationMap]) -> Work:
    """``work`` with its map changed by ``to``, kept at once.

    Two fields can be changed before the page is drawn again, so ``to`` is given the map as it is.
    """
    now = _now(work)
    return _keep(replace(now, history=now.history.changed(to(now.map))))


def undo(work: Work) -> None:
    """One step back, kept at once."""
    now = _now(work)
    _keep(replace(now, history=now.history.undone()))


def redo(work: Work) -> None:
    """One step forward again, kept at once."""
    now = _now(work)
    _keep(replace(now, history=now.history.redone()))


def retry() -> bool:
    """Try to keep what the store did not take; tells whether all is kept now."""
    waiting = [each for each in _works().values() if not each.is_kept and each.theirs is None]
    for each in waiting:
        work = _keep(each)
        if not each.token and not token():
            show(work)
        if not work.is_kept:
            return False
    return True


def take_theirs(work: Work) -> None:
    """Go on with what somebody else saved; one's own is one step back."""
    if work.theirs:
        history = work.history.changed(work.theirs.map)
        _remember(replace(_of(work.token, work.theirs), history=history))


def keep_mine(work: Work) -> None:
    """Save one's own as the newest version; what somebody else saved is the version before it."""
    if work.theirs:
        _keep(replace(work, version=work.theirs.version, theirs=None))


def keep_apart(work: Work) -> None:
    """Save one's own as a map of its own, and leave the other as somebody else saved it."""
    if work.theirs:
        begin(work.map)
        _works()[work.token] = _of(work.token, work.theirs)


def restore(work: Work, version: int) -> None:
    """Go back to an earlier version, which becomes the newest."""
    try:
        stored = store().restore(work.token, version, work.version)
    except ConflictError as error:
        _remember(replace(work, theirs=error.theirs, trouble=None))
    except (StoreError, MapFileError) as error:
        _remember(replace(work, trouble=error))
    else:
        history = work.history.changed(stored.map)
        _remember(replace(_of(work.token, stored), history=history))


def versions(work: Work) -> list[Version]:
    """What can be gone back to, the newest first.

    Raises:
        StoreError: the store is away.
    """
    return store().versions(work.token) if work.token else []


def said(trouble: Trouble, t: Texts) -> str:
    """``trouble`` in words."""
    if isinstance(trouble, MapFileError):
        return t(f"mapfile.{trouble.code}", **trouble.values)
    return t(f"store.{trouble.code}", **trouble.values)


def shared_map(share: Share, t: Texts) -> InspirationMap:
    """The composed map that was shared; of a selection, the proposal for it."""
    if isinstance(share.what, InspirationMap):
        return share.what
    return draft(cache.dataset_or_usual(share.edition), share.selection, t)


def fork(read_token: str, t: Texts) -> None:
    """A copy of one's own of a map that one may only read, or of what a short link shows.

    Raises:
        StoreError: the token is unknown, or the store is away.
    """
    if code := read_code(read_token):
        begin(shared_map(find_share(store(), code), t))
        return
    st.query_params[MAP] = store().fork(read_token).edit


def fill(key: str, value: object) -> None:
    """Let the field with this key show ``value``; what is being typed in it stays meanwhile."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _now(work: Work) -> Work:
    return _works().get(work.token) or last() or work


def store() -> Store:
    """The store, as this visitor sees it; who tries many unknown links has to wait."""
    return cache.store().seen_by(st.context.ip_address or "")


def _works() -> dict[str, Work]:
    works: dict[str, Work] = st.session_state.setdefault(_WORKS, {})
    return works


def _of(edit_token: str, stored: Stored) -> Work:
    return Work(
        History(stored.map),
        edit_token,
        stored.read_token,
        stored.version,
        stored.saved_at,
        stored.map,
    )


def _remember(work: Work) -> None:
    _works()[work.token] = work
    st.session_state[_LAST] = work.token


def _keep(work: Work) -> Work:
    if not work.is_kept and work.theirs is None:
        work = _saved(work)
    _remember(work)
    return work


def _saved(work: Work) -> Work:
    try:
        if work.token:
            stored = store().save(work.token, work.map, work.version)
            edit_token = work.token
        else:
            edit_token = store().create(work.map).edit
            stored = store().read(edit_token)
            _works().pop("", None)
    except ConflictError as error:
        return replace(work, theirs=error.theirs, trouble=None)
    except (StoreError, MapFileError) as error:
        return replace(work, trouble=error)
    return replace(_of(edit_token, stored), history=work.history, kept=work.map)
