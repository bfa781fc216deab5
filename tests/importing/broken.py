"""What a broken file is: a good sample, what was done to it, and what must come of that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from inspiratiekaart.paths import PROJECT

SAMPLES = PROJECT / "tests" / "data" / "published"

Outcome = Literal["same", "refused", "nothing", "safe"]
"""What must come of a file: the drafts of the good one; a refusal; not one row; or, where either
may be right, whatever is safe: rows that keep all rules, a sentence for each row that is not taken.
"""

BIDI = "\u202e"
HOSTILE = (
    '=HYPERLINK("http://kwaad.example";"klik")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "{{7*7}} ${7*7} {zin} %s",
    f"Las{BIDI}school\u2066",
    "bel\x07bel\x1b[31m",
)
"""Texts that are dangerous where somebody is careless with them."""


@dataclass(frozen=True)
class Broken:
    """A broken file: ``make`` gives its bytes; ``codes`` are the refusals that are right, if any.

    ``name`` is how the person calls it.
    """

    sample: str
    way: str
    make: Callable[[], bytes]
    outcome: Outcome = "safe"
    codes: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name of the file, which says nothing of what is wrong with it."""
        return self.sample.rpartition("/")[2]

    def __str__(self) -> str:
        return f"{self.sample}: {self.way}"


@dataclass(frozen=True)
class Way:
    """A way to break a sample; one in ``every`` samples is broken so."""

    name: str
    outcome: Outcome
    codes: frozenset[str]
    every: int
    make: Callable[[bytes], bytes]


class Ways:
    """A list of ways to break files of one kind, filled by decorating functions."""

    def __init__(self) -> None:
        self._ways: list[Way] = []

    def __call__(
        self, name: str, *codes: str, outcome: Outcome = "safe", every: int = 1
    ) -> Callable[[Callable[[bytes], bytes]], Callable[[bytes], bytes]]:
        """Add the decorated function; ``codes`` are the refusals it leads to."""
        meant: Outcome = "refused" if codes and outcome == "safe" else outcome

        def added(make: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
            self._ways.append(Way(name, meant, frozenset(codes), every, make))
            return make

        return added

    def of(self, samples: Sequence[str], read: Callable[[str], bytes]) -> Iterator[Broken]:
        """Each of ``samples`` in each way, or in its turn where a way takes one in so many."""
        for number, way in enumerate(self._ways):
            for at, sample in enumerate(samples):
                if (at + number) % way.every == 0:
                    yield _broken(sample, way, read)


def _broken(sample: str, way: Way, read: Callable[[str], bytes]) -> Broken:
    return Broken(sample, way.name, lambda: way.make(read(sample)), way.outcome, way.codes)


def samples(kind: str) -> tuple[str, ...]:
    """The good samples of a kind, by folder and file."""
    return tuple(
        f"{path.parent.name}/{path.name}"
        for path in sorted(SAMPLES.glob(f"*/*.{kind}"))
        if not path.name.endswith(".verwacht.json") and path.parent.name != "pdok-locatieserver"
    )


@cache
def good(sample: str) -> bytes:
    """A good sample as it is."""
    return Path(SAMPLES / sample).read_bytes()
