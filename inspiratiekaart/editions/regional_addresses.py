"""Fetching the files of a region from where it publishes them, as a stranger's server deserves.

How something is fetched safely is the business of ``sources.fetching``; here it is asked once, in
less time, and what went wrong becomes a finding for the status board.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin

from inspiratiekaart.editions.regional_files import (
    MOST_BYTES,
    RegionalFiles,
    RegionalFilesError,
    published,
)
from inspiratiekaart.sources.fetching import Client, FetchError
from inspiratiekaart.sources.fetching import Limits as Within

MOST_REDIRECTS = 3
_ANSWER_S = 10.0
_GONE = "gone"
_CODES = {
    "scheme": "address-scheme",
    "private": "address-private",
    "slow": "address-time",
    "redirects": "address-redirects",
    "status": "address-status",
    "server": "address-status",
    "busy": "address-status",
    "key": "address-status",
    "large": "regional-size",
}


@dataclass(frozen=True)
class Limits:
    """How long all of a folder may take, and whether addresses within our own network do."""

    all_s: float = 60.0
    is_local_allowed: bool = False


def is_address(place: str) -> bool:
    """Whether ``place`` is an address and not a folder on disk."""
    return "://" in place


def fetch(address: str, limits: Limits | None = None) -> RegionalFiles | None:
    """The files of the region that is published at ``address``; None where nothing is there.

    Raises:
        RegionalFilesError: it cannot be fetched; the finding says why.
    """
    limits = limits or Limits()
    ends_at = time.monotonic() + limits.all_s
    base = address if address.endswith("/") else f"{address}/"
    return published(partial(_file, base, limits, ends_at))


def _file(base: str, limits: Limits, ends_at: float, name: str, most: int) -> bytes | None:
    within = Within(
        most_bytes=most,
        total_s=ends_at - time.monotonic(),
        silent_s=_ANSWER_S,
        redirects=MOST_REDIRECTS,
        tries=1,
        is_private_allowed=limits.is_local_allowed,
    )
    try:
        return Client(within).fetch(urljoin(base, name)).content
    except FetchError as error:
        if error.code == _GONE:
            return None
        raise _finding(error, name) from error


def _finding(error: FetchError, name: str) -> RegionalFilesError:
    values: dict[str, object] = {
        "status": error.values.get("status", ""),
        "most": MOST_REDIRECTS if error.code == "redirects" else MOST_BYTES // 1_000_000,
    }
    return RegionalFilesError(_CODES.get(error.code, "address-unreachable"), name, **values)
