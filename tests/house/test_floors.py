"""Lower floors never import higher ones, and a new module chooses its floor."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from inspiratiekaart.paths import PROJECT

LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LINT, "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )


def _copy(root: Path) -> Path:
    shutil.copytree(PROJECT / "inspiratiekaart", root / "inspiratiekaart")
    shutil.copy(PROJECT / "pyproject.toml", root)
    return root / "inspiratiekaart"


def test_the_floors_hold() -> None:
    """import-linter finds no import upwards and no module without a floor."""
    done = _lint(PROJECT)
    assert 0 == done.returncode, done.stdout


def test_an_import_upwards_is_found(tmp_path: Path) -> None:
    """Twin: the ground floor importing the dataset breaks the contract."""
    with (_copy(tmp_path) / "paths.py").open("a", encoding="utf-8") as module:
        module.write("\nfrom inspiratiekaart import dataset\n")
    done = _lint(tmp_path)
    assert 1 == done.returncode
    assert "inspiratiekaart.paths -> inspiratiekaart.dataset" in done.stdout


def test_a_module_without_a_floor_is_found(tmp_path: Path) -> None:
    """Twin: a new module that names no floor, such as a drawer for odds and ends, is refused."""
    (_copy(tmp_path) / "utils.py").write_text('"""Odds and ends."""\n', encoding="utf-8")
    done = _lint(tmp_path)
    assert 1 == done.returncode
    assert "inspiratiekaart.utils" in done.stdout


def test_streamlit_below_ui_is_found(tmp_path: Path) -> None:
    """Twin: a module that the command line can call does not say `st`."""
    with (_copy(tmp_path) / "schema" / "__init__.py").open("a", encoding="utf-8") as module:
        module.write("\nimport streamlit\n")
    done = _lint(tmp_path)
    assert 1 == done.returncode
    assert "inspiratiekaart.schema -> streamlit" in done.stdout
