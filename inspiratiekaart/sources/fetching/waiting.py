"""When to ask again."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import ceil

from inspiratiekaart.sources.fetching.refused import FetchError

_LONGEST_S = 30.0
_MINUTE_S = 60


class Again(Exception):  # noqa: N818  # no error yet: it becomes one when there is no next try
    """This try failed, the next may not."""

    def __init__(
        self,
        code: str,
        url: str,
        status: int = 0,
        retry_after: str = "",
        cause: BaseException | None = None,
    ) -> None:
        super().__init__(code)
        self.code, self.url, self.status = code, url, status
        self.retry_after, self.cause = retry_after, cause

    def as_error(self, seconds: float) -> FetchError:
        """The same, when there is no next try."""
        minutes = max(1, ceil(seconds / _MINUTE_S))
        return FetchError(self.code, self.url, status=self.status, minutes=minutes)


def wait_s(retry_after: str, attempt: int, jitter: float) -> float:
    """How long to wait after try number ``attempt``: twice as long each time, or what was asked.

    ``jitter``, from 0 to 1, keeps all who were refused at once from coming back at once.
    """
    own = min(_LONGEST_S, 2.0 ** (attempt - 1)) * (0.5 + jitter / 2)
    return max(own, asked_s(retry_after, datetime.now(UTC)))


def asked_s(retry_after: str, now: datetime) -> float:
    """The seconds that a ``Retry-After`` asks for, be they a number or a date; 0 for neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
