"""What the project says of itself in ``publiccode.yml``: its version and where it lives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from inspiratiekaart.paths import PROJECT

_LINE = re.compile(r"""^(url|softwareVersion):\s*["']?([^"'#\s]*)""", re.MULTILINE)
_OWNER = re.compile(r"""^\s+mainCopyrightOwner:\s*["']?([^"'#\n]*)""", re.MULTILINE)
_PLACEHOLDER = re.compile(r"//([\w.-]+\.)?example\.(org|com|net)\b")


@dataclass(frozen=True)
class Project:
    """The version of the app, its repository's address and who owns it; empty where not known."""

    version: str
    repository: str
    owner: str = ""


def described(text: str) -> Project:
    """The project that ``text``, the content of a ``publiccode.yml``, speaks of.

    An address at example.org is a placeholder and counts as none, as does one that is not https.
    """
    found = dict(_LINE.findall(text))
    url = found.get("url", "").removesuffix(".git")
    known = url.startswith("https://") and not _PLACEHOLDER.search(url)
    owner = _OWNER.search(text)
    return Project(
        found.get("softwareVersion", ""),
        url if known else "",
        owner[1].strip() if owner else "",
    )


@cache
def project() -> Project:
    """This project, as its ``publiccode.yml`` describes it; nothing is known without that file."""
    try:
        return described((PROJECT / "publiccode.yml").read_text(encoding="utf-8"))
    except OSError:
        return described("")
