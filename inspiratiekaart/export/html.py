"""A handout as one HTML file: readable without scripts, network or server.

The file allows itself only its own script and style, by their hashes; so text that a person or file
supplied cannot run, even if it came through the escaping.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from inspiratiekaart.composition import Section
from inspiratiekaart.composition_entries import Entry
from inspiratiekaart.drawing.frame import frame_of
from inspiratiekaart.drawing.outlines import outlines
from inspiratiekaart.drawing.qr import qr_svg
from inspiratiekaart.drawing.svg import map_svg
from inspiratiekaart.drawing.svg_marks import Drawing
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.html_tables import Context, shown_tables, source_link
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.links import web_link
from inspiratiekaart.export.map_legend import Sign, map_legend
from inspiratiekaart.occupations import work
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import LEVELS
from inspiratiekaart.templating import environment

MAP_WIDTH_PX = 480
"""A map this wide has readable names on a phone, and large ones on a desk."""

DETAIL_KM = 0.8

_DESCRIPTION = 200
_XMLNS = ' xmlns="http://www.w3.org/2000/svg"'
_OCCUPATIONS = ("occupation", "gap")


@dataclass(frozen=True)
class Notice:
    """A sentence at the head of a page, with more of them folded, and links: words and address."""

    text: str
    fold: str = ""
    more: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Around:
    """What a page has besides when it has an address, instead of being mailed as a file.

    ``url`` and ``picture`` are whole addresses, or empty where the server does not know its own;
    the others may be relative. ``alt`` says what the picture shows.
    """

    url: str = ""
    picture: str = ""
    alt: str = ""
    app: str = ""
    home: str = ""
    whole: str = ""
    other_language: str = ""
    notices: tuple[Notice, ...] = ()
    is_embedded: bool = False


def write(handout: Handout, around: Around = Around()) -> bytes:  # it is frozen
    """``handout`` as one self-contained HTML page, with what is ``around`` it at its address."""
    text = (
        _environment()
        .get_template("page.html")
        .render(
            handout=handout,
            around=around,
            t=handout.t,
            policy=content_security_policy(),
            style=style(),
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


def style() -> Markup:
    """The style of such pages, which their policy allows."""
    return Markup(_asset("page.css"))  # noqa: S704  # a file of ours


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
    has_register_name: bool
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


def _legend(handout: Handout) -> list[Sign]:
    """Each sign on the map, drawn, with its words."""
    drawn = outlines(handout.dataset, DETAIL_KM)
    frame = frame_of(drawn, set(), MAP_WIDTH_PX, None)
    drawing = Drawing(handout.dataset, handout.view, handout.t, drawn, frame, with_sites=True)
    return map_legend(drawing, "ik-map-hatch")


def _qr(handout: Handout) -> Markup:
    """The link as a QR code; nothing where there is none, or where it is too long for one."""
    if not web_link(handout.link):
        return Markup()
    svg = qr_svg(handout.link, handout.t("html.qr"), look="qr")
    return Markup(svg.replace(_XMLNS, "", 1))  # noqa: S704  # escaped by qr_svg
