"""What a folder remembers of the layout of files: how headings were understood, what was chosen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inspiratiekaart.importing.proposal import NOTHING
from inspiratiekaart.sources.published import Form
from inspiratiekaart.sources.reading import Document, DocumentError

JOURNAL = ".ingevoerd"
"""Where a folder keeps what it knows of its imports."""

MEMORY_FILE = "onthouden.json"


@dataclass(frozen=True)
class Remembered:
    """What was told of one layout: headings by role, and answers by question."""

    columns: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    decisions: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True)
class Memory:
    """All that a folder remembers, by layout."""

    layouts: Mapping[str, Remembered] = field(default_factory=dict)

    def of(self, layout: str) -> Remembered:
        """What was told of ``layout``; nothing where it is new."""
        return self.layouts.get(layout, Remembered())

    def told(self, layout: str, new: Remembered) -> Memory:
        """This memory with ``new`` about ``layout``; earlier answers to other questions stay."""
        before = self.of(layout)
        columns = {**before.columns, **new.columns}
        whole = Remembered(columns, {**before.decisions, **new.decisions})
        return Memory({**self.layouts, layout: whole})

    def text(self) -> str:
        """The memory as JSON."""
        given = {
            layout: {"columns": dict(each.columns), "decisions": dict(each.decisions)}
            for layout, each in sorted(self.layouts.items())
        }
        return json.dumps(given, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def memory(folder: Path) -> Memory:
    """What ``folder`` remembers; nothing where that is not there or no longer readable."""
    try:
        given = json.loads((folder / JOURNAL / MEMORY_FILE).read_text(encoding="utf-8"))
        return Memory(
            {
                str(layout): Remembered(_texts(each["columns"]), _texts(each["decisions"]))
                for layout, each in given.items()
            }
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def layout_of(document: Document, form: Form) -> str:
    """What tells the layout of ``document`` from that of other files of the same form."""
    if form.layout is not None:
        return f"{form.form_id}:{form.layout(document)}"
    try:
        headings = [sheet.heading for sheet in document.sheets]
    except (DocumentError, NotImplementedError):
        headings = []
    digest = hashlib.sha256(json.dumps(headings).encode()).hexdigest()[:12]
    return f"{form.form_id}:{digest}" if headings else form.form_id


def _texts(given: Mapping[object, object]) -> dict[str, str]:
    return {str(key): str(value) for key, value in given.items()}
