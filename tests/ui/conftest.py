"""Maps that these tests make are kept in a folder of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspiratiekaart.ui import cache


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the store, empty at first; the app opens it when it needs it."""
    folder = tmp_path / "store"
    folder.mkdir()
    monkeypatch.setenv("INSPIRATIEKAART_STORE", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    cache.store.cache_clear()
    yield folder
    if cache.store.cache_info().currsize:
        cache.store().close()
    cache.store.cache_clear()
