"""The presenter's screen: all scenes of a map in one page that goes on without a connection.

Nothing is loaded. The page allows itself only its own script and style, by their hashes; the window
with the speaker's notes is filled from what is in the page. Without scripts the scenes stand below
each other, and on paper each has a page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.qr import qr_svg
from inspiratiekaart.drawing.repeated import map_of_shapes, shapes_svg
from inspiratiekaart.drawing.svg_marks import Drawing
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.links import web_link
from inspiratiekaart.snapshots.scenes import scenes_of
from inspiratiekaart.templating import environment

_XMLNS = ' xmlns="http://www.w3.org/2000/svg"'
_QR = "ik-qr"
_PLACES = re.compile(r"(?<=[/?&,=])(?=\w)")


def write(handout: Handout, per: str = "") -> bytes:
    """The scenes of ``handout`` as one self-contained page.

    ``per`` is ``regio`` or ``sector``; anything else means: what suits the map.
    """
    template = environment("inspiratiekaart.snapshots").get_template("presentation.html")
    text = template.render(
        handout=handout,
        t=handout.t,
        policy=content_security_policy(),
        style=Markup(_asset("presentation.css")),  # noqa: S704  # a file of ours
        script=Markup(_asset("presentation.js")),  # noqa: S704  # a file of ours
        scenes=scenes_of(handout, per),
        shapes=_ours(shapes_svg(handout.dataset)),
        map_of=_map_of,
        link=web_link(handout.link),
        address=_address(handout),
        code=_code(handout),
        code_id=_QR,
        rust=styles.RUST,
    )
    return text.encode()


@cache
def content_security_policy() -> str:
    """What the page may do, the same for every one."""
    script, style = (_hash(_asset(f"presentation.{kind}")) for kind in ("js", "css"))
    return (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _asset(name: str) -> str:
    folder = files("inspiratiekaart.snapshots").joinpath("assets")
    return folder.joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _map_of(drawing: Drawing, number: int) -> Markup:
    return _ours(map_of_shapes(drawing, f"ik-map-{number}"))


def _address(handout: Handout) -> Markup:
    """The link in words, with places where a line may end."""
    return Markup("<wbr>").join(_PLACES.split(web_link(handout.link)))


def _code(handout: Handout) -> Markup:
    """The link as a QR code for others to use; nothing where there is no link, or too long a one.

    It stands in the page once; ``code_id`` is where.
    """
    if not web_link(handout.link):
        return Markup()
    svg = qr_svg(handout.link, handout.t("slides.qr", link=handout.link))
    return _ours(svg.replace("<svg", f'<svg id="{_QR}"', 1))


def _ours(svg: str) -> Markup:
    return Markup(svg.replace(_XMLNS, "", 1))  # noqa: S704  # escaped by who drew it
