"""What the project says of itself."""

from __future__ import annotations

import pytest

from inspiratiekaart.paths import PROJECT
from inspiratiekaart.project import Project, described, project


@pytest.mark.parametrize(
    ("line", "repository"),
    [
        ('url: "https://codeberg.org/regio/kaart.git"', "https://codeberg.org/regio/kaart"),
        ("url: https://codeberg.org/regio/kaart", "https://codeberg.org/regio/kaart"),
        ('url: "https://example.org/inspiratiekaart.git"', ""),
        ('url: "http://codeberg.org/regio/kaart"', ""),
        ('url: "javascript:alert(1)"', ""),
        ("name: Inspiratiekaart", ""),
    ],
)
def test_only_a_published_address_counts(line: str, repository: str) -> None:
    """A placeholder, an unsafe address or none at all is no repository."""
    assert Project("1.2.3", repository) == described(f'softwareVersion: "1.2.3"\n{line}\n')


def test_this_project_says_its_version() -> None:
    """The version is the one in ``publiccode.yml``."""
    version = project().version
    assert f'softwareVersion: "{version}"' in (PROJECT / "publiccode.yml").read_text("utf-8")
    assert version
