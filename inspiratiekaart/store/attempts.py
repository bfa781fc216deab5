"""How often unknown links may be tried."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict, deque
from collections.abc import Callable

from inspiratiekaart.store.errors import TooManyAttemptsError

ALLOWED = 20
WINDOW_S = 60.0
_REMEMBERED = 10_000


class Attempts:
    """Counts unknown links by who tries, over the last minute.

    Links that were right before stay open, so that nobody's work is stopped by another's guesses
    from the same address. Nothing is counted beyond this process: it slows guessing, and the
    length of a token is what makes it hopeless.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()
        self._right: OrderedDict[str, None] = OrderedDict()

    def admit(self, visitor: str, token_hash: str) -> None:
        """Let ``visitor`` try a link.

        Raises:
            TooManyAttemptsError: too many unknown ones went before; it says how long to wait.
        """
        with self._lock:
            failures = self._failures.get(visitor)
            if failures is None or token_hash in self._right:
                return
            now = self._clock()
            while failures and failures[0] <= now - WINDOW_S:
                failures.popleft()
            if len(failures) >= ALLOWED:
                raise TooManyAttemptsError(math.ceil(failures[0] + WINDOW_S - now))

    def fail(self, visitor: str) -> None:
        """Count an unknown link."""
        with self._lock:
            self._failures.setdefault(visitor, deque(maxlen=ALLOWED)).append(self._clock())
            _keep_newest(self._failures, visitor)

    def succeed(self, token_hash: str) -> None:
        """Remember a link that was right."""
        with self._lock:
            self._right[token_hash] = None
            _keep_newest(self._right, token_hash)


def _keep_newest(
    remembered: OrderedDict[str, deque[float]] | OrderedDict[str, None], key: str
) -> None:
    remembered.move_to_end(key)
    if len(remembered) > _REMEMBERED:
        remembered.popitem(last=False)
