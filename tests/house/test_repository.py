"""What is in the repository holds on every machine and calls nobody."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from inspiratiekaart.paths import PROJECT
from tests.house.rules import machine_path_faults, third_party_faults
from tests.house.tree import shipped, tracked

HERE = "tests/house/"
"""The twins below name what they forbid."""


def test_no_third_party_is_named_in_shipped_code() -> None:
    """Nothing that is served loads a script, style, font or tile from elsewhere."""
    faults = {
        path.relative_to(PROJECT).as_posix(): found
        for path in shipped(".py", ".html", ".js", ".css", ".toml")
        if (found := third_party_faults(path.read_text(encoding="utf-8")))
    }
    assert {} == faults


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.jsdelivr.net/npm/leaflet"></script>',
        '<link href="https://fonts.googleapis.com/css2?family=Lato">',
        '<img src="https://example.org/pixel.gif">',
        "@font-face { src: url(https://example.org/a.woff2) }",
        'fetch("https://example.org/data.json")',
        'TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"',
    ],
)
def test_a_third_party_is_found(line: str) -> None:
    """Twin: each way to call another host is a complaint."""
    assert 1 == len(third_party_faults(line))


def test_a_link_is_not_a_third_party() -> None:
    """An address that a visitor may follow is not loaded by the page."""
    assert [] == third_party_faults('<a href="https://www.cbs.nl/">CBS</a>')


def test_no_file_holds_a_path_of_this_machine() -> None:
    """A clone works in any folder."""
    faults = {
        name: found
        for path in tracked()
        if not (name := path.relative_to(PROJECT).as_posix()).startswith(HERE)
        # samples of what others publish are not always UTF-8
        and (found := machine_path_faults(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert {} == faults


@pytest.mark.parametrize("path", ["/home/anna/kaart", "/Users/anna/kaart", "/root/kaart.csv"])
def test_a_path_of_a_machine_is_found(path: str) -> None:
    """Twin: a folder of somebody's own is a complaint; an address on the web is none."""
    assert 1 == len(machine_path_faults(f'RAW = "{path}"'))
    assert [] == machine_path_faults(f"https://example.org{path}")


def test_the_environment_is_ignored() -> None:
    """Git leaves `.venv` and what tools write alone."""
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert set() == {"/.venv/", "__pycache__/", "/screenshots/", ".env"} - set(ignored)


def test_continuous_integration_runs_the_tests() -> None:
    """`.ci/run` can be run as it is and stops at the first thing that fails."""
    script = PROJECT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert "make test" in text


def test_make_help_lists_what_the_readme_promises() -> None:
    """Every `make` command in a document exists."""
    documents = ["README.md", "README.nl.md", "CONTRIBUTING.md"]
    text = "\n".join((PROJECT / name).read_text(encoding="utf-8") for name in documents)
    promised = set(re.findall(r"`make ([a-z]+)", text))
    command = ["make", "help"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert promised
    assert set() == promised - set(re.findall(r"make ([a-z]+)", listed))


def test_streamlit_calls_nobody() -> None:
    """Telemetry, the look-up of the own address and links in errors are off."""
    text = (PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    options = tomllib.loads(text)
    assert options["browser"]["gatherUsageStats"] is False
    assert options["browser"]["serverAddress"]
    assert options["client"]["showErrorLinks"] is False
    assert "none" == options["client"]["showErrorDetails"]


def test_streamlit_knows_every_option() -> None:
    """A misspelt option would be ignored in silence, so each name is looked up."""
    from streamlit import config

    text = (PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    known = set(config.get_config_options())
    named = {
        f"{section}.{option}"
        for section, options in tomllib.loads(text).items()
        for option in options
    }
    assert set() == named - known
