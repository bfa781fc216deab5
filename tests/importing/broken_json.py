"""Ways to break JSON: cut off, of another shape, endless, or made to do harm."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from tests.importing.broken import HOSTILE, Broken, Ways, good, samples

_json = Ways()


def broken_jsons() -> Iterator[Broken]:
    """Every JSON sample in its ways."""
    return _json.of(samples("json"), good)


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """``value`` with ``change`` made in each leaf."""
    if isinstance(value, dict):
        return {key: _mapped(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [_mapped(each, change) for each in value]
    return change(value)


def _leaves(raw: bytes, change: Callable[[Any], Any]) -> bytes:
    return json.dumps(_mapped(json.loads(raw), change)).encode()


def _strings(raw: bytes, change: Callable[[str, int], Any]) -> bytes:
    """``change`` made in each text that is no request, with its number."""
    number = count()
    return _leaves(
        raw,
        lambda leaf: (
            change(leaf, next(number)) if isinstance(leaf, str) and "?" not in leaf else leaf
        ),
    )


@_json("cut in half", "json-broken")
def _half(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


@_json("cut at the last bracket", "json-broken")
def _bracket(raw: bytes) -> bytes:
    return raw.rstrip()[:-1]


@_json("more after the end", "json-broken", every=2)
def _more(raw: bytes) -> bytes:
    return raw + b"{}"


@_json("UTF-16", outcome="same", every=3)
def _utf16(raw: bytes) -> bytes:
    return raw.decode().encode("utf-16")


@_json("Latin-1 that says it is UTF-8", "encoding-mixed", "cut-off")
def _latin(raw: bytes) -> bytes:
    return b"\xef\xbb\xbf" + raw.replace(b"e", b"\xe9")


@_json("no number", "json-broken")
def _nan(raw: bytes) -> bytes:
    return b'{"a": NaN, "b": ' + raw + b"}"


@_json("numbers without end", every=2)
def _endless(raw: bytes) -> bytes:
    return re.sub(rb"(?<=: )\d+(\.\d+)?(?=[,\n])", b"1e999", raw)


@_json("a number of 5,000 digits", "json-broken", every=2)
def _digits(raw: bytes) -> bytes:
    return b"[" + b"9" * 5_000 + b"," + raw + b"]"


@_json("a hundred lists in each other", "deep")
def _deep(raw: bytes) -> bytes:
    return b"[" * 100 + raw + b"]" * 100


@_json("200,000 lists in each other", "deep", every=3)
def _deeper(raw: bytes) -> bytes:
    return b"[" * 200_000 + raw[:100]


@_json("every key twice", every=2)
def _keys(raw: bytes) -> bytes:
    return re.sub(rb'("\w+": )("[^"\n]*")(,?\n)', rb"\1null,\1\2\3", raw)


@_json("nulls", every=2)
def _nulls(raw: bytes) -> bytes:
    return _strings(raw, lambda text, at: text if at % 3 else None)


@_json("only nulls", every=3)
def _only_nulls(raw: bytes) -> bytes:
    return _leaves(raw, lambda leaf: leaf if isinstance(leaf, str) and "?" in leaf else None)


@_json("numbers for texts", every=2)
def _types(raw: bytes) -> bytes:
    return _strings(raw, lambda text, at: text if at % 4 else at)


@_json("lists for texts", every=2)
def _lists(raw: bytes) -> bytes:
    return _strings(raw, lambda text, at: text if at % 4 else [text, {"a": text}])


@_json("texts for numbers", every=2)
def _texts(raw: bytes) -> bytes:
    return _leaves(raw, lambda leaf: f"n.v.t. {leaf}" if isinstance(leaf, int | float) else leaf)


@_json("texts for lists and objects", every=2)
def _flat(raw: bytes) -> bytes:
    def changed(value: Any, depth: int) -> Any:
        if depth > 4 and isinstance(value, dict | list):
            return "iets anders"
        if isinstance(value, dict):
            return {key: changed(each, depth + 1) for key, each in value.items()}
        return [changed(each, depth + 1) for each in value] if isinstance(value, list) else value

    return json.dumps(changed(json.loads(raw), 0)).encode()


@_json("keys renamed", "no-form")
def _renamed(raw: bytes) -> bytes:
    return re.sub(rb'"([\w.]+)":', rb'"x_\1":', raw)


@_json("nothing in it", "no-form")
def _nothing(raw: bytes) -> bytes:
    return b"{}" if raw.startswith(b"{") else b"[]"


@_json("hostile text", every=2)
def _hostile(raw: bytes) -> bytes:
    return _strings(raw, lambda text, at: HOSTILE[at % len(HOSTILE)] + text if at % 2 else text)


@_json("null letters and half letters", every=2)
def _letters(raw: bytes) -> bytes:
    odd = ("\0", "\ud800", "\ufffe")
    return _strings(raw, lambda text, at: text + odd[at % 3] if at % 2 else text)


@_json("texts of 30,000 letters", every=3)
def _large(raw: bytes) -> bytes:
    return _strings(raw, lambda text, at: text if at % 5 else text + " lang" * 6_000)


@_json("days that are none", every=2)
def _days(raw: bytes) -> bytes:
    return re.sub(rb"20\d\d-\d\d-\d\d", b"2026-13-45", raw)
