"""``python -m bench``: measure the budgets, print the table, write it to ``docs/bench.md``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from bench import (
    access,
    beacon,
    commands,
    exports,
    gathering,
    matching,
    report,
    screen,
    shared_page,
    sharing,
    wire,
)
from bench.apps import PROJECT
from bench.figures import Figure, Verdict, markdown, notes, number

BUDGETS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16)
PAGE = PROJECT / "docs" / "bench.md"


def _numbers(text: str) -> set[int]:
    found = {int(part) for part in text.split(",")}
    if unknown := found - set(BUDGETS):
        raise argparse.ArgumentTypeError(f"no budget {sorted(unknown)}; there are {BUDGETS}")
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def measure(budgets: set[int], *, quick: bool) -> list[Figure]:
    """The figures of ``budgets``; ``quick`` repeats less, for a look rather than a verdict.

    Each group is told as soon as it is known, so that a long run that is broken off is not lost.
    """
    clicks, starts = (5, 1) if quick else (screen.CHANGES, screen.STARTS)
    groups: dict[str, tuple[set[int], Callable[[set[int]], list[Figure]]]] = {
        "filter changes over the websocket": (
            {1, 2, 5},
            lambda _: wire.measure(2 if quick else wire.ROUNDS),
        ),
        "the map in Chromium": ({3, 4, 5, 6}, lambda some: screen.measure(some, clicks, starts)),
        "viewers of a shared view": (
            {7},
            lambda _: sharing.measure(over_s=6) if quick else sharing.measure(),
        ),
        "people in the app itself": (
            {8},
            lambda _: gathering.measure(gathering.QUICK if quick else gathering.SPEC),
        ),
        "one of two processes killed meanwhile": (
            {7, 8},
            lambda _: gathering.measure_kill(gathering.QUICK_KILL if quick else gathering.KILL),
        ),
        "a shared view in Chromium": ({9}, lambda _: shared_page.measure()),
        "Lighthouse": ({14}, lambda _: beacon.measure(1 if quick else beacon.RUNS)),
        "files to take along": ({9, 12}, lambda some: exports.measure(some, quick=quick)),
        "build and validate": ({13}, lambda _: commands.measure()),
        "axe on every page": ({15}, lambda _: access.measure()),
        "names to codes": ({matching.BUDGET}, lambda _: matching.measure()),
    }
    figures: list[Figure] = []
    for title, (numbers, take) in groups.items():
        if wanted := budgets & numbers:
            _say(f"{title}: budgets {', '.join(map(str, sorted(wanted)))} ...")
            found = [figure for figure in take(wanted) if figure.budget in wanted]
            _say("".join(f"  {f.budget} {f.what}: {number(f.value, f.unit)}\n" for f in found))
            figures += found
    return sorted(figures, key=lambda figure: figure.budget)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements asked for; 1 when a budget is over, else 0."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", type=_numbers, default=set(BUDGETS), metavar="1,2")
    parser.add_argument("--quick", action="store_true", help="repeat less; verdicts are rough")
    parser.add_argument("--write", action="store_true", help="write docs/bench.md (a whole run)")
    chosen = parser.parse_args(arguments)
    if chosen.write and (chosen.quick or chosen.only != set(BUDGETS)):
        parser.error("--write needs a whole run: leave out --quick and --only")
    figures = measure(chosen.only, quick=chosen.quick)
    print(f"{markdown(figures)}\n\n{notes(figures)}\n\n{report.summary(figures)}")
    if chosen.write:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(report.page(figures), encoding="utf-8")
    return int(any(figure.verdict is Verdict.OVER for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
