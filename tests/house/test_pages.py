"""A page is a page: title, inputs, one call, outputs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inspiratiekaart.paths import PROJECT
from tests.house.rules import page_faults

PAGES = sorted((PROJECT / "pages").glob("*.py"))
THIN = '"""A page with its reason to be."""\n\nimport streamlit as st\n\nst.title(t("map.title"))\n'


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_thin(page: Path) -> None:
    """Each page is short, defines nothing and says nothing of its own."""
    assert [] == page_faults(page.read_text(encoding="utf-8"))


def test_a_thin_page_is_accepted() -> None:
    """Keys of texts and a docstring are not sentences."""
    assert [] == page_faults(THIN)


@pytest.mark.parametrize(
    ("fat", "complaint"),
    [
        (THIN + 'st.write("Hier is werk")\n', "line 6: a sentence of its own"),
        (THIN + 'st.write(f"Er zijn {n} beroepen gevonden")\n', "line 6: a sentence of its own"),
        (THIN + "def helper():\n    return 1\n", "line 6: 'helper' is defined"),
        (THIN + "st.write(1)\n" * 50, "55 lines"),
    ],
)
def test_a_fat_page_is_refused(fat: str, complaint: str) -> None:
    """Twin: a page that is more than a page is found, with its line."""
    assert any(fault.startswith(complaint) for fault in page_faults(fat))


def _ruff_on_a_page(source: str) -> int:
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--stdin-filename"]
    done = subprocess.run(
        [*command, "pages/proef.py", "-"],
        input=source,
        text=True,
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )
    return done.returncode


@pytest.mark.parametrize("package", ["pandas", "geopandas", "folium", "shapely", "numpy"])
def test_a_page_cannot_import_frames_or_shapes(package: str) -> None:
    """The linter refuses a page that does the package's work."""
    source = f'"""Een proef."""\n\nimport {package}\n\n{package}.thing()\n'
    assert 1 == _ruff_on_a_page(source)
    assert 0 == _ruff_on_a_page(source.replace(package, "streamlit"))
