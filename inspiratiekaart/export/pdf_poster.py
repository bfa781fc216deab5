"""What the poster says: names in few words, notes cut short; the template takes what fits."""

from __future__ import annotations

from inspiratiekaart.composition_entries import Entry
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.pdf_parts import Training, Values, common, providers, short, source_line
from inspiratiekaart.texts import Texts

_NAME, _FACT, _NOTE, _INTRODUCTION, _TITLE = 90, 190, 260, 420, 160
_FACTS, _PLACES, _SOURCES = 4, 3, 12


def poster(handout: Handout) -> Values:
    """The values of ``poster.typ``."""
    t = handout.t
    entries = handout.composition.entries
    is_inside, found = providers(handout)
    rest = [e for e in entries if _room(e) == "also"]
    return {
        **common(handout, map_width_px=640),
        "heading": short(handout.title, _TITLE),
        "introduction": short(handout.introduction, _INTRODUCTION),
        "work": [
            {"sector": section.name, "entries": [_named(e) for e in named]}
            for section in handout.sections
            if (named := [e for e in section.entries if _room(e) == "work"])
        ],
        "gaps": [_named(e) for e in handout.composition.gaps],
        "own_trainers": [_named(e) for e in entries if _room(e) == "train"],
        "trainers_intro": "" if is_inside or not found else t("pdf.outside"),
        "trainers": [
            {
                "name": short(each.name, _NAME),
                "kind": each.kind,
                "where": _where(each, t),
            }
            for each in found
        ],
        "also": [_named(e) for e in rest],
        "notes": [
            {"name": short(e.name, _NAME), "text": short(e.item.note, _NOTE)}
            for e in entries
            if e.item.note.strip()
        ],
        "sources": [source_line(each, t) for each in handout.sources[:_SOURCES]],
        "more_sources": max(0, len(handout.sources) - _SOURCES),
        "poster_words": {
            "no_work": t("pdf.no_work"),
            "no_notes": t("pdf.no_notes"),
            "also": t("pdf.also"),
            "in_booklet": t("pdf.in_booklet"),
        },
    }


def _named(entry: Entry) -> Values:
    facts = entry.facts[:_FACTS]
    if entry.item.kind == "gap" and entry.item.plan and len(entry.facts) > _FACTS:
        facts = (*facts[: _FACTS - 1], entry.facts[-1])
    return {
        "name": short(entry.name, _NAME),
        "label": entry.label,
        "facts": [short(fact, _FACT) for fact in facts],
    }


def _room(entry: Entry) -> str:
    kind = entry.item.kind
    if kind == "own" and entry.item.own:
        return {"occupation": "work", "offer": "train"}.get(entry.item.own.kind, "also")
    return {"occupation": "work", "gap": "gap", "offer": "train", "provider": "train"}.get(
        kind, "also"
    )


def _where(each: Training, t: Texts) -> str:
    if each.distance_km is not None:
        said = [each.places[0], t("pdf.at_km", km=t.number(each.distance_km))]
    else:
        said = [", ".join(each.places[:_PLACES])]
        rest = len(each.places) - _PLACES
        if rest > 0:
            said[0] = f"{said[0]} {t('pdf.more', n=t.number(rest))}"
    if each.is_related:
        said.append(t("trainers.related"))
    return ", ".join(said)
