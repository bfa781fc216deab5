"""HTML fragments from templates; whatever a person or file supplied is escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from inspiratiekaart.drawing.styles import CLASSES


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("inspiratiekaart.ui"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["classes"] = CLASSES
    return environment


def fragment(template: str, **values: object) -> str:
    """Fill ``template`` (a name in ui/templates, without ``.html``) with ``values``."""
    return _environment().get_template(f"{template}.html").render(**values)
