"""How much is fetched, how long that may take, and from where."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The most bytes of one answer; how long one may take in all, and be silent; how often tried.

    ``longest_wait_s`` is what we wait at most when a server asks to; a longer wait is told to the
    person. ``is_local_allowed`` lets plain http and addresses of this machine be fetched (tests),
    ``is_private_allowed`` those of any network within too (an operator's own servers).
    """

    most_bytes: int = 200 * _MB
    total_s: float = 300.0
    silent_s: float = 20.0
    redirects: int = 5
    tries: int = 4
    longest_wait_s: float = 60.0
    pages: int = 5_000
    is_local_allowed: bool = False
    is_private_allowed: bool = False

    @property
    def is_http_allowed(self) -> bool:
        """Whether addresses without encryption, and to other ports, may be fetched."""
        return self.is_local_allowed or self.is_private_allowed


USUAL = Limits()
