"""The invented dataset, written once, and a fresh copy for each test that breaks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.validation import synthetic


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented dataset; leave it whole."""
    return synthetic.write(tmp_path_factory.mktemp("synthetic"))


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    """A copy of the invented dataset, to break."""
    return Path(shutil.copytree(whole, tmp_path / "home"))
