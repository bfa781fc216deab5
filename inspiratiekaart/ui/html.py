"""HTML fragments from templates; whatever a person or file supplied is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape

from inspiratiekaart.drawing.styles import CLASSES
from inspiratiekaart.templating import environment


@cache
def _environment() -> Environment:
    made = environment("inspiratiekaart.ui")
    made.globals["classes"] = CLASSES
    return made


class Fragment(str):
    """HTML from one of our templates; Streamlit takes it as it is, without trimming its lines."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def fragment(template: str, **values: object) -> Fragment:
    """Fill ``template`` (a name in ui/templates, without ``.html``) with ``values``."""
    return Fragment(_environment().get_template(f"{template}.html").render(**values))


def rows(cells: Iterable[tuple[str, str, str, str]], unknown: Iterable[bool], names: str) -> Markup:
    """Rows of four cells, the first a heading; ``unknown`` says where the second has no value.

    The third are names in the language ``names``.

    Written out instead of a template: it is the largest part of every change of the map.
    """
    return Markup(  # noqa: S704  # every cell is escaped in _row
        "".join(
            _row(*row, is_unknown, names) for row, is_unknown in zip(cells, unknown, strict=True)
        )
    )


def _row(name: str, figure: str, said: str, chosen: str, is_unknown: bool, names: str) -> str:
    mark = " class=ik-unknown" if is_unknown else ""
    language = f" lang={names}" if said else ""
    return (
        f"<tr><th scope=row>{escape(name)}<td{mark}>{escape(figure)}"
        f"<td{language}>{escape(said) or _NOTHING}<td>{escape(chosen)}"
    )


_NOTHING = "–"


_LONGEST = 80


def plain(text: str, longest: int = _LONGEST) -> str:
    """``text`` for a label of Streamlit's, which takes Markdown: on one line, nothing in it works.

    A long one is cut; labels say what something is, and are no place to read it.
    """
    line = " ".join(text.split())
    short = line if len(line) <= longest else f"{line[: longest - 1]}…"
    return _MARKS.sub(r"\\\g<0>", short)


_MARKS = re.compile(r"[\\`*_\[\]<>$:~!&|]")
