"""What a row of a table on a slide says: of an item on the map, and of a source."""

from __future__ import annotations

from urllib.parse import urlsplit

from inspiratiekaart.composition_entries import Entry
from inspiratiekaart.drawing import styles
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.links import web_link
from inspiratiekaart.export.slides.rows import Row, lines_of, row
from inspiratiekaart.export.slides.shapes import Words
from inspiratiekaart.provenance import Source
from inspiratiekaart.texts import Texts

_LARGER = 2  # points that a name is larger than what is said of it
_LINK_SIZE = 14
_MAX_SHORT = 60


def entry_row(entry: Entry, t: Texts, size: int) -> Row:
    """An item with its label, all that is known of it, and the note beside it."""
    is_gap = entry.item.kind == "gap"
    colour = styles.RUST if is_gap or entry.is_missing else styles.PETROL
    label = entry.label or t(f"export.kind.{entry.item.kind}")
    left = [
        Words(entry.name, size + _LARGER, is_bold=True),
        Words(label, size, is_bold=True, colour=colour),
        *_address(entry.url, _LINK_SIZE),
    ]
    texts = list(entry.facts)
    if entry.item.plan and not any(entry.item.plan in fact for fact in entry.facts):
        texts.append(t("compose.plan", plan=entry.item.plan))
    if entry.item.note.strip():
        texts.append(t("slides.note", note=entry.item.note))
    return row(
        left,
        [Words(line, size) for line in lines_of(texts)],
        Words(t("slides.cut"), size, is_bold=True, colour=styles.MUTED),
        source_ids=entry.source_ids,
        colour=styles.RUST if is_gap else "",
        again=t("slides.continued", name=_short(entry.name)),
    )


def source_row(source: Source, t: Texts, size: int) -> Row:
    """A source with its period, how it wants to be named, and its licence."""
    title, period = source.title(t.language), t.period(source.period)
    terms = t(
        "slides.source_terms",
        attribution=source.attribution,
        licence=licence_name(source.licence, t),
    )
    return Row(
        (Words(source.publisher, size, is_bold=True), *_address(source.url, size)),
        (
            Words(t("slides.source_words", title=title, period=period), size),
            Words(terms, size, colour=styles.MUTED),
        ),
    )


def border_row(t: Texts, size: int) -> Row:
    """Where the borders of the map come from."""
    return Row(
        (Words(t("slides.borders"), size, is_bold=True),), (Words(t("map.attribution"), size),)
    )


def _address(url: str, size: int) -> list[Words]:
    """A web address by its host, as a link; another one as the text that it is."""
    if not url:
        return []
    shown = urlsplit(url).netloc if web_link(url) else url
    return [Words(_short(shown), size, colour=styles.MUTED, link=url)]


def _short(text: str) -> str:
    return text if len(text) <= _MAX_SHORT else text[: _MAX_SHORT - 1] + "…"
