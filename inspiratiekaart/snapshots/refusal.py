"""The page that somebody sees whose link leads to nothing, or who must come back later."""

from __future__ import annotations

from inspiratiekaart.export.html import style
from inspiratiekaart.templating import environment
from inspiratiekaart.texts import Texts


def refusal(t: Texts, said: str, app: str) -> bytes:
    """A page with the sentence ``said``, and a link to the app at ``app``."""
    template = environment("inspiratiekaart.snapshots").get_template("refusal.html")
    return template.render(t=t, said=said, app=app, style=style()).encode()
