"""The folder of a region that follows the national data, and ``regio.toml``, which describes it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from inspiratiekaart.dataset import editions
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.provenance import LICENCES
from inspiratiekaart.schema import is_edition
from inspiratiekaart.texts import Texts

REGION_FILE = "regio.toml"
NATIONAL = "landelijk"
"""The national home that is followed, as it came."""

BEFORE = ".vorige"
"""What the last merge replaced."""

UNDONE = ".ongedaan"
"""What the last undo replaced."""

UNFINISHED = "onderweg"
"""The file in the two above while it is not yet replaced as a whole."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "region": ("code", "name", "licence", "contact"),
    "follows": ("edition", "revision", "version", "origin"),
}
_MAY_BE_EMPTY = {"contact", "origin", "version"}


class ForkError(InspiratiekaartError):
    """A region's folder cannot be made, read or brought up to date.

    ``str(error)`` says it in Dutch, which regions read; ``sentence`` in any language.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.sentence(Texts("nl")))

    def sentence(self, t: Texts) -> str:
        """What is wrong and what to do, in the language of ``t``."""
        return t(f"forking.refused.{self.code}", **self.values)


@dataclass(frozen=True)
class RegionFolder:
    """Whose folder it is, under which licence the own rows stand, and what it follows.

    ``contact`` is the web address of an organisation, never a person; ``origin`` is where the
    national data came from; ``revision`` is that of the national data in ``landelijk/``.
    """

    code: str
    name: str
    edition: str
    revision: str
    licence: str = "CC-BY-4.0"
    contact: str = ""
    version: str = ""
    origin: str = ""

    @property
    def source_id(self) -> str:
        """The id of the source that stands for the region itself."""
        return f"regio-{re.sub('[^a-z0-9]+', '-', self.code.lower()).strip('-')}"


def is_region_folder(folder: Path) -> bool:
    """Whether ``folder`` is one of a region that follows the national data."""
    return (folder / REGION_FILE).is_file()


def read_region(folder: Path) -> RegionFolder:
    """What ``folder`` says of itself.

    Raises:
        ForkError: ``regio.toml`` is missing or damaged, or lacks something.
    """
    try:
        document = tomllib.loads((folder / REGION_FILE).read_text(encoding="utf-8-sig"))
    except OSError:
        raise ForkError("no-region-file", folder=folder.name) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ForkError("no-toml", problem=str(error)) from error
    found: dict[str, str] = {}
    for table, names in TABLES.items():
        given = document.get(table)
        for name in names:
            value = given.get(name, "") if isinstance(given, dict) else None
            if not isinstance(value, str) or not (value.strip() or name in _MAY_BE_EMPTY):
                raise ForkError("field", table=table, field=name)
            found[name] = value.strip()
    if not is_edition(found["edition"]):
        raise ForkError("field", table="follows", field="edition")
    if found["licence"] not in LICENCES:
        raise ForkError("licence", licence=found["licence"], allowed=", ".join(LICENCES))
    return RegionFolder(**{**found, "edition": _edition(folder, found["edition"])})


def region_text(region: RegionFolder) -> str:
    """``regio.toml`` for ``region``; ``read_region`` reads it back unchanged."""
    parts = [Texts("nl")("forking.region_file")]
    for table, names in TABLES.items():
        parts += ["", f"[{table}]", *(_line(name, getattr(region, name)) for name in names)]
    return "\n".join(parts) + "\n"


def following(text: str, edition: str, revision: str, version: str) -> str:
    """The ``regio.toml`` in ``text`` when it follows another state; all else stays as written."""
    for name, value in (("edition", edition), ("revision", revision), ("version", version)):
        line = _line(name, value).replace("\\", r"\\")
        text = re.sub(rf"^{name}[ \t]*=[^\r\n]*", line, text, flags=re.MULTILINE)
    return text


def followed(region: RegionFolder, edition: str, revision: str, version: str) -> RegionFolder:
    """``region`` when it follows another state."""
    return replace(region, edition=edition, revision=revision, version=version)


def _edition(folder: Path, named: str) -> str:
    """The edition that is followed: the one named, or that of a merge that died just before."""
    there = editions(folder / NATIONAL / "datasets")
    died = any((folder / kept / UNFINISHED).exists() for kept in (BEFORE, UNDONE))
    return there[0] if died and there and named not in there else named


def _line(name: str, value: str) -> str:
    # A TOML basic string escapes as JSON does, except that DEL must be escaped too.
    text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"{name} = {text}"
