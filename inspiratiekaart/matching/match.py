"""What a match says: the code, how sure, on what ground, and what else it could be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Basis = Literal["code", "exact", "alias", "former", "spelling", "words", "earlier", "none"]

SURE_PCT = 85
"""From this confidence on a match counts without being asked."""

ASK_PCT = 70
"""Below this a likeness is not worth a question."""

CLEAR_PCT = 3
"""How far the best must be ahead of the next one to be sure."""

_MOST = 6


@dataclass(frozen=True)
class Candidate:
    """Something that may be meant: its code, what we call it, and how sure that is."""

    code: str
    name: str
    confidence_pct: int
    basis: Basis


@dataclass(frozen=True)
class Match:
    """``code`` is None where it is not sure; ``candidates`` are then what it may be, if anything.

    ``basis``: by code, the exact name, another name, a former name, another spelling, the same
    words in another order or with more beside them, as it was decided earlier, or none.
    """

    code: str | None = None
    confidence_pct: int = 0
    basis: Basis = "none"
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether somebody must say which of the candidates is meant."""
        return self.code is None and bool(self.candidates)


UNKNOWN = Match()


def decided(found: Iterable[Candidate]) -> Match:
    """The match that ``found`` give: the best where it is sure and ahead of all others."""
    best: dict[str, Candidate] = {}
    for each in found:
        if each.code not in best or best[each.code].confidence_pct < each.confidence_pct:
            best[each.code] = each
    ranked = sorted(best.values(), key=lambda each: (-each.confidence_pct, each.name))
    ranked = [each for each in ranked if each.confidence_pct >= ASK_PCT][:_MOST]
    if not ranked:
        return UNKNOWN
    first = ranked[0]
    is_clear = len(ranked) == 1 or first.confidence_pct - ranked[1].confidence_pct >= CLEAR_PCT
    if first.confidence_pct >= SURE_PCT and is_clear:
        return Match(first.code, first.confidence_pct, first.basis, tuple(ranked))
    return Match(candidates=tuple(ranked))


def asked(match: Match) -> Match:
    """``match`` as a question, however sure it seems."""
    return replace(match, code=None, confidence_pct=0, basis="none")
