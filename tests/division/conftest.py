"""The invented country, written once, and what the app makes of it in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspiratiekaart.paths import PROJECT
from tests.division import isles


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the invented country; leave it whole."""
    return isles.write(tmp_path_factory.mktemp("isles"))


class There:
    """Runs Python on the invented country, as an operator would: by an environment variable."""

    def __init__(self, home: Path, store: Path) -> None:
        self._environment = {
            **os.environ,
            "INSPIRATIEKAART_HOME": str(home),
            "INSPIRATIEKAART_STORE": str(store),
            "INSPIRATIEKAART_REGIONS": "",
        }

    def run(self, module: str, *arguments: object) -> str:
        """What ``python -m module arguments`` prints; it must end well."""
        command = [sys.executable, "-m", module, *map(str, arguments)]
        done = subprocess.run(
            command, cwd=PROJECT, env=self._environment, capture_output=True, text=True, check=False
        )
        assert 0 == done.returncode, done.stderr[-3000:]
        return done.stdout

    def verb(self, *arguments: object) -> str:
        """What the command line prints."""
        return self.run("inspiratiekaart", *arguments)


@pytest.fixture(scope="session")
def there(home: Path, tmp_path_factory: pytest.TempPathFactory) -> There:
    """A process on the invented country."""
    return There(home, tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def walked(there: There, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all that ``walk`` writes."""
    out = tmp_path_factory.mktemp("walked")
    there.run("tests.division.walk", out)
    return out
