"""What lies behind a code or a link, looked up in the store no more often than needed.

What was found once is shown also while the store is away.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from inspiratiekaart.share import Share, read_code
from inspiratiekaart.store import Store, StoreUnavailableError, find_share

_FRESH_S = 2.0
_REMEMBERED = 4000


@dataclass(frozen=True)
class Found:
    """A share and the key to pass on; ``is_pinned`` where it never becomes another one."""

    share: Share
    key: str
    is_pinned: bool


class Kept:
    """Looks up codes and read links; remembers what it found."""

    def __init__(
        self, store: Callable[[], Store], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[Found, float]] = OrderedDict()

    def at_once(self, key: str) -> Found | None:
        """What lies behind ``key``, if that is known and still fresh."""
        with self._lock:
            known = self._known.get(read_code(key) or key)
        if known is None:
            return None
        found, seen = known
        return found if found.is_pinned or self._clock() - seen < _FRESH_S else None

    def look(self, key: str, visitor: str) -> Found:
        """What lies behind ``key``; of an edit link, the read link.

        Raises:
            UnknownLinkError: nothing does.
            TooManyAttemptsError: ``visitor`` tried too many of those.
            StoreUnavailableError: the store is away, and this was not looked up before.
        """
        code = read_code(key)
        try:
            store = self._store().seen_by(visitor)
            found = _by_code(store, code) if code else _by_token(store, key)
        except StoreUnavailableError:
            with self._lock:
                known = self._known.get(code or key)
            if known is None:
                raise
            return known[0]
        with self._lock:
            self._known[code or key] = (found, self._clock())
            self._known.move_to_end(code or key)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found


def _by_code(store: Store, code: str) -> Found:
    return Found(find_share(store, code), code, is_pinned=True)


def _by_token(store: Store, token: str) -> Found:
    stored = store.read(token)
    share = Share(stored.map, "nl", "", stored.saved_at.date())
    return Found(share, stored.read_token, is_pinned=False)
