"""What the project says of itself in ``publiccode.yml``: its version and where it lives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from inspiratiekaart.paths import PROJECT

_LINE = re.compile(r"""^(url|softwareVersion):\s*["']?([^"'#\s]*)""", re.MULTILINE)
_PLACEHOLDER = re.compile(r"//([\w.-]+\.)?example\.(org|com|net)\b")


@dataclass(frozen=True)
class Project:
    """The version of the app, and its repository's address (empty where none is published)."""

    version: str
    repository: str


def described(text: str) -> Project:
    """The project that ``text``, the content of a ``publiccode.yml``, speaks of.

    An address at example.org is a placeholder and counts as none, as does one that is not https.
    """
    found = dict(_LINE.findall(text))
    url = found.get("url", "").removesuffix(".git")
    known = url.startswith("https://") and not _PLACEHOLDER.search(url)
    return Project(found.get("softwareVersion", ""), url if known else "")


@cache
def project() -> Project:
    """This project, as its ``publiccode.yml`` describes it; nothing is known without that file."""
    try:
        return described((PROJECT / "publiccode.yml").read_text(encoding="utf-8"))
    except OSError:
        return described("")
