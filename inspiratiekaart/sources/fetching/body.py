"""The body of an answer, piece by piece: unpacked, whole, and not too much."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Callable, Iterator

from inspiratiekaart.sources.fetching.limits import Limits
from inspiratiekaart.sources.fetching.refused import FetchError

_PIECE = 65_536
_GZIP = 31  # zlib's word for it
_PLAIN, _PACKED = ("", "identity"), ("gzip", "x-gzip")


class CutOffError(Exception):
    """A body that ended before it was whole."""


def body_of(
    response: http.client.HTTPResponse, limits: Limits, url: str, check_time: Callable[[], object]
) -> Iterator[bytes]:
    """The pieces of the body; ``check_time`` raises when it has taken long enough.

    Raises:
        FetchError: it is too large, or packed in a way that we did not ask for.
        CutOffError: it is not whole.
    """
    packing = (response.getheader("Content-Encoding") or "").strip().lower()
    if packing not in (*_PLAIN, *_PACKED):
        raise FetchError("shape", url)
    sent = _sent(response, check_time)
    count = 0
    for piece in _unpacked(sent) if packing in _PACKED else sent:
        count += len(piece)
        if count > limits.most_bytes:
            raise FetchError("large", url, most=limits.most_bytes // (1 << 20))
        yield piece


def _sent(response: http.client.HTTPResponse, check_time: Callable[[], object]) -> Iterator[bytes]:
    try:
        while piece := response.read1(_PIECE):
            check_time()
            yield piece
    except http.client.IncompleteRead as error:
        check_time()
        raise CutOffError from error
    check_time()  # a connection that we broke ourselves ends like one that is over
    if response.length:
        raise CutOffError


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What was packed with gzip, never more at a time than a piece."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for sent in pieces:
            rest = sent
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
    except zlib.error as error:
        raise CutOffError from error
    if not unpacker.eof:
        raise CutOffError
