"""What a map comes down to, in one line: how many professions with work, how many without training.

It counts what the edition says now of the professions on the map; what is not known is said.
"""

from __future__ import annotations

from inspiratiekaart.composition_entries import of_one
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.sentences import summary
from inspiratiekaart.views import View

_COUNTED = {"occupation", "gap"}


def headline(handout: Handout) -> str:
    """One short line about ``handout``; of a map with other things on it, what is on it."""
    composition, view, t = handout.composition, handout.view, handout.t
    if view.topic and not (view.chosen and view.wanted):
        return summary(view, t)
    items = [entry.item for entry in composition.entries if not entry.is_missing]
    if not items or {item.kind for item in items} - _COUNTED:
        return composition.lead
    keys = dict.fromkeys(item.key for item in items)
    seen = [of_one(handout.dataset, composition.map.selection, key) for key in keys]
    wanted = [each for each in seen if each.wanted]
    if not wanted:
        return t("social.no_work")
    return t("social.line", parts=", ".join([_work(handout, wanted), *_gaps(handout, wanted)]))


def _work(handout: Handout, wanted: list[View]) -> str:
    t = handout.t
    national = sum(not each.wanted[0].is_regional for each in wanted)
    if national == len(wanted):
        return t.count("social.all_national", national)
    said = t.count("social.work", len(wanted))
    return t("social.some_national", said=said, n=t.number(national)) if national else said


def _gaps(handout: Handout, wanted: list[View]) -> list[str]:
    """How many have no training within reach of the chosen regions, and how many nobody knows."""
    t = handout.t
    if not handout.view.chosen:
        return []
    gaps = [gap for each in wanted for gap in each.gaps]
    linked = sum(gap.is_linked for gap in gaps)
    said = [
        t("social.gaps", n=t.number(linked), km=handout.composition.map.reach_km),
        t("social.unknown", n=t.number(len(gaps) - linked)),
    ]
    return [words for words, n in zip(said, (linked, len(gaps) - linked), strict=True) if n]
