"""One scene, and how each kind is made: an opening, a map with words, rows, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspiratiekaart.composition_entries import Entry
from inspiratiekaart.drawing.repeated import HATCH, drawing_of
from inspiratiekaart.drawing.svg_marks import Drawing
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.map_legend import Sign, map_legend
from inspiratiekaart.export.slides.measure import LINE, shortened, wrapped
from inspiratiekaart.export.slides.rows import SIZES, Row, largest, lines_of
from inspiratiekaart.export.slides.shapes import plain
from inspiratiekaart.export.slides.words import entry_row
from inspiratiekaart.provenance import Source
from inspiratiekaart.sentences import caption, figure_text, summary
from inspiratiekaart.snapshots.scene_groups import Group, groups_of, subject_of
from inspiratiekaart.snapshots.scene_room import WIDTH, fitted, in_columns, is_thin
from inspiratiekaart.views import View

MAP = (310, 300)
"""How large a map is drawn; shown larger, its names are readable at the back of a room."""

_MAX_FIGURES = 4
_TITLE_SIZE, _TITLE_LINES = 36, 4
_SAID_SIZE, _SAID_LINES = 18, 8
_SOURCE_SIZE, _SOURCE_WIDTH, _SOURCE_ROOM, _SOURCE_GAP = 13, 500.0, 300.0, 6.0


@dataclass(frozen=True)
class Scene:
    """One scene; what it has none of is empty.

    ``said`` are its sentences, ``footer`` the sources with their periods, ``notes`` what the
    speaker can read beside it. ``rows`` have letters of ``size``; ``is_wide`` where the groups
    stand beside each other instead of beside a map.
    """

    title: str
    said: tuple[str, ...] = ()
    drawing: Drawing | None = None
    groups: tuple[Group, ...] = ()
    rows: tuple[Row, ...] = ()
    size: int = 0
    sources: tuple[str, ...] = ()
    footer: str = ""
    notes: tuple[str, ...] = ()
    is_opening: bool = False
    is_closing: bool = False
    is_wide: bool = False

    @cached_property
    def legend(self) -> list[Sign]:
        """Each sign on the map with its words."""
        return map_legend(self.drawing, HATCH) if self.drawing else []

    @property
    def unit(self) -> str:
        """What the colours of the map count."""
        drawing = self.drawing
        return drawing.t(f"measure.{drawing.view.measure.name}.unit") if drawing else ""


def opening(handout: Handout, *, has_lead: bool) -> Scene:
    """The title, the introduction and the map; ``has_lead`` says what is on it too."""
    seen, lead = handout.view, handout.composition.lead
    said, room = [], _SAID_LINES
    for line in lines_of([handout.introduction]):
        if room > 0:
            said.append(shortened(plain(line), _SAID_SIZE, WIDTH, room))
            room -= len(wrapped(said[-1], _SAID_SIZE, WIDTH))
    name = shortened(plain(handout.title), _TITLE_SIZE, WIDTH, _TITLE_LINES, is_bold=True)
    figures = _figures(handout, seen)
    whole = [handout.title] if name != handout.title else []
    return Scene(
        name,
        (*said, lead) if has_lead or not said else tuple(said),
        _drawing(handout, seen),
        footer=_footer(handout, {each.source_id for each in handout.sources}, has_map=True),
        notes=(*whole, handout.introduction, lead, handout.caption, *figures),
        is_opening=True,
    )


def picture(
    handout: Handout,
    seen: View,
    name: str,
    keys: Sequence[str] | None = None,
    said: str | None = None,
    *,
    may_double: bool = True,
) -> Iterator[Scene]:
    """A map of ``seen`` with its sentence and what it shows, of the professions ``keys``.

    What is missing and who trains have a scene of their own where they do not fit, if it
    ``may_double``.
    """
    t = handout.t
    whole = groups_of(handout.dataset, subject_of(handout.dataset, seen, keys), t)
    sentence = summary(seen, t) if said is None else said
    figures = _figures(handout, seen)
    shown = tuple(filter(None, [sentence, *(figures if _is_news(seen) else ())]))
    groups = fitted(name, shown, whole, t)
    is_doubled = is_thin(groups, whole) and len(whole) > 1 and may_double
    first = fitted(name, shown, whole[:1], t) if is_doubled else groups
    yield Scene(
        name,
        shown,
        _drawing(handout, seen),
        first,
        footer=_footer(handout, {*_of_map(seen), *_of_groups(first)}, first, has_map=True),
        notes=(sentence, *figures, caption(seen, t), *_told(whole[:1] if is_doubled else whole)),
    )
    if is_doubled:
        again = t("slides.continued_title", title=name, n=2)
        beside = in_columns(again, whole[1:], t)
        yield Scene(
            again,
            groups=beside,
            footer=_footer(handout, _of_groups(beside), beside),
            notes=_told(whole[1:]),
            is_wide=True,
        )


def _told(groups: Iterable[Group]) -> tuple[str, ...]:
    return tuple(text for each in groups for text in (each.title, *each.remarks, *each.notes))


def _of_map(seen: View) -> set[str]:
    return {region.figure.source_id for region in seen.regions}


def _of_groups(groups: Iterable[Group]) -> set[str]:
    return {key for group in groups for line in group.lines for key in line.source_ids}


def _is_news(seen: View) -> bool:
    """Whether the figure of the one chosen region is not in the sentence already."""
    return len(seen.chosen) == 1 and seen.topic is None


def _drawing(handout: Handout, seen: View) -> Drawing:
    return drawing_of(handout.dataset, seen, handout.t, *MAP)


def _figures(handout: Handout, seen: View) -> list[str]:
    """What the chosen regions count on the map, where they are few."""
    t = handout.t
    if len(seen.chosen) > _MAX_FIGURES:
        return []
    return [
        t("slides.figure", name=each.name, figure=figure_text(seen, each.figure, t))
        for each in seen.chosen
    ]


def over_scenes(handout: Handout, name: str, entries: Sequence[Entry]) -> Iterator[Scene]:
    """``entries`` as rows, over more scenes where they do not fit in one."""
    t = handout.t
    pages = largest(SIZES, lambda size: [entry_row(entry, t, size) for entry in entries])
    for number, page in enumerate(pages, start=1):
        said = [
            each.whole or " ".join(words.text for words in (*each.left[:2], *each.right))
            for each in page
        ]
        yield Scene(
            name if number == 1 else t("slides.continued_title", title=name, n=number),
            rows=page,
            size=page[0].right[0].size if page[0].right else SIZES[-1],
            footer=_footer(handout, {key for each in page for key in each.source_ids}),
            notes=(*([handout.composition.lead] if number == 1 else ()), *said),
        )


def closing(handout: Handout) -> Iterator[Scene]:
    """The sources, over more scenes where they are many; the last has the link, large."""
    t = handout.t
    pages: list[list[str]] = [[]]
    room = _SOURCE_ROOM
    borders = f"{t('slides.borders')}. {t('map.attribution')}."
    for text in (*(_source(source, handout) for source in handout.sources), borders):
        lines = len(wrapped(plain(text), _SOURCE_SIZE, _SOURCE_WIDTH))
        high = lines * _SOURCE_SIZE * LINE + _SOURCE_GAP
        if pages[-1] and high > room:
            pages.append([])
            room = _SOURCE_ROOM
        pages[-1].append(text)
        room -= high
    for number, page in enumerate(pages, start=1):
        is_last = number == len(pages)
        name = t("scenes.closing" if is_last else "export.table.sources")
        said = (t("slides.link_help"), handout.link) if is_last and handout.link else ()
        yield Scene(name, sources=tuple(page), notes=said, is_closing=is_last)


def _source(source: Source, handout: Handout) -> str:
    t = handout.t
    return t(
        "scenes.source",
        publisher=source.publisher,
        title=source.title(t.language),
        period=t.period(source.period),
        licence=licence_name(source.licence, t),
    )


def _footer(
    handout: Handout, keys: Iterable[str], groups: Iterable[Group] = (), *, has_map: bool = False
) -> str:
    """The sources ``keys`` with their periods in a line, and what holds for all that is shown."""
    t, known = handout.t, handout.dataset.sources
    periods: dict[str, list[str]] = {}
    for key in sorted(keys):
        if key in known:
            source = known[key]
            periods.setdefault(source.publisher, []).append(t.period(source.period))
    named = [
        t("scenes.publisher", name=name, periods=", ".join(dict.fromkeys(found)))
        for name, found in periods.items()
    ]
    said = [t("slides.sources", names="; ".join(named))] if named else []
    if has_map:
        said.append(f"{t('map.attribution')}.")
    if any(group.key == "trainers" and group.lines for group in groups):
        said.append(t("trainers.editorial"))
    return " ".join(said)
