"""What can go wrong in keeping a map; each error has a ``code`` and the ``values`` of its sentence.

The sentence is made where it is shown: ``t(f"store.{error.code}", **error.values)``.
No error holds a token.
"""

from __future__ import annotations

from typing import Literal

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.store.kept import Stored

Fault = Literal["unavailable", "locked", "full", "damaged", "newer"]
"""Why a database does not answer; it may by itself, but for ``damaged`` and ``newer``."""


class StoreError(InspiratiekaartError):
    """A map could not be kept or fetched; what was kept is as it was."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(f"{code}: {', '.join(f'{k} {v}' for k, v in values.items())}".rstrip(": "))
        self.code = code
        self.values = values


class StoreUnavailableError(StoreError):
    """The database is out of reach, locked, full, damaged or of a newer app."""

    def __init__(self, code: Fault) -> None:
        super().__init__(code)


class UnknownLinkError(StoreError):
    """No map has this token."""

    def __init__(self) -> None:
        super().__init__("unknown_link")


class NotAllowedError(StoreError):
    """The token is one to read with, and this takes the edit link."""

    def __init__(self) -> None:
        super().__init__("read_link")


class UnknownVersionError(StoreError):
    """The map has no version of this number."""

    def __init__(self, number: int) -> None:
        super().__init__("unknown_version", number=str(number))


class TooManyAttemptsError(StoreError):
    """Too many unknown links were tried; in ``seconds`` seconds it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too_many", seconds=str(seconds))


class TooLargeError(StoreError):
    """The map is larger than what can be read back."""

    def __init__(self, limit_mb: int) -> None:
        super().__init__("large", limit=str(limit_mb))


class ConflictError(StoreError):
    """Somebody saved another version meanwhile: ``theirs``; nothing of either is lost."""

    def __init__(self, theirs: Stored) -> None:
        super().__init__("conflict", number=str(theirs.version))
        self.theirs = theirs
