"""One question to one machine: the address that was looked at is the one connected to.

A name cannot mean a public machine when it is checked and a private one a moment later, since it is
looked up once. HTTP libraries look up and connect in one go and time each read by itself; here the
socket is ours, so that an answer that drips is cut off when its time is over.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from inspiratiekaart.sources.fetching.limits import Limits
from inspiratiekaart.sources.fetching.refused import FetchError

_HTTPS, _HTTP = 443, 80


@contextmanager
def asked(
    url: str,
    headers: Mapping[str, str],
    limits: Limits,
    ends_at: float,
    send: bytes | None = None,
) -> Iterator[http.client.HTTPResponse]:
    """The answer to a GET of ``url``, or a POST of ``send``; its body not yet read.

    Raises:
        FetchError: the address is none that may be fetched.
        OSError, http.client.HTTPException: the machine does not answer well.
    """
    parts = checked(url, limits)
    host, port = parts.hostname or "", parts.port or (_HTTPS if _is_secret(parts) else _HTTP)
    connection = http.client.HTTPConnection(host, port)
    raw = _connected(url, host, port, limits, ends_at)
    with _until(ends_at, raw):
        try:
            connection.sock = _secret(raw, host, url) if _is_secret(parts) else raw
            path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            sent = {"Connection": "close", "Host": parts.netloc, **headers}
            connection.request("GET" if send is None else "POST", path, send, sent)
            response = connection.getresponse()
            try:
                yield response
            finally:
                response.close()
        finally:
            connection.close()
            raw.close()


def checked(url: str, limits: Limits) -> SplitResult:
    """The parts of ``url``, where it is one that may be fetched.

    Raises:
        FetchError: it is not https to the usual port, or holds a name and password.
    """
    try:
        parts = urlsplit(url)
        is_right = parts.scheme == "https" and parts.port in (None, _HTTPS)
        is_test = limits.is_http_allowed and parts.scheme in ("http", "https")
    except ValueError as error:
        raise FetchError("scheme", url) from error
    odd = any(ord(letter) <= ord(" ") or ord(letter) > ord("~") for letter in url)
    if odd or not (is_right or is_test) or not parts.hostname or parts.username is not None:
        raise FetchError("scheme", url)
    return parts


def left_s(ends_at: float, most: float) -> float:
    """How long may still be waited, at most ``most`` seconds.

    Raises:
        TimeoutError: no longer.
    """
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, most)


def _is_secret(parts: SplitResult) -> bool:
    return parts.scheme == "https"


def _connected(url: str, host: str, port: int, limits: Limits, ends_at: float) -> socket.socket:
    """A connection to ``host``, at an address that was found to be allowed."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not all(is_public(each) or _is_allowed(each, limits) for each in numbers):
        raise FetchError("private", url)
    failed: OSError = OSError(f"no address for {host}")
    for number in numbers:
        try:
            return socket.create_connection((number, port), left_s(ends_at, limits.silent_s))
        except OSError as error:
            failed = error
    raise failed


def _secret(raw: socket.socket, host: str, url: str) -> ssl.SSLSocket:
    try:
        return _context().wrap_socket(raw, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        raise FetchError("certificate", url) from error


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


@contextmanager
def _until(ends_at: float, raw: socket.socket) -> Iterator[None]:
    """Break the connection at ``ends_at``, however busily it drips."""
    number = raw.dup()  # a TLS socket takes the other one over

    def end() -> None:
        with suppress(OSError):  # it was over already
            number.shutdown(socket.SHUT_RDWR)

    timer = Timer(max(0.0, ends_at - time.monotonic()), end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        number.close()


def is_public(number: str) -> bool:
    """Whether the address ``number`` is one of the internet, and not of a network within."""
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return all(each.is_global and not each.is_multicast for each in (address, inner or address))


def _is_allowed(number: str, limits: Limits) -> bool:
    is_loopback = ipaddress.ip_address(number.partition("%")[0]).is_loopback
    return limits.is_private_allowed or (limits.is_local_allowed and is_loopback)
