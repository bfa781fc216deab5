"""A handout as one HTML file: readable without scripts, network or server.

The file allows itself only its own script and style, by their hashes; so text that a person or file
supplied cannot run, even if it came through the escaping.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import segno
from jinja2 import Environment
from markupsafe import Markup

from inspiratiekaart.composition import Section
from inspiratiekaart.composition_entries import Entry
from inspiratiekaart.drawing.frame import frame_of
from inspiratiekaart.drawing.outlines import outlines
from inspiratiekaart.drawing.styles import CLASSES, KIND_COLOURS, SHAPES
from inspiratiekaart.drawing.svg import map_svg
from inspiratiekaart.drawing.svg_marks import Drawing
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.html_tables import Context, shown_tables, source_link
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.links import web_link
from inspiratiekaart.occupations import work
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import LEVELS, Layer
from inspiratiekaart.templating import environment

MAP_WIDTH_PX = 480
"""A map this wide has readable names on a phone, and large ones on a desk."""

DETAIL_KM = 0.8

_DESCRIPTION = 200
_XMLNS = ' xmlns="http://www.w3.org/2000/svg"'
_OCCUPATIONS = ("occupation", "gap")


def write(handout: Handout) -> bytes:
    """``handout`` as one self-contained HTML page."""
    text = (
        _environment()
        .get_template("page.html")
        .render(
            handout=handout,
            t=handout.t,
            policy=content_security_policy(),
            style=Markup(_asset("page.css")),  # noqa: S704  # a file of ours
            script=Markup(_asset("page.js")),  # noqa: S704  # a file of ours
            licence=lambda licence: handout.t(
                "html.licence", licence=licence_name(licence, handout.t)
            ),
            description=" ".join(handout.composition.lead.split())[:_DESCRIPTION],
            paragraphs=_paragraphs(handout.introduction),
            map=_map(handout),
            legend=_legend(handout),
            sections=[_section(handout, section) for section in handout.sections],
            levels=_levels(handout),
            regions=sorted((name, code) for code, name in region_names(handout.dataset).items()),
            tables=shown_tables(handout.tables, _context(handout)),
            numbers=_numbers(handout),
            link=web_link(handout.link),
            qr=_qr(handout),
        )
    )
    return text.encode()


@cache
def content_security_policy() -> str:
    """What such a page may do, the same for every one; a server can send it as a header too."""
    script, style = (_hash(_asset(name)) for name in ("page.js", "page.css"))
    return (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _asset(name: str) -> str:
    return files("inspiratiekaart.export").joinpath("assets", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    made = environment("inspiratiekaart.export")
    made.filters["web"] = web_link
    made.filters["host"] = _host
    made.globals["source_link"] = source_link
    return made


@dataclass(frozen=True)
class _Item:
    """An entry with what its place in the page needs besides."""

    entry: Entry
    level: str
    has_dutch_name: bool
    plan: str
    numbers: tuple[int, ...]

    @property
    def look(self) -> str:
        """The classes of its element: what kind it is, and whether it is old or gone."""
        own = self.entry
        found = [own.item.kind, "old" * own.is_old, "missing" * own.is_missing]
        return " ".join(filter(None, found))


def _section(handout: Handout, section: Section) -> tuple[Section, list[_Item]]:
    known, numbers = work(handout.dataset).occupations, _numbers(handout)
    items = []
    for entry in section.entries:
        item = entry.item
        is_occupation = item.kind in _OCCUPATIONS and item.key in known
        is_said = any(item.plan in fact for fact in entry.facts)
        items.append(
            _Item(
                entry,
                known[item.key]["level"] if is_occupation else "",
                is_occupation,
                "" if is_said else item.plan,
                tuple(sorted(numbers[key] for key in entry.source_ids if key in numbers)),
            )
        )
    return section, items


def _levels(handout: Handout) -> list[str]:
    known = work(handout.dataset).occupations
    found = {
        known[entry.item.key]["level"]
        for entry in handout.composition.entries
        if entry.item.kind in _OCCUPATIONS and entry.item.key in known
    }
    return [level for level in LEVELS if level in found]


def _numbers(handout: Handout) -> dict[str, int]:
    return {source.source_id: number for number, source in enumerate(handout.sources, 1)}


def _context(handout: Handout) -> Context:
    known = work(handout.dataset).occupations
    return Context(
        handout.t,
        _numbers(handout),
        {name: code for code, name in region_names(handout.dataset).items()},
        {
            entry.name: (entry.item.sector_id, known[entry.item.key]["level"])
            for entry in handout.composition.entries
            if entry.item.kind in _OCCUPATIONS and entry.item.key in known
        },
    )


def _paragraphs(text: str) -> list[str]:
    parts = (part.strip() for part in text.split("\n\n"))
    return [part for part in parts if part]


def _host(url: str) -> str:
    return url.split("/")[2].removeprefix("www.")


def _map(handout: Handout) -> Markup:
    svg = map_svg(
        handout.dataset, handout.view, handout.t, width_px=MAP_WIDTH_PX, detail_km=DETAIL_KM
    )
    return Markup(svg.replace(_XMLNS, "", 1))  # noqa: S704  # escaped by map_svg


def _legend(handout: Handout) -> list[tuple[Markup, str]]:
    """Each sign on the map, drawn, with its words."""
    view, t = handout.view, handout.t
    found = [(_swatch(CLASSES[index]), words) for index, words in handout.legend]
    if any(region.figure.value is None for region in view.regions):
        found.append((_swatch("url(#ik-map-hatch)"), t("legend.unknown")))
    if view.chosen:
        found.append((_drawn("swatch chosen", ""), t("legend.chosen")))
    return [*found, *_marks(handout)]


def _marks(handout: Handout) -> Iterator[tuple[Markup, str]]:
    view, t = handout.view, handout.t
    drawn = outlines(handout.dataset, DETAIL_KM)
    frame = frame_of(drawn, set(), MAP_WIDTH_PX, None)
    groups = Drawing(handout.dataset, view, t, drawn, frame, with_sites=True).groups
    alone = {kinds[0] for _, kinds in groups if len(kinds) == 1}
    for kind, shape in SHAPES.items():
        if kind in alone:
            yield _drawn("mark", f'<g fill="{KIND_COLOURS[kind]}">{shape}</g>'), t(f"kind.{kind}")
    if any(len(each) > 1 for _, each in groups):
        yield _drawn("mark count", '<circle cx="8" cy="8" r="7"/>'), t("legend.cluster")
    if view.nearest_outside:
        yield _drawn("swatch line", '<path d="M0 8.5h26"/>'), t("html.line")
    if Layer.OUTLOOKS in view.selection.layers:
        yield _drawn("mark badge", '<rect width="16" height="16" rx="3"/>'), t("html.badge")


def _swatch(fill: str) -> Markup:
    return _drawn("swatch", f'<rect width="26" height="17" fill="{fill}"/>')


def _drawn(look: str, inside: str) -> Markup:
    box = "0 0 26 17" if look.startswith("swatch") else "0 0 16 16"
    svg = f'<svg class="{look}" viewBox="{box}" aria-hidden="true">{inside}</svg>'
    return Markup(svg)  # noqa: S704  # our own shapes


def _qr(handout: Handout) -> Markup:
    """The link as a QR code; nothing where there is none, or where it is too long for one."""
    if not web_link(handout.link):
        return Markup()
    try:
        code = segno.make(handout.link, micro=False, error="m")
    except segno.DataOverflowError:
        return Markup()
    svg = code.svg_inline(omitsize=True, border=2, svgclass="qr", title=handout.t("html.qr"))
    return Markup(svg.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704  # escaped by segno
