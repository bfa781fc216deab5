"""What holds for all tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

_OURS = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def _main_stays_ours() -> Iterator[None]:
    """Put ``__main__`` back: a page that Streamlit runs, in a fixture or a test, takes its place.

    A process that is started later in the same test process would run that page again.
    """
    sys.modules["__main__"] = _OURS
    yield
    sys.modules["__main__"] = _OURS
