"""What the pages of a static site share that are no maps: their head, their style, their policy."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from inspiratiekaart.export.html import style as page_style
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.links import web_link
from inspiratiekaart.schema import Language
from inspiratiekaart.snapshots.site_plan import Plan, beside
from inspiratiekaart.templating import environment
from inspiratiekaart.texts import Texts


def framed(
    template: str, plan: Plan, stem: str, t: Texts, title: str, description: str, **values: Any
) -> bytes:
    """The page ``stem`` of ``plan`` in the language of ``t``, from ``template`` with ``values``."""
    path = plan.path(stem, t.language)
    said = {
        "t": t,
        "title": title,
        "description": description,
        "policy": content_security_policy(),
        "style": style(),
        "url": plan.whole(path),
        "picture": "",
        "alt": "",
        "app": "",
        "home": beside(path, plan.path(plan.start(plan.datasets[0]), t.language)),
        "other_language": other_language(plan, stem, t.language),
    }
    return _environment().get_template(template).render(said | values).encode()


def other_language(plan: Plan, stem: str, language: Language) -> str:
    """The link to the page ``stem`` in the other language; nothing where the site has but one."""
    others = [each for each in plan.languages if each != language]
    path = plan.path(stem, language)
    return beside(path, plan.path(stem, others[0])) if others else ""


def content_security_policy() -> str:
    """What such a page may do: its own style and script, by their hashes."""
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in (style(), script())
    ]
    return (
        f"default-src 'none'; script-src {hashes[1]}; style-src {hashes[0]}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def style() -> Markup:
    """The style of the shared pages, and what these pages have besides."""
    return page_style() + Markup(_asset("site.css"))  # noqa: S704  # a file of ours


@cache
def script() -> Markup:
    """The search of the start page."""
    return Markup(_asset("site.js"))  # noqa: S704  # a file of ours


@cache
def _asset(name: str) -> str:
    return files("inspiratiekaart.snapshots").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = environment("inspiratiekaart.snapshots")
    made.filters["web"] = web_link
    made.globals["licence_name"] = licence_name
    return made
