"""Who may write in the folder whose data is shown: those with the operator's password, or nobody.

``INSPIRATIEKAART_EDITING`` holds the password. Where the operator's own login stands before the
whole app, it says ``behind-login``, and everybody who comes that far may write.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Mapping

from inspiratiekaart.store.attempts import Attempts

SETTING = "INSPIRATIEKAART_EDITING"
BEHIND_LOGIN = "behind-login"
SHORTEST = 12
"""A shorter password is none: it would be guessed."""

_log = logging.getLogger(__name__)


class Gate:
    """Lets through who has the password; ``attempts`` limits how often others may guess."""

    def __init__(self, setting: str, attempts: Attempts) -> None:
        self._attempts = attempts
        self.is_open = setting == BEHIND_LOGIN
        """Whether all who reach the app may write."""
        self._secret = b"" if self.is_open or len(setting) < SHORTEST else _digest(setting)

    @property
    def is_there(self) -> bool:
        """Whether anybody may write at all."""
        return self.is_open or bool(self._secret)

    def admits(self, visitor: str, password: str) -> bool:
        """Whether ``visitor`` may pass with ``password``; comparing always takes as long.

        A right password does not pass either while there are too many wrong ones: else the limit
        would tell which one is right.

        Raises:
            TooManyAttemptsError: too many wrong ones went before; it says how long to wait.
        """
        self._attempts.admit(visitor, "")
        is_right = hmac.compare_digest(_digest(password), self._secret or bytes(32))
        if not (is_right and self._secret):
            self._attempts.fail(visitor)
            return False
        return True


def gate_of(settings: Mapping[str, str], attempts: Attempts) -> Gate:
    """The gate that the operator's ``settings`` ask for; a password that is too short is told."""
    setting = settings.get(SETTING, "")
    gate = Gate(setting, attempts)
    if setting and not gate.is_there:
        _log.warning(
            "%s is ignored, nobody can write: use a password of at least %d signs.",
            SETTING,
            SHORTEST,
        )
    return gate


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
