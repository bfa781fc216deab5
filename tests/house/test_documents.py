"""The documents that somebody reads first say what is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from inspiratiekaart.paths import PROJECT
from tests.house.rules import broken_links
from tests.house.tree import shipped

READMES = ["README.md", "README.nl.md"]
DECISIONS = sorted((PROJECT / "docs" / "decisions").glob("*.md"))
WRITTEN = [*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/begrippen.md"]


@pytest.mark.parametrize("name", READMES)
def test_a_readme_begins_with_the_picture_and_two_commands(name: str) -> None:
    """The first things to see are the app and how to start it."""
    head = (PROJECT / name).read_text(encoding="utf-8").splitlines()[:6]
    assert re.match(r"!\[.{20,}\]\(docs/images/kaart\.png\)", head[0])
    assert ["make run", "make test"] == [
        line.split("#")[0].strip() for line in head if line.startswith("    make")
    ]


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_every_variable_of_the_environment(name: str) -> None:
    """A setting that the code reads is in the table of settings."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    code = "\n".join(path.read_text(encoding="utf-8") for path in shipped(".py"))
    read = set(re.findall(r"\bINSPIRATIEKAART_[A-Z_]+\b", code))
    assert read
    assert set() == {variable for variable in read if f"`{variable}`" not in text}


@pytest.mark.parametrize("path", [*map(Path, WRITTEN), *DECISIONS], ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    """A link to a file of the project finds that file."""
    found = PROJECT / path
    assert [] == broken_links(found.read_text(encoding="utf-8"), found.parent)


def test_a_broken_link_is_found() -> None:
    """Twin: a link to nothing is a complaint; an address and a heading are none."""
    text = "[a](docs/nothing.md) [b](https://example.org) [c](#data)"
    assert ["docs/nothing.md"] == broken_links(text, PROJECT)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_what_and_what_follows(path: Path) -> None:
    """Each record has its number and its three parts, in order."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(path.name[:4])}. ")
    parts = ["**Context.**", "**Decision.**", "**Consequences.**"]
    assert parts == re.findall(r"^\*\*\w+\.\*\*", text, re.MULTILINE)


def test_decisions_are_numbered_without_a_gap() -> None:
    """A number is used once, and none is skipped."""
    assert list(range(1, len(DECISIONS) + 1)) == [int(path.name[:4]) for path in DECISIONS]


def test_the_licence_is_whole() -> None:
    """The EUPL 1.2 stands there from its title to the last line of its appendix."""
    text = (PROJECT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [str(n) for n in range(1, 16)] == re.findall(r"^(\d+)\.[A-Z]", text, re.MULTILINE)
    assert text.rstrip().endswith("require the production of a new EUPL version.")


def test_publiccode_has_what_the_standard_asks() -> None:
    """The keys that publiccode.yml 0.4 requires are there, with texts of the allowed length."""
    told = yaml.safe_load((PROJECT / "publiccode.yml").read_text(encoding="utf-8"))
    required = {
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "categories",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    }
    assert set() == required - set(told)
    assert {"nl", "en"} == set(told["description"])
    for texts in told["description"].values():
        assert len(texts["shortDescription"]) <= 150
        assert 150 <= len(texts["longDescription"]) <= 10_000
        assert texts["features"]
    assert "EUPL-1.2" == told["legal"]["license"]
