"""The four apps that are measured beside each other, and which filters are changed in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.widgets import Value, Widget

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parent

FILTERS = ("bar_topic", "bar_sector", "bar_level", "bar_measure", "bar_number")
"""The widgets that a round of changes goes through, where an app has them."""


@dataclass(frozen=True)
class App:
    """An app to serve; ``mark`` says what in the browser counts as its first picture."""

    name: str
    script: Path
    query: str = ""
    mark: str = "first"


OURS = App("ours", PROJECT / "asgi.py")
BASELINE = App("baseline", FOLDER / "baseline_app.py")
BARE = App("bare", FOLDER / "bare_app.py", mark="text")
BARE_IMPORTS = App("bare with imports", FOLDER / "bare_imports_app.py", mark="text")


def changes(
    widgets: Mapping[str, Widget], keys: tuple[str, ...] = FILTERS
) -> Iterator[tuple[str, Value]]:
    """Endless changes: each filter in turn gets its next option, from the second one on.

    A slider, which has no options, counts up to 50 and starts again.
    """
    present = [key for key in keys if key in widgets]
    if not present:
        raise LookupError(f"none of {keys} among the widgets {sorted(widgets)}")
    turn = 0
    while True:
        turn += 1
        for key in present:
            options = widgets[key].options
            yield key, options[turn % len(options)] if options else float(turn % 50)
