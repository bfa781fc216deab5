"""What is installed is pinned, complete and no more than what is declared."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement

from inspiratiekaart.paths import PROJECT
from tests.house.rules import pins
from tests.house.tree import shipped

FILES = ["requirements.txt", "requirements-dev.txt"]
DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

COME_ALONG = {
    "anyio",  # what Starlette's threads are; its version follows Starlette's
    "branca",  # folium's own elements, made to be subclassed; its version follows folium's
    "jinja2",  # the templates of those elements; its version follows folium's
    "markupsafe",  # what those templates escape with; its version follows jinja2's
    "numpy",  # pandas' own arrays; its version follows pandas'
    "starlette",  # what Streamlit serves with; its version follows Streamlit's
}


def _pins(name: str) -> dict[str, str]:
    return pins((PROJECT / name).read_text(encoding="utf-8"))


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned(name: str) -> None:
    """Each line names one exact version."""
    assert [] == [package for package, version in _pins(name).items() if not version]


@pytest.mark.parametrize("line", ["streamlit", "streamlit>=1.67", "streamlit==1.67.*,<2"])
def test_a_loose_requirement_is_found(line: str) -> None:
    """Twin: anything but one exact version is a complaint."""
    assert {"streamlit": ""} == {name[:9]: version for name, version in pins(line).items()}


def test_the_pins_fit_what_is_declared() -> None:
    """`make lock` was run after the last change of pyproject.toml."""
    extras = DECLARED["optional-dependencies"]
    wanted = {
        "requirements.txt": DECLARED["dependencies"],
        "requirements-dev.txt": [*DECLARED["dependencies"], *extras["dev"]],
    }
    unfit = [
        f"{name}: {line}"
        for name, lines in wanted.items()
        for line in map(Requirement, lines)
        if not line.specifier.contains(_pins(name).get(_key(line.name), "0"))
    ]
    assert [] == unfit


def test_tests_run_on_the_versions_that_are_served() -> None:
    """Both files agree on every package they share."""
    served, tested = (_pins(name) for name in FILES)
    assert served == {name: tested.get(name) for name in served}


def test_everything_imported_is_declared() -> None:
    """The app imports no package that is only there because another one needs it."""
    declared = {_key(Requirement(line).name) for line in DECLARED["dependencies"]}
    ours = {path.stem for path in PROJECT.iterdir()}
    owners = packages_distributions()
    imported = {
        name
        for path in shipped(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imports(node)
    }
    undeclared = {
        name
        for name in imported - set(sys.stdlib_module_names) - ours
        if declared.isdisjoint(_key(owner) for owner in owners.get(name, []))
    }
    assert set() == undeclared - COME_ALONG


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module.split(".")[0]]
    return []
