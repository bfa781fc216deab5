"""Fetching the files of a region from where it publishes them, as a stranger's server deserves.

Only https, to public addresses of the internet, with limits on size, time and redirects. The
address that was looked at is the address that is connected to, so that a name cannot mean another
machine a moment later.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from functools import partial
from urllib.parse import SplitResult, urljoin, urlsplit

from inspiratiekaart.editions.regional_files import (
    MOST_BYTES,
    RegionalFiles,
    RegionalFilesError,
    published,
)

MOST_REDIRECTS = 3
_ANSWER_S = 10.0
_CHUNK = 65_536
_GONE = (404, 410)
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Limits:
    """How long all of a folder may take, and whether addresses of this machine will do (tests)."""

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
    address = urljoin(base, name)
    for _ in range(MOST_REDIRECTS + 1):
        parts = _checked(address, name, limits)
        try:
            answer = _Answer.of(parts, limits, ends_at, name)
            try:
                if answer.status in _MOVED:
                    address = urljoin(address, answer.location)
                    continue
                if answer.status in _GONE:
                    return None
                if answer.status != http.client.OK:
                    raise RegionalFilesError("address-status", name, status=answer.status)
                return answer.content(most, ends_at, name)
            finally:
                answer.close()
        except TimeoutError as error:
            raise RegionalFilesError("address-time", name) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise RegionalFilesError("address-unreachable", name) from error
    raise RegionalFilesError("address-redirects", name, most=MOST_REDIRECTS)


def _checked(address: str, name: str, limits: Limits) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_right = parts.scheme == "https" and parts.port in (None, 443)
        is_test = limits.is_local_allowed and parts.scheme in ("http", "https")
    except ValueError as error:
        raise RegionalFilesError("address-scheme", name) from error
    if not (is_right or is_test) or not parts.hostname or parts.username is not None:
        raise RegionalFilesError("address-scheme", name)
    return parts


@dataclass(frozen=True)
class _Answer:
    connection: http.client.HTTPConnection
    response: http.client.HTTPResponse

    @classmethod
    def of(cls, parts: SplitResult, limits: Limits, ends_at: float, name: str) -> _Answer:
        """Ask for what ``parts`` names, at a public machine."""
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        connection = http.client.HTTPConnection(host, port, timeout=_left_s(ends_at))
        connection.sock = _socket(host, port, parts.scheme == "https", limits, ends_at, name)
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        headers = {"Accept-Encoding": "identity", "Connection": "close"}
        try:
            connection.request("GET", path, headers=headers)
            return cls(connection, connection.getresponse())
        except BaseException:
            connection.close()
            raise

    @property
    def status(self) -> int:
        return self.response.status

    @property
    def location(self) -> str:
        return self.response.getheader("Location") or ""

    def content(self, most: int, ends_at: float, name: str) -> bytes:
        """All of it, if it is not too much and does not take too long."""
        found = bytearray()
        while chunk := self.response.read1(_CHUNK):
            found += chunk
            if len(found) > most:
                raise RegionalFilesError("regional-size", name, most=MOST_BYTES // 1_000_000)
            _left_s(ends_at)
        if self.response.length:  # cut short
            raise RegionalFilesError("address-unreachable", name)
        return bytes(found)

    def close(self) -> None:
        self.response.close()
        self.connection.close()


def _socket(
    host: str, port: int, is_secret: bool, limits: Limits, ends_at: float, name: str
) -> socket.socket:
    """A connection to ``host``, at an address that was found to be public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(each[4][0]) for each in found]
    if not (limits.is_local_allowed or all(_is_public(each) for each in numbers)):
        raise RegionalFilesError("address-private", name)
    made = socket.create_connection((numbers[0], port), timeout=_left_s(ends_at))
    if not is_secret:
        return made
    try:
        return ssl.create_default_context().wrap_socket(made, server_hostname=host)
    except BaseException:
        made.close()
        raise


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return all(each.is_global and not each.is_multicast for each in (address, inner or address))


def _left_s(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, _ANSWER_S)
