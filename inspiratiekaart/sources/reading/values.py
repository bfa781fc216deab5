"""The value of a JSON file, after a look at how much it will be."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from inspiratiekaart.sources.reading.encodings import encoding_of
from inspiratiekaart.sources.reading.limits import Limits
from inspiratiekaart.sources.reading.refused import DocumentError

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_HALF_LETTER = re.compile(r"\\u[dD][89abAB]|\\u[dD][c-fC-F]")
_OPEN, _CLOSE = b"[{", b"]}"
_OTHER = bytes(set(range(256)) - set(b"[]{}"))


def value_of(path: Path, file: str, limits: Limits) -> Any:
    """What a JSON file says.

    Raises:
        DocumentError: it is damaged, too large, or nested too deep.
    """
    if path.stat().st_size > limits.json_bytes:
        raise DocumentError("large", file=file, most=limits.json_bytes // (1 << 20))
    encoding = encoding_of(lambda: path.open("rb"), file)
    try:
        text = path.read_text(encoding=encoding)
        _check(_STRING.sub("", text), file, limits)
        value = json.loads(text, parse_constant=_refuse)
        return _mended(value) if _HALF_LETTER.search(text) else value
    except UnicodeError as error:
        raise DocumentError("cut-off", file=file) from error
    except json.JSONDecodeError as error:
        raise DocumentError("json-broken", file=file, row=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise DocumentError("json-broken", file=file, row=1) from error


def _check(bare: str, file: str, limits: Limits) -> None:
    if bare.count(",") + bare.count("[") + bare.count("{") > limits.json_values:
        raise DocumentError("json-many", file=file, most=limits.json_values)
    marks = np.frombuffer(bare.encode("ascii", "ignore").translate(None, _OTHER), dtype=np.uint8)
    steps = np.where(np.isin(marks, list(_OPEN)), 1, -1).astype(np.int32)
    if steps.size and int(steps.cumsum(dtype=np.int32).max()) > limits.depth:
        raise DocumentError("deep", file=file, most=limits.depth)


def _mended(value: Any) -> Any:
    """``value`` with a mark for each half of a letter that stands alone; no text can hold one."""
    if isinstance(value, dict):
        return {_mended(key): _mended(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_mended(each) for each in value]
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")
