"""What both PDF files draw, as plain values for the templates: map, legend, sources, link, colours.

Templates hold no sentence, no colour and no number of ours; everything comes from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.qr import qr_svg
from inspiratiekaart.drawing.svg import map_svg
from inspiratiekaart.drawing.typeface import FAMILY
from inspiratiekaart.export.boxes import FAMILY as BOXES
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.inspiration import clean_text
from inspiratiekaart.occupations import work
from inspiratiekaart.provenance import Source
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Layer
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainers import Route, routes_for
from inspiratiekaart.trainings import trainings

Values = dict[str, Any]

_FALLBACKS = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math")
"""Inside typst; for letters and signs that our own typeface lacks."""

_NEAR = 6
"""How many providers outside are named where there is none inside."""


def common(handout: Handout, *, map_width_px: int) -> Values:
    """The values that every template of ours asks for."""
    t = handout.t
    made = handout.made_on
    return {
        "language": t.language,
        "title": handout.title,
        "organisation": handout.organisation,
        "edition_line": handout.edition_line,
        "lead": handout.composition.lead,
        "caption": handout.caption,
        "made_on": [made.year, made.month, made.day],
        "keywords": t("pdf.keywords", area=handout.composition.area).split(", "),
        "map": {
            "svg": map_svg(handout.dataset, handout.view, t, width_px=map_width_px),
            "alt": t("pdf.map", sentence=handout.caption),
            "attribution": t("map.attribution"),
        },
        "legend": _legend(handout),
        "shapes": {kind: styles.shape_svg(kind) for kind in styles.SHAPES},
        "kinds": {kind: t(f"kind.{kind}") for kind in styles.SHAPES},
        "link": _link(handout),
        "fonts": [FAMILY, *_FALLBACKS, BOXES],
        "colours": _colours(),
        "words": _words(handout),
    }


def _colours() -> Mapping[str, str]:
    return {
        "ink": styles.INK,
        "muted": styles.MUTED,
        "paper": styles.PAPER,
        "petrol": styles.PETROL,
        "rust": styles.RUST,
        "hairline": styles.HAIRLINE,
        "border": styles.BORDER,
    }


def _words(handout: Handout) -> Mapping[str, str]:
    t = handout.t
    return {
        "legend": t("legend.title"),
        "work": t("work.heading"),
        "missing": t("gap.heading"),
        "spot": t("gap.spot"),
        "trainers": t("trainers.heading"),
        "sources": t("export.table.sources"),
        "note": t("pdf.note"),
        "notes": t("pdf.notes"),
        "national": t("work.national"),
        "regional": t("work.regional"),
        "more": t("pdf.more", n="{n}"),
        "no_gaps": t("pdf.no_gaps"),
        "no_trainers": t("pdf.no_trainers"),
        "no_sources": t("pdf.no_sources"),
        "caveat": t("gap.caveat"),
        "editorial": t("trainers.editorial"),
        "straight": t("trainers.straight"),
        "link": t("pdf.link"),
    }


def _legend(handout: Handout) -> Values:
    t, view = handout.t, handout.view
    shown = view.selection.layers
    known = trainings(handout.dataset)
    sites = [known.sites[at] for at in view.shown_sites] if Layer.PROVIDERS in shown else []
    kinds = {str(known.providers[site["provider_id"]]["kind"]) for site in sites}
    return {
        "measure": t(f"measure.{view.measure.name}.name"),
        "classes": [
            {"fill": styles.CLASSES[index], "words": words} for index, words in handout.legend
        ],
        "unknown": _if(any(r.class_index is None for r in view.regions), t("legend.unknown")),
        "chosen": _if(bool(view.chosen), t("legend.chosen")),
        "kinds": [kind for kind in styles.SHAPES if kind in kinds],
        "cluster": _if(bool(sites), t("legend.cluster")),
        "badge": _if(Layer.OUTLOOKS in shown and bool(view.regional), t("pdf.badge")),
        "nearest": _if(view.nearest_outside is not None, t("pdf.nearest")),
    }


def _if(is_said: bool, words: str) -> str:
    return words if is_said else ""


def _link(handout: Handout) -> Values:
    if not handout.link:
        return {"url": "", "qr": "", "alt": ""}
    said = handout.t("pdf.qr", link=handout.link)
    return {
        "url": handout.link,
        "qr": qr_svg(handout.link, said),
        "alt": said,
    }


def short(text: str, most: int) -> str:
    """``text`` in one line of at most ``most`` characters, cut between words, with an ellipsis."""
    line = " ".join(text[: 4 * most].split())
    if len(line) <= most and len(text) <= 4 * most:
        return line
    kept = line[: most - 1]
    between = kept.rfind(" ")
    kept = kept[:between] if between > most // 2 else kept
    return clean_text(f"{kept.rstrip()}…")


def source_line(source: Source, t: Texts) -> str:
    """A source in one line: publisher, title, period and licence."""
    licence = t("pdf.licence", licence=licence_name(source.licence, t))
    return f"{source.publisher}: {source.title(t.language)}, {t.period(source.period)}. {licence}"


def stored_date(text: str, t: Texts) -> str:
    """A date from the sources in words; empty where none is known."""
    return t.date(date.fromisoformat(text)) if text else ""


@dataclass(frozen=True)
class Training:
    """A provider that trains for professions of the map, with its places and the nearest of them.

    ``distance_km`` is None inside the regions of the map, and where it has none. ``is_related``
    where its trainings lead only to something near those professions.
    """

    name: str
    kind: str
    places: tuple[str, ...]
    professions: tuple[str, ...]
    distance_km: float | None
    is_related: bool


def map_routes(handout: Handout) -> tuple[Route, ...]:
    """Who trains for the professions and white spots of the map, the nearest first."""
    kinds = ("occupation", "gap")
    known = work(handout.dataset).occupations
    keys = (e.item.key for e in handout.composition.entries if e.item.kind in kinds)
    ids = tuple(key for key in dict.fromkeys(keys) if key in known)
    return routes_for(handout.dataset, ids, chosen_codes(handout))


def chosen_codes(handout: Handout) -> tuple[str, ...]:
    """The regions of the map, in the order of the dataset."""
    wanted = handout.composition.map.regions
    return tuple(code for code in region_names(handout.dataset) if code in wanted)


def providers(handout: Handout) -> tuple[bool, list[Training]]:
    """Who trains for the map's professions: whether inside, and who.

    Inside come those first that train for most; where there are none inside, the nearest outside.
    """
    routes = map_routes(handout)
    chosen = chosen_codes(handout)
    inside = [r for r in routes if not chosen or r.arbeidsmarktregio_code in chosen]
    if inside:
        found = _gathered(inside, with_distance=False)
        return True, sorted(
            found, key=lambda each: (each.is_related, -len(each.professions), each.name)
        )
    return False, _gathered(routes, with_distance=True)[:_NEAR]


def _gathered(routes: Iterable[Route], *, with_distance: bool) -> list[Training]:
    by_name: dict[str, list[Route]] = {}
    for route in routes:
        by_name.setdefault(route.provider_name, []).append(route)
    return [
        Training(
            name,
            routes[0].provider_kind,
            tuple(dict.fromkeys(route.place for route in routes)),
            tuple(dict.fromkeys(route.occupation_id for route in routes)),
            routes[0].distance_km if with_distance else None,
            all(route.confidence != "direct" for route in routes),
        )
        for name, routes in by_name.items()
    ]
